// The developer's side: clock, quota, the message as JSON with LINE's verdict, logs, faults, export. It speaks English.
import { el } from '../dom.js';
import { callsTile } from './calls.js';
import { clockTile } from './clock.js';
import { deliveryTile } from './delivery.js';
import { eventsTile } from './events.js';
import { exportTile } from './export.js';
import { faultsTile } from './faults.js';
import { messageTile } from './message.js';
import { mischiefTile } from './mischief.js';
import { oddTile } from './odd.js';
import { placeChoice } from './place.js';
import { quotaTile } from './quota.js';
import { startTile } from './start.js';
import { switchesTile } from './switches.js';

export function panel(world, settings) {
  // JSON drawn before its Thai letters have come can stay in boxes.
  document.fonts.load('400 14px "IBM Plex Sans Thai"', 'ก').catch(() => {});
  const tests = exportTile(world);
  return el('aside.panel', { 'aria-labelledby': 'panel-title' },
    el('header.panel-head', null, el('h2', { id: 'panel-title' }, 'Developer'), placeChoice(world, settings)),
    el('div.tiles', null,
      el('div.tile-group.first', null, startTile(world), clockTile(world), quotaTile(world), messageTile(world, tests)),
      el('div.tile-group.second', null, eventsTile(world), callsTile(world)),
      el('div.tile-group.third', null, faultsTile(world), mischiefTile(world), oddTile(world), deliveryTile(world), switchesTile(world), tests.node)));
}
