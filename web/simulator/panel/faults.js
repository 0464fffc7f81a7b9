// Makes LINE fail, as it does at times: the next calls answer 500 or 429, hang, or are taken and their answer lost.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { deedButton, statusLine, tile } from './tile.js';

const kinds = [
  ['500', '500', 'an error of LINE’s'],
  ['429', '429', 'too many'],
  ['timeout', 'Time-out', 'no answer'],
  ['lost', 'Lost answer', 'taken all the same'],
];

const endpoints = [['*', 'calls', 'call'], ['reply', 'replies', 'reply'], ['push', 'pushes', 'push']];

export function faultsTile(world) {
  const status = statusLine();
  const count = el('input.field', { type: 'number', min: 1, max: 100, value: 1, inputmode: 'numeric' });
  const which = el('select.field', null, endpoints.map(([value, words]) => el('option', { value }, words)));
  const set = (kind, words, hint) => deedButton([el('b', null, words), el('span', null, hint)], status, async () => {
    const n = Math.max(1, Math.min(100, Math.trunc(Number(count.value)) || 1));
    await api.fault({ endpoint: which.value, kind, count: n });
    await world.read();
    const [, many, one] = endpoints[which.selectedIndex];
    return `${words}: the next ${n === 1 ? one : `${n} ${many}`}.`;
  }, '.fault');
  const clear = deedButton('Let LINE be well', status, async () => {
    await Promise.all(endpoints.map(([endpoint]) => api.fault({ endpoint, kind: '', count: 0 })));
    await world.read();
    return 'No fault is set.';
  });
  const left = el('p.set');
  world.on('state', () => fill(left, known(world.state.faults)));
  return tile('.faulty', 'bug', 'Faults',
    el('div.which', null, el('label', null, el('span', null, 'Break the next'), count), el('label', null, el('span.vh', null, 'Which calls'), which)),
    el('div.faults', null, kinds.map(([kind, words, hint]) => set(kind, words, hint))),
    el('div.buttons', null, clear), left, status);
}

function known(faults) {
  if (!Array.isArray(faults)) return null;
  const standing = faults.filter((fault) => fault.count > 0);
  return standing.map((fault) => el('span.pill.bad', null, `${fault.kind} × ${fault.count} ${fault.endpoint === '*' ? '' : fault.endpoint}`));
}
