// What the page knows of the simulator's world, and who wants to hear when it changes.
import { api, listen } from './api.js';

/**
 * The world emits: 'state' (residents, quota, bot), 'clock', 'line' (whether the simulator is heard),
 * 'message' {name}, 'menu' {name} (another rich menu, opened or closed), 'webhook', 'request' (the logs have more), 'begun' (the past may have changed), 'picked' (the message that the developer looks at), 'settings',
 * 'visit' {name, as} (show a chat, spoken in by that resident) and 'unread'.
 */
export class World extends EventTarget {
  state = { now: new Date().toISOString(), bot: { displayName: 'LINE' }, residents: [], groups: [], quota: null };
  connected = null;
  phones = new Map();
  picked = null;
  #readAt = performance.now();
  #reading = null;

  start() {
    listen((kind, data) => this.#hear(kind, data));
    return this.read();
  }

  /** The simulator's time now, as it has run on since it was last told. */
  now() {
    const told = Date.parse(this.state.now);
    return new Date(this.state.paused ? told : told + performance.now() - this.#readAt);
  }

  /** Reads the state; calls made while one is under way share one more after it. */
  async read() {
    if (this.#reading) {
      this.again = true;
      return this.#reading;
    }
    this.#reading = this.#readUntilQuiet().finally(() => { this.#reading = null; });
    return this.#reading;
  }

  async #readUntilQuiet() {
    do {
      this.again = false;
      this.state = { residents: [], groups: [], ...(await api.state()) };
      this.#readAt = performance.now();
    } while (this.again);
    this.emit('state');
    this.emit('clock');
  }

  /** The resident or group of that name. */
  resident(name) {
    return [...this.state.residents, ...this.state.groups].find((one) => one.name === name);
  }

  /** The open phone of a resident or group, if there is one. */
  phoneOf(name) {
    return this.phones.get(name);
  }

  /** The display name of a person, by LINE's id for them. */
  nameOf(userId) {
    return this.state.residents.find((one) => one.userId === userId)?.displayName ?? (this.state.bot.userId === userId ? this.state.bot.displayName : undefined);
  }

  /** Shows a message in the developer's panel: {resident, entry, pinned}. */
  pick(choice) {
    if (this.picked?.pinned && !choice.pinned) return;
    this.picked = choice;
    this.emit('picked');
  }

  emit(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  on(kind, hear) {
    this.addEventListener(kind, (event) => hear(event.detail));
  }

  #hear(kind, data) {
    if (kind === 'open' || kind === 'lost') {
      const was = this.connected;
      this.connected = kind === 'open';
      this.emit('line');
      if (kind === 'open' && was === false) this.#resume();
      return;
    }
    if (kind === 'message') this.emit('message', { name: data.resident });
    if (kind === 'menu') this.emit('menu', { name: data.resident });
    if (kind === 'webhook' || kind === 'request') this.emit(kind, data);
    if (kind === 'clock' || kind === 'world') this.read().catch(() => {});
    if (kind === 'world') this.emit('begun');
    if (kind === 'message') this.#readSoon();
  }

  /** After a break nobody knows what was missed: everything is read anew. */
  #resume() {
    this.read().then(() => {
      for (const { name } of [...this.state.residents, ...this.state.groups]) {
        this.emit('message', { name });
        this.emit('menu', { name });
      }
      this.emit('webhook', null);
      this.emit('request', null);
    }).catch(() => {});
  }

  #readSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.read().catch(() => {}), 400);
  }
}
