// What was fetched of one chat: a stretch without gaps that ends at the newest message. Older ones are fetched when asked for.
import { api } from './api.js';

const page = 60;
/** How many messages are kept here; whoever scrolls back fetches the older ones again. */
const most = 600;

export class Thread {
  entries = [];
  #name;
  #loading = null;
  #again = false;

  constructor(name) {
    this.#name = name;
  }

  get newest() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Fetches what is new and gives it to take(fresh, gap); calls made meanwhile are answered by one more round. */
  refresh(take) {
    this.#again = true;
    this.#loading ??= this.#fetchNew(take).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #fetchNew(take) {
    while (this.#again) {
      this.#again = false;
      const messages = await api.messages(this.#name, { after: this.newest, limit: page }).catch(() => []);
      this.#accept(messages, take);
    }
  }

  #accept(messages, take) {
    const fresh = messages.filter((entry) => entry.seq > this.newest);
    if (!fresh.length) return;
    const gap = this.entries.length > 0 && fresh[0].seq > this.newest + 1;
    if (gap) this.entries = [];
    this.entries.push(...fresh);
    take(fresh, gap);
  }

  /** Fetches the page before the oldest one kept, and returns how many came. */
  async older() {
    const first = this.entries[0]?.seq ?? 0;
    if (first <= 1) return 0;
    const messages = await api.messages(this.#name, { before: first, limit: page }).catch(() => []);
    const fits = messages.length > 0 && messages.at(-1).seq === first - 1 && this.entries[0]?.seq === first;
    if (fits) this.entries.unshift(...messages);
    return fits ? messages.length : 0;
  }

  /** Forgets the oldest beyond the limit; none that stands before keep. */
  trim(keep) {
    const spare = Math.min(this.entries.length - most, this.entries.findIndex((entry) => entry.seq >= keep));
    if (spare > page) this.entries.splice(0, spare);
  }

  /**
   * Reads the stretch anew from a message on. It gives what changed to change(entry), what is new to take(fresh, gap),
   * and calls begin() where the chat was begun again.
   */
  async check(from, { change, take, begin }) {
    const first = from || this.entries[0]?.seq || 1;
    const messages = await api.messages(this.#name, { after: first - 1 }).catch(() => null);
    if (!messages) return;
    if (this.newest > (messages.at(-1)?.seq ?? 0) || this.#another(messages)) {
      this.entries = [];
      begin();
    }
    const bySeq = new Map(this.entries.map((entry, i) => [entry.seq, i]));
    for (const entry of messages) {
      const i = bySeq.get(entry.seq);
      if (i === undefined || JSON.stringify(this.entries[i]) === JSON.stringify(entry)) continue;
      this.entries[i] = entry;
      change(entry);
    }
    this.#accept(messages, take);
  }

  /** Whether another chat stands in this one's place: an entry with the same number was written at another time. */
  #another(messages) {
    const known = new Map(this.entries.map((entry) => [entry.seq, entry.at]));
    return messages.some((entry) => known.has(entry.seq) && known.get(entry.seq) !== entry.at);
  }

  /** The entry of a message, by LINE's id for it. */
  find(messageId) {
    return messageId ? this.entries.find((entry) => entry.messageId === messageId) : undefined;
  }
}
