// A form marked data-passkey asks the person's device and posts what it answered. What can go wrong has its sentence in the form.
const can = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

function say(form, words) {
  form.querySelector('[data-said]').textContent = words;
  form.querySelector('button').disabled = false;
}

/** What the office asks; where it refuses, its page says why: the form is posted without an answer. */
async function question(form) {
  const answer = await fetch(form.dataset.ask, { method: 'POST', cache: 'no-store' });
  if (answer.redirected) { location.assign(answer.url); return null; }
  if (!answer.ok) { form.submit(); return null; }
  return answer.json();
}

const device = {
  create: (asked) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) }),
  get: (asked) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) }),
};

async function answer(form) {
  let asked;
  try {
    asked = await question(form);
  } catch {
    return say(form, form.dataset.away);
  }
  if (!asked) return undefined;
  try {
    const credential = await device[form.dataset.passkey](asked);
    form.elements.credential.value = JSON.stringify(credential.toJSON());
  } catch ({ name }) {
    return say(form, name === 'InvalidStateError' ? form.dataset.twice : form.dataset.stopped);
  }
  return form.submit();
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!can) {
    say(form, form.dataset.none);
    form.querySelector('button').disabled = true;
    continue;
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(form, '');
    form.querySelector('button').disabled = true;
    answer(form);
  });
}
