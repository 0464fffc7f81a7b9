// liff.init(), login and logout: who the person is (RLIFF#initialize-liff-app,
// LIFF/opening-liff-app#redirect-flow).
import { base, call } from './calls.js';
import { LiffError } from './error.js';
import { forget, inClient, recall, remember, takeOver } from './store.js';

export const session = { liffId: null, context: null, clientId: null, granted: [], language: null };

export const accessToken = () => (session.liffId ? recall(session.liffId).accessToken ?? null : null);
export const idToken = () => (session.liffId ? recall(session.liffId).idToken ?? null : null);

/** The access token, or the error that LINE gives without one. */
export function needToken() {
  const token = accessToken();
  if (!token) throw new LiffError('UNAUTHORIZED', 'Need access_token for api call, Please login first');
  return token;
}

export async function init(config) {
  const liffId = config?.liffId;
  if (!liffId) throw new LiffError('INVALID_CONFIG', 'liffId is necessary for liff.init()');
  session.liffId = liffId;
  takeOver(liffId);
  await exchange(liffId);
  await learn(liffId);
  if (!below(location.href, session.context.endpointUrl)) {
    console.warn(`liff.init() was called at ${location.href}, which is not below the endpoint URL ${session.context.endpointUrl}`);
  }
  if (second()) return new Promise(() => {}); // the page is left
  if (config.withLoginOnExternalBrowser && !inClient() && !accessToken()) {
    await login();
    return new Promise(() => {});
  }
  return undefined;
}

/** Asks what the app is and, with a token, who opened it. A dead token is forgotten. */
async function learn(liffId) {
  const path = `/liff/v2/apps/${encodeURIComponent(liffId)}/context`;
  let told;
  try {
    told = await call('GET', path, { token: accessToken() });
  } catch (err) {
    if (err.code !== '401') throw new LiffError('INIT_FAILED', err.message, err);
    forget(liffId);
    told = await call('GET', path);
  }
  Object.assign(session, { context: told.context, clientId: told.clientId, granted: told.granted ?? [], language: told.language ?? null });
}

/** Turns the code with which a login came back into tokens. */
async function exchange(liffId) {
  const here = new URL(location.href);
  const code = here.searchParams.get('code');
  if (!code || !here.searchParams.has('liffClientId')) return;
  const { verifier, state } = recall(liffId);
  if (!verifier || state !== here.searchParams.get('state')) throw new LiffError('INIT_FAILED', 'The login was not begun on this page');
  const got = await call('POST', '/oauth2/v2.1/token', {
    body: new URLSearchParams({
      grant_type: 'authorization_code', code, code_verifier: verifier,
      client_id: here.searchParams.get('liffClientId'), redirect_uri: here.searchParams.get('liffRedirectUri'),
    }),
  }).catch((err) => { throw new LiffError('INIT_FAILED', err.message, err); });
  remember(liffId, { accessToken: got.access_token, idToken: got.id_token ?? null, verifier: undefined, state: undefined });
  for (const name of ['code', 'state', 'liffClientId', 'liffRedirectUri', 'friendship_status_changed']) here.searchParams.delete(name);
  history.replaceState(history.state, '', here);
}

/** Goes to the secondary redirect URL, if liff.state asks for one; true when the page is left. */
function second() {
  const here = new URL(location.href);
  const extra = here.searchParams.get('liff.state');
  if (extra === null) return false;
  const endpoint = new URL(session.context.endpointUrl);
  const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(extra);
  const to = new URL(endpoint);
  if (path) to.pathname = endpoint.pathname.replace(/\/$/, '') + path;
  for (const [name, value] of new URLSearchParams(query ?? '')) to.searchParams.append(name, value);
  to.hash = fragment ?? '';
  if (to.pathname === here.pathname) {
    history.replaceState(history.state, '', to);
    return false;
  }
  location.replace(to);
  return true;
}

export function below(page, endpoint) {
  const [at, root] = [new URL(page), new URL(endpoint)];
  const path = root.pathname.replace(/\/$/, '');
  return at.origin === root.origin && (at.pathname.replace(/\/$/, '') === path || at.pathname.startsWith(`${path}/`));
}

const url64 = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export async function login(config = {}) {
  if (inClient()) {
    console.warn('liff.login() does nothing inside LINE: liff.init() has logged in');
    return;
  }
  if (!session.context) throw new LiffError('INIT_FAILED', 'liff.init() must be called first');
  const verifier = url64(crypto.getRandomValues(new Uint8Array(32)));
  const state = url64(crypto.getRandomValues(new Uint8Array(12)));
  const hashed = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  remember(session.liffId, { verifier, state });
  location.assign(`${base}/oauth2/v2.1/authorize?${new URLSearchParams({
    app_id: session.liffId, client_id: session.clientId, response_type: 'code', state,
    scope: session.context.scope.join(' '), redirect_uri: config.redirectUri ?? session.context.endpointUrl,
    code_challenge: url64(new Uint8Array(hashed)), code_challenge_method: 'S256',
  })}`);
}

export function logout() {
  end();
  session.granted = [];
}

/** Ends the access token, as LINE does when the app is closed. */
export function end() {
  const token = accessToken();
  if (!token) return;
  forget(session.liffId);
  const body = new URLSearchParams({ client_id: session.clientId, access_token: token });
  fetch(`${base}/oauth2/v2.1/revoke`, { method: 'POST', body, credentials: 'omit', keepalive: true }).catch(() => {});
}
