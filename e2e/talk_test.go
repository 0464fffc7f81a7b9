package e2e

// A resident writes, answers, takes back, blocks; a group speaks; phones come and go.

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestWriting(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	p.tap("พิมพ์ข้อความ")
	b.do(chromedp.KeyEvent("สวัสดี"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent("ครับ"))
	p.keys("อีโมจิ")
	p.sheet("อีโมจิ")
	b.accessible("emoji sheet")
	p.keys("👍")
	see[bool](b.screen, "the keyboard", `eyes.until(() => document.activeElement.matches('#phone-somsri textarea'))`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.hears("two lines and an emoji", func(e event) bool { return e.Message["text"] == "สวัสดี\nครับ👍" })

	p.keys("ส่งสติกเกอร์ รูป ตำแหน่ง หรือเสียง")
	p.sheet("ส่งสติกเกอร์ รูป ตำแหน่ง หรือเสียง")
	b.accessible("tray")
	b.picture("sheet-tray")
	p.keys("สติกเกอร์")
	p.sheet("สติกเกอร์")
	b.accessible("stickers")
	b.picture("sheet-stickers")
	p.keys("สติกเกอร์ 446 / 1990")
	b.hears("sticker 1990", func(e event) bool { return e.Message["stickerId"] == "1990" })
	p.shows("446 / 1990")
}

func TestQuotingAndTakingBack(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.says("somsri", `{"type":"text","text":"สะดวกมาวันไหน"}`)
	p.shows("สะดวกมาวันไหน")
	p.keys("ข้อความนี้ 14.05")
	p.sheet("ข้อความนี้")
	b.accessible("about a message")
	b.picture("sheet-message")
	p.keys("ตอบกลับ")
	see[bool](b.screen, "the bar with the quoted words", `eyes.until(() => document.querySelector('#phone-somsri .quote-bar').textContent.includes('สะดวกมาวันไหน'))`)
	b.picture("quote-bar")
	p.types("วันศุกร์")
	p.shows("วันศุกร์")

	token := b.hears("the answer", func(e event) bool { return e.Message["text"] == "วันศุกร์" }).Message["quoteToken"].(string)
	b.says("somsri", `{"type":"text","text":"ตกลงวันศุกร์","quoteToken":"`+token+`"}`)
	p.shows("ตกลงวันศุกร์")
	p.keys("ข้อความที่ตอบกลับ ท่าน วันศุกร์")
	if on := see[string](b.screen, "the focus", `document.activeElement.textContent`); !contains(on, "วันศุกร์") || contains(on, "ตกลง") {
		t.Errorf("pressing a quote should lead to the quoted message; the focus is on %q", on)
	}
	b.accessible("quotes")
	b.picture("quotes")

	b.do(runs("document.querySelector('#phone-somsri .mine .peek').focus()"), chromedp.KeyEvent(kb.Enter))
	p.sheet("ข้อความนี้")
	p.keys("ยกเลิกข้อความ")
	b.hears("an unsend event", func(e event) bool { return e.Type == "unsend" })
	p.shows("ท่าน ยกเลิกข้อความแล้ว")
	if left := see[bool](b.screen, "the chat", `[...document.querySelectorAll('#phone-somsri .mine .bubble')].some((bubble) => bubble.textContent === 'วันศุกร์')`); left {
		t.Error("a message that was taken back should stand nowhere")
	}
	b.picture("unsent")
}

func TestBlockingAndTheListOfChats(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.says("somsri", `{"type":"flex","altText":"จองสำเร็จ พฤหัสบดี 26 พ.ย. 69","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"วารีบำบัด"}]}}}`)
	p.shows("วารีบำบัด")
	p.keys("ดูรายการแชต")
	p.shows("จองสำเร็จ พฤหัสบดี 26 พ.ย. 69", "กลุ่มเวร ปภ. (2)")
	b.says("somsri", `{"type":"text","text":"อีก 2 คิว"}`, `{"type":"text","text":"กรุณามารอหน้าห้อง"}`)
	p.shows("กรุณามารอหน้าห้อง", "2 ข้อความใหม่", "14.05 น.")
	b.accessible("list of chats")
	b.picture("list")
	b.look("light", 390, 844)
	b.picture("list-390")
	b.look("light", 1440, 900)
	see[bool](b.screen, "the chat of the group", `(() => { [...document.querySelectorAll('#phone-somsri .list-row')].find((row) => row.textContent.includes('กลุ่มเวร')).click(); return true; })()`)
	if who := see[string](b.screen, "who speaks", `document.querySelector('#phone-duty .speaker select').value`); who != "somsri" {
		t.Errorf("whoever opens the group from her list speaks there; it is %q", who)
	}
	see[bool](b.screen, "the chat", `(() => { document.querySelector('#phone-somsri .list-row').click(); return true; })()`)
	p.shows("กรุณามารอหน้าห้อง")

	p.keys("ตั้งค่าแชต")
	p.sheet("ตั้งค่าแชต")
	p.keys("บล็อก")
	b.hears("an unfollow event", func(e event) bool { return e.Type == "unfollow" })
	see[bool](b.screen, "the bar of a blocked account", `eyes.until(() => eyes.control('#phone-somsri .foot', 'เลิกบล็อก') !== null)`)
	b.accessible("blocked")
	b.picture("blocked")
	p.keys("เลิกบล็อก")
	b.hears("a follow event", func(e event) bool { return e.Type == "follow" })
	see[bool](b.screen, "the line to type on", `eyes.until(() => eyes.control('#phone-somsri', 'พิมพ์ข้อความ') !== null)`)
}

func TestGroupAndShelf(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("duty")
	b.says("duty", `{"type":"textV2","text":"{who} และ {all} โปรดรับเรื่อง","substitution":{"who":{"type":"mention","mentionee":{"type":"user","userId":"`+b.id("boonmee")+`"}},"all":{"type":"mention","mentionee":{"type":"all"}}}}`)
	p.shows("@บุญมี สุขใจ และ @All โปรดรับเรื่อง")
	p.tap("พิมพ์ข้อความ")
	p.types("รับเรื่องแล้ว")
	b.hears("Somsri in the group", func(e event) bool {
		return e.Message["text"] == "รับเรื่องแล้ว" && e.Source.UserID == b.id("somsri")
	})
	see[bool](b.screen, "Boonmee's turn", `(() => { const list = document.querySelector('#phone-duty .speaker select'); list.value = 'boonmee'; return list.dispatchEvent(new Event('change')); })()`)
	see[bool](b.screen, "Somsri's words on the left, under her name, on Boonmee's phone", `eyes.until(() => eyes.rows('#phone-duty').at(-1).textContent.includes('สมศรี ใจดี'))`)
	b.accessible("group")
	b.picture("group")

	b.tap(".tools", "Phones")
	b.accessible("shelf")
	b.picture("shelf")
	b.do(chromedp.Focus(chromedp.CSS(".ask input.field")))
	b.do(chromedp.KeyEvent("มานี มีนา"), chromedp.KeyEvent(kb.Enter))
	see[bool](b.screen, "a phone for มานี", `eyes.until(() => [...document.querySelectorAll('.phone h2')].some((h) => h.textContent === 'มานี มีนา'))`)
	b.tap(".tools", "Phones")
	see[bool](b.screen, "the shelf", `(() => { document.querySelector('.shelf input').click(); return true; })()`)
	see[bool](b.screen, "Somsri's phone to be put away", `eyes.until(() => document.querySelector('#phone-somsri') === null)`)
	b.open("/")
	see[bool](b.screen, "it to be away still", `eyes.until(() => document.querySelector('#phone-boonmee') !== null && document.querySelector('#phone-somsri') === null)`)
}

// What was said while the line was broken stands there once it is back.
func TestTheLineComesBack(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.says("somsri", `{"type":"text","text":"ก่อนสายขาด"}`)
	p.shows("ก่อนสายขาด")
	http.DefaultClient.CloseIdleConnections()
	b.page.CloseClientConnections()
	b.says("somsri", `{"type":"text","text":"หลังสายขาด"}`)
	p.shows("หลังสายขาด")
	see[bool](b.screen, "the word Connected", `eyes.until(() => document.querySelector('.hook').textContent.startsWith('Connected'))`)
	if n := see[int](b.screen, "the rows", `eyes.rows('#phone-somsri').length`); n != 2 {
		t.Errorf("each message should stand once: want 2, there are %d", n)
	}
}

// runs runs a script that gives nothing.
func runs(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](script)
}
