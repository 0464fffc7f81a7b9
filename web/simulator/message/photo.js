// Photos and videos: the small picture in the chat, and the large one when it is pressed.
import { contentAddress } from '../api.js';
import { el, icon } from '../dom.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';

/** A photo of the bot's, by its address, or of a resident's, by its message's id. */
export function drawPhoto(message, ctx) {
  const small = addressOf(message, message.previewImageUrl ?? message.originalContentUrl, ctx);
  const large = addressOf(message, message.originalContentUrl ?? message.previewImageUrl, ctx) ?? small;
  return small ? opener('photo', words.image, small, null, () => viewer(ctx.glass, words.image, large)) : place(words.image, 'image');
}

/** A video's still says what it is, and how long. What a resident sent plays when it is pressed; of the bot's the still is shown. */
export function drawVideo(message, ctx) {
  const still = ctx.picture(message.previewImageUrl);
  const length = lengthOf(message.duration);
  const label = [words.video, length].filter(Boolean).join(' ');
  const marks = [el('span.fx-play', null, icon('play')), length && el('span.photo-length', null, length)];
  const sent = typeof message.originalContentUrl === 'string' ? null : addressOf(message, null, ctx);
  const open = () => (sent ? player(ctx.glass, sent) : viewer(ctx.glass, words.video, still, words.stillOnly));
  return opener('photo', label, still, marks, open);
}

/** 65000 → 1:05; nothing for what is no time. */
export function lengthOf(milliseconds) {
  const seconds = Math.round(Number(milliseconds) / 1000);
  return seconds > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : '';
}

function addressOf(message, url, ctx) {
  if (typeof url === 'string') return ctx.picture(url);
  return message.contentProvider?.type === 'line' && message.id ? contentAddress(message.id) : null;
}

function opener(spec, label, source, marks, open) {
  const button = el(`button.${spec}`, { type: 'button', 'aria-label': label, onclick: open });
  const lost = () => {
    button.classList.add('empty');
    button.prepend(icon(marks ? 'video-camera' : 'image'));
  };
  if (source) button.append(image('photo-picture', source, '', lost));
  else lost();
  for (const mark of marks ?? []) if (mark) button.append(mark);
  return button;
}

const place = (label, mark) => el('span.photo.empty', { role: 'img', 'aria-label': label }, icon(mark));

function image(spec, source, alt, lost) {
  const node = el(`img.${spec}`, { alt, decoding: 'async', draggable: 'false' });
  node.addEventListener('error', () => { node.remove(); lost(); }, { once: true });
  node.src = source;
  return node;
}

function player(glass, source) {
  openSheet(glass, words.video, () => {
    const video = el('video.viewer-picture', { controls: true, playsinline: true, preload: 'metadata', 'aria-label': words.video, src: source });
    const frame = el('div.viewer', null, video);
    video.addEventListener('error', () => frame.replaceChildren(el('p', null, words.unplayable)), { once: true });
    return frame;
  });
}

function viewer(glass, title, source, note) {
  openSheet(glass, title, () => {
    const frame = el('div.viewer');
    const lost = () => frame.append(el('p', null, words.lost));
    if (source) frame.append(image('viewer-picture', source, title, lost));
    else lost();
    return [frame, note && el('p.faint', null, note)];
  });
}
