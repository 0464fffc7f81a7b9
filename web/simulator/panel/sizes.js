// A message's sizes beside LINE's limits. LINE counts texts in UTF-16 units and labels in graphemes (R#text-character-count).
import { graphemes, jsonBytes } from '../format.js';

const kilobyte = 1024;

/** The sizes worth watching: {name, value, limit, unit}. */
export function sizesOf(message) {
  const meters = [];
  const meter = (name, value, limit, unit = '') => meters.push({ name, value, limit, unit });
  if (typeof message.text === 'string') meter('Text', message.text.length, 5000);
  if (message.type === 'flex' && message.contents) {
    const carousel = message.contents.type === 'carousel';
    const kb = Math.ceil((jsonBytes(message.contents) / kilobyte) * 10) / 10;
    meter(carousel ? 'Carousel' : 'Bubble', kb, carousel ? 50 : 30, ' KB');
    if (carousel) meter('Bubbles', message.contents.contents?.length ?? 0, 12);
  }
  if (typeof message.altText === 'string') meter('altText', message.altText.length, 1500);
  const labels = labelsIn(message.contents ?? message.template);
  if (labels.length) meter('Longest label', Math.max(...labels.map(graphemes)), message.type === 'template' ? 20 : 40);
  if (message.quickReply?.items) meter('Quick replies', message.quickReply.items.length, 13);
  return meters;
}

function labelsIn(value, found = [], depth = 0) {
  if (value === null || typeof value !== 'object' || depth > 60) return found;
  if (typeof value.action?.label === 'string') found.push(value.action.label);
  if (Array.isArray(value.actions)) found.push(...value.actions.map((action) => action?.label).filter((label) => typeof label === 'string'));
  for (const kid of Object.values(value)) labelsIn(kid, found, depth + 1);
  return found;
}
