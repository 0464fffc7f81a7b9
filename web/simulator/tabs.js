// The tabs of a narrow screen: each open phone, the panel, and pages of the bot's own.
import { el, fill, hidden } from './dom.js';
import { words } from './words.js';

export class Tabs {
  #drawn = '';

  /** show(name) brings up a phone, or 'developer'. */
  constructor(world, show) {
    this.world = world;
    this.choose = show;
    this.node = el('nav.tabs', { 'aria-label': 'Show' });
    world.on('unread', () => this.#count());
  }

  /** Whether the screen is so narrow that tabs are needed. */
  get inUse() {
    return getComputedStyle(this.node).display !== 'none';
  }

  /** Draws a tab for each phone and returns the names that show() may get. */
  draw(open) {
    const wanted = [...open.map(({ name, displayName }) => [name, displayName.split(' ')[0], 'th']), ['developer', 'Developer', 'en']];
    const links = this.world.state.links ?? [];
    const drawn = JSON.stringify([wanted, links]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      fill(this.node, wanted.map(([name, label, lang]) => el('button', { type: 'button', lang, 'data-name': name, onclick: () => this.choose(name) }, label, el('span.tab-unread', { hidden: true }))),
        links.map(({ label, href }) => el('a', { href }, label)));
      this.#count();
    }
    return wanted.map(([name]) => name);
  }

  mark(name) {
    for (const tab of this.node.children) {
      if (tab.dataset.name === name) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
  }

  #count() {
    for (const tab of this.node.querySelectorAll('[data-name]')) {
      const unread = this.world.phoneOf(tab.dataset.name)?.unread ?? 0;
      const count = tab.querySelector('.tab-unread');
      count.hidden = unread === 0;
      fill(count, unread > 0 && [unread > 99 ? '99+' : String(unread), hidden(` ${words.newMessages}`)]);
    }
  }
}
