// Deliveries that go wrong by themselves, the same way from the same seed.
import { api } from '../api.js';
import { el } from '../dom.js';
import { deedButton, foldTile, labelled, run, statusLine } from './tile.js';

const chances = [['duplicate', 'Comes twice'], ['redeliver', 'Redelivered after success'], ['reorder', 'Trades places']];

export function mischiefTile(world) {
  const status = statusLine();
  const number = (name, max, step = 1) => el('input.field', { name, type: 'number', min: 0, max, step, value: 0, inputmode: 'numeric', required: true });
  const inputs = {
    ...Object.fromEntries(chances.map(([name]) => [name, number(name, 100)])),
    delayMs: number('delayMs', 86400000), batch: number('batch', 1000), seed: number('seed', Number.MAX_SAFE_INTEGER),
  };
  const mark = el('span.pill.bad', { hidden: true }, 'on');
  const go = el('button.main', { type: 'submit' }, 'Misbehave');
  const form = el('form', { onsubmit: (event) => {
    event.preventDefault();
    const wanted = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, Number(input.value)]));
    for (const [name] of chances) wanted[name] /= 100;
    run(go, status, async () => {
      await api.mischief(wanted);
      await world.read();
      return on(wanted) ? 'From the next event on.' : 'Nothing is to go wrong.';
    });
  } },
  chances.map(([name, words]) => labelled(`${words}, %`, inputs[name])),
  labelled('Delay up to, ms', inputs.delayMs), labelled('Events a request, up to', inputs.batch), labelled('Seed', inputs.seed),
  el('div.buttons', null, go, deedButton('Behave', status, async () => {
    await api.mischief({});
    await world.read();
    return 'Deliveries go as they should.';
  })), status);
  let told = '';
  world.on('state', () => {
    const mischief = world.state.mischief ?? {};
    mark.hidden = !on(mischief);
    if (told === JSON.stringify(mischief) || form.contains(document.activeElement)) return;
    told = JSON.stringify(mischief);
    for (const [name, input] of Object.entries(inputs)) input.value = String(chances.some(([chance]) => chance === name) ? Math.round((mischief[name] ?? 0) * 100) : mischief[name] ?? 0);
  });
  return foldTile('.mischief', 'shuffle', 'Mischief with events', mark, form);
}

const on = ({ duplicate = 0, redeliver = 0, reorder = 0, delayMs = 0, batch = 0 }) => duplicate > 0 || redeliver > 0 || reorder > 0 || delayMs > 0 || batch > 1;
