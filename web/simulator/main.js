// The simulator's page: phones of residents beside each other, and the developer's panel.
import './css/app.css';
import { bar } from './bar.js';
import { Desk } from './desk.js';
import { el } from './dom.js';
import { Settings } from './settings.js';
import { World } from './world.js';

const world = new World();
const settings = new Settings(world);
const desk = new Desk(world, settings);

document.body.append(bar(world, settings), desk.node);

/** Tries again until the simulator answers: the page may be open before the program is. */
async function begin() {
  try {
    await world.start();
  } catch (error) {
    console.warn(error);
    desk.wait(el('p.waiting', { role: 'status' }, 'Waiting for the simulator to answer…'));
    setTimeout(() => location.reload(), 2000);
  }
}

begin();
