// Messages, sharing, the code reader, friendship and permissions.
import { call } from './calls.js';
import { askFriendship, askScan, askTargets } from './dialog.js';
import { LiffError } from './error.js';
import { needToken, session } from './session.js';

function list(messages) {
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5) {
    throw new LiffError('INVALID_ARGUMENT', 'Parameter messages must be an array of 1 to 5 messages');
  }
  return messages;
}

export async function sendMessages(messages) {
  await call('POST', '/liff/v2/messages', { token: needToken(), body: { messages: list(messages) } });
}

/** Resolves with nothing when the person picks nobody. */
export async function shareTargetPicker(messages, options = {}) {
  const token = needToken();
  list(messages);
  const { targets } = await call('GET', '/liff/v2/targets', { token });
  const picked = await askTargets(targets, options.isMultiple !== false);
  if (!picked?.length) return undefined;
  for (const to of picked) await call('POST', '/liff/v2/share', { token, body: { to, messages } });
  return { status: 'success' };
}

/** Asks for the code's text; what LINE's reader resolves with when it is closed is not documented, here value is null. */
export async function scanCodeV2() {
  if (!session.context?.availability.scanCodeV2.permission) {
    throw new LiffError('FORBIDDEN', 'Scan QR is not turned on for the LIFF app');
  }
  return { value: await askScan() };
}

export async function requestFriendship() {
  const token = needToken();
  const { friendFlag } = await call('GET', '/friendship/v1/status', { token });
  if (!friendFlag && await askFriendship()) await call('POST', '/liff/v2/friendship', { token });
}

export const permission = {
  async query(name) {
    if (!['profile', 'chat_message.write', 'openid', 'email'].includes(name)) {
      throw new LiffError('INVALID_ARGUMENT', `There is no permission ${name}`);
    }
    if (!session.context?.scope.includes(name)) return { state: 'unavailable' };
    return { state: session.granted.includes(name) ? 'granted' : 'prompt' };
  },
  async requestAll() {
    throw new LiffError('FORBIDDEN', 'liff.permission.requestAll() only operates on LINE MINI Apps');
  },
};
