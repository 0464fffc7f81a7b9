// A stand-in for LINE's LIFF SDK that talks to the simulator it was loaded from.
import { base, call } from './calls.js';
import { environment } from './environment.js';
import { LiffError } from './error.js';
import { accessToken, below, end, idToken, init, login, logout, needToken, session } from './session.js';
import { inClient } from './store.js';
import { permission, requestFriendship, scanCodeV2, sendMessages, shareTargetPicker } from './talk.js';

let initialized;
const ready = new Promise((resolve) => { initialized = resolve; });
let extraQuery = '';

const liff = {
  ...environment,
  get id() { return session.liffId; },
  ready,
  init(config, success, failure) {
    const done = init(config).then(() => initialized());
    done.then(success ?? (() => {}), failure ?? (() => {}));
    return done;
  },
  login, logout, sendMessages, shareTargetPicker, scanCodeV2, requestFriendship, permission,
  isLoggedIn: () => accessToken() !== null,
  getAccessToken: accessToken,
  getIDToken: idToken,
  getDecodedIDToken() {
    const token = idToken();
    if (!token) return null;
    const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  },
  getContext: () => session.context,
  getAppLanguage: () => session.language ?? navigator.language,
  getProfile: async () => call('GET', '/v2/profile', { token: needToken() }),
  getFriendship: async () => call('GET', '/friendship/v1/status', { token: needToken() }),
  isApiAvailable(name) {
    return { shareTargetPicker: accessToken() !== null, multipleLiffTransition: inClient() }[name] ?? false;
  },
  openWindow(params) {
    if (!params?.url) throw new LiffError('INVALID_ARGUMENT', 'params.url is required');
    window.open(params.url, '_blank', 'noopener');
  },
  closeWindow() {
    end();
    window.close();
    if (window.parent !== window) window.parent.postMessage({ type: 'liff.closeWindow' }, base);
  },
  permanentLink: {
    async createUrlBy(url) { return permanent(url); },
    createUrl() {
      const here = new URL(location.href);
      for (const [name, value] of new URLSearchParams(extraQuery)) here.searchParams.append(name, value);
      return permanent(here);
    },
    setExtraQueryParam(extra) { extraQuery = extra; },
  },
  i18n: { async setLang() {} },
  use(plugin, option) {
    liff[`$${plugin.name}`] = plugin.install({ liff }, option);
    return liff;
  },
};

/** The LIFF URL of a page, here with the simulator in place of https://liff.line.me. */
function permanent(url) {
  const endpoint = new URL(session.context.endpointUrl);
  if (!below(url, endpoint)) throw new LiffError('INVALID_CONFIG', 'currentPageUrl must start with endpoint URL of LIFF App.');
  const page = new URL(url);
  for (const name of endpoint.searchParams.keys()) page.searchParams.delete(name);
  const rest = page.pathname.slice(endpoint.pathname.replace(/\/$/, '').length).replace(/^\/$/, '');
  return `${base}/liff/${session.liffId}${rest}${page.search}${page.hash}`;
}

window.liff = liff;
