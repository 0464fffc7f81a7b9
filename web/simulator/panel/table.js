// A log as a table, newest first. However long the log is, only a page of it stands in the document.
import { el, fill, iconButton } from '../dom.js';
import { clock, dayInEnglish } from '../format.js';
import { jsonTree } from './tree.js';
import { tile } from './tile.js';

const pageful = 40;

/**
 * A tile with a log. read(of) gives the entries that fit, oldest first, each with seq and at; filters are controls with
 * the name that read knows; head are the columns' names; cells(entry, opener) is what stands after the time, where
 * opener(words) makes the control that opens the row; parts(entry) are the named values of an open row, foot(entry) what else it holds.
 * news are the kinds of news after which there may be more.
 */
export function logTable(world, { spec, icon, title, none, read, filters, head, cells, parts, foot, news }) {
  const body = el('tbody');
  const empty = el('p', null, none);
  const more = el('p.small', { role: 'status' });
  const older = el('button', { type: 'button', onclick: () => turn(older, () => { before.push(at); at = bottom(); }) }, 'Older');
  const newer = el('button', { type: 'button', onclick: () => turn(newer, () => { at = before.pop() ?? 0; }) }, 'Newer');
  const before = []; // where the newer pages began
  const open = new Set();
  let at = 0; // this page is before that number; 0: the newest
  let shown = [];
  let asked = 0;
  let answered = 0;
  let turning = Promise.resolve();
  let unseen = 0;
  const bottom = () => shown.at(-1)?.seq ?? 0;

  const refresh = async () => {
    asked += 1;
    const mine = asked;
    const of = { limit: pageful + 1, ...(at && { before: at }), ...chosen(filters) };
    const found = await read(of).catch(() => null);
    if (!found || mine < answered) return;
    answered = mine;
    const page = found.slice(-pageful).reverse();
    older.disabled = found.length <= pageful;
    newer.disabled = at === 0;
    const same = page.length === shown.length && page.every((entry, i) => entry.seq === shown[i].seq && entry.at === shown[i].at);
    shown = page;
    empty.hidden = page.length > 0;
    empty.textContent = at || Object.keys(chosen(filters)).length ? 'Nothing fits.' : none;
    table.hidden = page.length === 0;
    pages.hidden = older.disabled && newer.disabled;
    if (!same) draw();
  };
  // One page after the other, however fast the presses: where a page begins is known only when the last has come.
  const turn = (button, step) => {
    turning = turning.then(async () => {
      if (button.disabled) return;
      step();
      unseen = 0;
      more.textContent = '';
      await refresh();
      if (document.activeElement === document.body) (older.disabled ? newer : older).focus({ preventScroll: true });
    });
  };
  const draw = () => {
    const focused = body.contains(document.activeElement) ? [document.activeElement.closest('tr')?.dataset.seq, document.activeElement.dataset.part] : null;
    fill(body, shown.map(rows));
    if (focused) body.querySelector(`tr[data-seq="${focused[0]}"] [data-part="${focused[1]}"]`)?.focus({ preventScroll: true });
  };
  const rows = (entry) => {
    const details = el('tr.detail', { hidden: true }, el('td', { colspan: head.length + 1 }));
    const set = (on) => {
      details.hidden = !on;
      opener.setAttribute('aria-expanded', String(on));
      if (on) open.add(entry.seq);
      else open.delete(entry.seq);
      if (on && !details.firstChild.children.length) fill(details.firstChild, opened(entry, parts, foot));
    };
    let opener = null;
    const made = (words) => {
      opener = el('button.open-row', { type: 'button', 'data-part': 'open', 'aria-expanded': 'false', onclick: () => set(details.hidden) }, words);
      return opener;
    };
    const when = new Date(entry.at);
    const row = el('tr', { 'data-seq': entry.seq }, el('td', null, el('time', { datetime: entry.at, title: dayInEnglish(when) }, clock(when))), cells(entry, made).map((cell) => el('td', null, cell)));
    if (open.has(entry.seq)) set(true);
    return [row, details];
  };

  const table = el('table.log', { hidden: true },
    el('thead', null, el('tr', null, ['Time', ...head].map((words) => el('th', { scope: 'col' }, words)))), body);
  const pages = el('div.buttons.pages', { hidden: true }, newer, older);
  for (const control of filters) {
    control.addEventListener(control.type === 'search' ? 'input' : 'change', () => {
      before.length = 0;
      at = 0;
      refresh();
    });
  }
  let waiting = 0;
  for (const kind of [...news, 'begun']) {
    world.on(kind, () => {
      if (kind !== 'begun') unseen += 1;
      if (at && kind !== 'begun') {
        more.textContent = `${unseen} newer since then`;
        return;
      }
      if (kind === 'begun' && at) before.length = at = 0;
      if (!waiting) waiting = setTimeout(() => { waiting = 0; refresh(); }, 250);
    });
  }
  world.addEventListener('state', refresh, { once: true });
  return tile(`.logged${spec}`, icon, title, el('div.filters', { role: 'group', 'aria-label': `Filter ${title.toLowerCase()}` }, filters), empty, el('div.scroll', null, table), pages, more);
}

const chosen = (filters) => Object.fromEntries(filters.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value));

function opened(entry, parts, foot) {
  const named = parts(entry).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return [
    named.map(([name, value]) => [el('p.small', null, name), typeof value === 'object' ? jsonTree(value, [], name) : el('p.value', null, String(value))]),
    foot?.(entry),
  ];
}

export const status = (code, none) => el(`b.${code >= 200 && code < 300 ? 'ok' : 'bad'}`, null, code ? String(code) : none);

/** A small button at the end of a row. */
export function rowButton(iconName, words, onclick) {
  const button = iconButton('tool', iconName, words, onclick);
  button.dataset.part = 'button';
  return button;
}

/** A filter that is a list, and one that is free words. */
export const listFilter = (name, label, options) => el('select.field', { name, 'aria-label': label }, options.map(([value, words]) => el('option', { value }, words)));
export const wordsFilter = (label) => el('input.field', { type: 'search', name: 'q', 'aria-label': label, placeholder: 'Find', autocomplete: 'off', spellcheck: 'false' });
