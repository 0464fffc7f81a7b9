// What one can do with a message that stands in the chat: answer it, copy it, edit it, take it back, look into it.
import { el, icon } from './dom.js';
import { openSheet, toast } from './sheet.js';
import { words } from './words.js';

const quotable = ['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'];

export function aboutMessage(phone, entry) {
  const { message } = entry;
  const id = entry.messageId ?? message?.id;
  const mine = phone.isMine(entry);
  openSheet(phone.glass, words.aboutMessage, (close) => {
    const choice = (iconName, label, deed) => el('button.choice.wide', { type: 'button', onclick: () => { close(); deed(); } }, icon(iconName), el('span', null, label));
    return el('div.choices.one', null,
      id && quotable.includes(message?.type) && choice('arrow-bend-up-left', words.quote, () => phone.quote(entry)),
      typeof message?.text === 'string' && choice('copy', words.copy, () => copy(phone, message.text)),
      mine && id && phone.speaker && message?.type === 'text' && choice('pencil-simple', words.edit, () => edit(phone, id, message.text)),
      mine && id && choice('arrow-u-up-left', words.unsend, () => phone.unsend(id)),
      el('div.for-developer', { lang: 'en' }, choice('code', 'Show JSON', () => phone.pick(entry, true))));
  });
}

function copy(phone, text) {
  navigator.clipboard?.writeText(text).then(() => toast(phone.glass, words.copied), () => {});
}

/** Only in groups, and only words (R#message-edited-event). */
function edit(phone, messageId, text) {
  openSheet(phone.glass, words.edit, (close) => {
    const input = el('textarea.field', { rows: '3', maxlength: 5000, required: true, 'aria-label': words.edit });
    input.value = text;
    const submit = (event) => {
      event.preventDefault();
      close();
      phone.edit(messageId, input.value);
    };
    return el('form', { onsubmit: submit }, input, el('button.big', { type: 'submit' }, words.save));
  });
}
