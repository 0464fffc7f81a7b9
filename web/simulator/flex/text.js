// Text and its spans.
import { el } from '../dom.js';
import { gravity } from './place.js';
import { colour, gap, letterSize, list, own, paint, said } from './sizes.js';
import { tapPart } from './tap.js';

const aligns = { start: 'start', center: 'center', end: 'end' };
const decorations = { underline: 'underline', 'line-through': 'line-through', none: 'none' };
const weights = { bold: '600', regular: '400' };
const styles = { italic: 'italic', normal: 'normal' };

const scaled = (size, scales) => (scales ? `calc(var(--scale) * ${size}px)` : `${size}px`);

function look(node, part, { scales, between }) {
  paint(node, {
    color: colour(part.color),
    'font-weight': own(weights, part.weight),
    'font-style': own(styles, part.style),
    'text-decoration-line': own(decorations, part.decoration),
    'font-size': part.size === undefined ? null : scaled(letterSize(part.size), scales),
    'line-height': between && `calc(1.5em + ${between})`,
  });
}

export function drawText(part, ctx) {
  return tapPart('fx-text', part, ctx, (node) => {
    const words = el('span.fx-words');
    const wraps = part.wrap === true;
    const lines = Number.isInteger(part.maxLines) && part.maxLines > 0 ? part.maxLines : 0;
    if (wraps) words.classList.add('fx-wrap');
    if (wraps && lines) {
      words.classList.add('fx-lines');
      paint(words, { '-webkit-line-clamp': String(lines) });
    }
    const letters = { scales: part.scaling === true, between: gap(part.lineSpacing) };
    look(words, { size: 'md', ...part }, letters);
    // Line spacing is between lines only: neither above the first nor below the last.
    paint(words, { 'text-align': own(aligns, part.align), 'margin-block': letters.between && `calc(${letters.between} / -2)` });
    paint(node, { 'justify-content': gravity(part.gravity) });
    fill(words, part, letters);
    node.append(words);
    if (part.adjustMode === 'shrink-to-fit' && !wraps) shrinkToFit(words, node);
  });
}

function fill(words, part, letters) {
  const spans = list(part.contents).filter((span) => span?.type === 'span');
  if (!spans.length) words.append(said(part.text));
  const decorated = own(decorations, part.decoration) ?? 'none';
  for (const span of spans.slice(0, 500)) {
    const run = el('span', null, said(span.text));
    look(run, decorated === 'none' ? span : { ...span, decoration: undefined }, letters);
    words.append(run);
  }
}

/** adjustMode: the letters of words in node shrink until they fit their line, as far as 8 px. */
export function shrinkToFit(words, node) {
  const wanted = words.style.getPropertyValue('font-size');
  // The probe's width follows the phone's letters, so that a change of them is noticed.
  const probe = el('span.fx-probe', { 'aria-hidden': 'true' });
  node.append(probe);
  const fit = () => {
    words.style.setProperty('font-size', wanted);
    const room = words.clientWidth;
    if (room === 0 || words.scrollWidth <= room) return;
    const size = Number.parseFloat(getComputedStyle(words).fontSize);
    words.style.setProperty('font-size', `${Math.max(8, size * (room / words.scrollWidth) * 0.98)}px`);
  };
  let before = '';
  const watch = new ResizeObserver(() => {
    const now = `${node.clientWidth} ${probe.clientWidth}`;
    if (now === before) return;
    before = now;
    fit();
    if (document.fonts.status === 'loading') document.fonts.ready.then(fit);
  });
  watch.observe(node);
  watch.observe(probe);
}
