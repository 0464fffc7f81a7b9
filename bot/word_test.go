package bot

// What the words understand beside the corpus, and what they must leave alone.

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tambon/models"
	"tambon/text"
)

func TestDanger(t *testing.T) {
	for _, s := range []string{
		"ไฟไหม้", "ไฟไหม้!!!!", "ไฟ ไหม้ บ้าน", "ฟไฟไหม้ค่ะ", "ไ\u200bฟไหม้", "ช่วยด้วยยยยย", "ช่วยด้วยค่ะ แม่ล้ม", "ช่วยทีค่ะ", "แม่หมดสติ", "พ่อเป็นลมค่ะ", "เป็นลมล้มในห้องน้ำ", "ตาเจ็บหน้าอก", "แน่นหน้าอกมาก", "หายใจไม่ออก", "ยายหายใจลำบาก",
		"รถชนหน้าวัด", "รถคว่ำ", "ถูกแทง", "งูกัด", "แม่โดนงูกัด", "โดนไฟช็อต", "ไฟดูด", "อยากตาย", "อยากตายจังเลย", "ไม่อยากอยู่แล้ว", "จะฆ่าตัวตาย", "เลือดออกมาก", "เลือดไหลไม่หยุด", "โจรขึ้นบ้าน", "น้ำท่วมติดอยู่บนหลังคา", "น้ำท่วมบ้านแม่ออกไม่ได้", "ลูกตกน้ำ",
		"แก๊สรั่ว", "ปากเบี้ยวพูดไม่ชัด", "จองคิวไม่ทันแล้ว ยายหมดสติ", "ฉุกเฉิน", "เบอร์ฉุกเฉิน", "มีเหตุฉุกเฉิน", "เรียกแม่ไม่รู้สึกตัว", "เมียจะคลอดแล้ว", "help me", "there is an accident", "ไม่หายใจแล้ว", "ชักเกร็ง", "ติดอยู่ในบ้าน", "แขนขาอ่อนแรงทันที", "ไม่มีใครอยู่บ้าน ไฟไหม้", "help",
	} {
		if !isDanger(s) {
			t.Errorf("%q is not taken as danger", s)
		}
	}
	for _, s := range []string{
		"", "สวัสดี", "ไม่ฉุกเฉิน", "แบบไม่ฉุกเฉินค่ะ", "เงินฉุกเฉิน", "ไม่มีไฟไหม้", "ซ้อมดับเพลิง", "ซ้อมไฟไหม้วันไหน", "กลัวไฟไหม้", "อบรมป้องกันไฟไหม้", "จองให้แม่ช่วยด้วยนะ", "ช่วยด้วยนะคะ", "จองคิวไม่เป็นช่วยด้วย", "ช่วยที่ รพ.สต. ได้ไหม", "มีคนช่วยที่บ้าน",
		"อยากตายน้ำมะพร้าว", "ไฟดับ", "ฝนตกไฟดับ", "เป็นลมพิษ", "แม่เคยเป็นลม", "แม่เป็นลมบ่อย จองวารีได้ไหม", "เคยประสบอุบัติเหตุ", "แม่แขนขาอ่อนแรง ขอทำกายภาพ", "ปวดหลัง", "เจ็บเข่า", "นายช่วย ชูแก้ว", "บุญช่วย ช่วยชู", "ไม่เคยหมดสติ", "มีไฟไหม", "ร้านน้ำพัดลม", "ซื้อไฟใหม่", "ขอความช่วยเหลือเรื่องจองคิว", "campfire song",
	} {
		if isDanger(s) {
			t.Errorf("%q is taken as danger", s)
		}
	}
}

func TestWordOf(t *testing.T) {
	for said, want := range map[string]Word{
		"จองคิว": WordBook, "จองงง": WordBook, "จองคิวว": WordBook, "จอง คิว ค่ะะะ": WordBook, "ขอจองคิวหน่อยค่ะ": WordBook, "รบกวนจองคิวให้หน่อยนะคะ": WordBook, "อยากจะจองคิวครับ": WordBook, "Book a visit": WordBook, "ＢＯＯＫ": WordBook,
		"ขอเมนูหน่อย": WordMenu, "เเมนู": "", "ขอดูเมนูค่ะ": WordMenu, "ยกเลิก!!!": WordCancel, "ขอยกเลิกค่ะ": WordCancel, "ไม่เอาแล้วจ้า": WordCancel, "ม่ายเอาแล้ว": WordCancel, "ออกก่อนนะ": WordCancel, "ไม่จองแล้วครับ": WordCancel, "พอแล้ว": WordCancel,
		"ยกเลิกคิวค่ะ": WordCancelBooking, "ขอยกเลิกการจองหน่อยค่ะ": WordCancelBooking, "ย้อนกลับ": WordBack, "ขอย้อนกลับหน่อย": WordBack, "ขอดูคิวหน่อยค่ะ": WordBookings, "แจ้งเหตุ": WordEmergency, "ขอคุยกับเจ้าหน้าที่ค่ะ": WordStaff,
		"ข้อมูลของฉัน": WordMyData, "ข้อมูล\u200bของฉัน": WordMyData, "รายการสุขภาพ": WordHealthList,
		// Names stay names, and other sentences sentences.
		"สมศรี ทองจอง": "", "สายหยุด": "", "สายหยุด ใจดี": "", "เลิศ": "", "จองเดิม": "", "ข้าว": "", "ขาว": "", "กลับบ้าน": "", "นายหยุด ดีเลิศ": "", "ออกฤทธิ์ บุญมา": "", "ยกเลิกไม่ได้": "", "ไม่ยกเลิก": "", "ที่จอง": "", "": "", "ค่ะ": "", "ไม่ได้จะจอง": "",
	} {
		if got := wordOf(said); got != want {
			t.Errorf("wordOf(%q) is %q, want %q", said, got, want)
		}
	}
}

