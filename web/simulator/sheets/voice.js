// A voice message: a sound from the machine, or none, of which only the time is counted that one would have spoken.
import { el, icon } from '../dom.js';
import { lengthOf } from '../message/photo.js';
import { openSheet, toast } from '../sheet.js';
import { largest } from './files.js';
import { words } from '../words.js';

const longest = 5 * 60_000;

export function voiceOf(phone) {
  openSheet(phone.glass, words.voice, (close, closed) => {
    const began = performance.now();
    const spoken = () => Math.min(longest, Math.max(1000, Math.round(performance.now() - began)));
    const clock = el('b.voice-clock', { role: 'timer' }, '0:00');
    const tick = setInterval(() => { clock.textContent = lengthOf(performance.now() - began) || '0:00'; }, 250);
    closed(() => clearInterval(tick));
    const send = () => {
      const durationMs = spoken();
      close();
      phone.send('audio', { durationMs });
    };
    const input = el('input.vh', { type: 'file', accept: 'audio/*' });
    input.addEventListener('change', () => {
      const files = [...input.files];
      close();
      if (files.some(({ size }) => size > largest)) toast(phone.glass, words.tooLarge);
      else if (files.length) phone.send('audio', {}, files);
    });
    return el('div.calling', null, el('span.ring.recording', null, icon('microphone')), clock, el('p', null, words.voiceNote),
      el('button.big', { type: 'button', onclick: send }, words.sendVoice),
      el('label.choice.wide.from-machine', null, input, icon('file'), el('span', null, words.fromMachine)));
  });
}
