// A Flex Message's contents: one bubble or a row of them.
import { add, el, iconButton } from '../dom.js';
import { drawPart } from './box.js';
import { bubbleSize, bubbleWidth, colour, list, paint, part, said } from './sizes.js';
import { liveAction, tapElement } from './tap.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const blocks = ['header', 'hero', 'body', 'footer'];

/**
 * Draws contents. ctx is the phone's: act(action, event) does what a press asks for, picture(url) gives the
 * address under which a picture may be loaded (or null), words has the phone's own words.
 */
export function drawFlex(contents, ctx) {
  const start = { ...ctx, depth: 0, count: { parts: 0 } };
  if (contents?.type === 'carousel') return drawCarousel(contents, start);
  return drawBubble(part(contents), start);
}

function drawBubble(bubble, ctx) {
  const size = bubbleSize(bubble.size);
  const styles = part(bubble.styles);
  const node = el(`span.fx-bubble.fx-${size}`, { dir: bubble.direction === 'rtl' ? 'rtl' : 'ltr' });
  paint(node, { width: `${bubbleWidth(bubble.size)}px` });
  const action = liveAction(bubble);
  if (action) {
    const cover = tapElement('fx-cover', action, ctx.act);
    cover.setAttribute('aria-label', said(action.label) || ctx.words.message);
    node.classList.add('fx-under');
    node.append(cover);
  }
  if (!part(bubble.body).type) node.classList.add('fx-bodiless');
  let first = true;
  for (const name of blocks) {
    const drawn = drawBlock(name, part(bubble[name]), ctx);
    if (!drawn) continue;
    const block = el(`span.fx-block.fx-${name}`);
    const style = part(styles[name]);
    paint(block, { 'background-color': colour(style.backgroundColor) });
    if (style.separator === true && !first) {
      const line = el('span.fx-separator');
      paint(line, { 'background-color': colour(style.separatorColor) });
      block.append(line);
    }
    if (name === 'body' && part(bubble.footer).type === 'box') block.classList.add('fx-before-footer');
    block.append(drawn);
    node.append(block);
    first = false;
  }
  return node;
}

function drawBlock(name, root, ctx) {
  if (name === 'hero') return drawPart(root, ctx, { layout: 'vertical' });
  return root.type === 'box' ? drawPart(root, ctx, { layout: 'vertical' }) : null;
}

function drawCarousel(carousel, ctx) {
  const bubbles = list(carousel.contents).slice(0, 12).map((bubble) => drawBubble(part(bubble), ctx));
  return row(bubbles, ctx);
}

/** A row to swipe through, with two buttons for those who cannot swipe. */
export function row(items, ctx) {
  const strip = el('span.fx-strip', { role: 'group', 'aria-label': ctx.words.cards, tabindex: '0' }, items);
  const turn = (way) => strip.scrollBy({ left: way * strip.clientWidth * 0.8, behavior: calm.matches ? 'auto' : 'smooth' });
  const before = iconButton('fx-turn.fx-turn-back', 'caret-left', ctx.words.less, () => turn(-1));
  const after = iconButton('fx-turn.fx-turn-on', 'caret-right', ctx.words.more, () => turn(1));
  const node = el('span.fx-carousel');
  add(node, [strip, before, after]);
  // A button that holds the focus stays until the focus leaves it: hiding it would throw people back before the first card.
  const ends = () => {
    const held = document.activeElement;
    before.hidden = held !== before && strip.scrollLeft < 8;
    after.hidden = held !== after && strip.scrollLeft > strip.scrollWidth - strip.clientWidth - 8;
  };
  for (const button of [before, after]) button.addEventListener('blur', () => requestAnimationFrame(ends));
  // The browser scrolls by less than a card, and a second key soon after can make snapping take both back.
  strip.addEventListener('keydown', (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way || event.target !== strip || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turn(way);
  });
  strip.addEventListener('scroll', ends, { passive: true });
  new ResizeObserver(ends).observe(strip);
  return node;
}
