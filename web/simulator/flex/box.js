// The box: parts beside or under each other.
import { drawButton, drawFiller, drawSeparator } from './controls.js';
import { drawIcon, drawImage, drawVideo } from './media.js';
import { place } from './place.js';
import { border, colour, extent, gradient, inset, list, own, paint, radius } from './sizes.js';
import { tapPart } from './tap.js';
import { drawText } from './text.js';

const justify = new Set(['flex-start', 'center', 'flex-end', 'space-between', 'space-around', 'space-evenly']);
const across = new Set(['flex-start', 'center', 'flex-end']);
const layouts = new Set(['horizontal', 'vertical', 'baseline']);

// Deeper or larger than anything that LINE takes: the page must stay alive whatever is sent.
const deepest = 40;
const most = 1500;

const draws = { box: drawBox, text: drawText, image: drawImage, icon: drawIcon, button: drawButton, separator: drawSeparator, filler: drawFiller, video: drawVideo };

/** Draws one part of any kind for a box of the layout, or null for an unknown kind. */
export function drawPart(part, ctx, around) {
  const draw = own(draws, part?.type);
  if (!draw || ctx.depth >= deepest || ctx.count.parts >= most) return null;
  ctx.count.parts += 1;
  return draw(part, { ...ctx, depth: ctx.depth + 1 }, around);
}

export function drawBox(part, ctx) {
  const layout = layouts.has(part.layout) ? part.layout : 'vertical';
  return tapPart(`fx-box.fx-${layout}`, part, ctx, (node) => {
    const alignItems = across.has(part.alignItems) ? part.alignItems : null;
    dress(node, part);
    paint(node, { 'justify-content': justify.has(part.justifyContent) ? part.justifyContent : null, 'align-items': layout === 'baseline' ? null : alignItems });
    let first = true;
    for (const kid of list(part.contents)) {
      const drawn = drawPart(kid, ctx, { layout, alignItems });
      if (!drawn) continue;
      place(drawn, kid, { layout, spacing: part.spacing, first });
      if (kid.position === 'absolute') node.classList.add('fx-clips');
      else first = false;
      node.append(drawn);
    }
  });
}

function dress(node, part) {
  const all = inset(part.paddingAll);
  paint(node, {
    'padding-top': inset(part.paddingTop) ?? all,
    'padding-bottom': inset(part.paddingBottom) ?? all,
    'padding-inline-start': inset(part.paddingStart) ?? all,
    'padding-inline-end': inset(part.paddingEnd) ?? all,
    width: extent(part.width),
    height: extent(part.height),
    'max-width': extent(part.maxWidth),
    'max-height': extent(part.maxHeight),
    'background-color': colour(part.backgroundColor),
    'background-image': gradient(part.background),
    'border-width': border(part.borderWidth),
    'border-color': colour(part.borderColor),
    'border-radius': radius(part.cornerRadius),
  });
  if (border(part.borderWidth)) node.classList.add('fx-bordered');
  if (radius(part.cornerRadius) || extent(part.height) || extent(part.maxHeight)) node.classList.add('fx-clips');
}