func TestWordIn(t *testing.T) {
	for said, want := range map[string]Word{
		"จองคิ้ว": WordBook, "อยากจองคิวให้แม่พรุ่งนี้": WordBook, "มีคิวว่างวันไหนบ้าง": WordBook, "จองยังไงคะ": WordBook, "i want to book": WordBook, "ช่วยจองให้ที": WordBook,
		"ย้อนกับ": WordBack, "กลับไปหน้าก่อน": WordBack, "ยกเลกคิว": WordCancelBooking, "ติดต่อเจ้าหน้าที": WordStaff, "ขอเบอร์อนามัยหน่อยค่ะ": WordStaff, "รองทุกข์": WordComplaint, "ข้อมุลของฉัน": WordMyData, "รายการสุขพาพ": WordHealthList, "การจองของชั้น": WordBookings,
		"ยกเลิกคิวพรุ่งนี้": WordCancelBooking, "พรุ่งนี้ไปไม่ได้แล้วค่ะ": WordCancelBooking, "แม่จองไว้วันไหน": WordBookings, "ขอเลื่อนนัดได้ไหม": WordBookings, "มีนัดพรุ่งนี้ไหม": WordBookings, "เรื่องที่แจ้งไว้ถึงไหนแล้ว": WordFollow, "ขอลบข้อมูลหน่อย": WordMyData, "เปลี่ยนใจแล้ว ไม่เอาแล้ว": WordCancel,
		"ไฟหน้าบ้านดับมาสองวัน": WordComplaint, "ไฟทางดับไปสามดวง": WordComplaint, "ถนนหน้าวัดเป็นหลุมเป็นบ่อ": WordComplaint, "ขยะไม่มาเก็บ": WordComplaint, "ท่อระบายน้ำตัน": WordComplaint, "น้ำประปาไม่ไหล": WordComplaint, "เทศบาลมีข่าวอะไรบ้าง": WordNews,
		"ไม่ได้จะจอง": "", "ไม่อยากจองคิว": "", "ยังไม่จองคิว": "", "ไม่ได้ร้องเรียนนะ": "", "อย่ายกเลิกคิว": "", "facebook": "", "รถดับเพลิง": "", "ไฟดับเพลิง": "", "ปวดหลังมาก": "", "เฟซบุ๊ก": "", "": "", "กกกกกก": "", "สวัสดีค่ะ": "",
	} {
		if got := wordIn(said); got != want {
			t.Errorf("wordIn(%q) is %q, want %q", said, got, want)
		}
	}
}

func TestYesNoAndTalk(t *testing.T) {
	for _, c := range []struct {
		said          string
		yes, no, edit bool
		talk          bool
	}{
		{said: "ยืนยันค่ะ", yes: true},
		{said: "ยื่นยัน", yes: true},
		{said: "ยืนยันนน", yes: true},
		{said: "ใช่แล้วค่ะ", yes: true},
		{said: "ถูกต้องแล้วครับ", yes: true},
		{said: "จองเลยค่ะ", yes: true},
		{said: "ตกลงจ้า", yes: true},
		{said: "ได้เลยค่ะ", yes: true},
		{said: "โอเคค่ะขอบคุณค่ะ", yes: true, talk: true},
		{said: "OK", yes: true, talk: true},
		{said: "ไม่ใช่", no: true},
		{said: "ไม่ใช่ค่ะ", no: true},
		{said: "ไม่ยกเลิกแล้วค่ะ", no: true},
		{said: "ไม่ค่ะ", no: true},
		{said: "ไม่ลบ", no: true},
		{said: "ไม่", no: true},
		{said: "ยังไม่ยืนยัน"},
		{said: "ไม่ยืนยัน"},
		{said: "ไม่ตกลง"},
		{said: "ใช่ไหม"},
		{said: "ใช้ได้"},
		{said: "แก้ไข", edit: true},
		{said: "ขอแก้ชื่อค่ะ", edit: true},
		{said: "ชื่อผิด", edit: true},
		{said: "ไม่ถูกต้อง", edit: true},
		{said: "อยากเปลี่ยนเวลา", edit: true},
		{said: "ขอบคุณมากๆค่ะ", talk: true},
		{said: "๕๕๕๕", talk: true},
		{said: "ขอบคุณค่ะ 😊", talk: true},
		{said: "สวัสดีตอนเช้าค่ะ", talk: true},
		{said: "กินข้าวแล้วหรือยัง", talk: true},
		{said: "สวัสดีวันจันทร์", talk: true},
		{said: "👍", talk: true},
		{said: "ครับผม", talk: true},
		{said: "Hiroshi"},
		{said: "Okada Hiro"},
		{said: "ดีใจ แก้วมณี"},
		{said: "ครับผมชื่อสมชาย"},
		{said: "???"},
	} {
		if isYes(c.said) != c.yes || isNo(c.said) != c.no || isEdit(c.said) != c.edit || onlySmallTalk(c.said) != c.talk {
			t.Errorf("%q is yes %v, no %v, edit %v, talk %v; want %v %v %v %v", c.said, isYes(c.said), isNo(c.said), isEdit(c.said), onlySmallTalk(c.said), c.yes, c.no, c.edit, c.talk)
		}
	}
}

