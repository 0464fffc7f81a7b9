// A group's phone: whose turn it is to speak, and whether the account is in the group.
import { el, fill, icon } from './dom.js';
import { openSheet } from './sheet.js';
import { words } from './words.js';

/** The bar in which one chooses the member who speaks. */
export class Speaker {
  constructor(phone) {
    this.phone = phone;
    this.select = el('select', { 'aria-label': words.speaker, onchange: () => phone.turned() });
    this.node = el('label.speaker', null, el('span', null, words.speaker), this.select);
  }

  /** The name of the member who speaks, or undefined. */
  get name() {
    return this.select.value || undefined;
  }

  set name(name) {
    if ([...this.select.options].some(({ value }) => value === name)) this.select.value = name;
  }

  show(members) {
    if (this.shown === members.join('\n')) return;
    this.shown = members.join('\n');
    const { world } = this.phone;
    const was = this.select.value;
    fill(this.select, members.map((name) => el('option', { value: name }, world.resident(name)?.displayName ?? name)));
    this.name = was;
  }
}

/** Invites the account into the group, or removes it. */
export function groupMenu(phone) {
  openSheet(phone.glass, words.menu, (close) => {
    const { joined } = phone.resident;
    const press = () => {
      close();
      phone.send(joined ? 'leave' : 'join');
    };
    return el('button.choice.wide', { type: 'button', onclick: press }, icon(joined ? 'prohibit' : 'user-plus'), el('span', null, joined ? words.remove : words.invite));
  });
}

/** Stands over the typing bar while the account is not in the group: nobody would know otherwise why it is silent. */
export function inviteBar(phone) {
  return el('div.blocked-bar', null, el('p', null, words.outside),
    el('button.big', { type: 'button', onclick: () => phone.send('join') }, icon('user-plus'), ` ${words.invite}`));
}
