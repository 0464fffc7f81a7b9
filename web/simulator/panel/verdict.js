// What LINE says, or would say, of messages: rule by rule, with its source.
import { api } from '../api.js';
import { el } from '../dom.js';

const most = 20;

/** A list of faults or hints: {property, words, name, source}. */
export function faultList(faults) {
  const left = faults.length - most;
  return faults.length > 0 && el('ul.why', null,
    faults.slice(0, most).map(({ property, words, name, source }) => el('li', null,
      property && el('code', null, property), ` ${words} `,
      name && el('span.rule', null, name), ' ', source && el('span.faint', null, source))),
    left > 0 && el('li', null, `and ${left} more`));
}

export const asFault = ({ at = '', property = '', says = '', message = '', name = '', source = '' }) =>
  ({ at, property: property || at, words: says || message, name, source });

/** What LINE would say of messages that nobody has sent yet. */
export async function wouldSay(messages) {
  const { body, broken, hints } = await api.judge(messages);
  return [
    body ? el('p.pill.bad', null, `LINE would refuse it: ${body.message}`) : el('p.pill.ok', null, 'LINE would take it.'),
    faultList((broken ?? []).map(asFault)),
    hinted((hints ?? []).map(asFault)),
  ];
}

export const hinted = (hints) => hints.length > 0 && [el('p.warn', null, 'Not documented by LINE:'), faultList(hints)];
