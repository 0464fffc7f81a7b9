// Lays the open phones beside each other with the panel; on a narrow screen one thing at a time, by tabs.
import { el, fill } from './dom.js';
import { panel } from './panel/panel.js';
import { Phone } from './phone.js';
import { Tabs } from './tabs.js';

export class Desk {
  #shown = null;

  constructor(world, settings) {
    this.world = world;
    this.settings = settings;
    this.tabs = new Tabs(world, (name) => this.show(name));
    this.row = el('div.phones');
    this.panel = panel(world, settings);
    this.desk = el('div.desk', null, this.row, this.panel);
    this.node = el('main', null, this.tabs.node, this.desk);
    world.on('state', () => this.#meet());
    world.on('settings', () => this.#meet());
    world.on('message', ({ name }) => world.phoneOf(name)?.refresh());
    world.on('menu', ({ name }) => world.phoneOf(name)?.richMenu.refresh());
    world.on('begun', () => this.#reloadAll());
    world.on('visit', (visit) => this.#visit(visit));
    world.on('picked', () => this.#bringPanel());
  }

  wait(node) {
    fill(this.row, node);
  }

  /** Shows one phone, by its resident's name, or 'developer'; only a narrow screen hides the others. */
  show(name) {
    this.#shown = name;
    for (const phone of this.world.phones.values()) phone.node.classList.toggle('current', phone.resident.name === name);
    this.panel.classList.toggle('current', name === 'developer');
    this.tabs.mark(name);
    this.world.phoneOf(name)?.seen();
  }

  #bringPanel() {
    if (!this.world.picked?.pinned) return;
    if (!this.settings.developer) this.settings.set({ developer: true });
    if (this.tabs.inUse) this.show('developer');
    this.panel.querySelector('.verdict').scrollIntoView({ block: 'nearest' });
  }

  #visit({ name, as }) {
    this.settings.open(this.world, name, true);
    const phone = this.world.phoneOf(name);
    if (!phone) return;
    if (phone.speaker && as) {
      phone.speaker.name = as;
      phone.turned();
    }
    this.show(name);
    phone.view('chat');
    phone.node.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }

  #meet() {
    const open = this.settings.openOf(this.world);
    const { phones } = this.world;
    for (const [name, phone] of phones) {
      if (open.some((resident) => resident.name === name)) continue;
      phone.node.remove();
      phones.delete(name);
    }
    for (const resident of open) {
      const known = phones.get(resident.name);
      if (known) known.update(resident);
      else phones.set(resident.name, new Phone(this.world, resident));
    }
    open.forEach(({ name }, i) => {
      const { node } = phones.get(name);
      if (this.row.children[i] !== node) this.row.insertBefore(node, this.row.children[i] ?? null);
    });
    this.row.querySelector('.waiting')?.remove();
    this.desk.style.setProperty('--phones', String(Math.max(1, open.length)));
    const names = this.tabs.draw(open);
    const still = names.includes(this.#shown);
    if (!still || this.#fresh(open)) this.show(still ? this.#shown : names[0]);
  }

  /** Whether a phone stands here now that did not before: it does not know yet whether it is the one shown. */
  #fresh(open) {
    const now = open.map(({ name }) => name).join('\n');
    const changed = now !== this.lastOpen;
    this.lastOpen = now;
    return changed;
  }

  #reloadAll() {
    for (const phone of this.world.phones.values()) {
      phone.reload();
      phone.richMenu.refresh();
    }
  }
}
