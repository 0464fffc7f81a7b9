// Pictures: image, icon, and the still of a video.
import { el, icon } from '../dom.js';
import { wellFormed } from '../tame.js';
import { alignment, gravity, wantedShare } from './place.js';
import { colour, imageSize, letterSize, paint, ratio, said } from './sizes.js';
import { liveAction, name, tapElement, tapPart } from './tap.js';

/** An <img> of the message's picture; one that cannot be had leaves a hatched place. */
export function picture(spec, url, ctx, words = '') {
  const address = typeof url === 'string' ? ctx.picture(wellFormed(url)) : null;
  const lost = () => el(`span.${spec}.lost`, words ? { role: 'img', 'aria-label': words } : null);
  if (!address) return lost();
  const image = el(`img.${spec}`, { alt: words, decoding: 'async', draggable: 'false' });
  image.addEventListener('error', () => image.replaceWith(lost()), { once: true });
  image.src = address;
  return image;
}

/** What holds the frame is as wide as the box gives it; the frame is as wide as size says, and never wider than that. */
export function drawImage(part, ctx, { layout, alignItems }) {
  return tapPart('fx-image', part, ctx, (node) => {
    const size = imageSize(part.size);
    const relative = size.endsWith('%');
    const absolute = part.position === 'absolute';
    const alone = absolute || (layout === 'horizontal' && wantedShare(part, layout) === 0);
    if (relative && alone) paint(node, { width: size });
    else if (!alone && layout !== 'horizontal' && (relative || !alignItems)) paint(node, { width: '100%' });
    const frame = el('span.fx-frame');
    paint(frame, {
      width: relative && alone ? '100%' : size,
      'aspect-ratio': ratio(part.aspectRatio),
      'background-color': colour(part.backgroundColor),
    });
    paint(node, { 'align-items': alignment(part.align), 'justify-content': gravity(part.gravity) });
    frame.append(picture(part.aspectMode === 'cover' ? 'fx-cover-picture' : 'fx-fit-picture', part.url, ctx));
    node.append(frame);
  });
}

export function drawIcon(part, ctx) {
  const node = el('span.fx-icon');
  const size = letterSize(part.size);
  paint(node, { height: part.scaling === true ? `calc(var(--scale) * ${size}px)` : `${size}px`, 'aspect-ratio': ratio(part.aspectRatio) });
  node.append(picture('fx-fit-picture', part.url, ctx));
  return node;
}

/** A video is not played here: its still stands, with the mark that it is one and the link that LINE puts on it. */
export function drawVideo(part, ctx) {
  const node = el('span.fx-image.fx-video');
  const frame = el('span.fx-frame');
  paint(frame, { width: '100%', 'aspect-ratio': ratio(part.aspectRatio) });
  frame.append(picture('fx-cover-picture', part.previewUrl, ctx, ctx.words.video), el('span.fx-play', null, icon('play')));
  const action = liveAction(part);
  if (action) {
    const link = tapElement('fx-video-link.fx-tap', action, ctx.act);
    link.append(said(action.label));
    name(link, action);
    frame.append(link);
  }
  node.append(frame);
  return node;
}
