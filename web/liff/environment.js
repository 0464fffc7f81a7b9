// Where the page runs (RLIFF#getting-environment). These work before liff.init().
import { inClient } from './store.js';

/** The version of LINE's SDK whose methods are here. */
const version = '2.31.1';

export const environment = {
  getOS() {
    if (/iPhone|iPad|iPod/.test(navigator.userAgent)) return 'ios';
    return /Android/.test(navigator.userAgent) ? 'android' : 'web';
  },
  getLanguage: () => navigator.language,
  getVersion: () => version,
  getLineVersion: () => (inClient() ? '15.0.0' : null),
  isInClient: inClient,
};
