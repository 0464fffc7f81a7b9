// The sheet of a datetimepicker action: days in the Buddhist era, hours as they are said; LINE gets the Christian year.
import { el, fill } from '../dom.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';
import { clamp, limitsOf } from './limits.js';
import { Month, sayDay } from './month.js';

/** now is the box's, such as 2026-11-25T09:30; picked(params) gets LINE's params. */
export function pickerOf(phone, action, now, picked) {
  const limits = limitsOf(action, now);
  let month;
  openSheet(phone.glass, words[limits.mode], (close) => {
    let value = limits.initial;
    const spoken = el('p.spoken', { 'aria-live': 'polite' });
    const hour = limits.mode === 'date' ? null : new Hour();
    const change = (next) => {
      value = clamp(next, limits.min, limits.max);
      hour?.show(value, limits);
      spoken.textContent = say(value, limits.mode);
    };
    month = limits.mode === 'time' ? null : new Month(
      { min: limits.min.slice(0, 10), max: limits.max.slice(0, 10), initial: value.slice(0, 10) },
      (day) => change(limits.mode === 'date' ? day : `${day}T${value.slice(11)}`),
    );
    hour?.hear((time) => change(limits.mode === 'time' ? time : `${value.slice(0, 10)}T${time}`));
    change(value);
    const submit = (event) => {
      event.preventDefault();
      close();
      picked({ [limits.mode]: value });
    };
    return el('form.picker', { onsubmit: submit }, month?.node, hour?.node, spoken, el('button.big', { type: 'submit' }, words.next));
  });
  month?.focus();
}

/** Hour and minute, each a list that knows only what is allowed. */
class Hour {
  constructor() {
    this.hours = el('select.field', { 'aria-label': words.hour });
    this.minutes = el('select.field', { 'aria-label': words.minute });
    this.node = el('div.hour-row', null, el('span', null, words.clock), this.hours, el('span', { 'aria-hidden': 'true' }, '.'), this.minutes, el('span', null, 'น.'));
  }

  hear(changed) {
    for (const list of [this.hours, this.minutes]) list.addEventListener('change', () => changed(`${this.hours.value}:${this.minutes.value}`));
  }

  /** Shows the time of a value, and which others its day allows. */
  show(value, { min, max }) {
    const day = value.slice(0, -5);
    const [hour, minute] = value.slice(-5).split(':');
    const allowed = (from, to) => to >= min && from <= max;
    options(this.hours, 24, hour, (h) => allowed(`${day}${h}:00`, `${day}${h}:59`));
    options(this.minutes, 60, minute, (m) => allowed(`${day}${hour}:${m}`, `${day}${hour}:${m}`));
  }
}

function options(list, count, chosen, allowed) {
  const all = Array.from({ length: count }, (_, i) => String(i).padStart(2, '0')).filter(allowed);
  if ([...list.options].map(({ value }) => value).join() !== all.join()) fill(list, all.map((value) => el('option', { value }, value)));
  list.value = chosen;
}

function say(value, mode) {
  const time = `${value.slice(-5).replace(':', '.')} น.`;
  if (mode === 'time') return `${words.clock} ${time}`;
  return mode === 'date' ? sayDay(value) : `${sayDay(value)} ${words.clock} ${time}`;
}
