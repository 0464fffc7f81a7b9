// What the SDK remembers of an app: in LINE for as long as the window is open, in a
// browser until logging out.

const key = (liffId) => `LIFF_STORE:${liffId}`;
const client = 'LIFF_IN_CLIENT';

const arrived = () => /(^|[#&])access_token=/.test(location.hash) && /(^|[#&])client_id=/.test(location.hash);

/** Whether the page was opened inside LINE, which can be told before liff.init(). */
export function inClient() {
  return sessionStorage.getItem(client) === 'yes' || arrived();
}

const place = () => (inClient() ? sessionStorage : localStorage);

export function remember(liffId, what) {
  place().setItem(key(liffId), JSON.stringify({ ...recall(liffId), ...what }));
}

export function recall(liffId) {
  try {
    return JSON.parse(place().getItem(key(liffId))) ?? {};
  } catch {
    return {};
  }
}

export function forget(liffId) {
  place().removeItem(key(liffId));
}

/** Takes the tokens that LINE's own browser hands over in the fragment, and cleans the address. */
export function takeOver(liffId) {
  if (!arrived()) return;
  const handed = new URLSearchParams(location.hash.slice(1));
  sessionStorage.setItem(client, 'yes');
  remember(liffId, { accessToken: handed.get('access_token'), idToken: handed.get('id_token'), clientId: handed.get('client_id') });
  history.replaceState(history.state, '', location.pathname + location.search);
}
