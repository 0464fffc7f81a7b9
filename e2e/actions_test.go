package e2e

// What a press does, for every kind of action, and what the bot hears of it.

import (
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const choices = `{"type":"text","text":"เลือกได้เลย","quickReply":{"items":[
	{"type":"action","action":{"type":"postback","label":"จองคิว","data":"booking.start","displayText":"ขอจองคิว"}},
	{"type":"action","action":{"type":"message","label":"เมนู","text":"เมนู"}},
	{"type":"action","action":{"type":"postback","label":"พิมพ์ชื่อ","data":"name","inputOption":"openKeyboard","fillInText":"ชื่อ "}},
	{"type":"action","action":{"type":"postback","label":"พูด","data":"voice","inputOption":"openVoice"}},
	{"type":"action","action":{"type":"datetimepicker","label":"เลือกวันนัด","data":"day","mode":"date","initial":"2026-12-02","min":"2026-11-26","max":"2027-01-31"}},
	{"type":"action","action":{"type":"datetimepicker","label":"เลือกเวลานัด","data":"hour","mode":"time","initial":"09:30","min":"08:30","max":"16:00"}},
	{"type":"action","action":{"type":"datetimepicker","label":"เลือกวันเวลา","data":"both","mode":"datetime","initial":"2026-12-02t09:30"}},
	{"type":"action","action":{"type":"location","label":"ส่งตำแหน่ง"}},
	{"type":"action","action":{"type":"clipboard","label":"คัดลอกเลขที่","clipboardText":"HY-2569-000123"}},
	{"type":"action","action":{"type":"uri","label":"อ่านข่าว","uri":"https://tambon.example/news?q=%E0%B8%99%E0%B9%89%E0%B8%B3"}},
	{"type":"action","action":{"type":"uri","label":"โทร","uri":"tel:075123456"}},
	{"type":"action","action":{"type":"uri","label":"เปิดใน LINE","uri":"line://nv/profile"}}
]}}`

// offered says the choices anew, so that all stand at the newest message.
func (b *box) offered(t *testing.T) *person {
	t.Helper()
	p := b.person("somsri")
	before := see[int](b.screen, "the rows", `eyes.rows('#phone-somsri').length`)
	b.says("somsri", choices)
	see[bool](b.screen, "the quick replies", `eyes.until(() => eyes.rows('#phone-somsri').length > %v && eyes.control('#phone-somsri .quick', 'เปิดใน LINE') !== null)`, before)
	return p
}

func TestPressesReachTheBot(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.offered(t)
	p.keys("จองคิว")
	p.shows("ขอจองคิว")
	b.hears("a postback of booking.start", func(e event) bool { return e.Postback.Data == "booking.start" })

	p = b.offered(t)
	p.keys("เมนู")
	b.hears("the text เมนู", func(e event) bool { return e.Message["text"] == "เมนู" })

	p = b.offered(t)
	p.keys("พิมพ์ชื่อ")
	b.hears("a postback of name", func(e event) bool { return e.Postback.Data == "name" })
	if typed := see[string](b.screen, "the keyboard", `eyes.until(() => document.activeElement.matches('#phone-somsri textarea') && document.activeElement.value)`); typed != "ชื่อ " {
		t.Errorf("fillInText should stand ready to go on with: want %q, the line holds %q", "ชื่อ ", typed)
	}

	p = b.offered(t)
	p.keys("พูด")
	p.sheet("ข้อความเสียง")
	b.accessible("voice sheet")
	b.picture("sheet-voice")
	p.keys("ส่งเสียงนี้")
	b.hears("a voice message", func(e event) bool { return e.Message["type"] == "audio" })
}

func TestPlaceIsChosenOnAMap(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.offered(t)
	p.keys("ส่งตำแหน่ง")
	p.sheet("ตำแหน่ง")
	b.accessible("place sheet")
	b.picture("sheet-place")
	p.reaches("แผนที่ เลื่อนด้วยปุ่มลูกศร ขยายด้วยปุ่มบวกและลบ")
	b.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowRight))
	p.keys("ส่งตำแหน่งนี้")
	at := b.hears("a location", func(e event) bool { return e.Message["type"] == "location" })
	lat, _ := at.Message["latitude"].(float64)
	if lat <= 8.5287 || lat > 8.54 {
		t.Errorf("two presses of the up arrow should move the place a little north of 8.5287; the bot got %v", at.Message)
	}
	p.shows("ศาลาหมู่บ้าน หมู่ 3")
}

// A LIFF URL leads to this LINE's own way into the app, as the person who presses.
func TestLIFFAddressesStayHere(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.says("somsri", `{"type":"text","text":"เปิดแอปได้เลย","quickReply":{"items":[{"type":"action","action":{"type":"uri","label":"เปิดแอป","uri":"https://liff.line.me/1650000002-AbcdEfgh/deep/?x=1#f"}}]}}`)
	see[bool](b.screen, "the quick reply", `eyes.until(() => eyes.control('#phone-somsri .quick', 'เปิดแอป'))`+` && true`)
	p.keys("เปิดแอป")
	p.sheet("เปิดหน้าเว็บ")
	want := "/liff/1650000002-AbcdEfgh/deep/?x=1&liff.as=somsri&liff.chat=somsri#f"
	if got := see[string](b.screen, "the link", `document.querySelector('#phone-somsri .sheet a.big').getAttribute('href')`); got != want {
		t.Errorf("a LIFF URL should lead to %s, not %s", want, got)
	}
}

