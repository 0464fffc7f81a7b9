// LINE's own button, the separator and the filler.
import { el } from '../dom.js';
import { gravity } from './place.js';
import { colour, paint, said } from './sizes.js';
import { liveAction, name, tapElement } from './tap.js';
import { shrinkToFit } from './text.js';

export function drawButton(part, ctx) {
  const style = ['primary', 'secondary'].includes(part.style) ? part.style : 'link';
  const action = liveAction(part);
  const spec = `fx-button.fx-${style}${part.height === 'sm' ? '.fx-low' : ''}`;
  const control = action ? tapElement(`${spec}.fx-tap`, action, ctx.act) : el(`span.${spec}`);
  const label = el('span.fx-label', null, said(part.action?.label));
  if (part.scaling === true) label.classList.add('fx-scales');
  control.append(label);
  paint(control, { [style === 'link' ? 'color' : 'background-color']: colour(part.color) });
  if (action) name(control, action);
  const seat = el('span.fx-seat', null, control);
  paint(seat, { 'justify-content': gravity(part.gravity) });
  if (part.adjustMode === 'shrink-to-fit') shrinkToFit(label, seat);
  return seat;
}

export function drawSeparator(part) {
  const node = el('span.fx-separator');
  paint(node, { 'background-color': colour(part.color) });
  return node;
}

export const drawFiller = () => el('span.fx-filler');
