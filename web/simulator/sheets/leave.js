// What leads out of LINE: a web page, a call, an address that only LINE itself opens. Each is shown before it is gone to.
import { el, icon } from '../dom.js';
import { openSheet } from '../sheet.js';
import { words } from '../words.js';
import { insideOf } from './inside.js';

/** Shows where a web address goes; the page opens in a tab of its own. */
export function webOf(phone, address) {
  const url = new URL(address);
  openSheet(phone.glass, words.openPage, (close) => el('div.calling', null,
    el('span.ring.out', null, icon('globe')),
    el('b.host', null, url.host),
    el('p.address', { tabindex: '0' }, readable(address)),
    el('a.big', { href: insideOf(phone, address), target: '_blank', rel: 'noopener noreferrer', onclick: () => setTimeout(close) }, words.open)));
}

/** A call that a real phone would make now. */
export function callOf(phone, number) {
  openSheet(phone.glass, `${words.call} ${number}`, (close) => el('div.calling', null,
    el('span.ring', null, icon('phone-call')), el('b', null, number), el('p', null, words.callNote),
    el('button.big', { type: 'button', onclick: close }, words.close)));
}

/** An address that LINE opens inside itself; instead, where there is one, is what this phone can do for it. */
export function lineOf(phone, address, instead) {
  openSheet(phone.glass, words.lineAddress, (close) => el('div.calling', null,
    el('span.ring.out', null, icon('chat-circle-dots')),
    el('p.address', { tabindex: '0' }, readable(address)),
    el('p', null, words.lineNote),
    el('button.big', { type: 'button', onclick: () => { close(); instead?.open(phone); } }, instead?.words ?? words.close)));
}

function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
