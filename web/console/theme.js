// Light or dark before anything is painted: the system's colours unless a person chose here.
(() => {
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => { root.dataset.bsTheme = read('console.theme') || (system.matches ? 'dark' : 'light'); };
  paint();
  system.addEventListener('change', paint);
  if (read('console.keys') === 'off') root.dataset.keys = 'off';
})();
