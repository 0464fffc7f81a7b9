// Choosing a place: on the map with mouse, finger or arrow keys, by its name, or by its figures.
import { el, iconButton } from '../dom.js';
import { drawMap, moved } from '../map.js';
import { places } from '../places.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';

const size = { width: 358, height: 240 };
const zooms = [1, 2, 4, 8, 16]; // metres a pixel
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function placeOf(phone) {
  openSheet(phone.glass, words.location, (close) => new PlaceForm((place) => {
    close();
    phone.send('location', place);
  }).node);
}

class PlaceForm {
  #zoom = 2;

  constructor(send) {
    this.map = el('div.pan', { tabindex: '0', role: 'application', 'aria-label': words.mapHelp });
    this.title = field({ maxlength: 100, required: true });
    this.address = field({ maxlength: 100, required: true });
    this.lat = field({ type: 'number', step: 'any', min: -85, max: 85, required: true });
    this.lng = field({ type: 'number', step: 'any', min: -180, max: 180, required: true });
    this.known = el('select.field', { onchange: () => this.#choose(places[this.known.value]) }, places.map(({ title }, i) => el('option', { value: i }, title)));
    this.node = el('form', { onsubmit: (event) => { event.preventDefault(); send(this.#place()); } },
      labelled(words.knownPlace, this.known),
      el('div.map-frame', null, this.map, el('div.zoom', null,
        iconButton('tool', 'plus', words.nearer, () => this.#turn(-1)), iconButton('tool', 'minus', words.farther, () => this.#turn(1)))),
      labelled(words.place, this.title), labelled(words.address, this.address),
      el('details', null, el('summary', null, words.figures), el('div.pair', null, labelled(words.latitude, this.lat), labelled(words.longitude, this.lng))),
      el('button.big', { type: 'submit' }, words.sendPlace));
    for (const input of [this.lat, this.lng]) input.addEventListener('input', () => this.#draw());
    this.#listen();
    this.#choose(places[0]);
  }

  get at() {
    return { lat: Number(this.lat.value), lng: Number(this.lng.value) };
  }

  #place() {
    return { title: this.title.value, address: this.address.value, latitude: this.at.lat, longitude: this.at.lng };
  }

  #choose(place) {
    this.title.value = place.title;
    this.address.value = place.address;
    this.#goTo(place);
  }

  #goTo({ lat, lng }) {
    this.lat.value = lat.toFixed(6);
    this.lng.value = lng.toFixed(6);
    this.#draw();
  }

  #turn(way) {
    this.#zoom = Math.max(0, Math.min(zooms.length - 1, this.#zoom + way));
    this.#draw();
  }

  #draw() {
    this.map.replaceChildren(drawMap(this.at, { ...size, perPixel: zooms[this.#zoom], names: true }));
  }

  #pan(x, y) {
    this.#goTo(moved(this.at, x * zooms[this.#zoom], y * zooms[this.#zoom]));
  }

  #listen() {
    this.map.addEventListener('keydown', (event) => {
      const way = arrows[event.key];
      if (way) this.#pan(way[0] * 20, way[1] * 20);
      else if (event.key === '+' || event.key === '=') this.#turn(-1);
      else if (event.key === '-') this.#turn(1);
      else return;
      event.preventDefault();
    });
    let from = null;
    this.map.addEventListener('pointerdown', (event) => {
      from = { x: event.clientX, y: event.clientY };
      this.map.setPointerCapture(event.pointerId);
    });
    this.map.addEventListener('pointermove', (event) => {
      if (!from) return;
      this.#pan(from.x - event.clientX, from.y - event.clientY);
      from = { x: event.clientX, y: event.clientY };
    });
    for (const end of ['pointerup', 'pointercancel']) this.map.addEventListener(end, () => { from = null; });
  }
}

const field = (attributes) => el('input.field', attributes);
const labelled = (label, input) => el('label', null, el('span', null, label), input);
