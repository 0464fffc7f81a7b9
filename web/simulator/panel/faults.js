// Makes LINE fail, as it does at times: the next calls answer 500 or 429, hang, dribble, or are taken and their answer lost.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { choice, deedButton, labelled, statusLine, tile } from './tile.js';

const kinds = [
  ['500', '500', 'nothing taken'],
  ['429', '429', 'nothing taken'],
  ['timeout', 'Time-out', 'nothing taken'],
  ['lost', 'Lost answer', 'taken all the same'],
  ['lost-500', 'Lost, 500', 'taken all the same'],
  ['slow', 'Slow body', 'dribbles for 10 s'],
];

export function faultsTile(world) {
  const status = statusLine();
  const count = el('input.field', { type: 'number', min: 1, max: 1000, value: 1, inputmode: 'numeric' });
  const which = choice([['*', 'any call'], ['reply', 'reply'], ['push', 'push'], ['reply|push', 'reply or push']]);
  api.faults().then(({ endpoints }) => which.append(...endpoints.filter((name) => !['reply', 'push'].includes(name)).map((name) => el('option', { value: name }, name))), () => {});
  const set = (kind, words, hint) => deedButton([el('b', null, words), el('span', null, hint)], status, async () => {
    const n = Math.max(1, Math.min(1000, Math.trunc(Number(count.value)) || 1));
    await api.fault({ endpoint: which.value, kind, count: n });
    await world.read();
    return `${words}: the next ${n === 1 ? 'call' : `${n} calls`} of ${which.selectedOptions[0].textContent}.`;
  }, '.fault');
  const left = el('ul.set');
  const clear = deedButton('Let LINE be well', status, async () => {
    const standing = new Set((world.state.faults ?? []).map(({ endpoint }) => endpoint));
    await Promise.all([...standing].map((endpoint) => api.fault({ endpoint, kind: '', count: 0 })));
    await world.read();
    return 'No fault is set.';
  });
  const mark = el('span.pill.bad', { hidden: true });
  const show = () => {
    const standing = (world.state.faults ?? []).filter((fault) => fault.count > 0);
    fill(left, standing.map((fault) => el('li.pill.bad', null, `${fault.kind} × ${fault.count} ${fault.endpoint === '*' ? 'any' : fault.endpoint}`)));
    mark.hidden = standing.length === 0;
    mark.textContent = `${standing.length} on`;
    clear.hidden = standing.length === 0;
  };
  world.on('state', show);
  show();
  const node = tile('.faulty', 'bug', 'Faults',
    el('div.which', null, labelled('Break the next', count), labelled('of', which)),
    el('div.faults', null, kinds.map(([kind, words, hint]) => set(kind, words, hint))),
    left, el('div.buttons', null, clear), status);
  node.querySelector('h3').append(' ', mark);
  return node;
}
