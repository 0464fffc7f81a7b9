// A person's list of chats: here a message shows as a neighbour looking over the shoulder would read it.
import { avatar } from './avatar.js';
import { el, fill, hidden } from './dom.js';
import { dayInThai, dayKey, hourInThai } from './format.js';
import { preview } from './messages.js';
import { words } from './words.js';

export class ChatList {
  constructor(phone) {
    this.phone = phone;
    this.node = el('div.list', { hidden: true });
  }

  show() {
    const person = this.phone.person;
    const { world } = this.phone;
    const groups = world.state.groups.filter((group) => group.members.includes(person?.name));
    const chats = [person, ...groups].filter(Boolean);
    const rows = chats.map((chat) => this.#row(chat)).filter(Boolean).sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ node }) => node);
    const had = this.node.contains(document.activeElement);
    fill(this.node, el('h3', null, words.chats), rows.length ? el('ul', null, rows.map((row) => el('li', null, row))) : el('p.faint', null, words.noChat));
    if (had) this.node.querySelector('button')?.focus({ preventScroll: true });
  }

  #row(chat) {
    const { world } = this.phone;
    const other = world.phoneOf(chat.name);
    const last = other?.thread.entries.findLast((entry) => !entry.refused && preview(entry.message, other.ctx));
    const bot = world.state.bot;
    if (!last && !chat.groupId) return null;
    const name = chat.groupId ? `${chat.displayName} (${chat.members.length})` : bot.displayName;
    const unread = other?.unread ?? 0;
    const node = el('button.list-row', { type: 'button', onclick: () => this.#open(chat) },
      avatar(name, chat.groupId ? null : bot.pictureUrl),
      el('span.list-words', null, el('b', null, name), el('span', null, last ? preview(last.message, other.ctx) : words.noMessage)),
      el('span.list-end', null,
        last && el('span', null, this.#when(last.at)),
        unread > 0 && el('span.unread', null, unread > 99 ? '99+' : String(unread), hidden(` ${words.newMessages}`))));
    return { node, at: last?.at ?? '' };
  }

  /** Another chat of the same person stands in another phone of the desk. */
  #open(chat) {
    if (chat.name === this.phone.resident.name) this.phone.view('chat');
    else this.phone.world.emit('visit', { name: chat.name, as: this.phone.person?.name });
  }

  #when(at) {
    const time = new Date(at);
    return dayKey(time) === dayKey(this.phone.world.now()) ? `${hourInThai(time)} น.` : dayInThai(time).replace(/^\S+ /, '');
  }
}
