package bot

// Plain words of danger to life. A call too many costs a card, one too few a
// life: what is not plainly harmless is danger.

import "regexp"

var (
	// Danger whatever stands around it.
	danger = regexp.MustCompile(`ไฟไหม้|ไฟใหม้|ไฟไม้|ไหม้บ้าน|บ้าน(?:กำลัง)?ไหม้|เพลิงไหม้|ไฟลุก(?:ไหม้|ท่วม)|` +
		`จมน้ำ|ตกน้ำ|ตกคลอง|ตกบ่อ|(?:ถูก|โดน)น้ำพัด|น้ำพัด(?:ไป|คน|เด็ก|รถ)|น้ำป่า(?:มา|ไหล|หลาก)|น้ำท่วม.{0,20}(?:ออกไม่ได้|หนีไม่|ติดอยู่|ติดใน|หลังคา|ถึงอก|ถึงคอ|มิดหัว)|ติดอยู่(?:ใน|บน)(?:บ้าน|หลังคา|รถ|ลิฟต์|ลิฟท์)|` +
		`หายใจ(?:ไม่ออก|ไม่ได้|ไม่ทัน|ลำบาก)|ไม่หายใจ|หยุดหายใจ|สำลัก(?:ข้าว|น้ำ|อาหาร)?(?:ไม่|หน้า)|ติดคอ|` +
		`หมดสติ|ไม่(?:ค่อย)?รู้สึกตัว|ไม่ได้สติ|(?:เรียก|ปลุก)ไม่(?:ตื่น|รู้)|สลบ|เป็นลม|วูบ(?:ล้ม|หมด|ไป)|ชัก(?:เกร็ง|กระตุก|อยู่|ไม่หยุด)|` +
		`(?:เจ็บ|แน่น|จุก)(?:ที่|ตรง|กลาง|มาก)*(?:หน้าอก|กลางอก|อกมาก)|หัวใจ(?:วาย|หยุด)|` +
		`ปากเบี้ยว|หน้าเบี้ยว|(?:อัมพฤกษ์|อ่อนแรง|แขนขา).{0,20}(?:เฉียบพลัน|ทันที|อยู่ดี)|เส้นเลือด(?:ใน)?สมองแตก|` +
		`รถ(?:ชน|คว่ำ|ล้ม|ทับ|พลิก|ตกข้าง|ตกถนน)|โดนรถ|มอเตอร์ไซ(?:ค์)?ล้ม|อุบัติเหตุ|` +
		`(?:ถูก|โดน)(?:ยิง|แทง|ทำร้าย|ปล้น|จี้|ข่มขืน|ตบตี|ตีหัว|ฟัน(?:หัว|แขน|คอ|ด้วย|เลือด))|ยิงกัน|ไล่(?:ยิง|ฟัน|แทง)|ทำร้ายร่างกาย|โจร|ขโมย(?:ขึ้น|เข้า)บ้าน|คนร้าย|คลุ้มคลั่ง|เมาอาละวาด|` +
		`งู(?:เห่า|กะปะ|จงอาง)?กัด|(?:ถูก|โดน)งู|งูเข้าบ้าน|ไฟฟ?้?า?(?:ดูด|ช็อต|ช๊อต|ช็อค|ช๊อค|ช็อก)|` +
		`ผูกคอ|ฆ่าตัวตาย|อยากตาย|ไม่อยาก(?:มีชีวิต)?อยู่(?:แล้ว|ต่อ|บนโลก)|กินยาตาย|กินยา(?:ฆ่า|เกินขนาด)|โดดตึก|กรีดข้อมือ|` +
		`เลือด(?:ออก|ไหล)?(?:มาก|เยอะ|ไม่หยุด|ท่วม)|ตกเลือด|หัวแตก|ตก(?:ต้นไม้|หลังคา|ตึก|จากที่สูง)|` +
		`(?:แก๊ส|แก็ส|ก๊าซ)รั่ว|ระเบิด|จะคลอด|น้ำคร่ำแตก|มีคน(?:เจ็บ|ตาย)|ใกล้ตาย|ฉุกเฉิน|` +
		`\bfire!|\bon fire\b|\bemergency\b|\bsos\b|\baccident\b|\b(?:can'?t|cannot) breathe\b|\bchest pain\b|\bunconscious\b|\bdrown(?:ing|ed)\b|\bheart attack\b|\bsnake ?bite\b`)

	// A cry is danger, but not over a form: จองไม่เป็น ช่วยด้วย.
	cry      = regexp.MustCompile(`ช่วยด้วย|ช่วยที|ช่วยชีวิต|ขอความช่วยเหลือ|\bhelp me\b|\bhelp!`)
	business = regexp.MustCompile(`จอง|คิว|นัด|เมนู|กดไม่|กดอะไร|กดตรง|พิมพ์|สมัคร|ลงทะเบียน|ไม่เป็น|ชื่อ|เบอร์|ดูให้|เช็ค|เช็ก|บำบัด|\bbook|ช่วย(?:ด้วย|ที)นะ`)

	// What stands before or behind words of danger and makes them harmless.
	harmlessBefore = regexp.MustCompile(`(?:ไม่(?:มี|ได้|ใช่|เคย|ใช่เรื่อง|ใช่เหตุ)?|กลัว|ป้องกัน|ซ้อม|ฝึก|อบรม|เคย(?:ประสบ|เกิด|มี|ถูก|โดน)?|ประกัน|วิธี(?:แก้|ช่วย|ปฐมพยาบาล)?|ยาแก้|ข่าว|(?:เงิน|ไฟ|ประตู|สินเชื่อ)(?:สำรอง)?)$`)
	harmlessBehind = regexp.MustCompile(`^(?:เป็นลม(?:พิษ|ชัก|บ่อย|ง่าย)|อยากตาย(?:น้ำ|ข้าว|ส้ม|ก๋วย|กาแฟ|ขนม|เย็น)|โจร(?:สลัด|ทิพย์)|ระเบิด(?:เวลา|อารมณ์)|ติดคอ(?:นโด|ม))`)
)

// isDanger reports whether a message has plain words of danger in it.
func isDanger(s string) bool {
	said := hear(s)
	close := closed(said)
	if isDangerous(danger, said) || isDangerous(danger, close) {
		return true
	}
	return (isDangerous(cry, said) || isDangerous(cry, close)) && !business.MatchString(close)
}

func isDangerous(rule pattern, said string) bool {
	for _, at := range rule.FindAllStringIndex(said, -1) {
		if !cutsLetter(said[at[1]:]) && !harmlessBefore.MatchString(tail(said[:at[0]])) && !harmlessBehind.MatchString(said[at[0]:]) {
			return true
		}
	}
	return false
}
