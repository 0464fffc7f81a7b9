package bot

// What a typed message asks for, wherever the person is: words that always
// work, danger, and small talk.

import (
	"slices"
	"strings"

	"tambon/text"
)

// WordCancelBooking is "cancel my place": it opens the list, never cancels.
const WordCancelBooking Word = "cancelbooking"

// spoken lists other ways to say the words, folded. A message that is one of
// them, bare or with polite words around it, asks for it.
var spoken = map[Word][]string{
	WordMenu:          {"เมนู", "เมนูหลัก", "หน้าหลัก", "หน้าแรก", "เริ่มใหม่", "เริ่มต้น", "menu", "start", "help", "ช่วยเหลือ", "ทำอะไรได้บ้าง"},
	WordBook:          {"จองคิว", "จอง", "จองคิวใหม่", "จองใหม่", "ขอจองคิว", "ขอจอง", "ขอคิว", "อยากจองคิว", "อยากจอง", "จะจองคิว", "จะจอง", "ต้องการจองคิว", "ต้องการจอง", "นัดหมอ", "จองนัด", "ขอนัด", "ทำนัด", "จองบริการ", "book", "booking", "book a visit"},
	WordBookings:      {"การจองของฉัน", "การจอง", "คิวของฉัน", "นัดของฉัน", "ดูการจอง", "ดูคิว", "ดูนัด", "เช็คคิว", "เช็คนัด", "เช็กคิว", "เช็กนัด", "นัดวันไหน", "มีนัดวันไหน", "คิววันไหน", "จองไว้วันไหน", "my bookings", "bookings"},
	WordCancelBooking: {"ยกเลิกคิว", "ยกเลิกการจอง", "ยกเลิกนัด", "ยกเลิกคิวจอง", "ขอยกเลิกคิว", "ขอยกเลิกนัด", "ขอยกเลิกการจอง", "ไม่ไปตามนัด", "ไปตามนัดไม่ได้", "ไปไม่ได้แล้ว", "cancel booking", "cancel my booking"},
	WordComplaint:     {"ร้องทุกข์", "ร้องเรียน", "แจ้งเรื่อง", "แจ้งปัญหา", "ร้องทุกข์ปัญหา", "complaint"},
	WordFollow:        {"ติดตามเรื่อง", "ตามเรื่อง", "เรื่องถึงไหนแล้ว", "ติดตามเรื่องร้องทุกข์", "track"},
	WordEmergency:     {"แจ้งเหตุฉุกเฉิน", "แจ้งเหตุ", "ฉุกเฉิน", "เหตุฉุกเฉิน", "emergency", "sos"},
	WordNews:          {"ข่าวสาร", "ข่าว", "ข่าวประชาสัมพันธ์", "ประกาศ", "news"},
	WordHealthInfo:    {"ข้อมูลสุขภาพ", "ความรู้สุขภาพ", "ข้อมูลดูแลสุขภาพ", "health information"},
	WordHealthList:    {"รายการสุขภาพ", "health list"},
	WordMyData:        {"ข้อมูลของฉัน", "ข้อมูลส่วนตัว", "ลบข้อมูล", "ลบข้อมูลของฉัน", "แก้ไขข้อมูล", "แก้ชื่อ", "เปลี่ยนเบอร์", "เปลี่ยนเบอร์โทร", "my data"},
	WordStaff:         {"ติดต่อเจ้าหน้าที่", "คุยกับเจ้าหน้าที่", "เจ้าหน้าที่", "ขอคุยกับคน", "ขอสาย", "ติดต่อเทศบาล", "โทรหาเจ้าหน้าที่", "เบอร์โทรเทศบาล", "contact staff", "staff"},
	WordCancel:        {"ยกเลิก", "ออก", "ไม่เอา", "ไม่เอาแล้ว", "ไม่จอง", "ไม่จองแล้ว", "เลิก", "พอแล้ว", "หยุด", "ไม่ทำต่อ", "cancel", "exit", "stop"},
	WordBack:          {"ย้อนกลับ", "ย้อน", "กลับ", "ถอยกลับ", "กลับไป", "ก่อนหน้า", "back"},
}

