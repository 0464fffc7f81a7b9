// One resident's phone, or a group's: whose it is, the chat with the account, and what can be done there.
import { aboutMessage } from './about.js';
import { act } from './actions.js';
import { Announcer } from './announce.js';
import { api, pictureAddress } from './api.js';
import { Chat } from './chat.js';
import { ChatList } from './chatlist.js';
import { Composer } from './composer.js';
import { el, fill, iconButton } from './dom.js';
import { blockedBar, friendMenu, friendScreen } from './friend.js';
import { groupMenu, inviteBar, Speaker } from './group.js';
import { QuickReplies } from './quick.js';
import { RichMenu } from './richmenu.js';
import { toast } from './sheet.js';
import { Thread } from './thread.js';
import { words } from './words.js';

const changesStanding = new Set(['follow', 'unfollow', 'join', 'leave']);

export class Phone {
  unread = 0;
  #view = 'chat';
  #answered = 0; // the account's newest message

  constructor(world, resident) {
    this.world = world;
    this.resident = resident;
    this.thread = new Thread(resident.name);
    this.#build();
    this.ctx = {
      words,
      glass: this.glass,
      act: (action, event) => act(this, action, event),
      picture: (url) => (typeof url === 'string' && /^https?:\/\//i.test(url) ? pictureAddress(url) : null),
      nameOf: (userId) => world.nameOf(userId),
    };
    this.chat = new Chat(this);
    this.quick = new QuickReplies(this);
    this.composer = new Composer(this);
    this.richMenu = new RichMenu(this);
    this.list = new ChatList(this);
    this.announcer = new Announcer(this);
    this.node.append(this.announcer.node);
    this.speaker = resident.groupId ? new Speaker(this) : null;
    this.update(resident);
    world.on('settings', () => this.node.isConnected && this.chat.toEnd());
    this.refresh();
  }

  /** Sends what the resident did; false where the simulator would not take it. */
  send = async (deed, body = {}, files = []) => {
    try {
      await api.act(this.resident.name, deed, this.speaker ? { ...body, as: this.speaker.name } : body, files);
      if (changesStanding.has(deed)) await this.world.read();
      await this.refresh();
      return true;
    } catch (error) {
      console.warn(error);
      toast(this.glass, words.failed);
      return false;
    }
  };

  /** Whose phone it is: the resident, or in a group the member who speaks. */
  get person() {
    return this.speaker ? this.world.resident(this.speaker.name) : this.resident;
  }

  isMine(entry) {
    return entry.from === 'resident' && (!this.speaker || entry.by === this.person?.displayName);
  }

  isSeen(entry) {
    if (entry.readAt) return true;
    return this.world.state.bot.markAsReadMode !== 'manual' && entry.seq < this.#answered;
  }

  about(entry) {
    aboutMessage(this, entry);
  }

  quote(entry) {
    this.composer.quote.show(entry);
    this.composer.open();
  }

  async unsend(messageId) {
    if (await this.send('unsend', { messageId })) await this.reload();
  }

  async edit(messageId, text) {
    if (await this.send('edit', { messageId, text })) await this.reload();
  }

  /** Another member speaks now: whose messages stand on the right has changed. */
  turned() {
    this.chat.begin();
    this.#show();
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

  refresh() {
    return this.thread.refresh((fresh, gap) => this.#take(fresh, gap));
  }

  /** Reads what stands here anew if the past has changed: after unsending, and when the world was begun again. */
  reload() {
    return this.thread.check(this.chat.first, {
      change: (entry) => this.chat.redraw(entry),
      take: (fresh, gap) => this.#take(fresh, gap),
      begin: () => this.#begin(),
    });
  }

  #begin() {
    this.unread = 0;
    this.#answered = 0;
    this.chat.begin();
    this.quick.show([]);
    this.#show();
  }

  #take(fresh, gap) {
    const first = this.thread.entries.length === fresh.length;
    const answers = fresh.filter((entry) => entry.from === 'bot' && !entry.refused);
    this.#answered = answers.at(-1)?.seq ?? this.#answered;
    if (first || gap) this.chat.begin();
    else this.chat.append(fresh);
    if (answers.length && this.world.state.bot.markAsReadMode !== 'manual') this.chat.markRead();
    if (!first) this.announcer.say(fresh);
    this.quick.show(this.thread.entries);
    if (!first && !this.#isRead()) this.unread += fresh.filter((entry) => !entry.refused && entry.from !== 'line' && !this.isMine(entry)).length;
    const told = fresh.findLast((entry) => entry.refused) ?? answers.at(-1);
    if (told) this.pick(told, false);
    this.#show();
    this.world.emit('unread');
  }

  #isRead() {
    return this.#view === 'chat' && this.node.isConnected && this.node.checkVisibility();
  }

  /** The phone has come into view. */
  seen() {
    if (this.#isRead()) this.unread = 0;
    this.chat.toEnd();
    this.world.emit('unread');
  }

  /** Shows 'chat' or 'list'. */
  view(name) {
    this.#view = name;
    this.#show();
    if (name === 'chat') this.seen();
    (name === 'chat' ? this.chat.node : this.list.node.querySelector('button') ?? this.menu)?.focus({ preventScroll: true });
  }

  #build() {
    this.title = el('h2', { id: `who-${this.resident.name}` });
    this.mark = el('span.state');
    this.account = el('strong');
    this.back = iconButton('tool.back', 'caret-left', words.back, () => this.view('list'));
    this.menu = iconButton('tool', 'list', words.menu, () => (this.speaker ? groupMenu(this) : friendMenu(this)));
    this.stage = el('div.stage');
    this.foot = el('div.foot');
    this.glass = el('div.glass', null,
      el('div.top', null, this.back, this.account, this.menu),
      this.stage, this.foot, el('div.toast', { role: 'status' }));
    this.node = el('section.phone', { id: `phone-${this.resident.name}`, 'aria-labelledby': this.title.id, lang: 'th' },
      el('header.owner', null, this.title, this.mark), this.glass);
  }

  /** group, friend, blocked or notFriend. */
  get standing() {
    if (this.speaker) return 'group';
    if (this.resident.friend) return 'friend';
    return this.resident.blocked ?? this.thread.newest > 0 ? 'blocked' : 'notFriend';
  }

  #show() {
    const { displayName, members } = this.resident;
    const { standing } = this;
    this.title.textContent = displayName;
    this.mark.textContent = this.speaker ? words.members(members.length) : words[standing];
    this.speaker?.show(members);
    this.mark.className = `state ${standing}`;
    const list = this.#view === 'list';
    this.account.textContent = list ? this.person?.displayName ?? '' : this.speaker ? `${displayName} (${members.length})` : this.world.state.bot.displayName;
    this.back.hidden = list || standing === 'notFriend';
    this.menu.hidden = list || standing === 'notFriend';
    if (list) this.list.show();
    this.list.node.hidden = !list;
    this.#lay(standing === 'notFriend' && !list ? 'friend' : list ? 'list' : 'chat');
  }

  #lay(stage) {
    const held = [this.stage, this.foot].some((part) => part.contains(document.activeElement));
    if (this.stage.dataset.shows !== stage) {
      this.stage.dataset.shows = stage;
      fill(this.stage, stage === 'friend' ? friendScreen(this) : stage === 'list' ? this.list.node : [this.chat.node, this.chat.down]);
      if (stage === 'chat') this.chat.toEnd();
    }
    const foot = stage !== 'chat' ? '' : this.standing === 'blocked' ? 'blocked' : this.speaker && !this.resident.joined ? 'invite' : 'composer';
    if (this.foot.dataset.shows !== foot) {
      this.foot.dataset.shows = foot;
      const bar = foot === 'blocked' ? blockedBar(this) : foot === 'invite' ? inviteBar(this) : null;
      fill(this.foot, bar, ['composer', 'invite'].includes(foot) && [this.quick.node, this.speaker?.node, this.richMenu.node, this.composer.node]);
      this.chat.toEnd();
    }
    if (held && !this.node.contains(document.activeElement)) this.chat.node.focus({ preventScroll: true });
  }
}
