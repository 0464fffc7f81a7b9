// A place: a drawn map with its pin, and its name and address.
import { el, icon } from '../dom.js';
import { drawMap } from '../map.js';
import { openSheet, toast } from '../sheet.js';
import { words } from '../words.js';

export function drawPlace(message, ctx) {
  const at = { lat: Number(message.latitude), lng: Number(message.longitude) };
  const title = String(message.title ?? words.location);
  const address = String(message.address ?? '');
  return el('button.place', { type: 'button', onclick: () => large(ctx.glass, title, address, at) },
    drawMap(at, { width: 250, height: 110 }),
    el('span.place-words', null, el('b', null, title), address && el('span', null, address)));
}

function large(glass, title, address, at) {
  const numbers = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
  openSheet(glass, title, () => el('div.place-large', null,
    drawMap(at, { width: 358, height: 300 }),
    address && el('p', null, address),
    el('p.faint', null, numbers),
    el('button.choice.wide', { type: 'button', onclick: () => navigator.clipboard?.writeText(numbers).then(() => toast(glass, words.copied), () => {}) },
      icon('copy'), el('span', null, words.copyPlace))));
}
