// LINE's keywords in pixels, and the only door through which a message's values reach a style sheet.
// The sizes are measurements of others (docs: reference of Flex in HTML), not LINE's own figures.

const spaces = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const letters = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const images = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 };
const borders = { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 };
const bubbles = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };

const px = /^(\d{1,5}(?:\.\d{1,4})?)px$/;
const percent = /^\d{1,4}(?:\.\d{1,4})?%$/;
const colours = /^#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$/;
const ratios = /^(\d{1,6}(?:\.\d{1,9})?):(\d{1,6}(?:\.\d{1,9})?)$/;
const angles = /^\d{1,3}(?:\.\d{1,4})?deg$/;

/** The table's entry of that name; nothing for keys such as constructor, and for what is no string. */
export const own = (table, key) => (typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined);

/** Twice what LINE takes in a text: finding where 100,000 Thai letters may be broken keeps a browser busy for minutes. */
const longest = 10_000;

/** Words as a person reads them. An object has none: it may even hold a toString that throws. */
export const said = (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value).slice(0, longest) : '');

/** A message's object, or an empty one: null, lists and strings are found in its place. */
export const part = (value) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {});

/** A message's list, or an empty one. */
export const list = (value) => (Array.isArray(value) ? value : []);

const fits = (form, value) => typeof value === 'string' && form.test(value);

function length(value, table, { share = false } = {}) {
  const known = own(table, value);
  if (known !== undefined) return `${known}px`;
  if (typeof value !== 'string') return null;
  if (px.test(value)) return value;
  return share && percent.test(value) ? value : null;
}

/** Margin and spacing: a keyword or pixels. */
export const gap = (value) => length(value, spaces);
/** Padding and offsets: also a share of the parent. */
export const inset = (value) => {
  if (typeof value === 'string' && value.startsWith('-')) {
    const positive = length(value.slice(1), spaces, { share: true });
    return positive && `-${positive}`;
  }
  return length(value, spaces, { share: true });
};
/** Width and height of a box. */
export const extent = (value) => length(value, {}, { share: true });
export const radius = (value) => length(value, spaces);
export const border = (value) => length(value, borders);
/** Letters in pixels, as a number; md where nothing or nonsense is said. */
export const letterSize = (value) => own(letters, value) ?? (fits(px, value) ? Number.parseFloat(value) : letters.md);
export const imageSize = (value) => (value === 'full' ? '100%' : length(value ?? 'md', images, { share: true }) ?? '100px');
export const bubbleWidth = (value) => own(bubbles, value ?? 'mega') ?? bubbles.mega;
export const bubbleSize = (value) => (own(bubbles, value) ? value : 'mega');

export const colour = (value) => (fits(colours, value) ? value : null);

/** "20:13" as "20 / 13"; 1 / 1 where nothing or nonsense is said. Taller than three widths is refused by LINE. */
export function ratio(value) {
  const [, width, height] = (typeof value === 'string' && ratios.exec(value)) || [];
  return Number(width) > 0 && Number(height) > 0 && Number(height) <= 3 * Number(width) ? `${width} / ${height}` : '1 / 1';
}

/** A linearGradient as CSS, or null. */
export function gradient(background) {
  if (background?.type !== 'linearGradient' || !fits(angles, background.angle)) return null;
  const [start, centre, end] = [background.startColor, background.centerColor, background.endColor].map(colour);
  if (!start || !end) return null;
  const middle = fits(percent, background.centerPosition) ? background.centerPosition : '50%';
  return `linear-gradient(${background.angle}, ${start} 0%, ${centre ? `${centre} ${middle}, ` : ''}${end} 100%)`;
}

/** A whole or broken number from 0 on, or undefined. */
export const share = (value) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined);

/** Sets what is not null. */
export function paint(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== null && value !== undefined) node.style.setProperty(name, value);
  }
}
