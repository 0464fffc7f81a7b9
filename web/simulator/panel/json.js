// JSON in lines, with the lines marked that a refusal names.

/**
 * Lines of value as indented JSON: {text, marked, depth} and, where a line opens something, to: the line that closes it.
 * marks are JSON pointers such as /messages/0/text.
 */
export function jsonLines(value, marks) {
  const lines = [];
  write({ value, pointer: '', depth: 0, before: '', after: '' }, new Set(marks), lines);
  return lines;
}

function write({ value, pointer, depth, before, after }, marks, lines) {
  const marked = marks.has(pointer) && pointer !== '';
  const indent = ' '.repeat(depth);
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (!entries.length) {
    const whole = value !== null && typeof value === 'object' ? open + close : JSON.stringify(value) ?? 'null';
    lines.push({ text: indent + before + whole + after, marked, depth });
    return;
  }
  const opening = { text: indent + before + open, marked, depth };
  lines.push(opening);
  entries.forEach(([key, kid], i) => write({
    value: kid,
    pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    depth: depth + 1,
    before: Array.isArray(value) ? '' : `${JSON.stringify(key)}: `,
    after: i < entries.length - 1 ? ',' : '',
  }, marks, lines));
  opening.to = lines.length;
  lines.push({ text: indent + close + after, marked: false, depth });
}
