// Days, hours, sizes and initials as the page shows them. The phone stands in Thailand, whatever the computer's zone.

const zone = 'Asia/Bangkok';
const thaiDay = new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-latn', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'short', year: '2-digit' });
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const hours = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const englishDay = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const shortMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' });
const clusters = new Intl.Segmenter('th', { granularity: 'grapheme' });
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

/** พุธ 25 พ.ย. 69 */
export function dayInThai(at) {
  const part = Object.fromEntries(thaiDay.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.weekday.replace(/^วัน/, '')} ${part.day}\u00A0${part.month}\u00A0${part.year}`;
}

/** 2026-11-25, the day's name in Thailand. */
export const dayKey = (at) => isoDay.format(at);
/** 14.05 */
export const hourInThai = (at) => hours.format(at).replace(':', '.');
/** 2026-11-25T14:05, as LINE writes a minute in Thailand. */
export const localMinute = (at) => `${isoDay.format(at)}T${hours.format(at)}`;
/** 14:05:12 */
export const clock = (at) => seconds.format(at);
/** Wed 25 Nov 2026 */
export const dayInEnglish = (at) => englishDay.format(at).replace(',', '');

/** 1 Dec: the first day of the month after, when LINE counts anew. */
export function monthAfter(at) {
  const [year, month] = isoDay.format(at).split('-').map(Number);
  return `1 ${shortMonth.format(Date.UTC(year, month, 1))}`;
}

export const number = (n) => n.toLocaleString('en-US');
/** How many letters a reader sees; LINE counts labels so. */
export const graphemes = (s) => [...clusters.segment(s)].length;
/** The size of a value as compact JSON, in bytes. */
export const jsonBytes = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** Two letters for a round mark: สมศรี ใจดี → สจ, เทศบาลเมืองปากพูน → ปพ. */
export function initials(name) {
  const spaced = name.trim().split(/\s+/);
  const parts = spaced.length > 1 ? spaced.slice(0, 2) : [...thaiWords.segment(name)].filter((w) => w.isWordLike).map((w) => w.segment).slice(-2);
  return parts.map((part) => part.match(/[\u0E01-\u0E2E]|[A-Za-z0-9]/)?.[0] ?? [...part][0] ?? '').join('').toUpperCase();
}
