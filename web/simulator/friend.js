// What is seen before one is a friend: whose account this is, and the button that begins everything.
import { avatar } from './avatar.js';
import { el, icon } from './dom.js';
import { openSheet } from './sheet.js';
import { words } from './words.js';

export function friendScreen(phone) {
  const { bot } = phone.world.state;
  return el('div.welcome', null,
    el('div.cover', { 'aria-hidden': 'true' }),
    avatar(bot.displayName, bot.pictureUrl),
    el('h3', null, bot.displayName),
    el('p.badge', null, icon('seal-check'), ` ${words.official}`),
    el('button.big.go', { type: 'button', onclick: () => phone.send('follow') }, icon('user-plus'), ` ${words.add}`),
    el('p.welcome-words', null, words.welcome.map((line) => el('span', null, line))));
}

/** Stands where the typing bar was while the account is blocked. */
export function blockedBar(phone) {
  return el('div.blocked-bar', null,
    el('p', null, words.blockedNote),
    el('button.big', { type: 'button', onclick: () => phone.send('follow') }, words.unblock));
}

/** Blocks the account, or takes it back as a friend. */
export function friendMenu(phone) {
  openSheet(phone.glass, words.menu, (close) => {
    const { friend } = phone.resident;
    const label = friend ? words.block : phone.standing === 'blocked' ? words.unblock : words.add;
    return el('button.choice.wide', { type: 'button', onclick: () => { close(); phone.send(friend ? 'unfollow' : 'follow'); } },
      icon(friend ? 'prohibit' : 'user-plus'), el('span', null, label));
  });
}
