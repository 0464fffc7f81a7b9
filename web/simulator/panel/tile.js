// A tile of the panel, and what its tiles share.
import { el, icon } from '../dom.js';

export function tile(spec, iconName, title, ...kids) {
  return el(`section.tile${spec}`, null, el('h3', null, icon(iconName), ' ', title), kids);
}

/** A tile that is closed until somebody opens it. mark is what the closed one shows at its end, or nothing. */
export function foldTile(spec, iconName, title, mark, ...kids) {
  return el(`section.tile.fold${spec}`, null,
    el('details', null, el('summary', null, el('h3', null, icon(iconName), ' ', title), mark), kids));
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

/** A button for a deed, told in status. The focus stays on it. */
export function deedButton(words, status, deed, spec = '') {
  const button = el(`button${spec}`, { type: 'button', onclick: async () => {
    const held = document.activeElement === button;
    await run(button, status, deed);
    if (held && button.isConnected && document.activeElement === document.body) button.focus({ preventScroll: true });
  } }, words);
  return button;
}

/** A labelled line of a form. */
export const labelled = (words, control) => el('label.line', null, el('span', null, words), control);

/** A list to choose from: [value, words] each. */
export function choice(options, props = {}) {
  return el('select.field', props, options.map(([value, words]) => el('option', { value }, words)));
}
