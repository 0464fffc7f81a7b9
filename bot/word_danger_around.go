package bot

// What stands around a sign of danger and changes its meaning.

import "regexp"

var (
	// innocent are words that only look like a sign.
	innocent = newSign(`เป็นลมพิษ|ลมพิษ|ไข้เลือดออก|เลือดออก(?:ตาม)?(?:ไรฟัน|เหงือก)|เลือดออก(?:ไหม|มั้ย|รึ|หรือ)|(?:คิว|การจอง|นัด)(?:ของ)?(?:แม่|พ่อ|ลูก|ยาย|ฉัน|ผม|หนู)?หาย(?:ไป)?|ตัวแข็งแรง|ลิ้นชัก|ชัก(?:ช้า|ชวน|จูง|ว่าว|โครก|ใย|เย่อ)|` +
		`(?:ถัง|ซ้อม|อบรม|ฝึก|ไฟ)ดับเพลิง|(?:เงิน|ไฟ|ประตู|สินเชื่อ|ทางออก|บันได|กองทุน|ไฟสำรอง|เงินสำรอง)ฉุกเฉิน|` +
		`อยากตาย(?:น้ำ|ข้าว|ส้ม|ก๋วย|กาแฟ|ขนม|เย็น)|โจร(?:สลัด|ทิพย์)|ระเบิด(?:เวลา|อารมณ์|พลัง)|ติดคอ(?:นโด|ม)|` +
		`ล้ม(?:ป่วย|เลิก|ละลาย|เหลว|ลุกคลุกคลาน|หมอนนอน|กระดาน)|ตกน้ำหนัก|ปืนฉีด|กัดกัน|อก(?:หัก|ไก่)|หน้าอกหน้าใจ|ตี(?:ราคา|ความ|สนิท|กลอง|แบด|ปิงปอง)|ตบ(?:แต่ง|มือ)|` +
		`\bfire (?:station|drill|extinguisher|works?)\b|\bfireworks?\b|\bcampfire\b|\bhot ?shot\b`)

	// denied is a no that governs the sign. ไม่ได้ and ไม่มี behind a verb are that
	// verb's: แม่ลุกไม่ได้หมดสติ; they deny only what a subject begins.
	denied = regexp.MustCompile(expand(`(?:ไม่|ไม่ใช่|ไม่เคย|ไม่ถึงกับ|ไม่ถึงขั้น|ไม่ต้อง|อย่า|มิใช่)(?:เหตุ|เรื่อง|ถูก|โดน|เคย|เป็น|เกิด|การ|จะ)?$|` +
		`(?:^|[^ก-๙])(?:<who>|ของ|ที่|บ้าน|ห้อง|แถว|นี่|นี้|นั้น|ตอน|วัน|ก็|แต่|ยัง|แล้ว|คือ|ค่ะ|ครับ|คับ|คะ|นะ|อาการ|คง|จริงๆ|โชคดี|สรุป|เลย)*(?:ไม่ได้|ไม่มี|ไม่เป็น)(?:ใคร|เหตุ|อะไร|ถูก|โดน|เป็น|มี|เกิด|จะ)*$`))

	// spokenOf makes a sign something feared, learnt, healed, insured or remembered.
	spokenOf    = regexp.MustCompile(expand(`(?:กลัว|ป้องกัน|ซ้อม(?:หนี|แผน|อพยพ)?|ฝึก(?:ซ้อม)?|อบรม|เคย|ประกัน(?:ภัย)?|วิธี(?:แก้|ช่วย|ช่วยเหลือ|ปฐมพยาบาล|รับมือ|สังเกต)?|แก้|รักษา|บรรเทา|ข่าว|ฟื้นฟู|พักฟื้น|หลัง(?:จาก|ผ่าตัด)?|ประวัติ|เสี่ยง(?:ต่อ)?|ถ้า(?:หาก)?|หาก|เผื่อ|สมมติ(?:ว่า)?|สำหรับ|ฝัน(?:ว่า|เห็น)?|\b(?:after|history of|recovering from|rehab for|afraid of|in case of|insurance for|if))` + talkedOf))
	notSpokenOf = regexp.MustCompile(expand(`(?:(?:ข้าง|ด้าน|ปวด|เจ็บ|เมื่อย|บ้าน|ที่|ครัว|สวน|ห้อง|แผ่น|ไม่)หลัง|(?:โดน|ถูก|รุม|<partner>)(?:<who>)?ซ้อม)` + talkedOf))

	// lasting begins with the sign itself: what comes often or is still to come.
	lasting = regexp.MustCompile(`^เป็นลมชัก(?:$|[^เกก])|^.{2,40}?(?:บ่อย|ง่าย|เป็นประจำ|เป็นครั้งคราว|เดือนหน้า|เดือนที่|ปีหน้า|อาทิตย์หน้า|สัปดาห์หน้า| ?หายแล้ว| ?หายดี| ?ดีขึ้นแล้ว)`)

	past = regexp.MustCompile(`(?:ปี|เดือน|อาทิตย์|สัปดาห์|วัน)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)|(?:[0-9]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|หลาย|ครึ่ง|กว่า) ?(?:ปี|เดือน|อาทิตย์|สัปดาห์)(?:กว่า)?(?:มา)?(?:ก่อน|แล้ว|ที่แล้ว)|` +
		`ตั้งแต่(?:ปี|เดือน|เด็ก|เกิด|สมัย|อายุ|หนุ่ม|สาว)|ตอน(?:เด็ก|สาว|หนุ่ม|ปี|อายุ)|เมื่อปี|ปี (?:25)?[0-9]{2}|สมัย(?:ก่อน|เด็ก|หนุ่ม|สาว)|นานแล้ว|มานาน|\b(?:last (?:year|month|week)|(?:years?|months?|weeks?) ago|used to|once had)\b`)
	presently = regexp.MustCompile(`ตอนนี้|เดี๋ยวนี้|ขณะนี้|เมื่อกี้|เมื่อตะกี้|กำลัง|วันนี้|เมื่อเช้า|เมื่อคืน|เพิ่ง|ด่วน|อีกแล้ว|เป็นอีก|อยู่ดี|ช่วยด้วย|\bnow\b|\btoday\b`)
	again     = regexp.MustCompile(`^.{0,30}(?:อีกแล้ว|เป็นอีก|ช่วยด้วย|ด่วน)$`)

	// business is what people cry for help over without being in danger.
	business = regexp.MustCompile(`จอง|คิว|นัด|เมนู|กด(?:ไม่|อะไร|ตรง|ปุ่ม|ยืนยัน)|พิมพ์|กรอก|สมัคร|ลงทะเบียน|(?:ทำ|ใช้|เล่น|ส่ง)ไม่เป็น|(?:ชื่อ|เบอร์|วัน|เวลา|ข้อมูล)(?:ผิด|ไม่ถูก)|(?:แก้|เปลี่ยน|ลบ|เลื่อน)(?:ชื่อ|เบอร์|วัน|เวลา|ข้อมูล)|ดูให้|เช็[คก]|บำบัด|book|ช่วย(?:ด้วย|ที)นะ`)

	ached = regexp.MustCompile(`(?:ปวด|เมื่อย|หิว|ร้อน|ง่วง|ขี้เกียจ|กลุ้ม|เหนื่อย|เบื่อ|ขำ|คิดถึง|อยาก|รอคิว|รอนาน|หนาว|คัน|เครียด|เซ็ง|รำคาญ|อาย|ยุ่ง|งง).{0,15}$`)
	thing = regexp.MustCompile(`ต้นไม้|เสา|กิ่ง|ป้าย|รั้ว`)
	lit   = regexp.MustCompile(`(?:มี|ดับ|เปิด|ปิด|ติด|ซ่อม|ค่า|จ่าย|ต่อ|พี่|หลอด|เสา|ใช้|ขอ)$`)

	// countedBefore and countedBehind make a number a house, a price or a measure.
	countedBefore = regexp.MustCompile(`(?:เลขที่|เลข|ซอย|ห้อง|ราคา|จำนวน|ถนน|สาย|หน้า|ข้อ|บ้าน|ปี|ความดัน|น้ำตาล|ค่า|อันดับ|คิว|คิวที่|[/.,:-])$`)
	countedBehind = regexp.MustCompile(`^(?:บาท|หมู่|ม\.|คน|ซม|เซน|กก|กิโล|ปี|ครั้ง|วัน|มก|mg|[/.,:-][0-9])`)
	figures       = regexp.MustCompile(`[0-9]+`)

	hotlineNumbers = []string{"1669", "191", "199", "1784"}
)

// What may stand between such a word and the sign: หลังจากที่แม่ประสบอุบัติเหตุ.
const talkedOf = ` ?(?:ที่|ว่า|จะ|การ|โรค|อาการ|ภาวะ|คน|เกิด|มี|เป็น|ถูก|โดน|ประสบ|จาก|เรื่อง|เหตุ|กับ|ผู้ป่วย|คนไข้|อัมพาต|อัมพฤกษ์|<who>|an? |the |my |his |her )*$`

// exaggerated tells ปวดหลังจะตายแล้ว from จะตายแล้ว.
func exaggerated(before, _ string) int {
	if ached.MatchString(before) {
		return mentioned
	}
	return urgent
}

// lamp tells มีไฟไหม, a question about light, from ไฟไหม, which misses a mark.
func lamp(before, _ string) int {
	if lit.MatchString(before) {
		return harmless
	}
	return urgent
}

// toppled tells what stands, and falls across a road, from a person.
func toppled(_, hit string) int {
	if thing.MatchString(hit) {
		return harmless
	}
	return urgent
}
