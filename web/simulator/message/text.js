// Words: text and textV2 with LINE's emoji, mentions and web addresses.
import { el, icon } from '../dom.js';
import { said as wordsOf } from '../flex/sizes.js';
import { safeAddress } from '../flex/tap.js';
import { words } from '../words.js';

const address = /(https?:\/\/[^\s<>"\u0E00-\u0E7F]+)/;

/** A bubble with the message's words. */
export function drawText(message, ctx) {
  return el('span.bubble', { dir: 'auto' }, partsOf(message, ctx).map((part) => drawPart(part, ctx)));
}

/** The message's words in one line, as a notification has them. */
export const plainText = (message, ctx) => partsOf(message, ctx).map(({ words: said, emoji }) => (emoji ? `(${words.emoji})` : said)).join('');

/** The words taken apart: {words}, {words, mention: true} or {emoji}. */
function partsOf(message, ctx) {
  const text = wordsOf(message?.text);
  return message?.type === 'textV2' ? substituted(text, message.substitution ?? {}, ctx) : marked(text, message ?? {});
}

/** Positions count UTF-16 units, as LINE's do and as JavaScript's strings do. */
function marked(text, { emojis, mention }) {
  const marks = [
    ...list(emojis).map((emoji) => ({ from: emoji.index, to: emoji.index + (emoji.length ?? 1), part: { emoji } })),
    ...list(mention?.mentionees).map(({ index, length }) => ({ from: index, to: index + length, part: { words: text.slice(index, index + length), mention: true } })),
  ].filter(({ from, to }) => Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= text.length).sort((a, b) => a.from - b.from);
  const parts = [];
  let at = 0;
  for (const { from, to, part } of marks) {
    if (from < at) continue;
    if (from > at) parts.push({ words: text.slice(at, from) });
    parts.push(part);
    at = to;
  }
  if (at < text.length) parts.push({ words: text.slice(at) });
  return parts;
}

function substituted(text, substitution, ctx) {
  return text.split(/(\{\{|\}\}|\{\w{1,20}\})/).map((piece, i) => {
    if (i % 2 === 0) return { words: piece };
    if (piece === '{{' || piece === '}}') return { words: piece[0] };
    const key = piece.slice(1, -1);
    const what = Object.hasOwn(substitution, key) ? substitution[key] : null;
    if (what?.type === 'emoji') return { emoji: what };
    if (what?.type !== 'mention') return { words: piece };
    const name = what.mentionee?.type === 'all' ? 'All' : ctx?.nameOf?.(what.mentionee?.userId) ?? '…';
    return { words: `@${name}`, mention: true };
  });
}

const list = (value) => (Array.isArray(value) ? value : []);

function drawPart({ words: said, mention, emoji }, ctx) {
  if (emoji) return el('span.emoji', { role: 'img', 'aria-label': `${words.emoji} ${emoji.emojiId ?? ''}`, title: `${emoji.productId ?? ''} / ${emoji.emojiId ?? ''}` }, icon('smiley'));
  if (mention) return el('b.mention', null, said);
  return linked(said, ctx);
}

function linked(text, ctx) {
  return text.split(address).map((part, i) => {
    const href = i % 2 ? safeAddress(part) : null;
    if (!href) return part;
    return el('a', { href, target: '_blank', rel: 'noopener noreferrer', onclick: (event) => ctx?.act({ type: 'uri', uri: href }, event) }, part);
  });
}
