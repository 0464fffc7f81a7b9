// The first steps, for somebody who has never seen the page. Gone once a friend has talked, or when sent away.
import { el, iconButton } from '../dom.js';
import { tile } from './tile.js';

// A newcomer who is so many messages into a chat needs no telling.
const enough = 7;

export function startTile(world) {
  const steps = [
    ['Add the account as a friend', 'Press ', el('b', { lang: 'th' }, 'เพิ่มเพื่อน'), ' on a phone.'],
    ['Talk', 'Press what is on the cards, or type. Every answer comes from the bot through its own webhook.'],
    ['Bend the world', 'Move the clock, break LINE, add a neighbour who wants the same hour.'],
  ];
  const node = tile('.start', 'rocket-launch', 'Start here',
    el('ol', null, steps.map(([title, ...words]) => el('li', null, el('b', null, title), ' ', el('span', null, words)))));
  world.on('picked', () => {
    if ((world.picked?.entry.seq ?? 0) > enough) node.remove();
  });
  node.append(iconButton('tool.shut', 'x', 'Hide the first steps', () => node.remove()));
  return node;
}
