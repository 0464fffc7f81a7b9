// Live parts. The office nudges over one line of server-sent events: a nudge names what changed, never who, and each part
// that shows it asks for itself anew. Where no line is to be had, parts ask every few seconds.
const root = document.documentElement;
const slow = 5_000;
const parts = (topic) => [...document.querySelectorAll('[data-live]')].filter((part) => !topic || part.dataset.topics.split(' ').includes(topic));

/** A part that somebody writes in, has a list open in or has just pressed must not change under the hand. */
const held = (part) => part.pressed || part.querySelector('details[open]') || part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');

/** How to find the focused control again in the part's next form. */
function grip(part) {
  const at = document.activeElement;
  if (!part.contains(at) || at === part) return null;
  if (at.id) return `#${CSS.escape(at.id)}`;
  if (at.dataset.hold) return `[data-hold="${CSS.escape(at.dataset.hold)}"]`;
  const row = at.closest('.person[id]');
  if (row && at.closest('.acts')) return `#${CSS.escape(row.id)} .acts :is(a, button, summary)`;
  return at.hasAttribute('href') ? `[href="${CSS.escape(at.getAttribute('href'))}"]` : null;
}

/** Keeps the list where it is under the hand when rows come in or leave above: the first row in sight stays in its place. */
function place(part) {
  const row = [...part.querySelectorAll('.person[id]')].find((node) => node.getBoundingClientRect().bottom > 0);
  const top = row?.getBoundingClientRect().top;
  return () => {
    const now = row && document.getElementById(row.id);
    if (now && scrollY > 0) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: 'instant' });
  };
}

function say(words) {
  const voice = document.getElementById('said');
  if (words && voice && voice.textContent !== words) voice.textContent = words;
}

async function freshen(part, htmx) {
  if (part.asking) { part.again = true; return true; }
  part.asking = true;
  try {
    const answer = await fetch(part.dataset.live, { headers: { 'HX-Request': 'true' }, cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
    if (!next) throw new Error('the part is not in the answer');
    put(part, document.adoptNode(next), htmx);
    return true;
  } catch {
    return false;
  } finally {
    part.asking = false;
    if (part.again && part.isConnected) { part.again = false; freshen(part, htmx); }
  }
}

function put(part, next, htmx) {
  if (!part.isConnected) return;
  if (held(part)) { part.waiting = next; return; }
  const clock = document.querySelector('.live .fresh');
  if (clock && next.dataset.asOf) clock.textContent = next.dataset.asOf;
  if ((part.source ?? part).isEqualNode(next)) return;
  const found = grip(part);
  const stay = place(part);
  next.source = next.cloneNode(true); // htmx and hands change the part itself
  part.replaceWith(next);
  htmx.process(next);
  again(next, htmx);
  stay();
  if (found) next.querySelector(found)?.focus({ preventScroll: true });
  if (next.dataset.says !== part.dataset.says) say(next.dataset.says);
}

/** What changes by the clock alone asks for itself when its time has come. */
function again(part, htmx) {
  if (!part.dataset.again) return;
  setTimeout(() => { if (part.isConnected) freshen(part, htmx); }, Number(part.dataset.again) * 1000);
}

/** Puts in what came while a part was held. */
function release(htmx) {
  for (const part of parts()) {
    if (!part.waiting || held(part)) continue;
    const next = part.waiting;
    part.waiting = null;
    put(part, next, htmx);
  }
}

/** An act answers with the whole part: the list stays in place, the focus on the name in the row that was pressed, else on the way back. */
function follow(htmx) {
  let row = '';
  document.addEventListener('htmx:beforeRequest', ({ detail }) => {
    if (!detail.target.matches('[data-live]')) return;
    detail.target.pressed = true;
    row = detail.elt.closest('.person[id]')?.id;
  });
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (detail.target.pressed) detail.target.stay = place(detail.target);
  });
  document.addEventListener('htmx:afterRequest', ({ detail }) => {
    const part = detail.target;
    if (!part.pressed) return;
    part.pressed = false;
    const next = document.getElementById(part.id);
    if (next === part) { release(htmx); return; }
    part.stay?.();
    // Not on the row's next button: a second Enter would press that too.
    if (document.activeElement === document.body) (row && next.querySelector(`#${CSS.escape(row)} .who`) || next.querySelector('.note button, .note a'))?.focus({ preventScroll: true });
    if (part.asking || part.waiting) freshen(next, htmx); // what came meanwhile may be newer than the answer
  });
}

/** Keeps every live part of the page fresh. */
export function watch(htmx) {
  if (!parts().length) return;
  for (const part of parts()) again(part, htmx);
  document.addEventListener('htmx:afterSwap', ({ detail }) => { for (const part of detail.elt.querySelectorAll('[data-live]')) again(part, htmx); });
  follow(htmx);
  let line = null;
  let polling = 0;

  const ask = async (topic) => {
    const fresh = await Promise.all(parts(topic).map((part) => freshen(part, htmx)));
    root.dataset.line = fresh.every(Boolean) ? 'here' : 'lost';
  };
  const poll = () => { polling ||= setInterval(() => { if (document.visibilityState === 'visible') ask(); }, slow); };
  const rest = () => { clearInterval(polling); polling = 0; };

  const listen = () => {
    const path = document.body.dataset.nudges;
    if (!path || line && line.readyState !== EventSource.CLOSED) return;
    line = new EventSource(path);
    line.addEventListener('open', () => { rest(); ask(); });
    line.addEventListener('nudge', ({ data }) => { ask(data); });
    line.addEventListener('error', poll);
  };
  poll();
  listen();
  setInterval(listen, 30_000);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') ask(); });
  document.addEventListener('focusout', () => { setTimeout(() => release(htmx)); });
  document.addEventListener('toggle', () => { release(htmx); }, true);
}
