// A message drawn as on the phone, apart from any phone.
import { el } from '../dom.js';
import { drawMessage } from '../messages.js';
import { words } from '../words.js';

/** Where the gallery's messages say that their pictures are; the server tells it. */
export const pictures = { base: null };

/** The place at which one of the gallery's pictures can be had, or null. */
function picture(url) {
  if (typeof url !== 'string' || !pictures.base || !url.startsWith(pictures.base)) return null;
  return `/simulator/v1/gallery/${encodeURIComponent(url.slice(pictures.base.length))}`;
}

/** Draws the message; what a press on it would do is told in the element said. */
export function drawing(message, said) {
  const act = (action) => { said.textContent = `Pressed: ${JSON.stringify(action)}`; };
  const ctx = { words, act, picture };
  return el('div.drawing', { lang: 'th' }, el('div.said.card', null, drawMessage(message, ctx)));
}
