// What this browser remembers of how the page should look: dark, the phone's letters, the developer's panel, which phones are open.

const key = 'line-in-a-box';
const scales = [100, 125, 150, 175, 200];
const likesDark = matchMedia('(prefers-color-scheme: dark)');
/** How many phones lie on the desk of somebody who has chosen none. */
const atFirst = 4;

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
    this.place = kept.place === 'below' ? 'below' : 'side';
    this.phones = Array.isArray(kept.phones) ? kept.phones : null;
    this.apply();
    likesDark.addEventListener('change', () => this.set({}));
  }

  get scales() {
    return scales;
  }

  get isDark() {
    return this.dark ?? likesDark.matches;
  }

  /** The residents and groups whose phones are open. */
  openOf(world) {
    const all = [...world.state.residents, ...world.state.groups];
    const chosen = this.phones && all.filter(({ name }) => this.phones.includes(name));
    return chosen?.length ? chosen : all.slice(0, atFirst);
  }

  /** Opens a phone, or puts it away. */
  open(world, name, on) {
    const others = this.openOf(world).map((one) => one.name).filter((one) => one !== name);
    this.set({ phones: on ? [...others, name] : others });
  }

  set(change) {
    Object.assign(this, change);
    const { dark, scale, developer, place, phones } = this;
    try {
      localStorage.setItem(key, JSON.stringify({ dark, scale, developer, place, phones }));
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
    page.dataset.place = this.place;
    page.style.setProperty('--scale', String(this.scale / 100));
  }
}
