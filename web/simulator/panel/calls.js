// The calls that the bot made to LINE, and what LINE answered.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { listFilter, logTable, status, wordsFilter } from './table.js';

export function callsTile(world) {
  const endpoints = listFilter('endpoint', 'Endpoint', [['', 'All endpoints']]);
  api.faults().then(({ endpoints: names }) => fill(endpoints, el('option', { value: '' }, 'All endpoints'), names.map((name) => el('option', { value: name }, name))), () => {});
  return logTable(world, {
    spec: '.requests',
    icon: 'paper-plane-tilt',
    title: 'Calls to LINE',
    none: 'The bot has not called LINE yet.',
    news: ['request'],
    read: (of) => api.requests(of),
    filters: [endpoints, listFilter('status', 'Status', [['', 'Any status'], ['2xx', '2xx'], ['4xx', '4xx'], ['5xx', '5xx'], ['none', 'No answer']]), wordsFilter('Find in calls')],
    head: ['Call', 'LINE said'],
    cells: (call, opener) => [
      opener([el('b', null, String(call.method ?? '')), ` ${String(call.path ?? '').replace(/^\/v2\/bot/, '')}`]),
      [status(call.status, 'none'), call.byHand && el('span.faint', null, ' by hand')],
    ],
    parts: (call) => [['X-Line-Request-Id', call.requestId], ['X-Line-Retry-Key', call.retryKey], ['Sent', call.body], ['Answered', call.response]],
  });
}
