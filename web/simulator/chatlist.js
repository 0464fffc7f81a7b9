// The list of chats: here a message shows as a neighbour looking over the shoulder would read it.
import { avatar } from './chat.js';
import { el, fill, hidden } from './dom.js';
import { hourInThai } from './format.js';
import { preview } from './messages.js';
import { words } from './words.js';

export class ChatList {
  constructor(phone) {
    this.phone = phone;
    this.node = el('div.list', { hidden: true });
  }

  show() {
    const { phone } = this;
    const shown = phone.entries.filter((entry) => !entry.refused && entry.from !== 'line' && preview(entry.message));
    const last = shown.at(-1);
    const bot = phone.world.state.bot;
    const row = last && el('button.list-row', { type: 'button', onclick: () => phone.view('chat') },
      avatar(bot.displayName, bot.pictureUrl),
      el('span.list-words', null, el('b', null, bot.displayName), el('span', null, preview(last.message))),
      el('span.list-end', null,
        el('span', null, hourInThai(new Date(last.at))),
        phone.unread > 0 && el('span.unread', null, String(phone.unread), hidden(` ${words.newMessages}`))));
    fill(this.node, el('h3', null, words.chats), row ?? el('p.faint', null, words.noChat));
  }
}
