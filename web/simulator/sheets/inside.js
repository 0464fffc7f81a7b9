// LIFF apps: what lives at liff.line.me is opened by this LINE itself, as the person who presses.

const theirs = /^https:\/\/(?:liff|miniapp)\.line\.me\/(\d+-\w+)([^?#]*)(\?[^#]*)?(#.*)?$/i;

/** Where a LIFF URL leads here; any other address stays as it is. */
export function insideOf(phone, address) {
  const [, app, path = '', query = '', fragment = ''] = theirs.exec(address) ?? [];
  if (!app) return address;
  const who = new URLSearchParams({ 'liff.as': phone.speaker?.name ?? phone.resident.name, 'liff.chat': phone.resident.name });
  return `/liff/${app}${path}${query ? `${query}&` : '?'}${who}${fragment}`;
}
