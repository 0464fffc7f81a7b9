// A map that needs no tiles of anybody: streets, houses, ponds and fields drawn from the coordinates, the same each time.
// It looks like a place and shows where the pin is and how far things are; it is no map of the real one.
import { places } from './places.js';

const svg = 'http://www.w3.org/2000/svg';
const cell = 200; // metres between streets
const metresNorth = 110574;
const metresEast = 111320;

/** Metres from the equator and Greenwich, east and south. */
const metres = ({ lat, lng }) => ({ x: lng * metresEast * Math.cos((lat * Math.PI) / 180), y: -lat * metresNorth });

/** Where one comes to from a point by so many metres east and south; poles and the date line stop it. */
export function moved({ lat, lng }, east, south) {
  const to = Math.max(-85, Math.min(85, lat - south / metresNorth));
  return { lat: to, lng: Math.max(-180, Math.min(180, lng + east / (metresEast * Math.cos((to * Math.PI) / 180)))) };
}

/** Draws the map around a point. perPixel is metres a pixel; names shows the places that the page knows. */
export function drawMap(at, { width, height, perPixel = 4, names = false }) {
  const map = shape('svg', { class: 'map', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': 'true' });
  map.append(shape('rect', { class: 'map-land', width, height }));
  if (Number.isFinite(at.lat) && Number.isFinite(at.lng)) {
    const centre = metres(at);
    const put = ({ x, y }) => ({ x: (x - centre.x) / perPixel + width / 2, y: (y - centre.y) / perPixel + height / 2 });
    ground(map, centre, put, { width, height, perPixel });
    if (names) label(map, put);
    map.append(pin(width / 2, height / 2));
  }
  return map;
}

function ground(map, centre, put, { width, height, perPixel }) {
  const across = (width * perPixel) / 2;
  const down = (height * perPixel) / 2;
  const size = cell / perPixel;
  const range = (from, to) => Array.from({ length: Math.floor(to / cell) - Math.floor(from / cell) + 1 }, (_, i) => Math.floor(from / cell) + i);
  const columns = range(centre.x - across, centre.x + across);
  const rows = range(centre.y - down, centre.y + down);
  for (const column of columns) for (const row of rows) block(map, put({ x: column * cell, y: row * cell }), size, chance(column, row));
  const street = (main, from, to) => map.append(shape('line', { class: main ? 'map-road' : 'map-street', x1: from.x, y1: from.y, x2: to.x, y2: to.y }));
  for (const main of [false, true]) {
    for (const column of columns) if ((column % 4 === 0) === main) street(main, { ...put({ x: column * cell, y: 0 }), y: 0 }, { ...put({ x: column * cell, y: 0 }), y: height });
    for (const row of rows) if ((row % 5 === 0) === main) street(main, { x: 0, y: put({ x: 0, y: row * cell }).y }, { x: width, y: put({ x: 0, y: row * cell }).y });
  }
}

function block(map, { x, y }, size, luck) {
  const gap = size * 0.1;
  if (luck < 0.1 || luck > 0.86) {
    map.append(shape('rect', { class: luck < 0.1 ? 'map-water' : 'map-field', x: x + gap, y: y + gap, width: size - 2 * gap, height: size - 2 * gap, rx: luck < 0.1 ? size / 3 : 2 }));
    return;
  }
  for (let i = 0; i < 3; i++) {
    const part = (luck * (7 + 13 * i)) % 1;
    map.append(shape('rect', { class: 'map-house', x: x + size * (0.16 + 0.25 * i), y: y + size * (0.18 + 0.4 * part), width: size * 0.17, height: size * (0.14 + 0.1 * part) }));
  }
}

function label(map, put) {
  for (const place of places) {
    const { x, y } = put(metres(place));
    map.append(shape('circle', { class: 'map-dot', cx: x, cy: y, r: 4 }), words(place.title, x + 7, y + 4));
  }
}

function words(text, x, y) {
  const node = shape('text', { class: 'map-name', x, y });
  node.textContent = text;
  return node;
}

function pin(x, y) {
  const mark = shape('g', { class: 'map-pin' });
  mark.append(shape('path', { d: `M${x} ${y} l-10 -16 a12 12 0 1 1 20 0 z` }), shape('circle', { class: 'map-pin-eye', cx: x, cy: y - 22, r: 4.5 }));
  return mark;
}

/** A number from 0 to 1 that belongs to the field. */
function chance(column, row) {
  let hash = Math.imul(column, 374761393) ^ Math.imul(row, 668265263);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function shape(tag, attributes) {
  const node = document.createElementNS(svg, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, typeof value === 'number' ? value.toFixed(1) : value);
  return node;
}