// contained lists pieces that mean the word wherever they stand in a message.
// The first that is found counts, so the more particular come first.
var contained = []struct {
	word   Word
	pieces []string
}{
	{WordCancelBooking, []string{"ยกเลิกคิว", "ยกเลิกนัด", "ยกเลิกการจอง", "ยกเลิกที่จอง", "เลิกนัด"}},
	{WordEmergency, []string{"แจ้งเหตุฉุกเฉิน"}},
	{WordBookings, []string{"การจองของ", "คิวของฉัน", "นัดของฉัน", "จองไว้วันไหน", "นัดวันไหน", "จองไว้กี่", "ดูคิวที่จอง", "จองไว้เมื่อไ", "เช็คคิว", "เช็กคิว"}},
	{WordFollow, []string{"ติดตามเรื่อง", "เรื่องถึงไหน"}},
	{WordComplaint, []string{"ร้องทุกข์", "ร้องเรียน", "ไฟดับ", "ไฟทางดับ", "ถนนพัง", "ขยะไม่เก็บ", "ท่อตัน"}},
	{WordMyData, []string{"ข้อมูลของฉัน", "ลบข้อมูล"}},
	{WordStaff, []string{"ติดต่อเจ้าหน้าที่", "คุยกับเจ้าหน้าที่", "ขอคุยกับคน", "เบอร์เทศบาล", "เบอร์อนามัย"}},
	{WordHealthInfo, []string{"ข้อมูลสุขภาพ"}},
	{WordHealthList, []string{"รายการสุขภาพ"}},
	{WordNews, []string{"ข่าวสาร", "มีข่าวอะไร"}},
	{WordBook, []string{"จองคิว", "อยากจอง", "ขอจอง", "จะจอง", "ต้องการจอง", "ขอคิว", "book"}},
}

// refusedBooking is what turns "จะจอง" into its opposite.
var refusedBooking = []string{"ไม่ได้จะจอง", "ไม่จอง", "ไม่อยากจอง", "ไม่ต้องการจอง", "ยังไม่จอง", "ไม่ได้อยากจอง", "ยังไม่ได้จะจอง"}

// polite are words that change nothing around what is asked.
var polite = []string{
	"สวัสดี", "รบกวน", "ขอโทษ", "หน่อย", "ด้วย", "นะคะ", "นะครับ", "นะค่ะ", "นะ", "ค่ะ", "คะ", "ครับ", "คับ", "ครับผม", "จ้า", "จ้ะ", "จ๊ะ", "จร้า", "ฮะ", "เลย",
	"ที", "ก่อน", "แล้ว", "please", "!", "?", ".", ",", "ๆ",
}

// danger lists plain words of danger to life; safe ones are taken out first.
var (
	danger = []string{
		"ไฟไหม้", "ไฟใหม้", "ไหม้บ้าน", "ช่วยด้วย", "ช่วยที", "จมน้ำ", "หายใจไม่ออก", "หายใจไม่ได้", "ไม่หายใจ", "หมดสติ", "ไม่รู้สึกตัว", "เป็นลม", "ชักเกร็ง", "ชักอยู่",
		"เจ็บหน้าอก", "แน่นหน้าอก", "รถชน", "รถคว่ำ", "รถล้ม", "ถูกยิง", "โดนยิง", "ถูกแทง", "โดนแทง", "ยิงกัน", "งูกัด", "ไฟดูด", "ไฟช็อต", "ไฟช๊อต", "ผูกคอ", "ฆ่าตัวตาย", "อยากตาย",
		"เลือดออกมาก", "เลือดไหลไม่หยุด", "เลือดไม่หยุด", "โจร", "ถูกทำร้าย", "โดนทำร้าย", "น้ำท่วมติดอยู่", "ติดอยู่ในบ้าน", "ติดอยู่บนหลังคา", "ปากเบี้ยว", "อัมพฤกษ์เฉียบพลัน",
		"แก๊สรั่ว", "แก๊สระเบิด", "ระเบิด", "น้ำพัด", "ตกน้ำ", "ฉุกเฉิน", "help me", "fire!",
	}
	safe = []string{"ไม่มีไฟไหม้", "ซ้อมไฟไหม้", "ซ้อมดับเพลิง", "ช่วยด้วยนะ", "ช่วยทีนะ", "กลัวไฟไหม้", "แบบไม่ฉุกเฉิน", "ไม่ฉุกเฉิน", "เบอร์ฉุกเฉิน"}
)

