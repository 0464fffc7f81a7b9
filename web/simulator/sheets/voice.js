// A voice message: the box hears nothing, it only counts how long one would have spoken.
import { el, icon } from '../dom.js';
import { lengthOf } from '../message/photo.js';
import { openSheet } from '../sheet.js';
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
    return el('div.calling', null, el('span.ring.recording', null, icon('microphone')), clock, el('p', null, words.voiceNote),
      el('button.big', { type: 'button', onclick: send }, words.sendVoice));
  });
}
