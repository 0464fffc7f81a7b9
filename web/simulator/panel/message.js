// The message under the glass: its JSON, what LINE said of it, and its sizes in the units that LINE counts.
import { el, fill, icon } from '../dom.js';
import { number } from '../format.js';
import { jsonLines } from './json.js';
import { faultsOf, measured } from './refusal.js';
import { sizesOf } from './sizes.js';
import { deedButton, statusLine, tile } from './tile.js';

export function messageTile(world) {
  const body = el('div');
  const node = tile('.verdict', 'code', 'Message', body);
  const heading = node.querySelector('h3');
  const show = () => {
    const picked = world.picked;
    if (!picked) {
      fill(heading, icon('code'), ' Message');
      fill(body, el('p', null, 'The newest message of the bot stands here, as it was sent.'));
      return;
    }
    const { entry, resident, pinned } = picked;
    fill(heading, icon('code'), ` Message ${entry.seq} to `, el('span', { lang: 'th' }, resident.displayName.split(' ')[0]));
    fill(body, verdict(entry), json(entry), sizes(entry), buttons(world, entry, pinned));
  };
  world.on('picked', show);
  world.on('begun', show);
  show();
  return node;
}

function verdict(entry) {
  const { refused } = entry;
  if (!refused) return el('p.pill.ok', null, icon('check'), ' Delivered');
  const faults = faultsOf(entry);
  return [
    el('p.pill.bad', null, icon('x-circle'), ` ${refused.status ?? 400} refused`),
    el('p.said-why', null, String(refused.body?.message ?? 'LINE gave no reason.')),
    faults.length > 0 && el('ul.why', null, faults.slice(0, 8).map(({ property, words, source }) =>
      el('li', null, property && el('code', null, property), ` ${words} `, source && el('span.faint', null, source)))),
  ];
}

/** What was sent: the message, or the whole call where LINE refused it. */
const sent = ({ message, refused }) => message ?? refused?.request ?? null;

function json(entry) {
  const block = el('pre', { tabindex: '0', role: 'region', 'aria-label': 'JSON of the message', lang: 'th' });
  for (const line of jsonLines(sent(entry), marksOf(entry))) block.append(line.marked ? el('mark', null, line.text) : line.text, '\n');
  requestAnimationFrame(() => {
    const first = block.querySelector('mark');
    if (first) block.scrollTop = first.offsetTop - block.offsetTop - 48;
  });
  return block;
}

function marksOf(entry) {
  const marks = faultsOf(entry).map(({ at }) => at);
  return entry.message ? marks.map((at) => at.replace(/^\/messages\/\d+/, '')) : marks;
}

function sizes(entry) {
  const meters = sizesOf(measured(entry));
  return meters.length > 0 && el('dl.meters', null, meters.map(({ name, value, limit, unit }) =>
    el(`div${value > limit ? '.over' : ''}`, null, el('dt', null, name), el('dd', null, number(value), el('span', null, ` of ${number(limit)}${unit}`)))));
}

function buttons(world, entry, pinned) {
  const status = statusLine();
  const copy = deedButton('Copy', status, async () => {
    await navigator.clipboard.writeText(JSON.stringify(sent(entry), null, 2));
    return 'Copied.';
  });
  const follow = pinned && el('button', { type: 'button', onclick: () => { world.picked = { ...world.picked, pinned: false }; world.emit('picked'); } }, 'Follow the newest');
  return [el('div.buttons', null, copy, follow), status];
}
