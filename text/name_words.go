package text

// Answers that are no names: our commands, greetings, questions, wishes.

import "regexp"

var (
	// Whole answers.
	neverName = regexp.MustCompile(`(?i)^(?:ใช่|ไม่|ได้|โอเค|โอเช|ตกลง|ยืนยัน|เอา|ไป|มา|กลับ|ย้อนกลับ|ถัดไป|ต่อไป|แก้ไข|ข้าม|เสร็จ|เรียบร้อย|เริ่มใหม่|รับทราบ|ยินยอม|` +
		`ยกเลิก|จอง|คิว|นัด|เลื่อน|ช่วย|เมนู|เมนูหลัก|ดี|ดีจ้า|ดีครับ|ฉัน|ผม|ดิฉัน|หนู|เรา|แม่|พ่อ|ลูก|ยาย|ตา|ตัวเอง|ของฉัน|คนเดิม|เหมือนเดิม|ชื่อเดิม|` +
		`คุณแม่|คุณพ่อ|คุณยาย|คุณตา|คุณหมอ|คุณครู|นายก|ลืม|ทดสอบ|เทส|ชื่อ|นามสกุล|นาย|นาง|นางสาว|คุณ|พระ|เด็กชาย|เด็กหญิง|ใคร|ไหน|เหรอ|หรอ|เช้า|บ่าย|เย็น|อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัส|พฤหัสบดี|ศุกร์|เสาร์|` +
		`ok|okay|yes|no|hello|hi|hey|thanks?|thank you|please|menu|book|booking|cancel|help|test|back|next|confirm|start|stop|me|myself|mr|mrs|ms|miss)$`)
	// Parts that no name has.
	sentenceParts = regexp.MustCompile(`(?i)อยาก|ชื่อ|วันไหน|ปวด|แก้ไข|สักครู่|ตายแล้ว|ทดสอบ|เทศมนตรี|บ้านอยู่|โรงเรียน|ต้องการ|ทำไม|อะไร|ยังไง|อย่างไร|เท่าไหร่|เท่าไร|ที่ไหน|เมื่อไหร่|เมื่อไร|หรือ(?:ยัง|เปล่า|ไม่)|ได้ไหม|ได้มั้ย|ใช่ไหม|มีไหม|ว่างไหม|ไหมคะ|ไหมครับ|มั้ย|` +
		`จองคิว|จองวัน|จองเวลา|จองนัด|จองให้|ขอจอง|จองบริการ|การจอง|ยกเลิก|เลื่อนนัด|เลื่อนวัน|เลื่อนคิว|ขอเลื่อน|ขอถาม|ขอเบอร์|ขอความ|สอบถาม|ย้อนกลับ|กลับเมนู|เริ่มใหม่|` +
		`ร้องทุกข์|ร้องเรียน|ติดตามเรื่อง|แจ้งเหตุ|ฉุกเฉิน|ข่าวสาร|ข้อมูล|รายการสุขภาพ|ติดต่อ|เจ้าหน้าที่|บำบัด|แพทย์แผน|เทศบาล|บริการ|โรงพยาบาล|รพ\.|` +
		`สวัสดี|หวัดดี|ขอบคุณ|ขอบใจ|ขอโทษ|พรุ่งนี้|วันนี้|เมื่อวาน|มะรืน|โมง|ตอนนี้|เดี๋ยว|น้ำท่วม|ไฟไหม้|ไฟดับ|ช่วยด้วย|ช่วยฉัน|ปวดหัว|ปวดหลัง|ปวดขา|เข้าใจ|ไม่รู้|ไม่มี|ไม่บอก|ไม่อยาก|ไม่เอา|ไม่ใช่|ไม่ได้|ไม่สบาย|` +
		`เปลี่ยน|กี่คน|กี่คิว|ว่างกี่|เบอร์โทร|โทรศัพท์|ชื่ออะไร|ชื่อเดียว|ตามบัตร|www\.|http|\.com|\.co\b|\.th\b|` +
		`\b(?:want|need|book|booking|cancel|menu|help|hello|please|thanks?|queue|appointment|what|when|where|why|how|tomorrow|today|select|drop|table|null)\b`)
	sentenceStart = regexp.MustCompile(`^(?:ไม่|ขอ\s|อยู่|กำลัง|แล้ว|มีใคร|มีคิว|มีที่|เปิดกี่|เปิดวัน|ปิดวัน|เอาวัน|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)(?:$|\s|ที่|นี้|หน้า))`)
)

func saysSomethingElse(name string) bool {
	if neverName.MatchString(name) || sentenceParts.MatchString(name) || sentenceStart.MatchString(name) {
		return true
	}
	if _, isChoice := ReadChoice(name); isChoice {
		return true
	}
	_, r := ReadTime(name)
	return r != None && !hasSpace.MatchString(name)
}

var hasSpace = regexp.MustCompile(`\s`)
