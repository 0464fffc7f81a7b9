// Voice and sound: a bar that runs as long as the sound would. The box has no sound to play.
import { el, icon } from '../dom.js';
import { paint } from '../flex/sizes.js';
import { words } from '../words.js';
import { lengthOf } from './photo.js';

const heights = [5, 9, 14, 8, 17, 11, 6, 13, 18, 10, 7, 12, 5];

export function drawSound(message) {
  const milliseconds = Number(message.duration) || 0;
  const length = lengthOf(milliseconds) || '0:00';
  const wave = el('span.wave', { 'aria-hidden': 'true' }, heights.map((height) => {
    const bar = el('i');
    paint(bar, { height: `${height}px` });
    return bar;
  }));
  const mark = icon('play');
  const button = el('button.bubble.voice', { type: 'button', 'aria-pressed': 'false', 'aria-label': `${words.voice} ${length}` }, mark, wave, el('span', { 'aria-hidden': 'true' }, length));
  let end;
  const turn = (on) => {
    clearTimeout(end);
    button.setAttribute('aria-pressed', String(on));
    mark.className = `ic ic-${on ? 'pause' : 'play'}`;
    wave.style.setProperty('--length', `${milliseconds}ms`);
    wave.classList.toggle('runs', on);
    if (on) end = setTimeout(() => turn(false), Math.min(milliseconds, 600000));
  };
  button.addEventListener('click', () => turn(button.getAttribute('aria-pressed') === 'false'));
  return button;
}
