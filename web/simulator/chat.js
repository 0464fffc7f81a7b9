// The chat: what was said, oldest first. Only a stretch of it stands in the page, and it moves with whoever scrolls.
import { el, icon } from './dom.js';
import { rowsOf } from './row.js';
import { words } from './words.js';

/** How many messages stand in the page at most, and how many are added at a time. */
const most = 120;
const step = 40;
/** So near an end, in pixels, the next ones are drawn. */
const near = 400;

export class Chat {
  #nodes = new Map(); // seq → the nodes of the entry
  #first = 0; // the oldest and the newest that stand in the page
  #last = 0;
  #busyTurning = false;
  #atEnd = true; // the newest message is in view

  /** phone gives thread, world, ctx (for drawing) and what row.js asks for. */
  constructor(phone) {
    this.phone = phone;
    this.rows = el('ol');
    this.node = el('div.chat', { role: 'log', 'aria-label': `${words.chat} ${phone.resident.displayName}`, tabindex: '0', 'aria-live': 'off' }, this.rows);
    this.down = el('button.to-end', { type: 'button', hidden: true, onclick: () => this.toEnd() }, icon('arrow-down'), el('span', null, words.toEnd));
    this.node.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // Quick replies and pictures that come later must not cover the end of what was said.
    const grown = new ResizeObserver(() => { if (this.#atEnd) this.node.scrollTop = this.node.scrollHeight; });
    grown.observe(this.node);
    grown.observe(this.rows);
  }

  /** The sequence number of the oldest message in the page; 0 for none. */
  get first() {
    return this.#first;
  }

  /** Draws the newest part anew. */
  begin() {
    this.rows.replaceChildren();
    this.#nodes.clear();
    this.#first = this.#last = 0;
    this.#addBelow(this.phone.thread.entries.slice(-step));
    if (this.dots?.isConnected) this.rows.append(this.dots);
    this.toEnd();
  }

  /** Takes in new entries. Who reads further up stays there, and is told. */
  append(fresh) {
    this.busy(null);
    const whole = this.#last === 0 || this.#last >= fresh[0].seq - 1;
    const follows = whole && this.#nearEnd(60) || fresh.some((entry) => this.phone.isMine(entry));
    if (whole && (follows || this.#nodes.size < most)) this.#addBelow(fresh);
    if (follows) this.toEnd();
    else this.#tellEnd();
  }

  /** Draws an entry anew that has changed. */
  redraw(entry) {
    const old = this.#nodes.get(entry.seq);
    if (!old) return;
    const nodes = this.#draw(entry);
    if (old.length) old[0].before(...nodes);
    for (const node of old) node.remove();
    this.#nodes.set(entry.seq, nodes);
  }

  /** Draws the newest messages, if others stand here, and scrolls to the last one. */
  toEnd() {
    if (this.#last !== this.phone.thread.newest && this.phone.thread.entries.length) {
      this.begin();
      return;
    }
    this.#dropAbove();
    this.node.scrollTop = this.node.scrollHeight;
    this.#atEnd = true;
    this.#tellEnd();
    this.phone.thread.trim(this.#first);
  }

  /** Shows the message of that id, fetching older ones until it is there, and gives it the focus. */
  async leadTo(messageId) {
    const { thread } = this.phone;
    while (!thread.find(messageId) && await thread.older() > 0);
    const entry = thread.find(messageId);
    if (!entry) return;
    if (!this.#nodes.has(entry.seq)) this.#show(entry);
    const row = this.#nodes.get(entry.seq)?.at(-1);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.classList.add('led-to');
    setTimeout(() => row.classList.remove('led-to'), 1600);
  }

  /** Shows the moving dots of the loading animation until a time, or, without one, no more. */
  busy(until) {
    clearTimeout(this.dotsEnd);
    this.dots?.remove();
    const left = until ? Date.parse(until) - this.phone.world.now().getTime() : 0;
    if (!(left > 0)) return;
    this.dots = el('li.row.theirs.waits', { 'aria-label': words.busy }, el('span.av-space'), el('span.bubble.dots', { 'aria-hidden': 'true' }, el('i'), el('i'), el('i')));
    this.rows.append(this.dots);
    this.dotsEnd = setTimeout(() => this.busy(null), Math.min(left, 60000));
    if (this.#last === this.phone.thread.newest && this.#nearEnd(120)) this.toEnd();
  }

  markRead() {
    for (const seen of this.rows.querySelectorAll('.seen[hidden]')) seen.hidden = false;
  }

  #draw(entry) {
    const { entries } = this.phone.thread;
    return rowsOf(this.phone, entry, entries[this.#indexOf(entry.seq) - 1]);
  }

  /** Sequence numbers have no gaps in the stretch. */
  #indexOf(seq) {
    return seq - (this.phone.thread.entries[0]?.seq ?? 0);
  }

  #addBelow(entries) {
    const all = entries.filter((entry) => entry.seq > this.#last);
    for (const entry of all) this.#nodes.set(entry.seq, this.#draw(entry));
    this.rows.append(...all.flatMap((entry) => this.#nodes.get(entry.seq)));
    if (this.dots?.isConnected) this.rows.append(this.dots);
    if (!all.length) return;
    this.#first ||= all[0].seq;
    this.#last = all.at(-1).seq;
  }

  #addAbove(entries) {
    if (!entries.length) return;
    const was = this.#first;
    for (const entry of entries) this.#nodes.set(entry.seq, this.#draw(entry));
    this.rows.prepend(...entries.flatMap((entry) => this.#nodes.get(entry.seq)));
    this.#first = entries[0].seq;
    const joint = this.phone.thread.entries[this.#indexOf(was)];
    if (joint) this.redraw(joint); // its day may have begun earlier
  }

  #dropAbove() {
    while (this.#nodes.size > most) this.#drop(this.#first++);
  }

  #dropBelow() {
    while (this.#nodes.size > most) this.#drop(this.#last--);
  }

  #drop(seq) {
    for (const node of this.#nodes.get(seq) ?? []) node.remove();
    this.#nodes.delete(seq);
  }

  #show(entry) {
    const { entries } = this.phone.thread;
    const from = Math.max(0, this.#indexOf(entry.seq) - step / 2);
    this.rows.replaceChildren();
    this.#nodes.clear();
    this.#first = this.#last = 0;
    this.#addBelow(entries.slice(from, from + step));
    this.#tellEnd();
  }

  async #scrolled() {
    this.#atEnd = this.#nearEnd(60);
    this.#tellEnd();
    if (this.#busyTurning || !this.#nodes.size) return;
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    this.#busyTurning = true;
    try {
      if (scrollTop < near) await this.#turnBack();
      else if (scrollHeight - clientHeight - scrollTop < near) this.#turnOn();
    } finally {
      this.#busyTurning = false;
    }
  }

  async #turnBack() {
    const { thread } = this.phone;
    if (this.#indexOf(this.#first) === 0 && await thread.older() === 0) return;
    const to = this.#indexOf(this.#first);
    this.#still(() => {
      this.#addAbove(thread.entries.slice(Math.max(0, to - step), to));
      this.#dropBelow();
    });
  }

  #turnOn() {
    const from = this.#indexOf(this.#last) + 1;
    const next = this.phone.thread.entries.slice(from, from + step);
    if (!next.length) return;
    this.#still(() => {
      this.#addBelow(next);
      this.#dropAbove();
    });
  }

  /** Changes what stands above or below without moving what is being read. */
  #still(change) {
    const seen = [...this.rows.children].find((row) => row.dataset.seq && row.offsetTop + row.offsetHeight > this.node.scrollTop);
    const seq = Number(seen?.dataset.seq);
    const above = seen ? seen.offsetTop - this.node.scrollTop : 0;
    change();
    const now = this.#nodes.get(seq)?.at(-1);
    if (now) this.node.scrollTop = now.offsetTop - above;
    this.#tellEnd();
  }

  #nearEnd(within) {
    return this.node.scrollHeight - this.node.clientHeight - this.node.scrollTop < within;
  }

  #tellEnd() {
    const behind = this.#last < this.phone.thread.newest;
    this.down.hidden = !behind && this.#nearEnd(600);
  }
}
