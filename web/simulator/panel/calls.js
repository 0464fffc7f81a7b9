// The calls that the bot made to LINE, and what LINE answered.
import { api } from '../api.js';
import { el } from '../dom.js';
import { listIn, logTile, status } from './log.js';

export function callsTile(world) {
  return logTile(world, {
    spec: '.requests',
    icon: 'paper-plane-tilt',
    title: 'Calls to LINE',
    none: 'The bot has not called LINE yet.',
    read: async () => listIn(await api.requests(), 'requests', 'calls'),
    id: (call) => String(call.requestId || call.at),
    line: (call) => [
      el('span.what', null, el('b', null, String(call.method ?? '')), ` ${String(call.path ?? '').replace(/^\/v2\/bot/, '')}`),
      status(call.status, 'no answer'),
    ],
    parts: (call) => [['X-Line-Retry-Key', call.retryKey], ['Sent', call.body], ['Answered', call.response]],
  });
}
