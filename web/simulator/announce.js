// Says new messages to screen readers, each once and in words: what stands in the chat is not read out again.
import { el } from './dom.js';
import { whoseOf } from './row.js';

/** How many stay: taking one away is not read out. */
const most = 3;

export class Announcer {
  node = el('div.vh.said-aloud', { 'aria-live': 'polite' });

  constructor(phone) {
    this.phone = phone;
  }

  say(entries) {
    for (const entry of entries.slice(-most)) {
      const said = (entry.read ?? []).join(' ');
      if (said && !entry.refused && entry.from !== 'line' && !this.phone.isMine(entry)) this.node.append(el('p', null, `${whoseOf(this.phone, entry)}: ${said}`));
    }
    while (this.node.children.length > most) this.node.firstChild.remove();
  }
}
