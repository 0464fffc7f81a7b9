// A place to change JSON in before it is sent. What is wrong with it is told while one writes.
import { el, fill } from '../dom.js';
import { run, statusLine } from './tile.js';

/**
 * An editor of value. judge(value) gives nodes that say what would come of it; send(value) sends it and may return words;
 * words are the send button's; more stands before the buttons; close() is called when it is sent away.
 */
export function editor({ value, label, words, judge, send, close, more }) {
  const said = el('div.judged', { role: 'status' });
  const status = statusLine();
  const input = el('textarea.field.edit', { 'aria-label': label, spellcheck: 'false', wrap: 'off', rows: 12, lang: 'th', autocomplete: 'off' });
  input.value = JSON.stringify(value, null, 2);
  let turn = 0;
  const look = async () => {
    turn += 1;
    const mine = turn;
    const read = parsed(input.value);
    go.disabled = Boolean(read.wrong);
    if (read.wrong) {
      fill(said, el('p.bad', null, read.wrong));
      return;
    }
    const told = judge ? await judge(read.value).catch((error) => el('p.bad', null, error.message)) : null;
    if (mine === turn) fill(said, told);
  };
  const go = el('button.main', { type: 'button', onclick: async () => {
    await run(go, status, () => send(parsed(input.value).value));
    if (document.activeElement === document.body) go.focus({ preventScroll: true });
  } }, words);
  let soon = 0;
  input.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(look, 200);
  });
  look();
  const node = el('div.editor', null, input, said, more, el('div.buttons', null, go, el('button', { type: 'button', onclick: close }, 'Close')), status);
  return { node, input };
}

function parsed(text) {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { wrong: `No JSON: ${error.message}` };
  }
}
