// What this browser remembers of how the page should look: dark, the phone's letters, the developer's panel.

const key = 'line-in-a-box';
const scales = [100, 125, 150, 175, 200];

function load() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

export class Settings {
  constructor(world) {
    this.world = world;
    const kept = load();
    this.dark = typeof kept.dark === 'boolean' ? kept.dark : null;
    this.scale = scales.includes(kept.scale) ? kept.scale : 100;
    this.developer = kept.developer !== false;
    this.apply();
  }

  get scales() {
    return scales;
  }

  get isDark() {
    return this.dark ?? matchMedia('(prefers-color-scheme: dark)').matches;
  }

  set(change) {
    Object.assign(this, change);
    const { dark, scale, developer } = this;
    try {
      localStorage.setItem(key, JSON.stringify({ dark, scale, developer }));
    } catch {
      // A browser that keeps nothing still shows what was chosen.
    }
    this.apply();
    this.world.emit('settings');
  }

  apply() {
    const page = document.documentElement;
    page.dataset.theme = this.isDark ? 'dark' : 'light';
    page.dataset.developer = this.developer ? 'open' : 'closed';
    page.style.setProperty('--scale', String(this.scale / 100));
  }
}
