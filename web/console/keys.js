// One letter, one act: whatever carries data-key is pressed by it. Never while somebody types, and not when they are switched off.
const typing = (node) => node.closest('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === 'off' || typing(event.target)) return;
  // With a Thai keyboard the same keys give other letters, so the place of the key counts.
  const key = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.code === 'Slash' ? '/' : event.key.toLowerCase();
  const aim = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((node) => node.checkVisibility());
  if (!aim) return;
  event.preventDefault();
  if (aim.matches('input')) aim.focus();
  else aim.click();
});
