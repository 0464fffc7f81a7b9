// Multicasts twice under one retry key with LINE's own SDK, to the user ids that are named. Prints how the second call was answered.
import { randomUUID } from 'node:crypto';
import { messagingApi } from '@line/bot-sdk';

const { LINE_API_URL: baseURL, LINE_CHANNEL_TOKEN: channelAccessToken } = process.env;
const line = new messagingApi.MessagingApiClient({ channelAccessToken, baseURL });
const key = randomUUID();
const send = () => line.multicast({ to: process.argv.slice(2), messages: [{ type: 'text', text: 'น้ำท่วมหมู่ 3' }] }, key);

await send();
const second = await send().then(() => 200, (error) => error.status);
const { totalUsage } = await line.getMessageQuotaConsumption();
console.log(JSON.stringify({ second, totalUsage }));
