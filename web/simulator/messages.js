// A LINE message object as the phone shows it. What comes from a bot is only ever text, a number or an address to check.
import { el } from './dom.js';
import { drawFlex } from './flex/flex.js';
import { drawImagemap } from './imagemap.js';
import { drawCoupon, drawFile, drawSticker } from './message/other.js';
import { drawPhoto, drawVideo } from './message/photo.js';
import { drawPlace } from './message/place.js';
import { drawSound } from './message/sound.js';
import { drawText, plainText } from './message/text.js';
import { drawTemplate } from './template.js';
import { words } from './words.js';

const shownOf = (message) => message.displayText ?? message.text;

const draws = {
  text: drawText,
  textV2: drawText,
  flex: (message, ctx) => drawFlex(message.contents, ctx),
  template: (message, ctx) => drawTemplate(message.template ?? {}, ctx),
  imagemap: drawImagemap,
  sticker: drawSticker,
  image: drawPhoto,
  video: drawVideo,
  audio: drawSound,
  location: drawPlace,
  file: drawFile,
  coupon: drawCoupon,
  postback: (message, ctx) => (shownOf(message) ? drawText({ text: shownOf(message) }, ctx) : null),
};

/** Draws the message, or returns null where a phone shows nothing. */
export function drawMessage(message, ctx) {
  const draw = Object.hasOwn(draws, message?.type ?? '') ? draws[message.type] : null;
  try {
    if (draw) return draw(message, ctx);
  } catch (error) {
    // One message that cannot be drawn must not take the chat with it.
    console.info(error);
  }
  return el('span.bubble.faint', null, words.unknown);
}

/** Kinds that are as wide as the phone lets them, without a bubble of their own. */
export const isCard = (message) => ['flex', 'template', 'imagemap'].includes(message?.type);

const kinds = { sticker: words.sticker, image: words.image, video: words.video, audio: words.voice, location: words.location, file: words.file, coupon: words.coupon, unsent: words.unsent };

/** The line that the chat list, a notification and a quote show. */
export function preview(message, ctx) {
  switch (message?.type) {
    case 'text': case 'textV2': return plainText(message, ctx);
    case 'flex': case 'template': case 'imagemap': return String(message.altText ?? '');
    case 'postback': return String(shownOf(message) ?? '');
    default: return Object.hasOwn(kinds, message?.type ?? '') ? kinds[message.type] : '';
  }
}
