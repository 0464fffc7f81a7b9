// Keeps the nurse's page fresh: what is new comes in by itself, and nothing moves where nothing is new.

const every = 30_000;
const parts = ['as-of', 'days'];
const lost = document.querySelector('#lost > span');
let waiting = 0;

async function refresh() {
  clearTimeout(waiting);
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const id of parts) {
      const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
      if (!now) throw new Error(`no ${id}`);
      if (old.isEqualNode(now)) continue;
      const held = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      old.replaceWith(document.adoptNode(now));
      if (held) now.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  waiting = setTimeout(refresh, every);
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh();
});
waiting = setTimeout(refresh, every);
