// What the simulator told the bot's webhook, and what the bot answered.
import { api } from '../api.js';
import { el } from '../dom.js';
import { deedButton, statusLine } from './tile.js';
import { listIn, logTile, status } from './log.js';

export function eventsTile(world) {
  return logTile(world, {
    spec: '.events',
    icon: 'list-dashes',
    title: 'Webhook events',
    none: 'Nothing has happened yet.',
    read: async () => listIn(await api.webhooks(), 'webhooks', 'deliveries'),
    id: (event) => `${event.eventId} ${event.at}`,
    line: (event) => [
      el('span.what', null, el('b', null, String(event.type ?? '')), ' ', el('span', { lang: 'th' }, who(world, event.resident)), event.redelivery && ' again'),
      el('span', null, status(event.status, 'no answer'), ` ${lasted(Number(event.ms) || 0)}`),
    ],
    parts: (event) => [['Why it failed', event.reason], ['Event', event.event], ['Answer', event.response]],
    foot: (event) => {
      const told = statusLine();
      return [el('div.buttons', null, deedButton('Deliver again', told, () => api.redeliver(event.eventId))), told];
    },
  });
}

const who = (world, name) => world.resident(name)?.displayName.split(' ')[0] ?? String(name ?? '');
const lasted = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`);
