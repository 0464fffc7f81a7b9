// Where the panel stands: at the phones' side, below them, or nowhere. The choice is remembered.
import { el } from '../dom.js';

const places = [['side', 'Beside'], ['below', 'Below'], ['hidden', 'Hide']];

export function placeChoice(world, settings) {
  const choose = (place) => settings.set(place === 'hidden' ? { developer: false } : { place, developer: true });
  const buttons = places.map(([place, words]) => el('button', { type: 'button', 'data-place': place, onclick: () => choose(place) }, words));
  const tell = () => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(settings.developer && settings.place === button.dataset.place));
  };
  world.on('settings', tell);
  tell();
  return el('div.panel-place.only-wide', { role: 'group', 'aria-label': 'Place of this panel' }, buttons);
}
