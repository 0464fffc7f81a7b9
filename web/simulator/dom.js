// Builds elements. Text goes in as text only, so nothing that a bot sends can become markup.

/**
 * el('button.tool', {type: 'button', onclick}, 'words', child, null) makes an element: classes after dots,
 * listeners by their on-names, everything else as attributes (false and null leave the attribute out).
 */
export function el(spec, props, ...kids) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  add(node, kids);
  return node;
}

export function add(node, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid !== null && kid !== undefined && kid !== false) node.append(kid);
  }
}

export function fill(node, ...kids) {
  node.replaceChildren();
  add(node, kids);
}

/** A Phosphor icon that says nothing itself: words beside it, or the control's label, do. */
export function icon(name) {
  return el(`span.ic.ic-${name}`, { 'aria-hidden': 'true' });
}

/** Words for screen readers only. */
export function hidden(words) {
  return el('span.vh', null, words);
}

/** A button that shows an icon and is named by words. */
export function iconButton(spec, iconName, words, onclick) {
  return el(`button.${spec}`, { type: 'button', 'aria-label': words, title: words, onclick }, icon(iconName));
}
