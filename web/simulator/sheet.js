// A sheet that rises from the phone's lower edge, and the short words that pass over it.
import { el, iconButton } from './dom.js';
import { words } from './words.js';

/**
 * Opens a sheet in the phone's glass; what lies under it cannot be reached meanwhile. make(close) gives its contents.
 * Escape and the cross close it, and the focus goes back to where it was.
 */
export function openSheet(glass, title, make) {
  const before = document.activeElement;
  const under = [...glass.children].filter((child) => !child.classList.contains('toast'));
  const close = () => {
    dialog.remove();
    for (const child of under) child.inert = false;
    if (before?.isConnected) before.focus();
  };
  const dialog = el('dialog.sheet', { 'aria-label': title },
    el('div.sheet-head', null, el('h3', null, title), iconButton('tool', 'x', words.close, close)),
    el('div.sheet-body', null, make(close)));
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  glass.querySelector('dialog.sheet')?.querySelector('.sheet-head button')?.click();
  for (const child of under) child.inert = true;
  glass.append(dialog);
  dialog.show();
  (dialog.querySelector('.sheet-body :is(button, input, a, select)') ?? dialog).focus();
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