func TestAddressesAreShownBeforeTheyAreOpened(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.offered(t)
	p.keys("อ่านข่าว")
	p.sheet("เปิดหน้าเว็บ")
	b.accessible("address sheet")
	b.picture("sheet-web")
	link := see[struct{ Href, Target, Rel, Words string }](b.screen, "the link", `(() => {
		const sheet = document.querySelector('#phone-somsri .sheet');
		const { href, target, rel } = sheet.querySelector('a.big');
		return { Href: href, Target: target, Rel: rel, Words: sheet.textContent };
	})()`)
	if link.Target != "_blank" || !contains(link.Rel, "noopener") || !contains(link.Words, "tambon.example") || !contains(link.Words, "น้ำ") {
		t.Errorf("the sheet should say where it goes, in Thai letters, and open a tab of its own: %+v", link)
	}
	p.leaves()

	p.keys("โทร")
	p.sheet("โทร 075-123-456")
	b.accessible("call sheet")
	b.picture("sheet-call")
	p.leaves()
	p.keys("เปิดใน LINE")
	p.sheet("ที่อยู่ของ LINE")
	p.leaves()
	if on := see[string](b.screen, "the focus", `document.activeElement.textContent`); on != "เปิดใน LINE" {
		t.Errorf("the focus should return to the button that opened the sheet; it is on %q", on)
	}

	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		b.do(call(browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted}))
	}
	b.do(front)
	p.keys("คัดลอกเลขที่")
	see[bool](b.screen, "the word คัดลอกแล้ว", `eyes.until(() => document.querySelector('#phone-somsri .toast').textContent === 'คัดลอกแล้ว')`)
	if copied := see[string](b.screen, "the clipboard", `navigator.clipboard.readText()`); copied != "HY-2569-000123" {
		t.Errorf("the clipboard should hold HY-2569-000123, it holds %q", copied)
	}
}

func TestPickerSpeaksTheBuddhistEra(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.offered(t)
	p.keys("เลือกวันนัด")
	p.sheet("เลือกวันที่")
	p.reads("วันพุธที่ 2 ธันวาคม 2569", "2570")
	b.accessible("day picker")
	b.picture("picker-day")
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowRight)) // a week and a day on
	p.reads("วันพฤหัสบดีที่ 10 ธันวาคม 2569")
	b.do(chromedp.KeyEvent(kb.PageUp)) // the tenth of November is too early
	p.reads("วันพฤหัสบดีที่ 26 พฤศจิกายน 2569")
	b.do(chromedp.KeyEvent(kb.PageDown), chromedp.KeyEvent(kb.PageDown), chromedp.KeyEvent(kb.PageDown))
	p.reads("วันอาทิตย์ที่ 31 มกราคม 2570")
	p.keys("ตกลง")
	b.picked("day", "date", "2027-01-31")

	p = b.offered(t)
	p.keys("เลือกเวลานัด")
	p.sheet("เลือกเวลา")
	b.accessible("hour picker")
	b.picture("picker-hour")
	p.reaches("ชั่วโมง")
	b.do(chromedp.KeyEvent(kb.End)) // the last hour allowed is 16, and of it only 16.00
	p.reads("เวลา 16.00 น.")
	p.keys("ตกลง")
	b.picked("hour", "time", "16:00")

	p = b.offered(t)
	p.keys("เลือกวันเวลา")
	p.sheet("เลือกวันและเวลา")
	b.accessible("day and hour picker")
	b.picture("picker-both")
	p.reads("วันพุธที่ 2 ธันวาคม 2569 เวลา 09.30 น.")
	p.keys("ตกลง")
	b.picked("both", "datetime", "2026-12-02T09:30")
}

// picked waits for a postback with a picker's value.
func (b *box) picked(data, mode, want string) {
	b.t.Helper()
	e := b.hears("a postback of "+data, func(e event) bool { return e.Postback.Data == data })
	if e.Postback.Params[mode] != want {
		b.t.Errorf("%s: LINE sends the Christian year: want %s %s, the bot got %v", data, mode, want, e.Postback.Params)
	}
}

// sheet waits for the sheet of that name, with the focus in it.
func (p *person) sheet(name string) {
	p.t.Helper()
	see[bool](p.screen, "the sheet "+name, `eyes.until(() => {
		const sheet = document.querySelector(%v + ' .sheet');
		return sheet?.getAttribute('aria-label') === %v && sheet.contains(document.activeElement);
	})`, p.phone, name)
}

// leaves closes the sheet with the Escape key.
func (p *person) leaves() {
	p.t.Helper()
	p.do(chromedp.KeyEvent(kb.Escape))
	if open := see[bool](p.screen, "the sheet", `document.querySelector(%v + ' .sheet') !== null`, p.phone); open {
		p.t.Error("Escape should close the sheet")
	}
}

// reads waits until the sheet reads all the words.
func (p *person) reads(words ...string) {
	p.t.Helper()
	for _, w := range words {
		see[bool](p.screen, "the sheet to read "+w, `eyes.until(() => eyes.plain(document.querySelector(%v + ' .sheet').textContent).includes(%v))`, p.phone, w)
	}
}
