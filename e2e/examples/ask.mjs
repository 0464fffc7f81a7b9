// A test of a bot in JavaScript, against LINE in a box at the address that is named: node ask.mjs http://localhost:8090
import assert from 'node:assert/strict';

const box = async (method, path, body) => {
  const answer = await fetch(`${process.argv[2]}/simulator/v1${path}`, { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

/** Lets a resident act, waits for the bot, and returns what the person reads. */
const does = async (name, deed, body = {}) => {
  const act = await box('POST', `/residents/${encodeURIComponent(name)}/${deed}`, body);
  const { messages } = await box('GET', `/residents/${encodeURIComponent(name)}/messages?after=${act.seq}&wait=10s`);
  return messages.flatMap((message) => message.read);
};

await box('POST', '/reset', {});
assert.ok((await does('somsri', 'follow')).includes('สวัสดี สมศรี ใจดี'));
assert.ok((await does('somsri', 'text', { text: 'การ์ด' })).includes('คิวที่ 12'));
assert.ok((await does('somsri', 'press', { label: 'มาแล้ว' })).includes('queue=12'));

const { now: before } = await box('GET', '/state');
const { now: after } = await box('POST', '/clock', { advance: '2h' });
assert.ok(new Date(after) > new Date(before));

await box('POST', '/faults', { endpoint: 'reply', kind: '500', count: 1 });
await box('POST', '/residents/somsri/text', { text: 'ยังอยู่ไหม' });
while (!(await box('GET', '/requests')).some((call) => call.status === 500));
console.log('ok');