var fiveServices = []models.HealthService{
	{ID: "hydro", NameTH: "วารีบำบัด", NameEN: "Hydrotherapy", Aliases: "วารี\nธาราบำบัด\nสระ\nลงน้ำ\nhydro\npool"},
	{ID: "horse", NameTH: "อาชาบำบัด", NameEN: "Hippotherapy", Aliases: "อาชา\nม้า\nขี่ม้า\nhorse"},
	{ID: "physio", NameTH: "กายภาพบำบัด", NameEN: "Physiotherapy", Aliases: "กายภาพ\nฝึกเดิน\nphysio"},
	{ID: "thai", NameTH: "แพทย์แผนไทย", NameEN: "Thai medicine", Aliases: "แผนไทย\nหมอไทย\nนวด\nประคบ"},
	{ID: "chinese", NameTH: "แพทย์แผนจีน", NameEN: "Chinese medicine", Aliases: "แผนจีน\nหมอจีน\nฝังเข็ม"},
}

func TestServiceSaid(t *testing.T) {
	for said, want := range map[string]string{
		"วารี": "hydro", "วารีบำบัต": "hydro", "วารีบัมบัด": "hydro", "ไม่เอากายภาพ เอาวารี": "hydro", "อาชาบำบัดด": "horse", "ได้หม้าย": "", "กายะภาพบำบัด": "physio", "กายภาพบำบั": "physio", "นวดแผนจีน": "chinese", "นวดหลัง": "thai", "แพทย์แผนไท": "thai",
		"แพทย์แผนจิน": "chinese", "วารีหรือกายภาพดี": "several", "แผนไทยหรือแผนจีนดี": "several", "แพทย์แผน": "several", "บำบัด": "several", "บำบัดค่ะ": "several", "หมอ": "several", "เข็ม": "chinese", "จีน": "chinese", "Hydrotherpy": "hydro", "สวัสดีค่ะ": "", "ปวดหลัง": "", "ไม่เอานวด": "", "ก": "", "": "",
	} {
		got, several := servicesIn(fiveServices, said)
		if got == "" && !several {
			got, several = serviceLike(fiveServices, said)
		}
		if several {
			got = "several"
		}
		if got != want {
			t.Errorf("%q names %q, want %q", said, got, want)
		}
	}
}

// A long message must not keep the lane: these take a few milliseconds, and a
// table of edit distances over them would take minutes.
func TestLongMessages(t *testing.T) {
	for _, piece := range []string{"ก", "!", "จอง", "ไม่", "น้ำท่วม", "ค่ะ ", "ไฟ", "สวัสดีครับ", "5", "ช่วยที่", "😀", "ไม่ไฟไหม้", "เ\u0e48"} {
		s := strings.Repeat(piece, 5000/utf8.RuneCountInString(piece))
		began := time.Now()
		isDanger(s)
		danger := time.Since(began)
		wordOf(s)
		wordIn(s)
		isSmallTalk(s)
		isYes(s)
		isEdit(s)
		servicesIn(fiveServices, s)
		serviceLike(fiveServices, s)
		t.Logf("5,000 characters of %q: %v, danger %v", piece, time.Since(began), danger)
	}
}

func FuzzWord(f *testing.F) {
	for _, s := range []string{"", "จองงง", "ช่วยด้วยยย", "ไม่ได้จะจอง", "ขอเมนูหน่อยค่ะ", "กายะภาพ", "\xff\xfe", "น\u0e4d\u0e49า", "😀😀", "55555", "ขอขอขอขอขอขอขอขอขอขอขอ", "ที่ที่ที่", "\u202eจอง", "ม่ม่ายาย"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		heard := hear(s)
		if !utf8.ValidString(heard) {
			t.Errorf("hear(%q) is not UTF-8: %q", s, heard)
		}
		// Folding a message changes nothing in what it means.
		folded := text.Fold(s)
		if isDanger(s) != isDanger(folded) || wordOf(s) != wordOf(folded) || wordIn(s) != wordIn(folded) || isYes(s) != isYes(folded) || isSmallTalk(s) != isSmallTalk(folded) {
			t.Errorf("%q and its folded form %q mean different things", s, folded)
		}
		servicesIn(fiveServices, s)
		serviceLike(fiveServices, s)
		bare(folded)
	})
}
