// Makes a rich menu with LINE's own SDK, uploads its picture from standard input, gives it an alias and shows it to everybody. Prints its id.
import { buffer } from 'node:stream/consumers';
import { messagingApi } from '@line/bot-sdk';

const { LINE_API_URL: baseURL, LINE_CHANNEL_TOKEN: channelAccessToken } = process.env;
const line = new messagingApi.MessagingApiClient({ channelAccessToken, baseURL });
const files = new messagingApi.MessagingApiBlobClient({ channelAccessToken, baseURL });

const menu = {
  size: { width: 2500, height: 843 },
  selected: true,
  name: 'e2e',
  chatBarText: 'เมนู',
  areas: [{ bounds: { x: 0, y: 0, width: 2500, height: 843 }, action: { type: 'message', label: 'จองคิว', text: 'จองคิว' } }],
};

await line.validateRichMenuObject(menu);
const { richMenuId } = await line.createRichMenu(menu);
await files.setRichMenuImage(richMenuId, new Blob([await buffer(process.stdin)], { type: 'image/png' }));
await line.createRichMenuAlias({ richMenuAliasId: 'main', richMenuId });
await line.setDefaultRichMenu(richMenuId);

const told = await line.getRichMenu(richMenuId);
const shown = await line.getDefaultRichMenuId();
if (shown.richMenuId !== richMenuId || told.chatBarText !== menu.chatBarText) throw new Error('the menu is not the one that was made');
console.log(richMenuId);
