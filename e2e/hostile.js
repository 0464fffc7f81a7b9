// Puts hostile messages before those of the first resident, past all rules, and looks for what they did to the page.
(() => {
  const real = globalThis.fetch;
  /** Raw JSON of messages, as the bot would have sent them. */
  globalThis.hostile = [];

  const entry = (raw, i) => `{"seq":${i + 1},"at":"2026-11-25T05:00:00Z","from":"bot","message":${raw}}`;

  globalThis.fetch = async (input, init) => {
    const url = new URL(input, location.href);
    const count = globalThis.hostile.length;
    if (!count || !/\/residents\/somsri\/messages$/.test(url.pathname)) return real(input, init);
    const after = Number(url.searchParams.get('after') ?? 0);
    if (url.searchParams.has('before')) return new Response('{"messages":[]}');
    url.searchParams.set('after', String(Math.max(0, after - count)));
    const { messages } = await (await real(url, init)).json();
    const true_ = messages.map((one) => JSON.stringify({ ...one, seq: one.seq + count }));
    return new Response(`{"messages":[${[...globalThis.hostile.map(entry).slice(after), ...true_].join(',')}]}`);
  };

  const schemes = new Set(['http:', 'https:', 'tel:', 'line:']);

  /** What is wrong on the page, as sentences. */
  globalThis.hostileFaults = () => {
    const faults = [];
    if (globalThis.canary !== undefined) faults.push('something was executed');
    if ({}.polluted !== undefined || [].polluted !== undefined) faults.push('all objects were changed');
    for (const node of document.body.querySelectorAll('iframe, object, embed, style, base, link, meta, script, foreignObject, [srcdoc]')) faults.push(`a ${node.tagName} in the page`);
    for (const node of document.body.querySelectorAll('*')) {
      for (const { name } of node.attributes) if (name.startsWith('on')) faults.push(`${node.tagName} has ${name}`);
      if (node.tagName === 'A' && node.hasAttribute('href') && !schemes.has(node.protocol)) faults.push(`a link to ${node.protocol}`);
      const css = node.getAttribute('style') ?? '';
      if (/url\(|expression|@import|javascript|fixed|sticky|\b\d+v[wh]\b/i.test(css)) faults.push(`a style ${css.slice(0, 120)}`);
    }
    const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) faults.push(`ids that are there twice: ${twice}`);
    return faults.slice(0, 10);
  };

  /** The middle of the line to type on, if it can be seen and nothing lies over it; else null. */
  globalThis.composer = () => {
    const line = document.querySelector('#phone-somsri textarea');
    if (!line) return null;
    const { x, y, width, height } = line.getBoundingClientRect();
    const [cx, cy] = [x + width / 2, y + height / 2];
    const seen = width > 40 && height > 20 && cx > 0 && cx < innerWidth && cy > 0 && cy < innerHeight;
    return seen && line.contains(document.elementFromPoint(cx, cy)) ? { x: cx, y: cy } : null;
  };
})();