var smallTalk = []string{
	"สวัสดี", "หวัดดี", "ขอบคุณ", "ขอบใจ", "ขอบพระคุณ", "555", "ฮ่าๆ", "ฮ่า ๆ", "กินข้าว", "สบายดี", "อรุณสวัสดิ์", "ราตรีสวัสดิ์", "ฝันดี", "hello", "hi", "thank", "ok", "โอเค", "ดีจ้า", "ดีค่ะ", "ดีครับ",
	"เก่งมาก", "น่ารัก", "ชื่ออะไร", "เป็นใคร", "รับทราบ", "จ้า", "ค่ะ", "ครับ", "คับ",
}

// isDanger reports whether a message has plain words of danger in it.
func isDanger(s string) bool {
	s = strings.ReplaceAll(text.Fold(s), " ", "")
	for _, w := range safe {
		s = strings.ReplaceAll(s, strings.ReplaceAll(w, " ", ""), "")
	}
	return slices.ContainsFunc(danger, func(w string) bool { return strings.Contains(s, strings.ReplaceAll(w, " ", "")) })
}

// wordOf returns the word that a message asks for, "" for none.
func wordOf(s string) Word {
	said := text.Fold(s)
	if w := bareWord(said); w != "" {
		return w
	}
	return bareWord(bare(said))
}

func bareWord(said string) Word {
	close := strings.ReplaceAll(said, " ", "")
	for _, lang := range []text.Lang{text.Thai, text.English} {
		for _, w := range Words() {
			if text.Fold(lang.T(w.Key())) == said {
				return w
			}
		}
	}
	for word, ways := range spoken {
		if slices.Contains(ways, said) || slices.Contains(ways, close) {
			return word
		}
	}
	return ""
}

// wordIn returns the word that stands somewhere in a longer message, "" for none.
func wordIn(s string) Word {
	said := strings.ReplaceAll(text.Fold(s), " ", "")
	for _, c := range contained {
		if slices.ContainsFunc(c.pieces, func(p string) bool { return strings.Contains(said, p) }) {
			if c.word == WordBook && slices.ContainsFunc(refusedBooking, func(p string) bool { return strings.Contains(said, p) }) {
				return ""
			}
			return c.word
		}
	}
	return ""
}

// bare takes polite words from both ends of a folded message.
func bare(said string) string {
	for {
		before := said
		for _, w := range polite {
			said = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(said, w), w))
		}
		if said == before {
			return said
		}
	}
}

// isSmallTalk reports whether a message is kindness that asks for nothing.
func isSmallTalk(s string) bool {
	said := text.Fold(s)
	return slices.ContainsFunc(smallTalk, func(w string) bool { return strings.HasPrefix(said, w) || strings.HasPrefix(bare(said), w) })
}

var (
	yesWords = []string{
		"ยืนยัน", "ยืนยันการจอง", "ยืนยันการยกเลิก", "ยืนยันการลบข้อมูล", "ตกลง", "ใช่", "ใช่แล้ว", "ถูกต้อง", "ถูก", "โอเค", "โอเช", "โอ", "ok", "okay", "yes", "ได้", "ได้เลย", "เอา", "เอาเลย", "จองเลย", "คอนเฟิร์ม", "confirm",
		"รับทราบ", "ยินยอม", "ยอมรับ", "อืม", "อือ", "เออ",
	}
	noWords   = []string{"ไม่", "ไม่ใช่", "ไม่ยกเลิก", "เก็บไว้", "เก็บการจองไว้", "เก็บข้อมูลไว้", "no"}
	editWords = []string{"แก้ไข", "แก้", "ขอแก้", "ขอแก้ไข", "เปลี่ยน", "ขอเปลี่ยน", "ไม่ถูกต้อง", "ผิด", "edit", "change"}
)

func isYes(s string) bool  { return says(s, yesWords) }
func isNo(s string) bool   { return says(s, noWords) }
func isEdit(s string) bool { return says(s, editWords) }

func says(s string, words []string) bool {
	said := text.Fold(s)
	short := bare(said)
	return slices.Contains(words, said) || slices.Contains(words, short) || slices.Contains(words, strings.ReplaceAll(short, " ", ""))
}
