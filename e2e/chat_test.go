package e2e

// The hand-over chat: a phone beside the console, two officers, every screen.

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hard is what people write: stacked marks, a word without a place to break, emoji.
const hard = "น้ำท่วมถึงหน้าบ้านแล้ว ที่นี่ปั๊มน้ำก็เสีย ปู่ย่าอยู่ชั้นบน 👩‍👩‍👧‍👦🙏🏽\nhttps://example.org/averyveryveryveryveryveryverylongaddresswithoutanyplacetobreakit?q=1234567890123456789012345678901234567890\nกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกก"

// says lets a resident of the demo write, without a browser.
func (d *demo) says(name string, words ...string) {
	d.t.Helper()
	for _, w := range words {
		d.call("residents/"+url.PathEscape(name)+"/text", map[string]any{"text": w}, nil)
	}
}

// asks makes somebody a friend of the account who asks for staff.
func (d *demo) asks(name, display string, words ...string) {
	d.t.Helper()
	d.call("residents", map[string]any{"name": name, "displayName": display}, nil)
	d.call("residents/"+url.PathEscape(name)+"/follow", map[string]any{}, nil)
	d.says(name, append([]string{"ติดต่อเจ้าหน้าที่"}, words...)...)
}

func TestChatOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.d.asks("malee", "มาลี คงแก้ว", "ลงทะเบียนเบี้ยผู้สูงอายุแทนแม่ได้ไหม แม่เดินไม่ไหว", hard)
	s.d.asks("aung", "Aung Ko Min", "ขอจองให้ภรรยา แต่ไม่มีบัตรประชาชนไทย")
	s.d.call("clock", map[string]any{"advance": "26m"}, nil)
	s.d.asks("kitti", "กิตติ หนูแก้ว", "พ่อหมดสติ")
	s.look("light", 1280, 900)
	s.open("/console/chats")
	s.on("มาลี คงแก้ว")
	s.on("รอตอบ 3")
	s.on("น้ำท่วมถึงหน้าบ้านแล้ว") // all of hers is here: what came later would have to be read first
	s.opensChat("มาลี คงแก้ว")
	s.says("ทำแทนได้ นำบัตรประชาชนของคุณแม่ ใบมอบอำนาจ และบัตรของผู้รับมอบมาด้วย")
	s.pressesHere("ส่งคำตอบ")
	s.on("ส่งแล้ว ใช้ 1 ข้อความ")
	chat := see[string](s, "the chat's address", `location.pathname`)
	for _, view := range []struct {
		lang, theme   string
		width, height int64
	}{
		{"th", "light", 1280, 900},
		{"en", "dark", 1280, 900},
		{"th", "dark", 820, 1180},
		{"th", "light", 390, 844},
		{"en", "light", 360, 740},
		{"th", "light", 640, 450}, // 1280 at 200 % zoom
	} {
		for name, path := range map[string]string{
			"list": "/console/chats?", "talk": chat + "?", "ended": "/console/chats?show=closed&", "return": chat + "/return?", "hand": chat + "/hand?",
		} {
			s.look(view.theme, view.width, view.height)
			s.open(path + "lang=" + view.lang)
			where := strings.Join([]string{"chat", name, view.lang, view.theme, fmt.Sprint(view.width)}, "-")
			s.straight(where)
			s.accessible(where)
			s.pressable(where)
			s.picture(where)
		}
	}
	s.open(chat + "?lang=th")
}

// TestChatBesideThePhone is a whole chat: asked on the phone, answered free and
// at a cost, with a picture, taken over by another, given back.
func TestChatBesideThePhone(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t)
	phone, one, two := openBrowser(t, path, d), openBrowser(t, path, d), openBrowser(t, path, d)
	two.conflicts = true
	two.open("/console/home")
	two.eyesOf("officer")
	for _, s := range []*screen{one, two} {
		s.look("light", 1280, 900)
		s.open("/console/chats")
		see[bool](s, "the line to be open", `eyes.until(() => document.documentElement.dataset.line === 'here')`)
	}
	phone.open("/")
	p := phone.person("somsri")
	p.tap("เพิ่มเพื่อน")
	p.hears("ต้องการใช้บริการใด")
	p.tap("ติดต่อเจ้าหน้าที่")
	p.hears("ส่งต่อให้เจ้าหน้าที่แล้ว", "ภายใน 30 นาที")
	p.picture("chat-phone-handed")
	d.says("somsri", "ขอเวลาทำการ")
	for _, s := range []*screen{one, two} {
		s.on("สมศรี ใจดี")
		s.on("ขอเวลาทำการ")
		s.opensChat("สมศรี ใจดี")
	}
	one.on("ตอบตอนนี้ไม่เสียข้อความของเดือน")
	one.picture("chat-free")
	one.says("เปิดจันทร์ถึงศุกร์ 08.30–16.30 น.")
	two.says("เปิดทุกวันทำการ")
	one.pressesHere("ส่งคำตอบ (ฟรี)")
	one.on("ส่งแล้ว ฟรี")
	p.hears("เปิดจันทร์ถึงศุกร์")

	// The other sees who answers, keeps what they wrote, and takes over by a press.
	two.on("กำลังตอบโดย สุดารัตน์ ชูแก้ว")
	two.pressesHere("ส่งคำตอบ")
	two.on("ข้อความที่พิมพ์ไว้ ยังไม่ได้ส่ง")
	see[bool](two, "what was written", `eyes.until(() => document.getElementById('say').value === 'เปิดทุกวันทำการ')`)
	two.picture("chat-held")
	two.pressesHere("รับมาตอบแทน")
	two.on("คุณกำลังตอบ คนอื่นเห็นว่าแชตนี้เป็นของคุณ")
	two.on("ส่งคำตอบ (ใช้ 1 ข้อความ)")
	// Something is said while the other types: it is read first.
	see[bool](two, "what was written", `document.getElementById('say').value === 'เปิดทุกวันทำการ'`)
	two.pressesHere("ส่งคำตอบ (ใช้ 1 ข้อความ)")
	two.on("ส่งแล้ว ใช้ 1 ข้อความ")
	p.hears("เปิดทุกวันทำการ")

	// A picture each way.
	d.call("residents/somsri/image", map[string]any{}, nil)
	see[bool](two, "the picture from the phone", `eyes.until(() => [...document.querySelectorAll('.photo img')].some((i) => i.complete && i.naturalWidth > 0))`)
	file := filepath.Join(t.TempDir(), "map.png")
	if err := os.WriteFile(file, drawn(t), 0o600); err != nil {
		t.Fatal(err)
	}
	see[bool](two, "the field for a picture", `(() => { document.querySelector('.attach').open = true; return true; })()`)
	two.do(chromedp.SetUploadFiles("#picture", []string{file}))
	two.says("แผนที่")
	two.pressesHere("ส่งคำตอบ")
	p.hears("แผนที่")
	see[bool](phone, "the picture on the phone", `eyes.until(() => [...document.querySelectorAll('#phone-somsri .theirs img')].some((i) => decodeURIComponent(i.src).includes('/pictures/chat/')))`)
	two.picture("chat-picture")
	p.picture("chat-phone-picture")

	// Given back: the bot says so, and answers again.
	two.follow("ส่งคืนบอต")
	two.picture("chat-return")
	two.presses("ส่งคืนบอต")
	p.hears("เจ้าหน้าที่ตอบเสร็จแล้ว")
	d.says("somsri", "เมนู")
	p.hears("ต้องการใช้บริการใด")
}
