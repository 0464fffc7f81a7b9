// JSON in lines, with the lines marked that a refusal names.

/** Lines of value as indented JSON: {text, marked}. marks are JSON pointers such as /messages/0/text. */
export function jsonLines(value, marks) {
  const lines = [];
  write({ value, pointer: '', indent: '', before: '', after: '' }, new Set(marks), lines);
  return lines;
}

function write({ value, pointer, indent, before, after }, marks, lines) {
  const marked = marks.has(pointer) && pointer !== '';
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (!entries.length) {
    const whole = value !== null && typeof value === 'object' ? open + close : JSON.stringify(value) ?? 'null';
    lines.push({ text: indent + before + whole + after, marked });
    return;
  }
  lines.push({ text: indent + before + open, marked });
  entries.forEach(([key, kid], i) => write({
    value: kid,
    pointer: `${pointer}/${key}`,
    indent: `${indent}  `,
    before: Array.isArray(value) ? '' : `${JSON.stringify(key)}: `,
    after: i < entries.length - 1 ? ',' : '',
  }, marks, lines));
  lines.push({ text: indent + close + after, marked: false });
}
