// The rich menu above the bar to type on: one picture with areas to press, and the button that opens and closes it.
import { act } from './actions.js';
import { api } from './api.js';
import { el, fill, icon } from './dom.js';
import { paint } from './flex/sizes.js';
import { liveAction, tapElement } from './flex/tap.js';
import { words } from './words.js';

/** Kinds that the phone does by itself; the simulator hears of the press alone. */
const onPhone = new Set(['uri', 'clipboard']);

export class RichMenu {
  #menu = null;
  #asked = 0;

  /** node is the picture, toggle the button with chatBarText; both are hidden while there is no menu. */
  constructor(phone) {
    this.phone = phone;
    this.node = el('div.rich-menu', { role: 'group', hidden: true });
    this.words = el('span');
    this.toggle = el('button.menu-toggle', { type: 'button', hidden: true, onclick: () => this.open(!this.#menu.open) }, this.words, icon('caret-right'));
    const { input } = phone.composer;
    input.form.append(this.toggle);
    // The keyboard takes the menu's place, but merely passing by with the Tab key brings up none.
    for (const kind of ['click', 'input']) input.addEventListener(kind, () => this.open(false));
    this.refresh();
  }

  /** Fetches the menu that the person sees now. */
  async refresh() {
    if (this.phone.resident.groupId) return; // a group has no rich menu
    this.#asked += 1;
    const asked = this.#asked;
    const { richMenu } = await api.richMenu(this.phone.resident.name).catch(() => ({ richMenu: null }));
    if (asked === this.#asked) this.#show(richMenu ?? null);
  }

  /** Opens or closes the menu, if there is one. */
  open(open) {
    if (!this.#menu || this.#menu.open === open) return;
    this.#show({ ...this.#menu, open });
    api.act(this.phone.resident.name, 'richmenu', { open }).catch(() => this.refresh());
  }

  /** Does what the inputOption of a postback does to the menu. */
  option(inputOption) {
    if (inputOption === 'openRichMenu') this.open(true);
    if (['closeRichMenu', 'openKeyboard', 'openVoice'].includes(inputOption)) this.open(false);
  }

  #show(menu) {
    const held = this.node.contains(document.activeElement) || (!menu && this.toggle === document.activeElement);
    const drawn = this.#menu?.richMenuId;
    this.#menu = menu;
    this.toggle.hidden = !menu;
    this.toggle.setAttribute('aria-expanded', String(menu?.open ?? false));
    this.words.textContent = menu?.chatBarText ?? '';
    if (menu?.richMenuId !== drawn) this.#draw(menu, held);
    this.node.hidden = !menu?.open;
    this.phone.chat.toEnd();
    if (held && (this.node.hidden || !this.node.contains(document.activeElement))) (menu ? this.toggle : this.phone.composer.input).focus({ preventScroll: true });
  }

  /** Draws another menu; where a tab held the focus, the area in its place gets it. */
  #draw(menu, held) {
    const before = [...this.node.querySelectorAll('.spot')].indexOf(document.activeElement);
    fill(this.node);
    if (!menu) return;
    const { width, height } = menu.size;
    this.node.setAttribute('aria-label', menu.chatBarText);
    this.node.style.setProperty('--ratio', String(width / height));
    const spots = menu.areas.map((area, i) => this.#spot(area, i, width, height)).filter(Boolean);
    this.node.append(el('img', { src: menu.image, alt: '' }), ...spots);
    for (const hint of menu.hints ?? []) this.node.append(el('p.menu-hint.for-developer', { lang: 'en' }, hint));
    if (held) (spots[before] ?? spots[0])?.focus({ preventScroll: true });
  }

  #spot({ bounds, action }, i, width, height) {
    if (!liveAction({ action })) return null;
    const spot = tapElement('spot', action, (pressed, event) => this.#press(pressed, i + 1, event));
    const label = String(action.label || action.displayText || action.text || words.area(i + 1));
    spot.setAttribute('aria-label', label);
    spot.dataset.label = label;
    paint(spot, {
      left: share(bounds.x, width),
      top: share(bounds.y, height),
      width: share(bounds.width, width),
      height: share(bounds.height, height),
    });
    return spot;
  }

  /** Presses area number n; what would be said then, the simulator says by itself. */
  #press(action, n, event) {
    const { phone } = this;
    const press = (value) => phone.send('richmenu', value ? { area: n, value } : { area: n });
    if (onPhone.has(action.type)) {
      act(phone, action, event);
      press();
    } else if (action.type === 'richmenuswitch') {
      press();
    } else {
      const inPlace = (deed, body) => press(Object.values(body.params ?? {})[0]);
      act(Object.create(phone, { send: { value: inPlace } }), action, event);
    }
  }
}

const share = (part, whole) => `${(part / whole) * 100}%`;
