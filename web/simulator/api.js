// The simulator's control API: what a resident does, the clock, the faults, and news of all of it.
import { tame } from './tame.js';

const base = '/simulator/v1/';

async function call(method, path, body) {
  const init = { method, headers: { Accept: 'application/json' } };
  if (body instanceof FormData) {
    init.body = body;
  } else if (body !== undefined) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(base + path, init);
  const text = await answer.text();
  let value = null;
  try {
    value = text ? tame(JSON.parse(text)) : null;
  } catch {
    // An answer that is no JSON is told by its status below.
  }
  if (!answer.ok) throw new Error(value?.message || `${method} ${path} answered ${answer.status}`);
  return value;
}

const person = (name) => `residents/${encodeURIComponent(name)}/`;

function withFiles(body, files) {
  const form = new FormData();
  form.set('deed', JSON.stringify(body));
  for (const file of files) form.append('file', file);
  return form;
}

export const api = {
  state: () => call('GET', 'state'),
  /** A part of a chat, oldest first: {after, before, limit}, each a number. */
  messages: async (name, of) => (await call('GET', `${person(name)}messages?${new URLSearchParams(of)}`)).messages ?? [],
  /** deed: text, postback, sticker, image, audio, location, follow, unfollow, unsend; in a group also join and leave. richmenu: {open} or {area, value}. */
  act: (name, deed, body = {}, files = []) => call('POST', person(name) + deed, files.length ? withFiles(body, files) : body),
  /** {richMenu}: what the person's phone shows, or null. */
  richMenu: (name) => call('GET', `${person(name)}richmenu`),
  addResident: (displayName) => call('POST', 'residents', { displayName }),
  clock: (move) => call('POST', 'clock', move),
  fault: (fault) => call('POST', 'faults', fault),
  /** A part of a log, oldest first: {before, after, limit} and what it is filtered by. */
  requests: (of) => call('GET', `requests?${new URLSearchParams(of)}`),
  webhooks: (of) => call('GET', `webhooks?${new URLSearchParams(of)}`),
  redeliver: (eventId) => call('POST', 'redeliver', { eventId }),
  faults: () => call('GET', 'faults'),
  mischief: (mischief) => call('POST', 'mischief', mischief),
  oddities: () => call('GET', 'oddities'),
  sendOddity: (kind, resident) => call('POST', 'oddities', { kind, resident }),
  webhook: (change) => call('POST', 'webhook', change),
  switches: () => call('GET', 'switches'),
  /** What LINE would say of messages: {body, broken, hints}. Nothing is sent. */
  judge: (messages) => call('POST', 'judge', { messages }),
  /** Pushes messages in the bot's place: {status, body}. */
  push: (to, messages) => call('POST', 'push', { to, messages }),
  script: (resident, language) => call('GET', `script?${new URLSearchParams({ resident, language })}`),
  reset: () => call('POST', 'reset', {}),
};

/** The address under which the page may load a picture that a message names. */
export const pictureAddress = (url) => `${base}picture?url=${encodeURIComponent(url)}`;

/** The address of what a resident sent, by its message's id. */
export const contentAddress = (messageId) => `${base}content/${encodeURIComponent(messageId)}`;

/** Listens for news until the page closes; hear(kind, data) gets each, kind 'open' and 'lost' tell of the line itself. */
export function listen(hear) {
  const source = new EventSource(`${base}events`);
  source.addEventListener('open', () => hear('open'));
  source.addEventListener('error', () => hear('lost'));
  for (const kind of ['message', 'clock', 'webhook', 'world', 'menu', 'request']) {
    source.addEventListener(kind, (event) => {
      let data = {};
      try {
        data = JSON.parse(event.data);
      } catch {
        // A nudge without data still says what to look at again.
      }
      hear(kind, data);
    });
  }
}
