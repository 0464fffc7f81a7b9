// The console's script. Every page works without it; with it, acts change one part of the page and live parts keep themselves fresh.
import htmx from 'htmx.org';
import './failing.js';
import './switches.js';
import './keys.js';
import './menus.js';
import './again.js';
import './passkey.js';
import { watch } from './live.js';

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  defaultSettleDelay: 0, // what came in can be pressed at once
  selfRequestsOnly: true,
  timeout: 15_000,
  // A refused form comes back with its errors; any other failure leaves the page as it is.
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '409|422', swap: true, error: false },
    { code: '[45]..', swap: false, error: true },
  ],
});
watch(htmx);

// Whoever comes back to a field goes on behind what is in it.
const begun = document.querySelector('input[type="text"][autofocus]');
begun?.setSelectionRange(begun.value.length, begun.value.length);
