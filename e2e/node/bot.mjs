// A small bot on LINE's own SDK: it greets, sends a card, reads a photo, is refused and retries. Prints its webhook's address.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { HTTPFetchError, messagingApi, middleware, SignatureValidationFailed } from '@line/bot-sdk';

const { LINE_API_URL: baseURL, LINE_CHANNEL_SECRET: channelSecret, LINE_CHANNEL_TOKEN: channelAccessToken } = process.env;
const line = new messagingApi.MessagingApiClient({ channelAccessToken, baseURL });
const files = new messagingApi.MessagingApiBlobClient({ channelAccessToken, baseURL });

const mine = new Set(); // ids of what the bot said
const heard = new Map(); // id → what was written to it

const say = async (replyToken, ...messages) => {
  const { sentMessages } = await line.replyMessage({ replyToken, messages });
  for (const message of sentMessages) mine.add(message.id);
};
const text = (words, more = {}) => ({ type: 'text', text: words, ...more });

const card = {
  type: 'flex',
  altText: 'บัตรคิว',
  contents: {
    type: 'bubble',
    body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'คิวที่ 12', size: 'xl', weight: 'bold' }] },
    footer: {
      type: 'box',
      layout: 'vertical',
      contents: [{ type: 'button', style: 'primary', action: { type: 'postback', label: 'มาแล้ว', data: 'queue=12', displayText: 'มาแล้ว' } }],
    },
  },
};

const picker = { type: 'action', action: { type: 'datetimepicker', label: 'เลือกวัน', data: 'day', mode: 'date', initial: '2026-12-02' } };

async function greet(event) {
  const { displayName } = await line.getProfile(event.source.userId);
  await say(event.replyToken, text(`สวัสดี ${displayName}`, { quickReply: { items: [picker] } }));
}

/** Sends what LINE refuses, and tells in the same answer how it was refused: the reply token is still good. */
async function beRefused(event) {
  try {
    await say(event.replyToken, text('ก'.repeat(5001)));
  } catch (error) {
    if (!(error instanceof HTTPFetchError)) throw error;
    const [detail] = JSON.parse(error.body).details;
    await say(event.replyToken, text(`${error.status} ${detail.property}: ${detail.message}`));
  }
}

/** Pushes twice under one retry key; the second call must be told that the first was taken. */
async function pushOnce(event) {
  const key = randomUUID();
  const push = () => line.pushMessageWithHttpInfo({ to: event.source.userId, messages: [text('ส่งครั้งเดียว')] }, key);
  const first = await push();
  try {
    await push();
  } catch (error) {
    const same = error.headers.get('x-line-accepted-request-id') === first.httpResponse.headers.get('x-line-request-id');
    await say(event.replyToken, text(`${error.status} ${same ? 'คำขอเดิม' : 'คำขออื่น'}`));
  }
}

async function readPhoto(event) {
  const chunks = [];
  for await (const chunk of await files.getMessageContent(event.message.id)) chunks.push(chunk);
  await say(event.replyToken, text(`รูป ${Buffer.concat(chunks).length} ไบต์`));
}

const spoken = { การ์ด: (event) => say(event.replyToken, card), ยาวไป: beRefused, ครั้งเดียว: pushOnce };

/** Says whose message was quoted: only one of this chat is known. */
const quoted = ({ replyToken, message: { quotedMessageId: id } }) =>
  say(replyToken, text(`อ้างถึง ${mine.has(id) ? 'บอต' : (heard.get(id) ?? 'ไม่รู้จัก')}`));

/** What is taken back or edited has no answer of its own or another one; both must be known by their ids. */
const takenBack = ({ source, unsend: { messageId } }) =>
  line.pushMessage({ to: source.groupId ?? source.userId, messages: [text(`ถอน ${heard.get(messageId) ?? 'ไม่รู้จัก'}`)] });

const edited = ({ replyToken, message }) => say(replyToken, text(`${heard.get(message.id) ?? 'ไม่รู้จัก'} เป็น ${message.text}`));

async function answer(event) {
  if (event.type === 'unsend') return takenBack(event);
  if (event.type === 'messageEdited') return edited(event);
  if (event.type === 'follow') return greet(event);
  if (event.type === 'postback') return say(event.replyToken, text(event.postback.params?.date ?? event.postback.data));
  if (event.type !== 'message') return undefined;
  if (event.message.type === 'image') return readPhoto(event);
  heard.set(event.message.id, event.message.text);
  if (event.message.quotedMessageId) return quoted(event);
  return (spoken[event.message.text] ?? ((e) => say(e.replyToken, text(`ว่า ${e.message.text}`))))(event);
}

const signed = middleware({ channelSecret });

const server = createServer((request, response) => {
  signed(request, response, async (refused) => {
    response.statusCode = refused instanceof SignatureValidationFailed ? 401 : refused ? 400 : 200;
    response.end();
    if (refused) return;
    for (const event of request.body.events) await answer(event).catch((error) => console.error(error));
  });
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/webhook`));
