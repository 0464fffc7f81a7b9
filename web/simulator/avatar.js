// The round mark of an account or a person: its picture, else its initials.
import { pictureAddress } from './api.js';
import { el } from './dom.js';
import { initials } from './format.js';

export function avatar(name, url) {
  const mark = el('span.av', { 'aria-hidden': 'true' }, initials(name));
  if (typeof url === 'string' && /^https?:/.test(url)) {
    const image = el('img', { alt: '' });
    image.addEventListener('error', () => image.remove(), { once: true });
    image.src = pictureAddress(url);
    mark.append(image);
  }
  return mark;
}
