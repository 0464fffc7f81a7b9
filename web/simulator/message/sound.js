// Voice and sound: a bar that runs while the sound of a file that was sent plays, else as long as one would.
import { contentAddress } from '../api.js';
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
  const sound = message.contentProvider?.type === 'line' && message.id ? el('audio', { preload: 'metadata', src: contentAddress(message.id) }) : null;
  let end;
  const pretend = () => { end = setTimeout(() => turn(false), Math.min(milliseconds, 600000)); };
  const turn = (on) => {
    clearTimeout(end);
    button.setAttribute('aria-pressed', String(on));
    mark.className = `ic ic-${on ? 'pause' : 'play'}`;
    wave.style.setProperty('--length', `${milliseconds}ms`);
    wave.classList.toggle('runs', on);
    if (!on) sound?.pause();
    else if (!sound || sound.error) pretend();
    else sound.play().catch((error) => sound.error && error.name !== 'AbortError' && pretend());
  };
  sound?.addEventListener('ended', () => turn(false));
  button.addEventListener('click', () => turn(button.getAttribute('aria-pressed') === 'false'));
  if (sound) button.append(sound);
  return button;
}
