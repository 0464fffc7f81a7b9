// The developer's side: clock, quota, the message as JSON with LINE's verdict, events, calls and faults. It speaks English.
import { el } from '../dom.js';
import { callsTile } from './calls.js';
import { clockTile } from './clock.js';
import { eventsTile } from './events.js';
import { faultsTile } from './faults.js';
import { messageTile } from './message.js';
import { quotaTile } from './quota.js';
import { startTile } from './start.js';

export function panel(world) {
  return el('aside.panel', { 'aria-labelledby': 'panel-title' },
    el('h2.vh', { id: 'panel-title' }, 'For the developer'),
    el('div.tiles', null, startTile(world), clockTile(world), quotaTile(world), messageTile(world), eventsTile(world), faultsTile(world), callsTile(world)));
}
