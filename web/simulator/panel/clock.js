// The clock that the bot lives by: it can be moved, so that reminders come while one watches.
import { api } from '../api.js';
import { el } from '../dom.js';
import { clock, dayInEnglish, localMinute } from '../format.js';
import { deedButton, run, statusLine, tile } from './tile.js';

export function clockTile(world) {
  const time = el('time');
  const day = el('span');
  const status = statusLine();
  const show = () => {
    const now = world.now();
    time.textContent = clock(now);
    time.setAttribute('datetime', now.toISOString());
    day.textContent = dayInEnglish(now);
  };
  setInterval(show, 1000);
  const move = async (change) => {
    await api.clock(change);
    await world.read();
  };
  const moved = (words, change) => deedButton(words, status, () => move(change));
  const pause = deedButton('Pause', status, () => move({ pause: !world.state.paused }));
  const { opener, form } = setter(world, status, move);
  world.on('clock', () => {
    show();
    pause.textContent = world.state.paused ? 'Run' : 'Pause';
  });
  return tile('.now', 'clock', 'Clock',
    el('p', null, el('b', null, time), ' ', day),
    el('div.buttons', null, moved('+1 h', { advance: '1h' }), moved('+1 day', { advance: '24h' }), moved('To 18:00', { to: '18:00' }), pause, opener),
    form, status);
}

/** A form for any day and hour, in Thailand's time. */
function setter(world, status, move) {
  const input = el('input.field', { type: 'datetime-local', required: true, 'aria-label': 'Day and hour in Thailand' });
  const set = el('button', { type: 'submit' }, 'Set');
  const form = el('form.set-clock', { hidden: true, onsubmit: (event) => {
    event.preventDefault();
    run(set, status, () => move({ to: `${input.value.slice(0, 16)}:00+07:00` }));
  } }, input, el('div.buttons', null, set));
  const opener = el('button', { type: 'button', 'aria-expanded': 'false', onclick: () => {
    form.hidden = !form.hidden;
    opener.setAttribute('aria-expanded', String(!form.hidden));
    if (form.hidden) return;
    input.value = localMinute(world.now());
    input.focus();
  } }, 'Set…');
  return { opener, form };
}
