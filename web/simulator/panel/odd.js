// Odd requests that a bot must bear: bad signatures, unknown events, no events. Sent at a press, with what a good bot does.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { jsonTree } from './tree.js';
import { choice, deedButton, foldTile, labelled, statusLine } from './tile.js';

export function oddTile(world) {
  const status = statusLine();
  const kind = choice([]);
  const whose = choice([]);
  const wants = el('p.small');
  const answer = el('div');
  const known = new Map();
  const tell = () => { wants.textContent = known.has(kind.value) ? `A good bot ${known.get(kind.value)}.` : ''; };
  kind.addEventListener('change', tell);
  api.oddities().then(({ oddities }) => {
    for (const odd of oddities) known.set(odd.kind, odd.wants);
    fill(kind, oddities.map((odd) => el('option', { value: odd.kind }, odd.kind)));
    tell();
  }, () => {});
  let people = '';
  world.on('state', () => {
    const now = world.state.residents.map(({ name }) => name).join('\n');
    if (people === now) return;
    people = now;
    const { value } = whose;
    fill(whose, world.state.residents.map(({ name, displayName }) => el('option', { value: name, lang: 'th' }, displayName)));
    if (value) whose.value = value;
  });
  const send = deedButton('Send it', status, async () => {
    const odd = await api.sendOddity(kind.value, whose.value);
    fill(answer, el('p.value', null, odd.status ? `The bot answered ${odd.status} in ${odd.ms} ms.` : `The bot gave no answer: ${odd.reason}.`), odd.body && jsonTree(odd.body, [], 'What was sent'));
    return '';
  }, '.main');
  return foldTile('.odd', 'warning', 'Odd requests', null, labelled('Request', kind), labelled('Whose', whose), wants, el('div.buttons', null, send), status, answer);
}
