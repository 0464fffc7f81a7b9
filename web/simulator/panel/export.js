// What happened in a chat since the last reset, as a test of the bot.
import { api } from '../api.js';
import { el, fill } from '../dom.js';
import { choice, deedButton, foldTile, labelled, run, statusLine } from './tile.js';

const languages = [['javascript', 'JavaScript'], ['python', 'Python'], ['go', 'Go, with simtest']];

/** {node, show(name)}: show opens the tile with the chat of that name. */
export function exportTile(world) {
  const status = statusLine();
  const whose = choice([]);
  const language = choice(languages);
  const code = el('textarea.field.edit', { 'aria-label': 'The test', readonly: true, rows: 14, wrap: 'off', spellcheck: 'false', lang: 'th', hidden: true });
  const save = el('a.button', { hidden: true }, 'Download');
  const copy = deedButton('Copy', status, async () => {
    await navigator.clipboard.writeText(code.value);
    return 'Copied.';
  });
  copy.hidden = true;
  let people = '';
  const offer = () => {
    const all = [...world.state.residents, ...world.state.groups];
    const now = all.map(({ name }) => name).join('\n');
    if (people === now) return;
    people = now;
    const { value } = whose;
    fill(whose, all.map(({ name, displayName }) => el('option', { value: name, lang: 'th' }, displayName)));
    if (value) whose.value = value;
  };
  world.on('state', offer);
  const write = async () => {
    const { file, text } = await api.script(whose.value, language.value);
    code.value = text;
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    save.download = file;
    for (const each of [code, save, copy]) each.hidden = false;
    return `${file}, ${text.split('\n').length} lines.`;
  };
  const make = deedButton('Write the test', status, write, '.main');
  const node = foldTile('.as-test', 'flask', 'As a test', null,
    el('p.small', null, 'What was done here in the chat since the last reset, and what was read then. The test begins with a reset.'),
    labelled('Chat', whose), labelled('Language', language), el('div.buttons', null, make, copy, save), status, code);
  const show = (name) => {
    offer();
    node.querySelector('details').open = true;
    whose.value = name;
    node.scrollIntoView({ block: 'nearest' });
    make.focus({ preventScroll: true });
    run(make, status, write).then(() => make.focus({ preventScroll: true }));
  };
  return { node, show };
}
