// The smaller kinds: stickers, files, coupons.
import { el, icon } from '../dom.js';
import { words } from '../words.js';

/** A sticker as a labelled place: LINE's pictures are LINE's. */
export function drawSticker(message) {
  const number = `${message.packageId ?? ''} / ${message.stickerId ?? ''}`;
  const said = typeof message.text === 'string' ? message.text : '';
  return el('span.sticker', { role: 'img', 'aria-label': `${words.sticker} ${number} ${said}`.trim() },
    icon('smiley'), said && el('b', { 'aria-hidden': 'true' }, said), el('span', { 'aria-hidden': 'true' }, number));
}

export function drawFile(message) {
  const size = Number(message.fileSize);
  return el('span.bubble.file', null, icon('file'),
    el('span', null, el('b', null, String(message.fileName ?? words.file)), size > 0 && el('span.faint', null, inBytes(size))));
}

export function drawCoupon(message) {
  return el('span.coupon', null, el('span.coupon-mark', null, icon('ticket')),
    el('span', null, el('b', null, words.coupon), el('span.faint', null, String(message.couponId ?? ''))));
}

/** 2300000 → 2.3 MB */
function inBytes(size) {
  const [unit, part] = size >= 1e6 ? ['MB', size / 1e6] : size >= 1e3 ? ['KB', size / 1e3] : ['B', size];
  return `${part >= 100 || unit === 'B' ? Math.round(part) : part.toFixed(1)} ${unit}`;
}
