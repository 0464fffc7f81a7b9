// Quoting: the message that another one answers, shown above it, and above the line to type on.
import { el, hidden, iconButton } from './dom.js';
import { preview } from './messages.js';
import { whoseOf } from './row.js';
import { words } from './words.js';

/** The quoted message in short, above the one that quotes it; a press leads there. Null where nothing is quoted. */
export function drawQuote(phone, entry) {
  const id = entry.quotedMessageId ?? entry.message?.quotedMessageId;
  if (!id) return null;
  const quoted = phone.thread.find(id);
  const [who, said] = quoted ? [whoseOf(phone, quoted) || words.you, preview(quoted.message, phone.ctx)] : [words.quotedGone, ''];
  return el('button.quote', { type: 'button', onclick: () => phone.chat.leadTo(id) },
    hidden(`${words.quoted} `), el('b', null, who), ' ', el('span', null, said));
}

/** The bar that says which message the next words will answer. */
export class QuoteBar {
  entry = null;

  constructor(phone) {
    this.phone = phone;
    this.words = el('span.quote-bar-words');
    this.node = el('div.quote-bar', { hidden: true }, this.words, iconButton('tool', 'x', words.quoteNot, () => { this.show(null); phone.composer.open(); }));
  }

  /** Shows the message to be answered; null for none. */
  show(entry) {
    this.entry = entry;
    this.node.hidden = !entry;
    this.words.replaceChildren(...(entry ? [el('b', null, whoseOf(this.phone, entry) || words.you), el('span', null, preview(entry.message, this.phone.ctx))] : []));
  }
}
