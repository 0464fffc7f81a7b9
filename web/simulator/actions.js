// What a press does, for every kind of LINE action.
import { toast } from './sheet.js';
import { callOf, dayOf, placeOf } from './sheets.js';
import { words } from './words.js';

/** Does the action on the phone; event is the press, whose own effect a link may not have. */
export function act(phone, action, event) {
  const { glass } = phone;
  switch (action.type) {
    case 'postback':
      phone.send('postback', { data: action.data, label: action.label, displayText: action.displayText ?? action.text });
      if (action.inputOption === 'openKeyboard') phone.composer.open(action.fillInText);
      return;
    case 'message':
      phone.send('text', { text: action.text });
      return;
    case 'uri':
      if (!/^tel:/i.test(action.uri)) return;
      event.preventDefault();
      callOf(glass, readable(action.uri.slice(4)));
      return;
    case 'datetimepicker':
      dayOf(glass, action, (params) => phone.send('postback', { data: action.data, label: action.label, params }));
      return;
    case 'camera': case 'cameraRoll':
      phone.send('image');
      return;
    case 'location':
      placeOf(glass, phone.send);
      return;
    case 'clipboard':
      navigator.clipboard?.writeText(String(action.clipboardText ?? '')).then(() => toast(glass, words.copied), () => {});
      return;
    default:
  }
}

/** 075123456 → 075-123-456, 0812345678 → 081-234-5678; others as they are. */
function readable(number) {
  const digits = decodeURIComponent(number.replace(/%(?![0-9A-Fa-f]{2})/g, '%25')).replace(/[^\d+*#]/g, '');
  return digits.replace(/^(0\d{2})(\d{3})(\d{3,4})$/, '$1-$2-$3');
}
