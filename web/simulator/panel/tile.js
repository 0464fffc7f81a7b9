// A tile of the panel, and what its tiles share.
import { el, icon } from '../dom.js';

export function tile(spec, iconName, title, ...kids) {
  return el(`section.tile${spec}`, null, el('h3', null, icon(iconName), ' ', title), kids);
}

/** Runs a deed for a button: the button waits, and a failure is said in status. */
export async function run(button, status, deed) {
  button.disabled = true;
  try {
    const said = await deed();
    status.textContent = typeof said === 'string' ? said : '';
  } catch (error) {
    status.textContent = error.message;
  } finally {
    button.disabled = false;
  }
}

/** A place where the outcome of a deed is told. */
export const statusLine = () => el('p.outcome', { role: 'status' });

/** A button for a deed, told in status. */
export function deedButton(words, status, deed, spec = '') {
  const button = el(`button${spec}`, { type: 'button', onclick: () => run(button, status, deed) }, words);
  return button;
}
