// The bar to type on.
import { el, icon, iconButton } from './dom.js';
import { QuoteBar } from './quote.js';
import { emojiOf } from './sheets/stickers.js';
import { trayOf } from './sheets/tray.js';
import { voiceOf } from './sheets/voice.js';
import { words } from './words.js';

const longest = 5000;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.quote = new QuoteBar(phone);
    this.input = el('textarea', { rows: '1', maxlength: longest, placeholder: words.message, 'aria-label': words.type, autocomplete: 'off', enterkeyhint: 'send' });
    this.sendButton = el('button.tool.send', { type: 'submit', 'aria-label': words.send, title: words.send, hidden: true }, icon('paper-plane-right'));
    this.voiceButton = iconButton('tool', 'microphone', words.voice, () => voiceOf(phone));
    this.line = el('form.composer', { onsubmit: (event) => this.#submit(event) },
      iconButton('tool', 'plus', words.plus, () => trayOf(phone)),
      this.input,
      iconButton('tool', 'smiley', words.emoji, () => emojiOf(phone, (face) => this.#put(face))),
      this.sendButton, this.voiceButton);
    this.node = el('div', null, this.quote.node, this.line);
    this.input.addEventListener('input', () => this.#grow());
    this.#listen();
  }

  /** Brings up the keyboard, as inputOption openKeyboard does. */
  open(filledIn) {
    if (typeof filledIn === 'string') this.input.value = filledIn;
    this.#grow();
    this.input.focus();
  }

  #listen() {
    let shifted = false;
    const enter = (event) => {
      event.preventDefault();
      this.line.requestSubmit();
    };
    this.input.addEventListener('keydown', (event) => {
      shifted = event.shiftKey;
      if (event.key === 'Enter' && !shifted && !event.isComposing) enter(event);
      if (event.key === 'Escape' && this.quote.entry) this.quote.show(null);
    });
    // Keyboards on glass name no key: their Enter arrives as a line break.
    this.input.addEventListener('beforeinput', (event) => {
      if (['insertLineBreak', 'insertParagraph'].includes(event.inputType) && !shifted) enter(event);
    });
  }

  #put(face) {
    this.input.setRangeText(face, this.input.selectionStart, this.input.selectionEnd, 'end');
    this.open();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    const quoted = this.quote.entry;
    this.input.value = '';
    this.quote.show(null);
    this.#grow();
    this.input.focus();
    this.phone.send('text', { text, quote: quoted?.messageId }).then((sent) => {
      if (sent || this.input.value) return;
      this.input.value = text;
      this.quote.show(quoted);
      this.#grow();
    });
  }

  #grow() {
    const empty = !this.input.value.trim();
    this.sendButton.hidden = empty;
    this.voiceButton.hidden = !empty;
    this.input.style.setProperty('height', 'auto');
    this.input.style.setProperty('height', `${Math.min(this.input.scrollHeight + 2, 132)}px`);
  }
}
