// The bar to type on.
import { el, icon, iconButton } from './dom.js';
import { trayOf } from './sheets.js';
import { words } from './words.js';

const longest = 5000;

export class Composer {
  constructor(phone) {
    this.input = el('textarea', { rows: '1', maxlength: longest, placeholder: words.message, 'aria-label': words.type, autocomplete: 'off', enterkeyhint: 'send' });
    this.sendButton = el('button.tool.send', { type: 'submit', 'aria-label': words.send, title: words.send, disabled: true }, icon('paper-plane-right'));
    this.node = el('form.composer', { onsubmit: (event) => this.#submit(event, phone) },
      iconButton('tool', 'plus', words.plus, () => trayOf(phone.glass, phone.send)),
      this.input,
      this.sendButton);
    this.input.addEventListener('input', () => this.#grow());
    let shifted = false;
    const enter = (event) => {
      event.preventDefault();
      this.node.requestSubmit();
    };
    this.input.addEventListener('keydown', (event) => {
      shifted = event.shiftKey;
      if (event.key === 'Enter' && !shifted && !event.isComposing) enter(event);
    });
    // Keyboards on glass name no key: their Enter arrives as a line break.
    this.input.addEventListener('beforeinput', (event) => {
      if (['insertLineBreak', 'insertParagraph'].includes(event.inputType) && !shifted) enter(event);
    });
  }

  /** Brings up the keyboard, as inputOption openKeyboard does. */
  open(words) {
    if (typeof words === 'string') this.input.value = words;
    this.#grow();
    this.input.focus();
  }

  #submit(event, phone) {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = '';
    this.#grow();
    phone.send('text', { text }).then((sent) => {
      if (sent || this.input.value) return;
      this.input.value = text;
      this.#grow();
    });
  }

  #grow() {
    this.sendButton.disabled = !this.input.value.trim();
    this.input.style.setProperty('height', 'auto');
    this.input.style.setProperty('height', `${Math.min(this.input.scrollHeight + 2, 132)}px`);
  }
}
