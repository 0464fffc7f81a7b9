// The chat: what was said, oldest first, with days, hours and read marks.
import { pictureAddress } from './api.js';
import { el, icon } from './dom.js';
import { dayInThai, dayKey, hourInThai, initials } from './format.js';
import { drawMessage, isCard } from './messages.js';
import { words } from './words.js';

export class Chat {
  #last = null;
  #day = '';

  /** phone gives world, ctx (for drawing), pick(entry) and unsend(entry). */
  constructor(phone) {
    this.phone = phone;
    this.rows = el('ol');
    this.node = el('div.chat', { role: 'log', 'aria-label': `${words.chat} ${phone.resident.displayName}`, tabindex: '0', 'aria-live': 'off' }, this.rows);
  }

  clear() {
    this.rows.replaceChildren();
    this.#last = null;
    this.#day = '';
  }

  /** Adds entries; what is added later than the first is read out. */
  append(entries) {
    this.busy(null);
    for (const entry of entries) {
      this.#dayLine(entry);
      const row = this.#row(entry);
      if (row) this.rows.append(row);
      if (entry.from === 'bot' && !entry.refused) this.#markRead();
      this.#last = entry;
    }
    requestAnimationFrame(() => this.node.setAttribute('aria-live', 'polite'));
  }

  /** Scrolls to the newest, as LINE does. */
  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Shows the moving dots of the loading animation until a time, or, without one, no more. */
  busy(until) {
    clearTimeout(this.dotsEnd);
    this.dots?.remove();
    const left = until ? Date.parse(until) - this.phone.world.now().getTime() : 0;
    if (!(left > 0)) return;
    this.dots = el('li.row.theirs', { 'aria-hidden': 'true' }, el('span.av-space'), el('span.bubble.dots', null, el('i'), el('i'), el('i')));
    this.rows.append(this.dots);
    this.dotsEnd = setTimeout(() => this.busy(null), Math.min(left, 60000));
    this.toEnd();
  }

  #dayLine(entry) {
    const at = new Date(entry.at);
    const day = dayKey(at);
    if (day === this.#day) return;
    this.#day = day;
    const today = day === dayKey(this.phone.world.now());
    this.rows.append(el('li.chip', null, `${today ? `${words.today} ` : ''}${dayInThai(at)}`));
    this.#last = null;
  }

  #row(entry) {
    if (entry.refused) return this.#refused(entry);
    if (entry.from === 'line') return this.#notice(entry);
    const drawn = drawMessage(entry.message, this.phone.ctx);
    if (!drawn) return null;
    return entry.from === 'resident' ? this.#mine(entry, drawn) : this.#theirs(entry, drawn);
  }

  #mine(entry, drawn) {
    const seen = el('span.seen', { hidden: true }, `${words.read} `);
    const id = entry.message?.id;
    const unsend = id && entry.message.type !== 'unsent' && el('button.peek', {
      type: 'button', 'aria-label': words.unsend, title: words.unsend, onclick: () => this.phone.unsend(id),
    }, icon('arrow-u-up-left'));
    return el('li.row.mine', null, el('div.said', null, entry.by && el('span.who', null, entry.by), drawn,
      el('span.meta', null, unsend, seen, el('time', { datetime: entry.at }, hourInThai(new Date(entry.at))))));
  }

  #theirs(entry, drawn) {
    const sender = entry.message.sender;
    const bot = this.phone.world.state.bot.displayName;
    const name = sender?.name ? `${sender.name} (${bot})` : bot;
    const goesOn = this.#last?.from === 'bot' && !this.#last.refused && this.#last.message?.sender?.name === sender?.name;
    const peek = el('button.peek.for-developer', {
      type: 'button', lang: 'en', 'aria-label': `JSON of message ${entry.seq}`, title: 'JSON', onclick: () => this.phone.pick(entry, true),
    }, icon('code'));
    return el(`li.row.theirs${goesOn ? '.goes-on' : ''}`, null,
      goesOn ? el('span.av-space', { 'aria-hidden': 'true' }) : avatar(bot, sender?.iconUrl),
      el(`div.said${isCard(entry.message) ? '.card' : ''}`, null,
        !goesOn && el('span.who', null, name),
        drawn,
        el('span.meta', null, el('time', { datetime: entry.at }, hourInThai(new Date(entry.at))), peek)));
  }

  #refused(entry) {
    return el('li.ghost.for-developer', null,
      el('span', null, icon('prohibit'), ` ${words.refused} (${entry.refused.status ?? 400})`),
      el('button.link', { type: 'button', onclick: () => this.phone.pick(entry, true) }, words.why));
  }

  #notice(entry) {
    const said = entry.message?.text ?? (entry.read ?? []).join(' ');
    return said ? el('li.chip', null, String(said)) : null;
  }

  #markRead() {
    for (const seen of this.rows.querySelectorAll('.seen[hidden]')) seen.hidden = false;
  }
}

/** The round mark of an account: its picture, else its initials. */
export function avatar(name, url) {
  const mark = el('span.av', { 'aria-hidden': 'true' }, initials(name));
  if (typeof url === 'string' && /^https?:/.test(url)) {
    const image = el('img', { alt: '' });
    image.addEventListener('error', () => image.remove(), { once: true });
    image.src = pictureAddress(url);
    mark.append(image);
  }
  return mark;
}
