// When an act did not reach the office: what was typed stays, and a note says what did not happen. The sentences come with the page.
const words = () => document.getElementById('failing')?.dataset ?? {};

function sentence(status) {
  const say = words();
  if (status === 401) return say.signedOut;
  if (status === 403) return say.forbidden;
  if (status === 404 || status === 410) return say.gone;
  if (status === 429) return say.slow;
  return status ? say.broken : say.away;
}

function note(form, status) {
  clear(form);
  const box = document.createElement('div');
  box.className = 'note note-danger failed';
  box.setAttribute('role', 'alert');
  const icon = document.createElement('i');
  icon.className = 'ic ic-warning-f';
  icon.ariaHidden = 'true';
  const text = document.createElement('div');
  const lead = document.createElement('b');
  lead.textContent = form.dataset.failed || words().title;
  text.append(lead, sentence(status));
  box.append(icon, text);
  (form.closest('li') ?? form).before(box);
  form.failed = box;
}

function clear(form) {
  form.failed?.remove();
  form.failed = null;
}

const whose = ({ detail }) => detail.elt.closest('form') ?? detail.elt;
const live = (node) => node.hasAttribute('data-live');

document.addEventListener('htmx:beforeRequest', (event) => { clear(whose(event)); });
document.addEventListener('htmx:responseError', (event) => { if (!live(event.detail.elt)) note(whose(event), event.detail.xhr.status); });
for (const kind of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(kind, (event) => { if (!live(event.detail.elt)) note(whose(event), 0); });
}
