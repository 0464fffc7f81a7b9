// A Flex Message's contents: one bubble or a row of them.
import { add, el, iconButton } from '../dom.js';
import { drawBox, drawPart } from './box.js';
import { bubbleSize, bubbleWidth, colour, paint } from './sizes.js';
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
  return drawBubble(contents ?? {}, start);
}

function drawBubble(bubble, ctx) {
  const size = bubbleSize(bubble.size);
  const node = el(`span.fx-bubble.fx-${size}`, { dir: bubble.direction === 'rtl' ? 'rtl' : 'ltr' });
  paint(node, { width: `${bubbleWidth(bubble.size)}px` });
  const action = liveAction(bubble);
  if (action) {
    const cover = tapElement('fx-cover', action, ctx.act);
    cover.setAttribute('aria-label', action.label || ctx.words.message);
    node.classList.add('fx-under');
    node.append(cover);
  }
  let first = true;
  for (const name of blocks) {
    const part = bubble[name];
    const drawn = part && drawBlock(name, part, ctx);
    if (!drawn) continue;
    const block = el(`span.fx-block.fx-${name}`);
    const style = bubble.styles?.[name] ?? {};
    paint(block, { 'background-color': colour(style.backgroundColor) });
    if (style.separator === true && !first) {
      const line = el('span.fx-separator');
      paint(line, { 'background-color': colour(style.separatorColor) });
      block.append(line);
    }
    if (name === 'body' && bubble.footer) block.classList.add('fx-before-footer');
    block.append(drawn);
    node.append(block);
    first = false;
  }
  return node;
}

function drawBlock(name, part, ctx) {
  if (name === 'hero') return drawPart(part, ctx, { layout: 'vertical' });
  return part.type === 'box' ? drawBox(part, ctx) : null;
}

function drawCarousel(carousel, ctx) {
  const bubbles = (Array.isArray(carousel.contents) ? carousel.contents : []).slice(0, 12).map((bubble) => drawBubble(bubble ?? {}, ctx));
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
  const ends = () => {
    before.hidden = strip.scrollLeft < 8;
    after.hidden = strip.scrollLeft > strip.scrollWidth - strip.clientWidth - 8;
  };
  strip.addEventListener('scroll', ends, { passive: true });
  new ResizeObserver(ends).observe(strip);
  return node;
}
