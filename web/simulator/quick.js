// Quick replies: only the newest message's, and only until somebody says something.
import { stays } from './actions.js';
import { el, fill } from './dom.js';
import { picture } from './flex/media.js';
import { liveAction, name, tapElement } from './flex/tap.js';
import { words } from './words.js';

export class QuickReplies {
  constructor(phone) {
    this.phone = phone;
    this.node = el('div.quick', { role: 'group', 'aria-label': words.quick, hidden: true });
  }

  show(entries) {
    const spoken = entries.findLast((entry) => !entry.refused && entry.from !== 'line');
    const items = spoken?.from === 'bot' ? spoken.message?.quickReply?.items : null;
    const buttons = (Array.isArray(items) ? items : []).slice(0, 13).map((item) => this.#button(item)).filter(Boolean);
    fill(this.node, buttons);
    this.node.hidden = buttons.length === 0;
    this.node.scrollLeft = 0;
  }

  #button(item) {
    const action = liveAction(item);
    if (!action) return null;
    const button = tapElement('quick-button', action, (pressed, event) => {
      this.phone.ctx.act(pressed, event);
      const had = this.node.contains(document.activeElement);
      if (!stays(pressed)) {
        this.node.hidden = true;
        if (had) this.phone.chat.node.focus({ preventScroll: true });
      }
    });
    if (typeof item.imageUrl === 'string') button.append(picture('quick-picture', item.imageUrl, this.phone.ctx));
    button.append(el('span', null, String(action.label ?? '')));
    name(button, action);
    return button;
  }
}
