// The clock that the bot lives by: it can be moved forward, so that reminders come while one watches.
import { api } from '../api.js';
import { el } from '../dom.js';
import { clock, dayInEnglish } from '../format.js';
import { deedButton, statusLine, tile } from './tile.js';

export function clockTile(world) {
  const time = el('time');
  const hands = el('b', null, time);
  const day = el('span');
  const status = statusLine();
  const show = () => {
    const now = world.now();
    time.textContent = clock(now);
    time.setAttribute('datetime', now.toISOString());
    day.textContent = dayInEnglish(now);
  };
  setInterval(show, 1000);
  world.on('clock', show);
  const move = (words, change) => deedButton(words, status, async () => {
    await api.clock(change);
    await world.read();
  });
  const pause = deedButton('Pause', status, async () => {
    await api.clock({ pause: !world.state.paused });
    await world.read();
  });
  world.on('clock', () => { pause.textContent = world.state.paused ? 'Run' : 'Pause'; });
  return tile('.now', 'clock', 'Clock',
    el('p', null, hands, ' ', day),
    el('div.buttons', null, move('+1 h', { advance: '1h' }), move('+1 day', { advance: '24h' }), move('To 18:00', { to: '18:00' }), pause),
    status);
}
