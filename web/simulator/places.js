// Places that a resident can choose by name instead of typing figures. They are samples: the box knows no town.

const village = 'ต.ปากพูน อ.เมือง จ.นครศรีธรรมราช';

export const places = [
  { title: 'ศาลาหมู่บ้าน หมู่ 3', address: `หมู่ 3 ${village}`, lat: 8.5287, lng: 99.9534 },
  { title: 'รพ.สต.ปากพูน', address: `หมู่ 1 ${village}`, lat: 8.5312, lng: 99.9471 },
  { title: 'โรงเรียน หมู่ 4', address: `หมู่ 4 ${village}`, lat: 8.5341, lng: 99.9562 },
  { title: 'ตลาดนัด หมู่ 6', address: `หมู่ 6 ${village}`, lat: 8.5248, lng: 99.9498 },
  { title: 'สะพานคลอง หมู่ 8', address: `หมู่ 8 ${village}`, lat: 8.5223, lng: 99.9587 },
];
