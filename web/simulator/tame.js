// Makes what a bot sent safe for code that reads it as it stands: JSON may hold keys that turn an object into a trap.

// With an own toString that is no function, String(object) throws; __proto__ and constructor lead elsewhere.
const traps = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'toLocaleString', 'valueOf', 'toJSON', 'then']);

// Deeper than any message that LINE takes is read by hand; printing it would overflow the stack.
const deepest = 150;

/** Text without halves of surrogate pairs, at which encodeURIComponent throws. */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** A copy of a JSON value without traps, lone surrogates and what lies too deep. */
export function tame(value, depth = 0) {
  if (typeof value === 'string') return wellFormed(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((entry) => tame(entry, depth + 1));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !traps.has(key)).map(([key, entry]) => [wellFormed(key), tame(entry, depth + 1)]));
}
