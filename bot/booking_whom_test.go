package bot

// Whom a message says the booking is for.

import "testing"

func TestIsForOther(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]bool{
		"จองกายภาพให้แม่ วันจันทร์": true, "จองให้คุณแม่ค่ะ": true, "อยากจองให้ลูกสาว": true, "จองคิวแทนสามี": true,
		"จองให้ตา พรุ่งนี้": true, "พาพ่อไปฝังเข็ม": true, "แม่ชื่อ บุญมา ใจดี": true, "แม่ปวดหลัง อยากจองนวด": true,
		"จองให้คนอื่น": true, "จองให้เพื่อนบ้าน": true, "book for my mother": true, "massage for someone else": true,

		"จองให้หน่อย": false, "จองให้ตามนี้": false, "ให้ตายสิ เต็มอีกแล้ว": false, "ไม่ได้จองให้แม่": false, "ตาเจ็บ": false,
		"พี่คะ จองนวด": false, "ลูกประคบ": false, "ยกเลิกคิวให้แม่": false, "ขอจองวารี": false, "book for tomorrow": false,
		"ผมชื่อ สมชาย ใจดี": false, "สำหรับวันจันทร์": false, "ติดต่อเจ้าหน้าที่ให้พี่หน่อย": false,
	} {
		if got := isForOther(said); got != want {
			t.Errorf("%q is for somebody else: got %v, want %v", said, got, want)
		}
	}
}

func TestHalfOf(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"ช่วงบ่าย": afternoon, "เช้าๆ หน่อย": morning, "วันศุกร์ ตอนเช้า": morning, "in the afternoon": afternoon, "หลังเที่ยง": afternoon,
		"เช้าหรือบ่ายก็ได้": "", "ไม่เอาช่วงเช้า": "", "สวัสดีตอนเช้า จองวันศุกร์": "", "good morning": "", "พรุ่งนี้": "",
	} {
		if got := halfOf(said); got != want {
			t.Errorf("%q names the half %q of the day, want %q", said, got, want)
		}
	}
}
