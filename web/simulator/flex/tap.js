// Makes a part of a card something that one can press: a link for addresses, a button for everything else.
import { el } from '../dom.js';
import { list, said } from './sizes.js';

const schemes = /^(https?|tel|line):/i;

/** The action that a part may do, or null: unknown kinds and addresses of other schemes are nothing to press. */
export function liveAction(part) {
  const action = part?.action;
  if (!action || typeof action.type !== 'string') return null;
  if (action.type === 'uri') return safeAddress(action.uri) ? action : null;
  return action;
}

/** An http, https, tel or line address as the browser will read it, or null. */
export function safeAddress(address) {
  if (typeof address !== 'string' || !schemes.test(address)) return null;
  try {
    const url = new URL(address);
    if (url.host !== '' && url.host === location.host) url.protocol = location.protocol;
    return schemes.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** An empty link or button for the action; act gets the action when it is pressed. */
export function tapElement(spec, action, act) {
  const press = (event) => act(action, event);
  if (action.type === 'uri') {
    return el(`a.${spec}`, { href: safeAddress(action.uri), target: '_blank', rel: 'noopener noreferrer', onclick: press });
  }
  return el(`button.${spec}`, { type: 'button', onclick: press });
}

/**
 * Draws a part with draw(node): as the link or button itself, or, where something inside can be pressed too,
 * as a plain part with a control lying under it.
 */
export function tapPart(spec, part, ctx, draw) {
  const action = liveAction(part);
  if (!action) {
    const plain = el(`span.${spec}`);
    draw(plain);
    return plain;
  }
  if (pressableInside(part)) {
    const plain = el(`span.${spec}.fx-under`);
    draw(plain);
    const cover = tapElement('fx-cover', action, ctx.act);
    cover.setAttribute('aria-label', said(action.label) || plain.textContent || action.type);
    plain.prepend(cover);
    return plain;
  }
  const node = tapElement(`${spec}.fx-tap`, action, ctx.act);
  draw(node);
  name(node, action);
  return node;
}

/** A control's own words are its name; where it has none, or only pictures, its label is. */
export function name(node, action) {
  const label = said(action.label);
  if (label) node.dataset.label = label;
  if (!node.textContent.trim()) node.setAttribute('aria-label', label || said(action.text) || said(action.uri) || action.type);
}

function pressableInside(part, depth = 0) {
  return depth <= 40 && list(part?.contents).slice(0, 1500).some((kid) => liveAction(kid) || pressableInside(kid, depth + 1));
}
