// A month of the Buddhist era to choose a day from.
import { el, fill, iconButton } from '../dom.js';
import { words } from '../words.js';
import { clamp, dayOf, isoOf } from './limits.js';

const era = 543;
const thai = (options) => new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-latn', { timeZone: 'UTC', ...options });
const wholeDay = thai({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const monthName = thai({ month: 'long' });
const weekdayName = thai({ weekday: 'long' });
const shortDays = ['อา', 'จ', 'อ', 'พ', 'พฤ', 'ศ', 'ส'];
const weekdays = Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2026, 10, 1 + i))); // a Sunday and the days after it
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** วันพฤหัสบดีที่ 26 พฤศจิกายน พ.ศ. 2569, as it is said. */
export const sayDay = (iso) => wholeDay.format(dayOf(iso)).replace('พุทธศักราช', 'พ.ศ.');

export class Month {
  /** min and max are days; changed(iso) hears which day was chosen. */
  constructor({ min, max, initial }, changed) {
    Object.assign(this, { min, max, day: initial, changed });
    const months = Array.from({ length: 12 }, (_, i) => el('option', { value: i }, monthName.format(new Date(Date.UTC(2026, i, 1)))));
    const years = [];
    for (let year = Number(min.slice(0, 4)); year <= Number(max.slice(0, 4)); year++) years.push(el('option', { value: year }, String(year + era)));
    this.month = el('select.field', { 'aria-label': words.month, onchange: () => this.#leap() }, months);
    this.year = el('select.field', { 'aria-label': words.year, onchange: () => this.#leap() }, years);
    this.before = iconButton('tool', 'caret-left', words.monthBefore, () => this.#turn(-1));
    this.after = iconButton('tool', 'caret-right', words.monthAfter, () => this.#turn(1));
    this.body = el('tbody');
    this.body.addEventListener('keydown', (event) => this.#key(event));
    this.node = el('div.month', null,
      el('div.month-head', null, this.before, this.month, this.year, this.after),
      el('table', { 'aria-label': words.date },
        el('thead', null, el('tr', null, weekdays.map((at, i) => el('th', { scope: 'col', abbr: weekdayName.format(at) }, shortDays[i])))),
        this.body));
    this.#draw();
  }

  focus() {
    this.body.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  #draw() {
    const shown = dayOf(this.day);
    this.month.value = String(shown.getUTCMonth());
    this.year.value = String(shown.getUTCFullYear());
    const first = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), 1));
    const days = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + 1, 0)).getUTCDate();
    const cells = [...Array(first.getUTCDay()).fill(null), ...Array.from({ length: days }, (_, i) => isoOf(new Date(first.getTime() + i * 864e5)))];
    while (cells.length % 7) cells.push(null);
    const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
    fill(this.body, weeks.map((week) => el('tr', null, week.map((day) => el('td', null, day && this.#button(day))))));
    this.before.disabled = isoOf(first) <= this.min;
    this.after.disabled = cells.findLast(Boolean) >= this.max;
  }

  #button(day) {
    const chosen = day === this.day;
    return el('button.day-button', {
      type: 'button', 'data-day': day, 'aria-label': sayDay(day), 'aria-pressed': String(chosen), tabindex: chosen ? '0' : '-1',
      disabled: day < this.min || day > this.max, onclick: () => this.#choose(day),
    }, String(Number(day.slice(8))));
  }

  #choose(day) {
    const had = this.body.contains(document.activeElement);
    this.day = clamp(day, this.min, this.max);
    this.#draw();
    if (had) this.focus();
    this.changed(this.day);
  }

  #key(event) {
    const at = dayOf(this.day);
    const turns = { PageUp: [-1, 0], PageDown: [1, 0], Home: [0, -at.getUTCDay()], End: [0, 6 - at.getUTCDay()] };
    if (event.key in steps) this.#choose(isoOf(new Date(at.getTime() + steps[event.key] * 864e5)));
    else if (event.key in turns && turns[event.key][0]) this.#turn(turns[event.key][0] * (event.shiftKey ? 12 : 1));
    else if (event.key in turns) this.#choose(isoOf(new Date(at.getTime() + turns[event.key][1] * 864e5)));
    else return;
    event.preventDefault();
  }

  /** The same day some months on, or the month's last. */
  #turn(months) {
    const at = dayOf(this.day);
    const to = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0));
    to.setUTCDate(Math.min(at.getUTCDate(), to.getUTCDate()));
    this.#choose(isoOf(to));
  }

  #leap() {
    const at = dayOf(this.day);
    this.#turn((Number(this.year.value) - at.getUTCFullYear()) * 12 + Number(this.month.value) - at.getUTCMonth());
  }
}
