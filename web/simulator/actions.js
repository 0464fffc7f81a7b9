// What a press does, for every kind of LINE action.
import { safeAddress } from './flex/tap.js';
import { pickerOf } from './picker/picker.js';
import { toast } from './sheet.js';
import { photoOf } from './sheets/files.js';
import { callOf, lineOf, webOf } from './sheets/leave.js';
import { placeOf } from './sheets/place.js';
import { voiceOf } from './sheets/voice.js';
import { localMinute } from './format.js';
import { words } from './words.js';

const deeds = {
  postback,
  message: (phone, action) => phone.send('text', { text: action.text }),
  uri,
  datetimepicker: (phone, action) => pickerOf(phone, action, localMinute(phone.world.now()),
    (params) => phone.send('postback', { data: action.data, label: action.label, params })),
  camera: photoOf,
  cameraRoll: photoOf,
  location: placeOf,
  clipboard: (phone, action) => navigator.clipboard?.writeText(String(action.clipboardText ?? '')).then(() => toast(phone.glass, words.copied), () => {}),
};

/** Kinds that only begin something on the phone: nothing was said yet, so quick replies stay. */
export const stays = (action) => ['uri', 'location', 'datetimepicker', 'clipboard', 'camera', 'cameraRoll'].includes(action.type);

/** Does the action on the phone; event is the press, whose own effect a link may not have. */
export function act(phone, action, event) {
  if (Object.hasOwn(deeds, action.type)) deeds[action.type](phone, action, event);
}

function postback(phone, action) {
  phone.send('postback', { data: action.data, label: action.label, displayText: action.displayText ?? action.text });
  phone.richMenu.option(action.inputOption);
  if (action.inputOption === 'openKeyboard') phone.composer.open(action.fillInText);
  if (action.inputOption === 'openVoice') voiceOf(phone);
}

// LINE's own pages that a phone can do something for (D/using-line-url-scheme).
const instead = [
  [/\/nv\/location/, { words: words.sendPlace, open: placeOf }],
  [/\/nv\/camera/, { words: words.image, open: photoOf }],
];

function uri(phone, action, event) {
  if (event?.ctrlKey || event?.metaKey || event?.button === 1) return;
  event?.preventDefault();
  const address = safeAddress(action.uri);
  if (!address) return;
  if (/^tel:/i.test(address)) callOf(phone, readable(address.slice(4)));
  else if (/^line:/i.test(address) || /^https:\/\/line\.me\/R\//i.test(address)) lineOf(phone, address, instead.find(([form]) => form.test(address))?.[1]);
  else webOf(phone, address);
}

/** 075123456 → 075-123-456, 0812345678 → 081-234-5678; others as they are. */
function readable(number) {
  const digits = decodeURIComponent(number.replace(/%(?![0-9A-Fa-f]{2})/g, '%25')).replace(/[^\d+*#]/g, '');
  return digits.replace(/^(0\d{2})(\d{3})(\d{3,4})$/, '$1-$2-$3');
}
