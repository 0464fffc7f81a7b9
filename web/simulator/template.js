// LINE's template messages: buttons, confirm, carousel, image_carousel.
import { el } from './dom.js';
import { row } from './flex/flex.js';
import { picture } from './flex/media.js';
import { colour, paint } from './flex/sizes.js';
import { liveAction, name, tapElement } from './flex/tap.js';

export function drawTemplate(template, ctx) {
  switch (template.type) {
    case 'confirm': return card(template, ctx, { beside: true });
    case 'carousel': return row(columns(template).map((column) => card({ ...template, ...column }, ctx)), ctx);
    case 'image_carousel': return row(columns(template).map((column) => tile(column, ctx)), ctx);
    default: return card(template, ctx);
  }
}

const columns = (template) => (Array.isArray(template.columns) ? template.columns : []).slice(0, 10);

function card(part, ctx, { beside = false } = {}) {
  const node = el('span.tm');
  if (typeof part.thumbnailImageUrl === 'string') {
    const frame = el(`span.tm-picture${part.imageAspectRatio === 'square' ? '.tm-square' : ''}`);
    frame.append(picture(part.imageSize === 'contain' ? 'fx-fit-picture' : 'fx-cover-picture', part.thumbnailImageUrl, ctx));
    paint(frame, { 'background-color': colour(part.imageBackgroundColor) });
    node.append(frame);
  }
  const said = [part.title && el('b', null, String(part.title)), el('span', null, String(part.text ?? ''))];
  const whole = liveAction({ action: part.defaultAction });
  node.append(whole ? pressable('tm-words', whole, ctx, said) : el('span.tm-words', null, said));
  const actions = (Array.isArray(part.actions) ? part.actions : []).map((action) => choice(action, ctx));
  node.append(el(`span.tm-actions${beside ? '.tm-beside' : ''}`, null, actions));
  return node;
}

function choice(action, ctx) {
  const live = liveAction({ action });
  const label = String(action?.label ?? '');
  return live ? pressable('tm-action', live, ctx, [label]) : el('span.tm-action', null, label);
}

function tile(column, ctx) {
  const inside = [
    el('span.tm-picture.tm-square', null, picture('fx-cover-picture', column.imageUrl, ctx)),
    column.action?.label && el('span.tm-tag', null, String(column.action.label)),
  ];
  const live = liveAction(column);
  return live ? pressable('tm.tm-tile', live, ctx, inside) : el('span.tm.tm-tile', null, inside);
}

function pressable(spec, action, ctx, kids) {
  const node = tapElement(`${spec}.fx-tap`, action, ctx.act);
  for (const kid of kids) if (kid) node.append(kid);
  name(node, action);
  return node;
}
