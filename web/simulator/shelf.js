// The shelf of phones: which of them lie on the desk, and a form for one more resident.
import { api } from './api.js';
import { el, fill, icon } from './dom.js';

export function shelf(world, settings) {
  const list = el('ul.shelf');
  const close = () => { dialog.close(); opener.focus(); };
  const form = adder(world, settings, close);
  const dialog = el('dialog.ask', { 'aria-labelledby': 'shelf-title' },
    el('h2', { id: 'shelf-title' }, 'Phones on the desk'), list, form);
  const draw = () => fill(list, rows(world, settings));
  const opener = el('button', { type: 'button', onclick: () => { draw(); dialog.showModal(); } }, icon('device-mobile'), el('span.tool-words', null, 'Phones'));
  for (const news of ['state', 'settings']) world.on(news, () => dialog.open && !list.contains(document.activeElement) && draw());
  return [opener, dialog];
}

function rows(world, settings) {
  const open = new Set(settings.openOf(world).map(({ name }) => name));
  return [...world.state.residents, ...world.state.groups].map(({ name, displayName, members }) => {
    const box = el('input', { type: 'checkbox', checked: open.has(name), onchange: () => settings.open(world, name, box.checked) });
    return el('li', null, el('label', null, box, el('span', { lang: 'th' }, displayName), members && el('span.faint', null, `group of ${members.length}`)));
  });
}

function adder(world, settings, close) {
  const input = el('input.field', { required: true, maxlength: 40, autocomplete: 'off', placeholder: 'สมชาย ใจดี', lang: 'th' });
  const problem = el('p.bad', { role: 'alert' });
  const submit = async (event) => {
    event.preventDefault();
    try {
      const added = await api.addResident(input.value.trim());
      await world.read();
      settings.open(world, added.name, true);
      input.value = '';
      problem.textContent = '';
      close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  return el('form', { onsubmit: submit }, el('label', null, el('span', null, 'Add a resident: the name shown in LINE'), input), problem,
    el('div.buttons', null, el('button.main', { type: 'submit' }, icon('user-plus'), ' Add'), el('button', { type: 'button', onclick: close }, 'Close')));
}
