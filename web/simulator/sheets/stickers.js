// Stickers of LINE's published list, each as a labelled place, and emoji to type.
import { el, icon } from '../dom.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';

const packages = [['446', 1988, 16], ['789', 10855, 16], ['11537', 52002734, 16]];
const emoji = [...'😀😄😊🙂😉😍😘😂🤣😅😢😭😡😱🤒😷👍👎👌✌👋💪❤💚⭐🌧☀🌊🔥🚗🏥📷📍☎✅❌❗❓'];

export function stickersOf(phone) {
  openSheet(phone.glass, words.sticker, (close) => packages.map(([packageId, first, count]) => el('section', null,
    el('h4', null, `${words.sticker} ${packageId}`),
    el('div.choices.many', null, Array.from({ length: count }, (_, i) => String(first + i)).map((stickerId) => el('button.choice', {
      type: 'button',
      'aria-label': `${words.sticker} ${packageId} / ${stickerId}`,
      onclick: () => { close(); phone.send('sticker', { packageId, stickerId }); },
    }, icon('smiley'), el('span', null, stickerId)))))));
}

/** put(character) types it. */
export function emojiOf(phone, put) {
  openSheet(phone.glass, words.emoji, (close) => el('div.choices.faces', null, emoji.map((face) => el('button.choice', {
    type: 'button', onclick: () => { close(); put(face); },
  }, face))));
}
