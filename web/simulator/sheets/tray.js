// What can be sent besides words.
import { el, icon } from '../dom.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';
import { fileOf, photoOf, videoOf } from './files.js';
import { placeOf } from './place.js';
import { stickersOf } from './stickers.js';
import { voiceOf } from './voice.js';

export function trayOf(phone) {
  openSheet(phone.glass, words.plus, (close) => {
    const choice = (iconName, label, open) => el('button.choice', { type: 'button', onclick: () => { close(); open(phone); } }, icon(iconName), el('span', null, label));
    return el('div.choices.three', null,
      choice('sticker', words.sticker, stickersOf),
      choice('image', words.image, photoOf),
      choice('map-pin', words.location, placeOf),
      choice('microphone', words.voice, voiceOf),
      choice('video-camera', words.video, videoOf),
      choice('file', words.file, fileOf));
  });
}
