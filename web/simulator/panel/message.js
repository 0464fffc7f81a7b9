// The message under the glass: its JSON, what LINE said of it, its sizes in the units that LINE counts, and its cost.
import { api } from '../api.js';
import { el, fill, icon } from '../dom.js';
import { number } from '../format.js';
import { editor } from './editor.js';
import { faultsOf, measured } from './refusal.js';
import { sizesOf } from './sizes.js';
import { deedButton, statusLine, tile } from './tile.js';
import { jsonTree } from './tree.js';
import { asFault, faultList, hinted, wouldSay } from './verdict.js';

export function messageTile(world, tests) {
  const body = el('div');
  const node = tile('.verdict', 'code', 'Message', body);
  const heading = node.querySelector('h3');
  let shown = '';
  const show = () => {
    const picked = world.picked;
    const now = picked ? `${picked.resident.name} ${picked.entry.seq} ${picked.entry.at} ${picked.pinned}` : '-';
    if (now === shown || (picked && !picked.pinned && node.querySelector('.editor'))) return; // nobody's editor is taken away
    shown = now;
    if (!picked) {
      fill(heading, icon('code'), ' Message');
      fill(body, el('p', null, 'The newest message of the bot stands here, as it was sent.'));
      return;
    }
    const { entry, resident, pinned } = picked;
    fill(heading, icon('code'), ` Message ${entry.seq} to `, el('span', { lang: 'th' }, resident.displayName.split(' ')[0]));
    fill(body, verdict(entry), jsonTree(sent(entry), marksOf(entry), 'JSON of the message'), hints(entry), sizes(world, entry), buttons(world, tests, entry, resident, pinned));
  };
  world.on('picked', show);
  world.on('begun', show);
  world.on('state', () => {
    const left = body.querySelector('.cost span');
    if (left) tellLeft(world, left);
  });
  show();
  return node;
}

function verdict(entry) {
  const { refused } = entry;
  if (!refused) return el('p.pill.ok', null, icon('check'), ' Delivered');
  return [
    el('p.pill.bad', null, icon('x-circle'), ` ${refused.status ?? 400} refused`),
    el('p.said-why', null, String(refused.body?.message ?? 'LINE gave no reason.')),
    faultList(faultsOf(entry)),
  ];
}

/** What was sent: the message, or the whole call where LINE refused it. */
const sent = ({ message, refused }) => message ?? refused?.request ?? null;
const messagesOf = ({ message, refused }) => (message ? [message] : refused?.request?.messages ?? []);

function marksOf(entry) {
  const marks = faultsOf(entry).map(({ at }) => at);
  return entry.message ? marks.map((at) => at.replace(/^\/messages\/\d+/, '')) : marks;
}

/** Properties that LINE does not document; they come once the rules have been asked. */
function hints(entry) {
  const place = el('div');
  if (entry.from === 'bot' || entry.refused) {
    api.judge(messagesOf(entry)).then((judged) => fill(place, hinted((judged.hints ?? []).map(asFault))), () => {});
  }
  return place;
}

function sizes(world, entry) {
  const meters = sizesOf(measured(entry)).map(({ name, value, limit, unit }) =>
    el(`div${value > limit ? '.over' : ''}`, null, el('dt', null, name), el('dd', null, number(value), el('span', null, ` of ${number(limit)}${unit}`))));
  return [el('dl.meters', null, meters, cost(world, entry)), how(entry)];
}

function cost(world, entry) {
  if (!entry.sent && !entry.refused) return null;
  const left = el('span');
  tellLeft(world, left);
  return el('div.cost', null, el('dt', null, 'Cost'), el('dd', null, number(entry.sent?.cost ?? 0), left));
}

function tellLeft(world, place) {
  const { used = 0, limit = null, reserved = 0 } = world.state.quota ?? {};
  place.textContent = limit === null ? ', no limit' : ` of ${number(Math.max(0, limit - used - reserved))} left`;
}

function how({ sent: by }) {
  if (!by) return null;
  const together = by.messages > 1 ? `, one of ${by.messages} messages that cost this together` : '';
  return el('p.small', null, `By ${by.by}${together}. Request `, el('code', null, by.requestId));
}

function buttons(world, tests, entry, resident, pinned) {
  const status = statusLine();
  const place = el('div');
  const edit = el('button.main', { type: 'button', 'aria-expanded': 'false', onclick: () => {
    const messages = messagesOf(entry);
    const { node, input } = editor({
      value: messages.length === 1 ? messages[0] : messages,
      label: 'Message to push',
      words: ['Push to ', el('span', { lang: 'th' }, resident.displayName.split(' ')[0])],
      judge: (value) => wouldSay(asList(value)),
      send: async (value) => {
        const { status: code, body } = await api.push(resident.name, asList(value));
        return code === 200 ? 'Pushed, as the bot would have.' : `LINE answered ${code}: ${body?.message ?? ''}`;
      },
      close: () => { fill(place); edit.setAttribute('aria-expanded', 'false'); edit.focus(); },
    });
    fill(place, node);
    edit.setAttribute('aria-expanded', 'true');
    input.focus();
  } }, 'Edit and resend');
  const copy = deedButton('Copy', status, async () => {
    await navigator.clipboard.writeText(JSON.stringify(sent(entry), null, 2));
    return 'Copied.';
  });
  const test = el('button', { type: 'button', onclick: () => tests.show(resident.name) }, 'As a test');
  const follow = pinned && el('button', { type: 'button', onclick: () => { world.picked = { ...world.picked, pinned: false }; world.emit('picked'); } }, 'Follow the newest');
  return [el('div.buttons', null, (entry.from === 'bot' || entry.refused) && edit, copy, test, follow), status, place];
}

const asList = (value) => (Array.isArray(value) ? value : [value]);
