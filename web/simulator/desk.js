// Lays the phones beside each other with the panel; on a narrow screen one thing at a time, by tabs.
import { el, fill } from './dom.js';
import { panel } from './panel/panel.js';
import { Phone } from './phone.js';

export class Desk {
  phones = new Map();
  #shown = null;

  constructor(world, settings) {
    this.world = world;
    this.tabs = el('nav.tabs', { 'aria-label': 'Show' });
    this.row = el('div.phones');
    this.panel = panel(world, settings);
    this.desk = el('div.desk', null, this.row, this.panel);
    this.node = el('main', null, this.tabs, this.desk);
    world.on('state', () => this.#meet());
    world.on('message', ({ name }) => this.phones.get(name)?.refresh());
    world.on('begun', () => this.#reloadAll());
    world.on('picked', () => {
      if (!world.picked?.pinned) return;
      if (!settings.developer) settings.set({ developer: true });
      if (this.#narrow()) this.show('developer');
      this.panel.querySelector('.verdict').scrollIntoView({ block: 'nearest' });
    });
  }

  wait(node) {
    fill(this.row, node);
  }

  /** Shows one phone, by its resident's name, or 'developer'; only a narrow screen hides the others. */
  show(name) {
    this.#shown = name;
    for (const phone of this.phones.values()) phone.node.classList.toggle('current', phone.resident.name === name);
    this.panel.classList.toggle('current', name === 'developer');
    for (const tab of this.tabs.children) {
      if (tab.dataset.name === name) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
    this.phones.get(name)?.chat.toEnd();
  }

  #narrow() {
    return getComputedStyle(this.tabs).display !== 'none';
  }

  #meet() {
    const residents = [...this.world.state.residents, ...this.world.state.groups];
    const names = new Set(residents.map((resident) => resident.name));
    for (const [name, phone] of this.phones) {
      if (names.has(name)) continue;
      phone.node.remove();
      this.phones.delete(name);
    }
    for (const resident of residents) {
      const known = this.phones.get(resident.name);
      if (known) known.update(resident);
      else {
        const phone = new Phone(this.world, resident);
        this.phones.set(resident.name, phone);
        this.row.append(phone.node);
      }
    }
    this.row.querySelector('.waiting')?.remove();
    this.desk.style.setProperty('--phones', String(Math.max(1, residents.length)));
    this.#drawTabs(residents);
  }

  #drawTabs(residents) {
    const wanted = [...residents.map(({ name, displayName }) => [name, displayName.split(' ')[0], 'th']), ['developer', 'Developer', 'en']];
    const links = this.world.state.links ?? [];
    const drawn = [...this.tabs.children].map((tab) => tab.dataset.name ?? tab.getAttribute('href'));
    if (drawn.join('\n') === [...wanted.map(([name]) => name), ...links.map(({ href }) => href)].join('\n')) return;
    fill(this.tabs, wanted.map(([name, label, lang]) => el('button', { type: 'button', lang, 'data-name': name, onclick: () => this.show(name) }, label)),
      links.map(({ label, href }) => el('a', { href }, label)));
    const still = wanted.some(([name]) => name === this.#shown);
    this.show(still ? this.#shown : wanted[0][0]);
  }

  #reloadAll() {
    for (const phone of this.phones.values()) phone.reload();
  }
}
