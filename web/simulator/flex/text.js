// Text and its spans.
import { el } from '../dom.js';
import { gravity } from './place.js';
import { colour, gap, letterSize, paint } from './sizes.js';
import { tapPart } from './tap.js';

const aligns = { start: 'start', center: 'center', end: 'end' };
const decorations = { underline: 'underline', 'line-through': 'line-through', none: 'none' };

const scaled = (size, scales) => (scales ? `calc(var(--scale) * ${size}px)` : `${size}px`);

function look(node, part, scales) {
  paint(node, {
    color: colour(part.color),
    'font-weight': part.weight === 'bold' ? '600' : part.weight === 'regular' ? '400' : null,
    'font-style': part.style === 'italic' ? 'italic' : part.style === 'normal' ? 'normal' : null,
    'text-decoration-line': decorations[part.decoration] ?? null,
    'font-size': part.size === undefined ? null : scaled(letterSize(part.size), scales),
  });
}

export function drawText(part, ctx) {
  return tapPart('fx-text', part, ctx, (node) => {
    const words = el('span.fx-words');
    if (part.wrap === true) words.classList.add('fx-wrap');
    const lines = Number.isInteger(part.maxLines) && part.maxLines > 0 ? part.maxLines : 0;
    if (part.wrap === true && lines) {
      words.classList.add('fx-lines');
      paint(words, { '-webkit-line-clamp': String(lines) });
    }
    look(words, { size: 'md', ...part }, part.scaling === true);
    paint(words, { 'text-align': aligns[part.align] ?? null });
    const between = gap(part.lineSpacing);
    if (between) paint(words, { 'line-height': `calc(1.5em + ${between})`, 'margin-block': `calc(${between} / -2)` });
    paint(node, { 'justify-content': gravity(part.gravity) });
    const spans = Array.isArray(part.contents) ? part.contents.filter((span) => span?.type === 'span') : [];
    if (spans.length) {
      for (const span of spans) {
        const run = el('span', null, String(span.text ?? ''));
        look(run, span, part.scaling === true);
        words.append(run);
      }
    } else words.append(String(part.text ?? ''));
    if (part.adjustMode === 'shrink-to-fit' && part.wrap !== true) shrinkToFit(words);
    node.append(words);
  });
}

/** adjustMode: the letters shrink until the words fit their line, as far as 8 px. */
export function shrinkToFit(words) {
  const wanted = words.style.getPropertyValue('font-size');
  let width = -1;
  new ResizeObserver(() => {
    if (words.clientWidth === width) return;
    words.style.setProperty('font-size', wanted);
    width = words.clientWidth;
    if (width === 0 || words.scrollWidth <= width) return;
    const size = Number.parseFloat(getComputedStyle(words).fontSize);
    words.style.setProperty('font-size', `${Math.max(8, size * (width / words.scrollWidth) * 0.98)}px`);
  }).observe(words);
}
