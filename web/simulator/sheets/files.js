// Photos, videos and files: chosen from the machine, sent as they are; or the small sample that the box has.
import { el, icon } from '../dom.js';
import { openSheet, toast } from '../sheet.js';
import { words } from '../words.js';

export const largest = 10 * 1024 * 1024; // as the control API takes it

export const photoOf = (phone) => chooser(phone, 'image', words.image, 'image', { accept: 'image/jpeg,image/png', multiple: true });
export const videoOf = (phone) => chooser(phone, 'video', words.video, 'video-camera', { accept: 'video/mp4' });
export const fileOf = (phone) => chooser(phone, 'file', words.file, 'file', {});

function chooser(phone, deed, title, iconName, attributes) {
  openSheet(phone.glass, title, (close) => {
    const input = el('input.vh', { type: 'file', ...attributes });
    input.addEventListener('change', () => {
      const files = [...input.files];
      close();
      if (files.some(({ size }) => size > largest)) toast(phone.glass, words.tooLarge);
      else if (files.length) phone.send(deed, {}, files);
    });
    return el('div.choices.one', null,
      el('label.choice.wide.from-machine', null, input, icon(iconName), el('span', null, words.fromMachine)),
      el('button.choice.wide', { type: 'button', onclick: () => { close(); phone.send(deed); } }, icon('smiley'), el('span', null, words.sampleOf(title))));
  });
}
