// What the simulator told the bot's webhook, and what the bot answered; to send again, as it was or changed.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { editor } from './editor.js';
import { listFilter, logTable, rowButton, status, wordsFilter } from './table.js';
import { deedButton, statusLine } from './tile.js';

const kinds = ['message', 'messageEdited', 'postback', 'follow', 'unfollow', 'unsend', 'join', 'leave', 'memberJoined', 'memberLeft', 'videoPlayComplete', 'beacon', 'accountLink', 'membership'];

export function eventsTile(world) {
  const people = listFilter('resident', 'Whose', [['', 'Everybody']]);
  world.on('state', () => offer(people, world));
  return logTable(world, {
    spec: '.events',
    icon: 'list-dashes',
    title: 'Webhook events',
    none: 'Nothing has happened yet.',
    news: ['webhook'],
    read: (of) => api.webhooks(of),
    filters: [
      listFilter('type', 'Type', [['', 'All events'], ...kinds.map((kind) => [kind, kind])]), people,
      listFilter('outcome', 'Outcome', [['', 'Any answer'], ['ok', 'Answered 2xx'], ['failed', 'Failed']]), wordsFilter('Find in events'),
    ],
    head: ['Event', 'Bot said', el('span.vh', null, 'Deliver again')],
    cells: (event, opener) => [
      [opener(el('b', null, String(event.type ?? ''))), ' ', el('span', { lang: 'th' }, who(world, event.resident)), event.redelivery && ' again', event.oddity && ` (${event.oddity})`],
      [status(event.status, 'none'), ` ${lasted(Number(event.ms) || 0)}`],
      rowButton('arrow-clockwise', `Deliver event ${event.seq} again`, () => api.redeliver(event.eventId).catch((error) => console.warn(error))),
    ],
    parts: (event) => [['Why it failed', event.reason], ['Event', event.event], ['Answer', event.response]],
    foot: (event) => foot(event),
  });
}

function foot(event) {
  const told = statusLine();
  const place = el('div');
  const edit = el('button', { type: 'button', onclick: () => {
    const { node, input, same } = eventEditor(event, () => { fill(place); edit.focus(); });
    fill(place, node);
    same.checked = false;
    input.focus();
  } }, 'Edit and resend');
  return [el('div.buttons', null, deedButton('Deliver again', told, async () => {
    await api.redeliver(event.eventId);
    return 'Sent again, under the same id.';
  }), edit), told, place];
}

function eventEditor(event, close) {
  const same = el('input', { type: 'checkbox' });
  const made = editor({
    value: event.event,
    label: 'Event to send',
    words: 'Send event',
    more: el('label.check', null, same, 'Under the same webhookEventId and reply token'),
    send: async (value) => {
      const { webhookEventId, replyToken, timestamp, deliveryContext, ...rest } = value;
      const kept = same.checked ? value : { ...rest };
      await api.act(event.resident, 'event', { event: kept });
      return 'Signed anew and sent.';
    },
    close,
  });
  return { ...made, same };
}

function offer(people, world) {
  const all = [...world.state.residents, ...world.state.groups];
  const wanted = all.map(({ name }) => name).join('\n');
  if (people.dataset.of === wanted) return;
  people.dataset.of = wanted;
  const { value } = people;
  fill(people, el('option', { value: '' }, 'Everybody'), all.map(({ name, displayName }) => el('option', { value: name, lang: 'th' }, displayName)));
  people.value = value;
}

const who = (world, name) => world.resident(name)?.displayName.split(' ')[0] ?? String(name ?? '');
const lasted = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`);
