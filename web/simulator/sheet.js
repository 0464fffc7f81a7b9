// A sheet that rises from the phone's lower edge, and the short words that pass over it.
import { el, iconButton } from './dom.js';
import { words } from './words.js';

const focusable = ':is(button, input, a[href], select, textarea, [tabindex]):not([tabindex="-1"], :disabled)';

/**
 * Opens a sheet in the phone's glass; what lies under it cannot be reached meanwhile. make(close, closed) gives its
 * contents; closed(done) lets them clear up after themselves. Escape and the cross close it, and the focus goes back to
 * where it was, or to the line to type on where that is gone.
 */
export function openSheet(glass, title, make) {
  glass.querySelector('dialog.sheet .sheet-head button')?.click();
  const before = document.activeElement;
  const under = [...glass.children].filter((child) => !child.classList.contains('toast'));
  const after = [];
  const close = () => {
    if (!dialog.isConnected) return;
    dialog.remove();
    for (const child of under) child.inert = false;
    for (const done of after) done();
    const back = before?.isConnected && before !== document.body && before.checkVisibility() ? before : glass.querySelector('textarea') ?? glass.querySelector('[tabindex]');
    back?.focus({ preventScroll: true });
  };
  const dialog = el('dialog.sheet', { 'aria-label': title, tabindex: '-1' },
    el('div.sheet-head', null, el('h3', null, title), iconButton('tool', 'x', words.close, close)),
    el('div.sheet-body', null, make(close, (done) => after.push(done))));
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  for (const child of under) child.inert = true;
  glass.append(dialog);
  dialog.show();
  // The press of Enter that follows a link would go on to a button that has the focus by then.
  const first = before?.tagName === 'A' ? dialog : dialog.querySelector(`.sheet-body ${focusable}`) ?? dialog.querySelector(focusable);
  first.focus({ preventScroll: true });
}

/** Shows words over the phone for a moment; screen readers hear them. */
export function toast(glass, text) {
  const place = glass.querySelector('.toast');
  place.textContent = text;
  place.classList.add('shown');
  clearTimeout(place.timer);
  place.timer = setTimeout(() => {
    place.classList.remove('shown');
    place.textContent = '';
  }, 3500);
}
