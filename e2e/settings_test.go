package e2e

// Settings: on every screen, and the task "restore a setting" with a resident's
// phone beside it, by keyboard alone.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// sees looks at the console through the eyes of a role.
func (s *screen) sees(role string) {
	s.t.Helper()
	s.open("/console/home")
	s.leaves(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { document.querySelector('.eyes select').value = %q; document.querySelector('.eyes').submit(); })()`, role)))
}

// writes replaces what a field holds.
func (s *screen) writes(id, words string) {
	s.t.Helper()
	see[bool](s, "the field "+id, `(() => { const f = document.getElementById(%v); f.focus(); f.select(); document.execCommand('insertText', false, %v); return f.value === %[2]v; })()`, id, words)
}

func TestSettingsOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.look("light", 1280, 1024)
	s.sees("administrator")
	for name, path := range map[string]string{
		"town": "town", "phone": "town/phone", "centres": "centres", "address": "centres/pakphun/address",
		"texts": "texts", "text": "texts/card.greeting", "hotlines": "hotlines", "hotlines-change": "hotlines/change",
	} {
		for _, view := range []struct {
			lang, theme string
			width       int64
		}{{"th", "light", 1280}, {"th", "dark", 820}, {"en", "light", 360}, {"th", "light", 640}} {
			s.look(view.theme, view.width, 1024)
			s.open("/console/settings/" + path + "?lang=" + view.lang)
			s.visited(strings.Join([]string{"settings", name, view.lang, view.theme, fmt.Sprint(view.width)}, "-"))
		}
	}
}

func TestRestoreASetting(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	const own = "ได้ทุกวัน เลือกบริการ"
	officer := s.tab()
	for i, view := range []struct {
		lang, theme              string
		width                    int64
		look, save, filed, saved string
	}{
		{"th", "light", 1280, "ดูก่อนบันทึก", "บันทึกค่าใหม่", "ใช้ข้อความตั้งต้น", "บันทึกแล้ว"},
		{"en", "dark", 820, "Look before saving", "Save the new value", "Use the program's words", "Saved."},
	} {
		officer.do(front)
		officer.look(view.theme, view.width, 1024)
		officer.sees("administrator")
		name := fmt.Sprintf("settings-restore-%s-", view.lang)
		officer.open("/console/settings/texts?lang=" + view.lang + "&words=card.menu.title")
		officer.clicks("#texts-rows a", "")
		officer.writes("f-th", own)
		officer.presses(view.look)
		officer.on("ได้ทุกวัน")
		officer.visited(name + "look")
		officer.presses(view.save)
		officer.on(view.saved)
		officer.visited(name + "saved")
		if i == 0 {
			s.do(front)
			somsri := s.person("somsri")
			somsri.tap("เพิ่มเพื่อน")
			somsri.hears(own)
			s.picture(name + "phone")
			officer.do(front)
		}
		officer.presses(view.filed)
		officer.visited(name + "back")
		officer.presses(view.save)
		officer.on(view.saved)
		if said := see[string](officer, "the sentence in use", `document.getElementById('f-th').value`); strings.Contains(said, "ได้ทุกวัน") {
			t.Errorf("restored, the greeting is still %q", said)
		}
		officer.visited(name + "restored")
	}
}
