// Questions to the person, in a dialog that the page's styles do not reach and whose
// own need no permission of the page's policy.

const thai = () => navigator.language.toLowerCase().startsWith('th');

const sentences = () => (thai()
  ? { ok: 'ตกลง', cancel: 'ยกเลิก', scan: 'ข้อความในคิวอาร์โค้ด', share: 'ส่งให้ใคร', send: 'ส่ง', friend: 'เพิ่มบัญชีนี้เป็นเพื่อนไหม', add: 'เพิ่มเพื่อน' }
  : { ok: 'OK', cancel: 'Cancel', scan: 'Text of the 2D code', share: 'Share with', send: 'Send', friend: 'Add this account as a friend?', add: 'Add friend' });

const style = `
dialog { border: 0; border-radius: 16px; padding: 24px; width: min(24rem, 90vw); color: #1b2420; background: #fff; font: 1.125rem/1.6 sans-serif; }
dialog::backdrop { background: rgb(0 0 0 / 45%); }
h2 { font-size: 1.25rem; margin: 0 0 12px; }
label { display: flex; gap: 12px; align-items: center; min-height: 48px; }
input[type=text] { flex: 1; min-width: 0; font: inherit; padding: 8px 12px; border: 1px solid #56635d; border-radius: 8px; color: inherit; background: inherit; }
input[type=checkbox], input[type=radio] { width: 24px; height: 24px; }
div { display: flex; gap: 12px; justify-content: end; margin-top: 16px; }
button { min-height: 48px; padding: 8px 20px; font: inherit; border: 1px solid #56635d; border-radius: 12px; background: #fff; color: #1b2420; }
button[value=yes] { background: #046a38; border-color: #046a38; color: #fff; }`;

/** Asks with fields, each an input and its text; resolves with the form, or null when it was cancelled. */
function ask(title, yes, fields) {
  const words = sentences();
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const make = (tag, props = {}, children = []) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };
  const inputs = fields.map(({ label, ...props }) => ({ props, node: make('input', props), label }));
  const heading = make('h2', { id: 'title', textContent: title });
  const form = make('form', { method: 'dialog' }, [
    heading,
    ...inputs.map(({ node, label }) => make('label', {}, label ? [node, label] : [node])),
    make('div', {}, [
      make('button', { type: 'submit', value: 'no', textContent: words.cancel, formNoValidate: true }),
      make('button', { type: 'submit', value: 'yes', textContent: yes }),
    ]),
  ]);
  for (const { node, label } of inputs) if (!label) node.setAttribute('aria-labelledby', 'title');
  const dialog = make('dialog', { lang: thai() ? 'th' : 'en' }, [form]);
  dialog.setAttribute('aria-labelledby', 'title');
  // Enter in a field would press the first button, which is to cancel.
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('input')) {
      event.preventDefault();
      dialog.close('yes');
    }
  });
  root.append(dialog);
  document.body.append(host);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      host.remove();
      resolve(dialog.returnValue === 'yes' ? inputs.map(({ node }) => node) : null);
    });
    dialog.showModal();
  });
}

export async function askScan() {
  const words = sentences();
  const fields = await ask(words.scan, words.ok, [{ type: 'text', name: 'text', autocomplete: 'off' }]);
  return fields && fields[0].value;
}

/** Asks for chats; resolves with their names. */
export async function askTargets(targets, several) {
  const words = sentences();
  const fields = await ask(words.share, words.send, targets.map((t) => ({
    type: several ? 'checkbox' : 'radio', name: 'target', value: t.name, label: t.title,
  })));
  return fields && fields.filter((f) => f.checked).map((f) => f.value);
}

export async function askFriendship() {
  const words = sentences();
  return await ask(words.friend, words.add, []) !== null;
}
