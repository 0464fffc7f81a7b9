// What LINE said of a call that it refused, and where in the call that is.
import { asFault } from './verdict.js';

/**
 * The faults of a refused entry: {at, property, words, name, source}. at is a JSON pointer into the call, or '' where LINE
 * names no place. The simulator's rules know more than LINE tells; without them LINE's own details must do.
 */
export function faultsOf({ refused }) {
  if (!refused) return [];
  const rules = Array.isArray(refused.rules) ? refused.rules : refused.rules?.broken ?? [];
  if (rules.length) return rules.map(asFault);
  const details = Array.isArray(refused.body?.details) ? refused.body.details : [];
  const number = /messages\[(\d+)\]/.exec(refused.body?.message ?? '')?.[1] ?? '0';
  return details.map(({ property = '', message = '' }) => ({ at: pointer(property, number), property, words: message, name: '', source: '' }));
}

/** messages[0].text → /messages/0/text; a path inside a Flex container is led from its message. */
function pointer(property, number) {
  if (property === '') return '';
  if (property.startsWith('/')) return `/messages/${number}/contents${property}`;
  return `/${property.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
}

/** The message to measure: the entry's own, or the first that is at fault. */
export function measured(entry) {
  if (entry.message) return entry.message;
  const messages = entry.refused?.request?.messages;
  if (!Array.isArray(messages)) return {};
  const first = /^\/messages\/(\d+)/.exec(faultsOf(entry)[0]?.at ?? '')?.[1] ?? 0;
  return messages[first] ?? {};
}
