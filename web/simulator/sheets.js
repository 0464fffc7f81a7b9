// The phone's sheets: what can be sent besides words, a place, a day, a call.
import { el, icon } from './dom.js';
import { openSheet } from './sheet.js';
import { words } from './words.js';

// Sticker 446 of LINE's published list; here each is a labelled placeholder.
const stickers = ['1988', '1989', '1990', '1991', '1992', '1993', '1994', '1995'].map((stickerId) => ({ packageId: '446', stickerId }));

/** send(deed, body) does it. */
export function trayOf(glass, send) {
  openSheet(glass, words.plus, (close) => {
    const choice = (iconName, label, act) => el('button.choice', { type: 'button', onclick: () => { close(); act(); } }, icon(iconName), el('span', null, label));
    return el('div.choices', null,
      choice('sticker', words.sticker, () => stickersOf(glass, send)),
      choice('image', words.image, () => send('image')),
      choice('map-pin', words.location, () => placeOf(glass, send)),
      choice('microphone', words.voice, () => send('audio')));
  });
}

function stickersOf(glass, send) {
  openSheet(glass, words.sticker, (close) => el('div.choices.many', null, stickers.map((sticker) => el('button.choice', {
    type: 'button',
    'aria-label': `${words.sticker} ${sticker.stickerId}`,
    onclick: () => { close(); send('sticker', sticker); },
  }, icon('smiley'), el('span', null, sticker.stickerId)))));
}

export function placeOf(glass, send) {
  openSheet(glass, words.location, (close) => {
    const field = (label, value, attributes) => {
      const input = el('input.field', { value, required: true, ...attributes });
      return [input, el('label', null, el('span', null, label), input)];
    };
    const [title, titleLabel] = field(words.place, words.placeSample, { maxlength: 100 });
    const [address, addressLabel] = field(words.address, words.addressSample, { maxlength: 100 });
    const [lat, latLabel] = field(words.latitude, '8.5287', { type: 'number', step: 'any', min: -90, max: 90 });
    const [lng, lngLabel] = field(words.longitude, '99.9534', { type: 'number', step: 'any', min: -180, max: 180 });
    const submit = (event) => {
      event.preventDefault();
      close();
      send('location', { title: title.value, address: address.value, latitude: Number(lat.value), longitude: Number(lng.value) });
    };
    return el('form', { onsubmit: submit }, titleLabel, addressLabel, el('div.pair', null, latLabel, lngLabel),
      el('button.big', { type: 'submit' }, words.sendPlace));
  });
}

const inputKinds = { date: 'date', time: 'time', datetime: 'datetime-local' };
const buddhist = new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-latn', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The picker of a datetimepicker action; picked(params) gets LINE's params. */
export function dayOf(glass, action, picked) {
  const mode = Object.hasOwn(inputKinds, action.mode ?? '') ? action.mode : 'date';
  openSheet(glass, words[mode], (close) => {
    const tidy = (value) => (typeof value === 'string' ? value.replace('t', 'T') : null);
    const input = el('input.field', { type: inputKinds[mode], value: tidy(action.initial), min: tidy(action.min), max: tidy(action.max), required: true, 'aria-label': words[mode] });
    const spoken = el('p.spoken', { 'aria-live': 'polite' });
    const say = () => {
      const day = mode !== 'time' && input.value ? new Date(`${input.value.slice(0, 10)}T00:00:00Z`) : null;
      spoken.textContent = day && !Number.isNaN(day.getTime()) ? buddhist.format(day) : '';
    };
    input.addEventListener('input', say);
    say();
    const submit = (event) => {
      event.preventDefault();
      close();
      picked({ [mode]: input.value });
    };
    return el('form', { onsubmit: submit }, input, spoken, el('button.big', { type: 'submit' }, words.next));
  });
}

/** A call that a real phone would make now. */
export function callOf(glass, number) {
  openSheet(glass, `${words.call} ${number}`, (close) => el('div.calling', null,
    el('span.ring', null, icon('phone-call')), el('b', null, number), el('p', null, words.callNote),
    el('button.big', { type: 'button', onclick: close }, words.close)));
}
