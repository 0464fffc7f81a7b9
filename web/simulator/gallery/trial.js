// One's own message, drawn while it is written, with what LINE would say of it.
import { el, fill } from '../dom.js';
import { drawing } from './drawing.js';

const example = {
  type: 'flex',
  altText: 'สวัสดี',
  contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'สวัสดี', size: 'xxl', weight: 'bold' }] } },
};

export function trial(said) {
  const drawn = el('div');
  const verdict = el('div.judged', { role: 'status' });
  const input = el('textarea', { id: 'try-json', spellcheck: 'false', wrap: 'off', rows: 24, lang: 'th', autocomplete: 'off' });
  input.value = JSON.stringify(example, null, 1);
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    let message = null;
    try {
      message = asMessage(JSON.parse(input.value));
    } catch (error) {
      fill(verdict, el('p.bad', null, `No JSON: ${error.message}`));
      return;
    }
    fill(drawn, drawing(message, said));
    const judged = await judge(message);
    if (mine !== turn) return;
    fill(verdict, judged);
    verdict.dataset.turn = String(mine);
  };
  let soon = 0;
  input.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(show, 200);
  });
  input.addEventListener('change', () => {
    clearTimeout(soon);
    show();
  });
  show();
  return el('article', { id: 'try', 'aria-labelledby': 'try-title' },
    el('h2', { id: 'try-title' }, 'Try your own'),
    el('p', null, 'A message object, or a bubble or carousel alone. Nothing is sent.'),
    el('div.beside', null, drawn, el('div', null, el('label', { for: 'try-json' }, 'JSON'), input, verdict)));
}

/** A container alone, as other tools export it, becomes a message. */
const asMessage = (value) => (['bubble', 'carousel'].includes(value?.type) ? { type: 'flex', altText: '-', contents: value } : value);

async function judge(message) {
  try {
    const answer = await fetch('/simulator/v1/judge', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ messages: [message] }) });
    const { body, broken, hints, bytes, message: why } = await answer.json();
    if (!answer.ok) return el('p.bad', null, why ?? 'The message cannot be judged.');
    return [
      body ? el('p.bad', null, `LINE refuses it: ${body.message}`) : el('p.ok', null, 'LINE takes it.'),
      el('p.faint', null, `${bytes} bytes`),
      el('ul', null, [...broken ?? [], ...hints ?? []].slice(0, 20).map(({ property, message: words, says, source }) =>
        el('li', null, el('code', null, property), ` ${words} `, el('span.faint', null, `${says} (${source})`)))),
    ];
  } catch (error) {
    return el('p.bad', null, `The message cannot be judged: ${error.message}`);
  }
}
