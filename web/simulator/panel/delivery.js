// The webhook's switches of LINE's console: address, use, redelivery, and standby.
import { api } from '../api.js';
import { el } from '../dom.js';
import { foldTile, labelled, run, statusLine } from './tile.js';

const switches = [
  ['active', 'Use webhook', 'off: events are lost'],
  ['redelivery', 'Webhook redelivery', 'what is not answered 2xx is sent again'],
  ['standby', 'Standby', 'another module answers: no reply tokens'],
];

export function deliveryTile(world) {
  const status = statusLine();
  const change = async (what) => {
    await api.webhook(what);
    await world.read();
  };
  const boxes = switches.map(([name, words, hint]) => {
    const box = el('input', { type: 'checkbox', onchange: async () => {
      await run(box, status, () => change({ [name]: box.checked }));
      box.focus({ preventScroll: true });
      show();
    } });
    return { name, box, node: el('label.check', null, box, el('span', null, words, el('span.faint', null, ` ${hint}`))) };
  });
  const address = el('input.field', { type: 'url', required: true, spellcheck: 'false', autocomplete: 'off' });
  const save = el('button', { type: 'submit' }, 'Set address');
  const form = el('form', { onsubmit: (event) => {
    event.preventDefault();
    run(save, status, async () => {
      await change({ url: address.value.trim() });
      return 'Events go there now.';
    });
  } }, labelled('Address', address), el('div.buttons', null, save));
  const mark = el('span.pill.bad', { hidden: true });
  const show = () => {
    const now = world.state.delivering ?? {};
    for (const { name, box } of boxes) box.checked = Boolean(now[name]);
    mark.hidden = now.active !== false;
    mark.textContent = now.stopped ? 'stopped by LINE' : 'off';
    if (document.activeElement !== address) address.value = world.state.webhook ?? '';
  };
  world.on('state', show);
  show();
  return foldTile('.delivery', 'globe', 'Webhook', mark, boxes.map(({ node }) => node), form, status);
}
