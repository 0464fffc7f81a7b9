package e2e

// The residents' room: a card, a phone that is looked at, two cards of one
// person, and somebody who asks for a copy of their data and to be forgotten.

import (
	"fmt"
	"strings"
	"testing"
)

func TestExportAndEraseAPerson(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.refusals.Store(true)
	s.d.books("r1", "สมศรี ใจดี", "วารีบำบัด", "13.00 น.", "0812345678")
	s.d.heard("r1", "จองสำเร็จ")
	s.d.call("clock", map[string]any{"advance": "23h"}, nil)
	s.look("light", 1280, 1024)
	s.open("/console/")
	s.eyesOf("centre_head")
	s.open("/console/residents?lang=th")
	s.on("ลงทะเบียนล่าสุด")
	s.visited("residents")
	s.fill("resident-q", "สมศ")
	s.sends()
	s.on("สมศรี ใจดี")
	s.visited("residents-found")
	if at := see[string](s, "the address", `decodeURIComponent(location.href)`); strings.Contains(at, "สมศ") {
		t.Errorf("the address is %s; want no name in it", at)
	}
	s.follow("สมศรี ใจดี")
	s.on("นัดที่จะถึง")
	s.on("รับข้อความได้")
	card := see[string](s, "the card's address", `location.pathname`)
	s.presses("แสดงเบอร์")
	s.on("081-234-5678")
	s.visited("resident-phone")

	// On every screen, light and dark, in both languages.
	for _, view := range []struct {
		lang, theme string
		width       int64
	}{{"th", "light", 1280}, {"en", "dark", 1280}, {"th", "dark", 820}, {"th", "light", 390}, {"en", "light", 360}, {"th", "light", 640}} {
		s.look(view.theme, view.width, 1024)
		for name, path := range map[string]string{"resident": "", "correct": "/correct", "export": "/export", "erase": "/erase"} {
			s.open(card + path + "?lang=" + view.lang)
			s.visited(strings.Join([]string{"card", name, view.lang, view.theme, fmt.Sprint(view.width)}, "-"))
		}
	}

	s.look("light", 820, 1100)
	s.open(card + "?lang=th")
	s.follow("ส่งออกให้เจ้าของ")
	s.on("ตรวจบัตรประชาชนก่อน")
	s.presses("ทำสำเนา")
	s.on("สำเนาข้อมูลส่วนตัว")
	s.on("081-234-5678")
	s.visited("copy-paper")
	s.follow("บัตรผู้รับบริการ")
	s.follow("ลบข้อมูลของคนนี้")
	s.on("เรียกคืนไม่ได้")
	if at := see[string](s, "the focus", `document.activeElement?.textContent`); !strings.Contains(at, "ไม่ทำ กลับไป") {
		t.Errorf("the focus begins at %q; want the way back", at)
	}
	s.fill("word", "ลบ")
	s.sends()
	s.on("พิมพ์คำที่บอกไว้ให้ตรง")
	s.visited("erase-refused")
	see[bool](s, "the word in its field", `(() => { const f = document.getElementById('word'); f.focus(); f.value = 'ลบข้อมูล'; return true; })()`) // KeyEvent knows no ข
	s.sends()
	s.on("ลบข้อมูลแล้ว ยกเลิกนัด 1 คิว บอกเจ้าของทาง LINE แล้ว")
	s.visited("erased")
	if said := s.d.heard("r1", "ตามที่ขอกับเจ้าหน้าที่"); !strings.Contains(said, "นัดที่ยังไม่ถึง 1 คิว") {
		t.Errorf("the resident should hear what was cancelled; they heard\n%s", said)
	}
	s.d.call("residents/r1/text", map[string]any{"text": "ข้อมูลของฉัน"}, nil)
	s.d.heard("r1", "ยังไม่มีข้อมูลที่เก็บไว้")
}

func TestMergingTwins(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.refusals.Store(true)
	s.d.books("r1", "สมศรี ใจดี", "วารีบำบัด", "13.00 น.", "0812345678")
	s.d.books("r2", "สมศรี ใจดี", "แพทย์แผนไทย", "09.00 น.", "0812345678")
	s.d.heard("r1", "จองสำเร็จ")
	s.d.heard("r2", "จองสำเร็จ")
	s.d.call("clock", map[string]any{"advance": "23h"}, nil)
	s.look("light", 1280, 1024)
	s.open("/console/residents/twins?lang=th")
	s.on("สมศรี ใจดี")
	s.visited("twins")
	s.clicks(`a[href*="/merge"]`, "เทียบสองบัตร")
	s.on("รวมสองบัตร")
	s.visited("merge-choose")
	s.clicks(`.acts a[href*="/merge"]`, "เทียบสองบัตร")
	s.on("ใช้ชื่อและเบอร์จากบัตรใด")
	s.visited("merge")
	s.presses("รวม 2 บัตรเป็นใบเดียว")
	s.on("ถามเจ้าของก่อน")
	s.ticks("yes")
	s.visited("merge-asked")
	s.presses("รวม 2 บัตรเป็นใบเดียว")
	s.on("รวมเป็นใบเดียวแล้ว")
	s.on("มี LINE 2 บัญชี")
	s.visited("merged")
	for _, phone := range []string{"r1", "r2"} {
		s.d.call("residents/"+phone+"/text", map[string]any{"text": "การจองของฉัน"}, nil)
		if said := s.d.heard(phone, "การจองของฉัน"); !strings.Contains(said, "วารีบำบัด") || !strings.Contains(said, "แพทย์แผนไทย") {
			t.Errorf("%s should see the visits of both; it hears\n%s", phone, said)
		}
	}
	s.look("dark", 390, 844)
	s.open(see[string](s, "the card", `location.pathname`) + "?lang=th")
	s.visited("merged-phone")
	s.presses("เลิกรวมบัตร")
	s.on("เลิกรวมแล้ว")
	s.on("อาจมีบัตรซ้ำ")
	s.visited("unmerged")
}

// eyesOf looks at the demo's console through the eyes of a role.
func (s *screen) eyesOf(role string) {
	s.t.Helper()
	see[bool](s, "the eyes of "+role, `fetch('/console/eyes', {method: 'POST', body: new URLSearchParams({role: %v}), redirect: 'manual'}).then(() => true)`, role)
}
