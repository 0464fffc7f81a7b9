// One resident's phone, or a group's: whose it is, the chat with the account, and what can be done there.
import { act } from './actions.js';
import { api, pictureAddress } from './api.js';
import { Chat } from './chat.js';
import { ChatList } from './chatlist.js';
import { Composer } from './composer.js';
import { el, fill, icon, iconButton } from './dom.js';
import { blockedBar, friendScreen } from './friend.js';
import { groupMenu, inviteBar, Speaker } from './group.js';
import { QuickReplies } from './quick.js';
import { openSheet, toast } from './sheet.js';
import { words } from './words.js';

const changesStanding = new Set(['follow', 'unfollow', 'join', 'leave']);

export class Phone {
  entries = [];
  unread = 0;
  #view = 'chat';
  #loading = null;
  #again = false;

  constructor(world, resident) {
    this.world = world;
    this.resident = resident;
    this.ctx = {
      words,
      act: (action, event) => act(this, action, event),
      picture: (url) => (typeof url === 'string' && /^https?:\/\//i.test(url) ? pictureAddress(url) : null),
    };
    this.chat = new Chat(this);
    this.quick = new QuickReplies(this);
    this.composer = new Composer(this);
    this.list = new ChatList(this);
    this.speaker = resident.groupId ? new Speaker(this) : null;
    this.#build();
    this.update(resident);
    world.on('settings', () => this.chat.toEnd());
    this.refresh();
  }

  /** Sends what the resident did; false where the simulator would not take it. */
  send = async (deed, body = {}) => {
    try {
      await api.act(this.resident.name, deed, this.speaker ? { ...body, as: this.speaker.name } : body);
      if (changesStanding.has(deed)) await this.world.read();
      await this.refresh();
      return true;
    } catch (error) {
      console.warn(error);
      toast(this.glass, words.failed);
      return false;
    }
  };

  async unsend(messageId) {
    if (await this.send('unsend', { messageId })) await this.reload();
  }

  /** Shows the message in the developer's panel and, when asked for by hand, brings the panel there. */
  pick(entry, pinned) {
    this.world.pick({ resident: this.resident, entry, pinned });
  }

  /** Takes over what the simulator says of the resident. */
  update(resident) {
    this.resident = resident;
    this.chat.busy(resident.loadingUntil);
    this.#show();
  }

  /** Fetches what is new; calls made meanwhile are answered by one more round. */
  async refresh() {
    this.#again = true;
    this.#loading ??= this.#fetchNew().finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #fetchNew() {
    while (this.#again) {
      this.#again = false;
      const { messages } = await api.messages(this.resident.name, this.entries.at(-1)?.seq ?? 0).catch(() => ({ messages: [] }));
      if (messages?.length) this.#take(messages);
    }
  }

  #take(messages) {
    const last = this.entries.at(-1)?.seq ?? 0;
    const fresh = messages.filter((entry) => entry.seq > last);
    if (!fresh.length) return;
    this.entries.push(...fresh);
    this.chat.append(fresh);
    this.quick.show(this.entries);
    this.chat.toEnd();
    if (this.#view === 'list') this.unread += fresh.filter((entry) => entry.from === 'bot' && !entry.refused).length;
    const told = fresh.findLast((entry) => entry.refused) ?? fresh.findLast((entry) => entry.from === 'bot');
    if (told) this.pick(told, false);
    this.#show();
  }

  /** Reads everything anew if the past has changed: after unsending, and when the world was begun again. */
  async reload() {
    const { messages } = await api.messages(this.resident.name, 0).catch(() => ({}));
    if (!messages) return;
    if (JSON.stringify(messages.slice(0, this.entries.length)) === JSON.stringify(this.entries)) {
      this.#take(messages);
      return;
    }
    this.entries = [];
    this.chat.clear();
    this.quick.show([]);
    this.#take(messages);
    this.#show();
  }

  /** Shows 'chat' or 'list'. */
  view(name) {
    this.#view = name;
    if (name === 'chat') this.unread = 0;
    this.#show();
    if (name === 'chat') this.chat.toEnd();
    (name === 'chat' ? this.chat.node : this.list.node.querySelector('button'))?.focus({ preventScroll: true });
  }

  #build() {
    this.title = el('h2', { id: `who-${this.resident.name}` });
    this.mark = el('span.state');
    this.account = el('strong');
    this.back = iconButton('tool.back', 'caret-left', words.back, () => this.view('list'));
    this.menu = iconButton('tool', 'list', words.menu, () => this.#openMenu());
    this.stage = el('div.stage');
    this.foot = el('div.foot');
    this.glass = el('div.glass', null,
      el('div.top', null, this.back, this.account, this.menu),
      this.stage, this.foot, el('div.toast', { role: 'status' }));
    this.node = el('section.phone', { id: `phone-${this.resident.name}`, 'aria-labelledby': this.title.id, lang: 'th' },
      el('header.owner', null, this.title, this.mark), this.glass);
  }

  #openMenu() {
    if (this.speaker) {
      groupMenu(this);
      return;
    }
    openSheet(this.glass, words.menu, (close) => {
      const { friend } = this.resident;
      const deed = friend ? 'unfollow' : 'follow';
      return el('button.choice.wide', { type: 'button', onclick: () => { close(); this.send(deed); } },
        icon(friend ? 'prohibit' : 'user-plus'), el('span', null, friend ? words.block : this.#wasFriend() ? words.unblock : words.add));
    });
  }

  #wasFriend() {
    return this.resident.blocked ?? this.entries.length > 0;
  }

  #show() {
    const { displayName, friend, joined, members } = this.resident;
    const standing = this.speaker ? 'group' : friend ? 'friend' : this.#wasFriend() ? 'blocked' : 'notFriend';
    this.title.textContent = displayName;
    this.mark.textContent = this.speaker ? words.members(members.length) : words[standing];
    this.speaker?.show(members);
    this.mark.className = `state ${standing}`;
    this.account.textContent = this.speaker ? `${displayName} (${members.length})` : this.world.state.bot.displayName;
    const list = this.#view === 'list';
    this.back.hidden = list || standing === 'notFriend';
    this.menu.hidden = standing === 'notFriend';
    if (list) this.list.show();
    this.list.node.hidden = !list;
    const stage = standing === 'notFriend' ? 'friend' : list ? 'list' : 'chat';
    const held = [this.stage, this.foot].some((part) => part.contains(document.activeElement));
    if (this.stage.dataset.shows !== stage) {
      this.stage.dataset.shows = stage;
      fill(this.stage, stage === 'friend' ? friendScreen(this) : list ? this.list.node : this.chat.node);
      if (stage === 'chat') this.chat.toEnd();
    }
    const foot = stage !== 'chat' ? '' : standing === 'blocked' ? 'blocked' : this.speaker && !joined ? 'invite' : 'composer';
    if (this.foot.dataset.shows !== foot) {
      this.foot.dataset.shows = foot;
      const bar = foot === 'blocked' ? blockedBar(this) : foot === 'invite' ? inviteBar(this) : null;
      fill(this.foot, bar, ['composer', 'invite'].includes(foot) && [this.quick.node, this.speaker?.node, this.composer.node]);
      this.chat.toEnd();
    }
    if (held && !this.node.contains(document.activeElement)) this.chat.node.focus({ preventScroll: true });
  }
}
