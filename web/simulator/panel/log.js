// A list of what happened, newest first; each line opens to its JSON.
import { el, fill } from '../dom.js';
import { clock } from '../format.js';
import { tile } from './tile.js';

const most = 60;

/**
 * A tile with a log. read() gives the entries (each with at), id(entry) tells them apart, line(entry) is what
 * the closed line shows after the time, parts(entry) the named values of the open one,
 * foot(entry) what else it holds.
 */
export function logTile(world, { spec, icon, title, none, read, id, line, parts, foot }) {
  const list = el('ul.log');
  const empty = el('p', null, none);
  let waiting = 0;
  let shown = '';
  const refresh = async () => {
    const all = await read().catch(() => null);
    if (!all) return;
    const newest = [...all].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, most);
    const mark = newest.map((entry) => `${id(entry)} ${entry.status}`).join();
    if (mark === shown) return;
    shown = mark;
    const open = new Set([...list.querySelectorAll('details[open]')].map((node) => node.dataset.id));
    const focused = document.activeElement?.closest('details')?.dataset.id;
    fill(list, newest.map((entry) => el('li', null, row(entry))));
    for (const details of list.querySelectorAll('details')) {
      details.open = open.has(details.dataset.id);
      if (details.dataset.id === focused) details.querySelector('summary').focus({ preventScroll: true });
    }
    empty.hidden = newest.length > 0;
  };
  const row = (entry) => {
    const details = el('details', { 'data-id': id(entry) },
      el('summary', null, el('time', null, clock(new Date(entry.at))), line(entry)));
    details.addEventListener('toggle', () => {
      if (!details.open || details.children.length > 1) return;
      for (const [name, value] of parts(entry)) {
        if (value === undefined || value === null || value === '') continue;
        details.append(el('p.small', null, name), el('pre', { tabindex: '0', role: 'region', 'aria-label': name }, indented(value)));
      }
      if (foot) details.append(...foot(entry));
    });
    return details;
  };
  for (const kind of ['message', 'webhook', 'begun']) {
    world.on(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 250);
    });
  }
  world.addEventListener('state', refresh, { once: true });
  return tile(spec, icon, title, empty, list);
}

/** The answers of the control API are lists, or objects around one. */
export const listIn = (answer, ...names) => (Array.isArray(answer) ? answer : names.map((name) => answer?.[name]).find(Array.isArray) ?? []);

export const status = (code, none) => el(`b.${code >= 200 && code < 300 ? 'ok' : 'bad'}`, null, code ? String(code) : none);

function indented(value) {
  try {
    return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value, null, 2);
  } catch {
    return String(value);
  }
}
