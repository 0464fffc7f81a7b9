// Where a part stands in its box: flex shares, margins, offsets. LINE's rules are "Flex Message layout" of its documents.
import { gap, inset, own, paint, share } from './sizes.js';

const horizontal = (layout) => layout === 'horizontal' || layout === 'baseline';

const defaultShare = (part, layout) => (part.type === 'filler' || horizontal(layout) ? 1 : 0);

/** The share that the part has in a box of the layout: 0 is its own size. */
export function wantedShare(part, layout) {
  if (part.type === 'icon' || part.type === 'separator') return 0;
  const fixed = part.type === 'box' && (part.width !== undefined || part.height !== undefined);
  return fixed && horizontal(layout) ? 0 : share(part.flex) ?? defaultShare(part, layout);
}

/** Places node, drawn from part, into a box of the layout; spacing is the box's, first the first part that flows. */
export function place(node, part, { layout, spacing, first }) {
  if (part.position === 'absolute') {
    node.classList.add('fx-absolute');
    offsets(node, part);
    return;
  }
  const wanted = wantedShare(part, layout);
  if (wanted === 0) paint(node, { flex: '0 0 auto' });
  else if (horizontal(layout)) paint(node, { flex: `${wanted} 0 0px`, 'min-width': '0' });
  else paint(node, { flex: `${wanted} 0 auto` });
  const space = gap(part.margin) ?? (first || part.type === 'filler' ? null : gap(spacing));
  paint(node, { [horizontal(layout) ? 'margin-inline-start' : 'margin-top']: space });
  offsets(node, part);
}

function offsets(node, part) {
  paint(node, {
    top: inset(part.offsetTop),
    bottom: inset(part.offsetBottom),
    'inset-inline-start': inset(part.offsetStart),
    'inset-inline-end': inset(part.offsetEnd),
  });
}

const positions = { top: 'flex-start', center: 'center', bottom: 'flex-end' };
const sides = { start: 'flex-start', center: 'center', end: 'flex-end' };

/** gravity as the place of the contents within a part that is taller than them. */
export const gravity = (value) => own(positions, value) ?? null;
/** align of a picture within a part that is wider than it. */
export const alignment = (value) => own(sides, value) ?? null;
