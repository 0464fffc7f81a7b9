package e2e

// The cards that nobody asks for, on a phone: danger, refusals, what staff changed.

import "testing"

func TestCardsOfBadDays(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.look("light", 390, 844)
	s.open("/")
	s.do(front)
	p := s.person("somsri")
	p.tap("เพิ่มเพื่อน")
	p.hears("ต้องการใช้บริการใด")
	for _, said := range []struct{ name, words, hears string }{
		{"despair", "ไม่อยากมีชีวิตอยู่แล้ว", "1323"},
		{"danger", "แม่ล้มหัวฟาดพื้น ช่วยด้วย", "อันตรายถึงชีวิต โทรก่อน"},
		{"danger-and-wish", "อยากจองกายภาพ เส้นเลือดสมองแตกเมื่อปีก่อน", "เลือกวัน"},
		{"not-understood", "ราคาเท่าไหร่คะ", "ขออภัย"},
		{"closed-day", "จองวารี วันเสาร์ 9 โมง", "วันที่ยังว่างมีดังนี้"},
		{"my-data-none", "ข้อมูลของฉัน", "ยังไม่มีข้อมูลที่เก็บไว้"},
		{"staff", "ติดต่อเจ้าหน้าที่", "เจ้าหน้าที่"},
	} {
		s.d.call("residents/somsri/text", map[string]any{"text": said.words}, nil)
		p.hears(said.hears)
		p.straight(said.name)
		s.accessible(said.name)
		p.picture("card-" + said.name)
	}
}
