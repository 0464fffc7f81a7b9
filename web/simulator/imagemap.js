// An imagemap: one picture with areas to press.
import { el } from './dom.js';
import { picture } from './flex/media.js';
import { paint } from './flex/sizes.js';
import { liveAction, tapElement } from './flex/tap.js';

const fullWidth = 1040;

export function drawImagemap(message, ctx) {
  const height = Number(message.baseSize?.height) || fullWidth;
  const node = el('span.imagemap');
  paint(node, { 'aspect-ratio': `${fullWidth} / ${height}` });
  node.append(picture('fx-cover-picture', `${message.baseUrl ?? ''}/${fullWidth}`, ctx, String(message.altText ?? '')));
  for (const area of (Array.isArray(message.actions) ? message.actions : []).slice(0, 50)) {
    const action = liveAction({ action: area.type === 'uri' ? { ...area, uri: area.linkUri } : area });
    if (!action || !area.area) continue;
    const spot = tapElement('spot', action, ctx.act);
    spot.setAttribute('aria-label', String(area.label ?? area.text ?? area.linkUri ?? area.type));
    paint(spot, {
      left: share(area.area.x, fullWidth),
      top: share(area.area.y, height),
      width: share(area.area.width, fullWidth),
      height: share(area.area.height, height),
    });
    node.append(spot);
  }
  return node;
}

const share = (part, whole) => `${((Number(part) || 0) / whole) * 100}%`;
