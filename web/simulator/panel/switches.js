// What LINE's documents leave open, and which reading holds here. The program is started with them.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { foldTile } from './tile.js';

export function switchesTile(world) {
  const list = el('dl.switches');
  const mark = el('span.pill.bad', { hidden: true });
  const read = async () => {
    const { switches } = await api.switches();
    const set = switches.filter(({ value }) => value);
    mark.hidden = set.length === 0;
    mark.textContent = `${set.length} set`;
    fill(list, switches.map(({ name, value, says, source }) => el('div', null,
      el('dt', null, el('code', null, name), ' ', el(`b${value ? '.bad' : ''}`, null, value === true ? 'on' : value || 'off')),
      el('dd', null, says.replaceAll('`', ''), source ? null : el('span.faint', null, ' LINE documents nothing.')))));
  };
  world.addEventListener('state', () => read().catch(() => {}), { once: true });
  return foldTile('.switch-list', 'list', 'What LINE leaves open', mark, el('p.small', null, 'Strict unless set with --switch or in the world file.'), list);
}
