// What the browser tests know of a page: how a person finds a control on it, and what can be read there.
// It is put into every page before the page's own script.
(() => {
  const plain = (words) => (words ?? '').replace(/\s+/g, ' ').trim();
  const usable = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('[inert]') && !node.disabled;
  const named = (node, name) => [node.dataset.label, node.getAttribute('aria-label'), node.textContent].some((words) => plain(words) === name);
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });

  /** The newest control of that name, as a person who looks from below finds it. */
  const control = (within, name) => [...document.querySelectorAll(`${within} :is(button, a[href], input, select, textarea, summary, [role="application"])`)]
    .findLast((node) => named(node, name) && usable(node)) ?? null;

  const rows = (within) => [...document.querySelectorAll(`${within} .row.theirs`)];

  /** Looks again until look() gives something. */
  async function until(look) {
    for (;;) {
      const seen = await look();
      if (seen) return seen;
      await new Promise((done) => { setTimeout(done, 20); });
    }
  }

  /** The middle of the control once it stands still and nothing lies over it. */
  const aim = (within, name) => until(async () => {
    const node = control(within, name);
    if (!node) return null;
    node.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    const before = node.getBoundingClientRect();
    await frame();
    await frame();
    const after = node.getBoundingClientRect();
    if (before.x !== after.x || before.y !== after.y || control(within, name) !== node) return null;
    const [x, y] = [after.x + after.width / 2, after.y + after.height / 2];
    return node.contains(document.elementFromPoint(x, y)) ? { x, y } : null;
  });

  const told = (within, from) => rows(within).slice(from).map((row) => plain(row.textContent)).join('\n');

  /** What the account said from the row on, once all the words are in it. */
  const hears = (within, from, words) => until(() => {
    const said = told(within, from);
    return words.every((word) => said.includes(word)) && { said, rows: rows(within).length };
  });

  /** Which way the Tab key leads to the control: 1 on, -1 back, 0 here. */
  const way = (within, name) => {
    const node = control(within, name);
    const here = document.activeElement;
    if (!node || node === here) return node ? 0 : null;
    return here === document.body || here.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING ? 1 : -1;
  };

  /** Whether the focus can be seen where it is. */
  const focusShows = () => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };

  /** Every picture is there, every letter is drawn in its face. */
  const ready = async () => {
    await document.fonts.ready;
    await until(() => [...document.images].every((image) => image.complete));
    await frame();
    await frame();
    return true;
  };

  /** What is wider than the page, if the page can be pushed sideways. */
  const sideways = () => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > page.clientWidth + 1);
    return [`${page.scrollWidth} > ${page.clientWidth}`, ...wide.slice(0, 5).map((node) => `${node.tagName}.${node.className}`)];
  };

  /** Words of the newest cards in which a line holds a letter or two although the words are longer. */
  const squeezed = (within) => [...document.querySelectorAll(`${within} .fx-words`)].filter((words) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.bottom)));
    return lines.size > 1 && [...new Intl.Segmenter('th').segment(words.textContent)].length / lines.size < 2.5;
  }).map((words) => plain(words.textContent));

  /** Controls that a thumb would miss: under 44 px either way. A link inside a sentence is as high as its line. */
  const small = () => [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')].filter((node) => {
    if (!usable(node) || getComputedStyle(node).display === 'inline' || node.matches('.skip')) return false;
    const box = (node.closest('label, .form-check') ?? node).getBoundingClientRect();
    return box.width < 43.9 || box.height < 43.9;
  }).map((node) => {
    const box = node.getBoundingClientRect();
    return `${node.tagName}.${node.className} ${plain(node.textContent).slice(0, 20)} ${Math.round(box.width)}×${Math.round(box.height)}`;
  });

  /** Scrolls until the labels can be seen together, and names those that cannot. */
  const brings = (labels) => {
    const bearer = (label) => [...document.querySelectorAll('main *')].filter((node) => node.getBoundingClientRect().width > 1 && plain(node.innerText ?? '').includes(label)).at(-1);
    const first = (label) => {
      const all = [...document.querySelectorAll('main *')].filter((node) => node.childElementCount === 0 && node.getBoundingClientRect().width > 1 && plain(node.innerText ?? '').includes(label));
      return all[0] ?? bearer(label);
    };
    const nodes = labels.map(first);
    nodes.find(Boolean)?.scrollIntoView({ block: 'center' });
    return labels.filter((label, i) => {
      const box = nodes[i]?.getBoundingClientRect();
      return !box || box.top < 0 || box.bottom > innerHeight;
    });
  };

  globalThis.eyes = { aim, brings, control, focusShows, hears, plain, ready, rows, sideways, small, squeezed, told, until, way };
})();
