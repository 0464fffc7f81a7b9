// Calls of the simulator from a page of any origin: a token in a header, never cookies.
import { LiffError } from './error.js';

/** Where this script came from is where the simulator is. */
export const base = new URL(document.currentScript?.src || location.href).origin;

/** Calls an endpoint; body is a form (URLSearchParams) or an object that becomes JSON. */
export async function call(method, path, { token, body } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body && !(body instanceof URLSearchParams)) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(base + path, {
      method, headers, credentials: 'omit', body: body instanceof URLSearchParams ? body : body && JSON.stringify(body),
    });
  } catch (cause) {
    throw new LiffError('UNKNOWN', `${base} cannot be reached; does the page's connect-src allow it?`, cause);
  }
  const text = await answer.text();
  const value = text ? JSON.parse(text) : null;
  if (answer.ok) return value;
  const details = (value?.details ?? []).map((d) => ` ${d.property}: ${d.message}`).join(';');
  throw new LiffError(String(answer.status), (value?.message ?? value?.error_description ?? `${path} answered ${answer.status}`) + details);
}
