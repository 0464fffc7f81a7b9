// JSON in numbered lines that fold, with the lines marked that a refusal or a hint names.
import { el } from '../dom.js';
import { jsonLines } from './json.js';

const most = 4000;
/** Longer ones begin with their depths folded, but for what is marked. */
const long = 60;
const shallow = 3;

/** A region of JSON lines. marks are JSON pointers. */
export function jsonTree(value, marks, label) {
  const lines = jsonLines(value, marks);
  const shown = lines.slice(0, most);
  const node = el('div.json', { tabindex: '0', role: 'region', 'aria-label': label, lang: 'th' });
  const rows = shown.map((line, i) => row(line, i, shown.length));
  node.append(...rows.map(({ node: each }) => each));
  if (lines.length > most) node.append(el('div.json-line', null, `… ${lines.length - most} more lines`));
  const folds = rows.filter(({ fold }) => fold);
  if (folds[0]) folds[0].fold.tabIndex = 0;
  const draw = () => hideFolded(rows);
  for (const each of folds) each.fold.addEventListener('click', () => { turn(each); draw(); });
  if (lines.length > long) {
    for (const each of folds) if (each.depth >= shallow && !shown.slice(each.at, each.to + 1).some(({ marked }) => marked)) turn(each);
    draw();
  }
  node.addEventListener('keydown', (event) => walk(event, folds));
  requestAnimationFrame(() => {
    const first = node.querySelector('.marked');
    if (first) node.scrollTop = first.offsetTop - 48;
  });
  return node;
}

function row(line, i, count) {
  const foldable = line.to !== undefined && line.to < count;
  const fold = foldable && el('button.fold-line', { type: 'button', tabindex: '-1', 'aria-expanded': 'true', 'aria-label': `Fold line ${i + 1}` });
  const node = el(`div.json-line${line.marked ? '.marked' : ''}`, { 'data-n': i + 1 }, fold, el('code', null, line.text), el('span.folded', { hidden: true }));
  return { node, fold, at: i, to: line.to, depth: line.depth, open: true };
}

function turn(each) {
  each.open = !each.open;
  each.fold.setAttribute('aria-expanded', String(each.open));
  const rest = each.node.querySelector('.folded');
  rest.hidden = each.open;
  rest.textContent = ` … ${each.to - each.at} lines`;
}

function hideFolded(rows) {
  let until = -1;
  for (const each of rows) {
    each.node.hidden = each.at <= until;
    if (!each.node.hidden && each.fold && !each.open) until = each.to;
  }
}

/** The arrow keys go from one fold to the next, so that the Tab key need not. */
function walk(event, folds) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = folds.filter(({ node }) => !node.hidden);
  const at = here.findIndex(({ fold }) => fold === document.activeElement);
  const to = here[at + step];
  if (!step || at < 0 || !to) return;
  event.preventDefault();
  here[at].fold.tabIndex = -1;
  to.fold.tabIndex = 0;
  to.fold.focus();
}
