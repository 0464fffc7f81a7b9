// How much of the month's messages is used, and the way to begin again.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { monthAfter, number } from '../format.js';
import { deedButton, statusLine, tile } from './tile.js';

export function quotaTile(world) {
  const said = el('p');
  const meter = el('progress', { 'aria-label': 'Messages used this month', max: 1, value: 0 });
  const show = () => {
    const { used = 0, limit = null } = world.state.quota ?? {};
    fill(said, el('b', null, number(used)), limit === null ? ' sent this month, no limit' : ` of ${number(limit)}, resets ${monthAfter(world.now())}`);
    meter.hidden = limit === null;
    meter.max = Math.max(1, limit ?? 1);
    meter.value = Math.min(used, meter.max);
  };
  world.on('state', show);
  world.on('clock', show);
  show();
  return tile('.now.quota', 'gauge', 'Quota', said, meter, startAgain(world));
}

function startAgain(world) {
  const status = statusLine();
  const ask = el('button', { type: 'button', onclick: () => { sure.hidden = false; ask.hidden = true; keep.focus(); } }, 'Start over');
  const keep = el('button', { type: 'button', onclick: () => { sure.hidden = true; ask.hidden = false; ask.focus(); } }, 'Keep');
  const sure = el('span.buttons', { hidden: true }, deedButton('Erase every chat', status, async () => {
    await api.reset();
    world.picked = null;
    location.reload();
  }, '.danger'), keep);
  return [el('div.buttons', null, ask, sure), status];
}
