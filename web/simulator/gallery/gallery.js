// The gallery: Flex Messages of every shape, each drawn beside its JSON, and a place to try one's own.
import '../css/gallery.css';
import { el, icon } from '../dom.js';
import { jsonLines } from '../panel/json.js';
import { Settings } from '../settings.js';
import { drawing, pictures } from './drawing.js';
import { trial } from './trial.js';

const settings = new Settings({ emit() {} });

function tools() {
  const letters = el('select', { 'aria-label': 'Size of the phone’s letters', onchange: () => settings.set({ scale: Number(letters.value) }) },
    settings.scales.map((scale) => el('option', { value: scale, selected: scale === settings.scale }, `${scale} %`)));
  const dark = el('button', { type: 'button', 'aria-pressed': String(settings.isDark) }, icon('moon'), el('span.tool-words', null, 'Dark'));
  dark.addEventListener('click', () => {
    settings.set({ dark: !settings.isDark });
    dark.setAttribute('aria-pressed', String(settings.isDark));
  });
  return el('div.tools', { role: 'group', 'aria-label': 'Page' }, el('span.sizer', null, icon('text-aa'), letters), dark);
}

function sample({ name, title, shows, message }, said) {
  const json = jsonLines(message, []).map(({ text }) => text).join('\n');
  return el('article', { id: name, 'aria-labelledby': `${name}-title` },
    el('h2', { id: `${name}-title` }, title),
    el('p', null, shows),
    el('div.beside', null,
      drawing(message, said),
      el('details', { open: true }, el('summary', null, 'JSON'), el('pre', { tabindex: '0', role: 'region', 'aria-label': `JSON of ${title}`, lang: 'th' }, json))));
}

async function begin() {
  const answer = await fetch('/simulator/v1/gallery');
  const { pictures: base, samples } = await answer.json();
  pictures.base = base;
  const said = el('p.act', { role: 'status' });
  document.body.append(
    el('header.bar', null, el('h1', null, 'Flex gallery'), el('span.ways', null, el('a', { href: '/' }, 'Phones'), el('a', { href: '#try' }, 'Try your own')), tools()),
    el('main', null,
      el('nav', { 'aria-label': 'Messages' }, el('ol', null, samples.map(({ name, title }) => el('li', null, el('a', { href: `#${name}` }, title))))),
      el('div.samples', null, samples.map((one) => sample(one, said)), trial(said))),
    said);
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

begin().catch((error) => document.body.append(el('p.waiting', { role: 'alert' }, `The gallery cannot be read: ${error.message}`)));
