// The bar on top: what this page is, whether the simulator is heard, and how the page should look.
import { el, fill, icon } from './dom.js';
import { shelf } from './shelf.js';

export function bar(world, settings) {
  const line = el('p.hook', { role: 'status' });
  const links = el('span.links');
  const tell = () => {
    const said = world.connected === null ? 'Connecting…' : world.connected ? 'Connected' : 'Connection lost, trying again…';
    const address = world.state.bot?.webhook ?? world.state.webhook;
    fill(line, el(`b.${world.connected === false ? 'bad' : 'ok'}`, null, said), typeof address === 'string' && el('code', null, address.replace(/^https?:\/\//, '')));
    fill(links, (world.state.links ?? []).map(({ label, href }) => el('a', { href }, label)));
  };
  world.on('line', tell);
  world.on('state', tell);
  tell();
  return el('header.bar', null, el('h1', null, 'LINE in a box'), line, links,
    el('div.tools', { role: 'group', 'aria-label': 'Page' }, shelf(world, settings), sizer(settings), darkener(world, settings), developer(world, settings)));
}

function sizer(settings) {
  const select = el('select', { 'aria-label': 'Size of the letters', onchange: () => settings.set({ scale: Number(select.value) }) },
    settings.scales.map((scale) => el('option', { value: scale, selected: scale === settings.scale }, `${scale} %`)));
  return el('span.sizer', null, icon('text-aa'), select);
}

function darkener(world, settings) {
  const button = tool('moon', 'Dark', () => settings.set({ dark: !settings.isDark }));
  const tell = () => button.setAttribute('aria-pressed', String(settings.isDark));
  world.on('settings', tell);
  tell();
  return button;
}

function developer(world, settings) {
  const button = tool('code', 'Developer', () => settings.set({ developer: !settings.developer }));
  button.classList.add('only-wide');
  const tell = () => button.setAttribute('aria-pressed', String(settings.developer));
  world.on('settings', tell);
  tell();
  return button;
}

function tool(iconName, words, onclick) {
  return el('button', { type: 'button', onclick }, icon(iconName), el('span.tool-words', null, words));
}
