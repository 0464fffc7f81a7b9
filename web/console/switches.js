// The two switches at the foot of the side: colours, and the letter keys. Both are kept in this browser.
const root = document.documentElement;
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window keeps nothing */ } };

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-theme-switch]')) {
    root.dataset.bsTheme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    keep('console.theme', root.dataset.bsTheme);
  } else if (target.closest('[data-keys-switch]')) {
    root.dataset.keys = root.dataset.keys === 'off' ? 'on' : 'off';
    keep('console.keys', root.dataset.keys);
  } else if (target.closest('[data-print]')) {
    print();
  }
});
