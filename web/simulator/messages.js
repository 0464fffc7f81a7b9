// A LINE message object as the phone shows it. What comes from a bot is only ever text, a number or an address to check.
import { el, icon } from './dom.js';
import { drawFlex } from './flex/flex.js';
import { picture } from './flex/media.js';
import { paint } from './flex/sizes.js';
import { safeAddress } from './flex/tap.js';
import { drawImagemap } from './imagemap.js';
import { drawTemplate } from './template.js';
import { words } from './words.js';

const draws = {
  text: (message) => bubble(linked(String(message.text ?? ''))),
  textV2: (message) => bubble(linked(substituted(message))),
  flex: (message, ctx) => drawFlex(message.contents, ctx),
  template: (message, ctx) => drawTemplate(message.template ?? {}, ctx),
  imagemap: drawImagemap,
  sticker: drawSticker,
  image: (message, ctx) => drawPhoto(message.previewImageUrl ?? message.originalContentUrl, 'image', words.image, ctx),
  video: (message, ctx) => drawPhoto(message.previewImageUrl, 'play', words.video, ctx),
  audio: drawVoice,
  location: drawLocation,
  postback: (message) => (message.displayText ?? message.text ? bubble(String(message.displayText ?? message.text)) : null),
  file: (message) => bubble(`${words.message}: ${message.fileName ?? ''}`),
  unsent: () => el('span.bubble.faint', null, words.unsent),
};

/** Draws the message, or returns null where a phone shows nothing. */
export function drawMessage(message, ctx) {
  const draw = Object.hasOwn(draws, message?.type ?? '') ? draws[message.type] : null;
  return draw ? draw(message, ctx) : el('span.bubble.faint', null, words.unknown);
}

/** Kinds that are as wide as the phone lets them, without a bubble of their own. */
export const isCard = (message) => ['flex', 'template', 'imagemap'].includes(message?.type);

/** The line that the chat list and a notification show. */
export function preview(message) {
  switch (message?.type) {
    case 'text': return String(message.text ?? '');
    case 'textV2': return substituted(message);
    case 'flex': case 'template': case 'imagemap': return String(message.altText ?? '');
    case 'postback': return String(message.displayText ?? message.text ?? '');
    case 'sticker': return words.sticker;
    case 'image': return words.image;
    case 'video': return words.video;
    case 'audio': return words.voice;
    case 'location': return words.location;
    case 'unsent': return words.unsent;
    default: return '';
  }
}

const bubble = (...kids) => el('span.bubble', { dir: 'auto' }, kids);

/** Text with its web addresses as links. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"\u0E00-\u0E7F]+)/).map((part, i) => {
    const address = i % 2 ? safeAddress(part) : null;
    return address ? el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, part) : part;
  });
}

function substituted(message) {
  return String(message.text ?? '').replace(/\{\{|\}\}|\{(\w{1,20})\}/g, (found, key) => {
    if (!key) return found[0];
    const what = message.substitution?.[key];
    if (what?.type === 'mention') return what.mentionee?.type === 'all' ? '@All' : '@…';
    return what?.type === 'emoji' ? '☺' : found;
  });
}

function drawSticker(message) {
  const label = `${words.sticker} ${message.packageId ?? ''}/${message.stickerId ?? ''}`;
  return el('span.sticker', { role: 'img', 'aria-label': label }, icon('smiley'), el('span', { 'aria-hidden': 'true' }, `${message.packageId ?? ''} / ${message.stickerId ?? ''}`));
}

function drawPhoto(url, mark, label, ctx) {
  if (typeof url === 'string' && ctx.picture(url)) {
    return el('span.photo', null, picture('photo-picture', url, ctx, label), mark === 'play' && el('span.fx-play', null, icon('play')));
  }
  return el('span.photo.empty', { role: 'img', 'aria-label': label }, icon(mark));
}

function drawVoice(message) {
  const length = Math.round(Number(message.duration ?? 5000) / 1000) || 0;
  const bars = [5, 9, 14, 8, 17, 11, 6, 13, 18, 10, 7, 12, 5].map((height) => {
    const bar = el('i');
    paint(bar, { height: `${height}px` });
    return bar;
  });
  return el('span.bubble.voice', { role: 'img', 'aria-label': `${words.voice} ${length}` },
    icon('play'), el('span.wave', { 'aria-hidden': 'true' }, bars), el('span', { 'aria-hidden': 'true' }, `0:${String(length).padStart(2, '0')}`));
}

function drawLocation(message) {
  const [lat, lng] = [Number(message.latitude), Number(message.longitude)];
  const known = Number.isFinite(lat) && Number.isFinite(lng);
  return el('span.place', null,
    el('span.map', { 'aria-hidden': 'true' }, icon('map-pin')),
    el('span.place-words', null,
      el('b', null, String(message.title ?? words.location)),
      el('span', null, String(message.address ?? '')),
      known && el('span.faint', null, `${lat.toFixed(5)}, ${lng.toFixed(5)}`)));
}
