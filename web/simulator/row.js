// One row of a chat: a message with its sender, hour and read mark, or a notice in the middle.
import { avatar } from './avatar.js';
import { el, icon, iconButton } from './dom.js';
import { said } from './flex/sizes.js';
import { dayInThai, dayKey, hourInThai } from './format.js';
import { drawMessage, isCard } from './messages.js';
import { drawQuote } from './quote.js';
import { words } from './words.js';

/** The nodes of an entry: the day where one begins, and the row. None where a phone shows nothing. */
export function rowsOf(phone, entry, before) {
  const row = rowOf(phone, entry, before);
  if (!row) return [];
  row.dataset.seq = entry.seq;
  const at = new Date(entry.at);
  const day = dayKey(at);
  if (before && dayKey(new Date(before.at)) === day) return [row];
  const today = day === dayKey(phone.world.now());
  return [el('li.chip.day', null, `${today ? `${words.today} ` : ''}${dayInThai(at)}`), row];
}

function rowOf(phone, entry, before) {
  if (entry.refused) return refused(phone, entry);
  if (entry.from === 'line') return notice(entry.message?.text ?? (entry.read ?? []).join(' '));
  if (entry.message?.type === 'unsent') return notice(words.unsentBy(whoseOf(phone, entry)));
  const drawn = drawMessage(entry.message, phone.ctx);
  if (!drawn) return null;
  return phone.isMine(entry) ? mine(phone, entry, drawn) : theirs(phone, entry, before, drawn);
}

/** Who wrote, as the row above a message names them; nothing for the phone's own. */
export function whoseOf(phone, entry) {
  if (entry.from === 'resident') return phone.isMine(entry) ? '' : entry.by;
  const { sender } = entry.message ?? {};
  const bot = phone.world.state.bot.displayName;
  return said(sender?.name) ? words.senderOf(said(sender.name), bot) : bot;
}

function mine(phone, entry, drawn) {
  const seen = el('span.seen', { hidden: !phone.isSeen(entry) }, `${words.read} `);
  return el('li.row.mine', null, el('div.said', null, drawQuote(phone, entry), drawn,
    el('span.meta', null, more(phone, entry), entry.edited && el('span', null, words.edited), seen, hour(entry))));
}

function theirs(phone, entry, before, drawn) {
  const name = whoseOf(phone, entry);
  const goesOn = before && before.from !== 'line' && !before.refused && before.message?.type !== 'unsent'
    && !phone.isMine(before) && whoseOf(phone, before) === name && dayKey(new Date(before.at)) === dayKey(new Date(entry.at));
  const bot = phone.world.state.bot;
  const face = entry.from === 'bot' ? [said(entry.message.sender?.name) || bot.displayName, entry.message.sender?.iconUrl ?? bot.pictureUrl] : [entry.by ?? ''];
  const peek = entry.from === 'bot' && el('button.peek.for-developer', {
    type: 'button', lang: 'en', 'aria-label': `JSON of message ${entry.seq}`, title: 'JSON', onclick: () => phone.pick(entry, true),
  }, icon('code'));
  return el(`li.row.theirs${goesOn ? '.goes-on' : ''}`, null,
    goesOn ? el('span.av-space', { 'aria-hidden': 'true' }) : avatar(...face),
    el(`div.said${isCard(entry.message) ? '.card' : ''}`, null,
      !goesOn && el('span.who', null, name),
      drawQuote(phone, entry),
      drawn,
      el('span.meta', null, hour(entry), entry.edited && el('span', null, words.edited), peek, more(phone, entry))));
}

const hour = (entry) => el('time', { datetime: entry.at }, hourInThai(new Date(entry.at)));

function more(phone, entry) {
  return iconButton('peek', 'dots-three', `${words.aboutMessage} ${hourInThai(new Date(entry.at))}`, () => phone.about(entry));
}

function refused(phone, entry) {
  return el('li.ghost.for-developer', null,
    el('span', null, icon('prohibit'), ` ${words.refused} (${entry.refused.status ?? 400})`),
    el('button.link', { type: 'button', onclick: () => phone.pick(entry, true) }, words.why));
}

function notice(said) {
  return said ? el('li.chip', null, String(said)) : null;
}
