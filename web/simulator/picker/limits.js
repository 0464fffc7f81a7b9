// What a datetimepicker action allows, in LINE's own form: YYYY-MM-DD, HH:mm, YYYY-MM-DDTHH:mm. In that form the
// alphabet's order is the order of time.

const ends = {
  date: ['1900-01-01', '2100-12-31'],
  time: ['00:00', '23:59'],
  datetime: ['1900-01-01T00:00', '2100-12-31T23:59'],
};
const forms = { date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d$/, datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d$/ };

/** The mode, the first and the last value and the one to begin with; now is that of the box, such as 2026-11-25T09:30. */
export function limitsOf(action, now) {
  const mode = Object.hasOwn(ends, action.mode ?? '') ? action.mode : 'date';
  const read = (value) => {
    const tidy = typeof value === 'string' ? value.replace('t', 'T') : '';
    return forms[mode].test(tidy) && isDay(tidy) ? tidy : null;
  };
  const [first, last] = ends[mode];
  const min = read(action.min) ?? first;
  const max = read(action.max) ?? last;
  const initial = read(action.initial) ?? { date: now.slice(0, 10), time: now.slice(11), datetime: now }[mode];
  return { mode, min, max, initial: clamp(initial, min, max) };
}

export const clamp = (value, min, max) => (value < min ? min : value > max ? max : value);

function isDay(value) {
  if (!value.includes('-')) return true;
  const day = value.slice(0, 10);
  return dayOf(day).toISOString().startsWith(day);
}

/** A day as a Date at midnight UTC: days here have no zone. */
export const dayOf = (iso) => {
  const at = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
};

export const isoOf = (at) => at.toISOString().slice(0, 10);
