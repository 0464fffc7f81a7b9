package e2e

// The booking desk: a day by hand and by keyboard, in two windows, on every screen.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestDeskOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	for i, name := range people {
		s.d.books(fmt.Sprintf("r%d", i), name, []string{"วารีบำบัด", "กายภาพบำบัด", "แพทย์แผนไทย"}[i%3], [][]string{{"09.30 น.", "10.30 น.", "13.00 น."}, {"09.00 น.", "09.45 น.", "10.30 น."}, {"09.00 น.", "10.00 น.", "13.00 น."}}[i%3][i/3%3], fmt.Sprintf("08%08d", i))
	}
	s.d.call("clock", map[string]any{"advance": "23h45m"}, nil)
	for _, view := range []struct {
		lang, theme string
		width       int64
	}{
		{"th", "light", 1280},
		{"en", "dark", 1280},
		{"th", "light", 820},
		{"th", "dark", 390},
		{"en", "light", 360},
		{"th", "light", 640},
	} {
		for name, path := range map[string]string{"desk": "/console/desk", "week": "/console/desk/week", "print": "/console/desk/print"} {
			s.look(view.theme, view.width, 1024)
			s.open(path + "?lang=" + view.lang)
			s.visited(strings.Join([]string{name, view.lang, view.theme, fmt.Sprint(view.width)}, "-"))
		}
	}
}

// TestTwoWindowsOfTheDesk keeps two people at one counter together: what one
// does, the other sees at once; who comes in by LINE is new to both.
func TestTwoWindowsOfTheDesk(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t)
	d.books("r1", "สมศรี ใจดี", "วารีบำบัด", "09.30 น.", "0812345678")
	d.books("r2", "ละออง เพชรทอง", "วารีบำบัด", "10.30 น.", "0823456789")
	d.call("clock", map[string]any{"advance": "23h20m"}, nil)
	one, two := openBrowser(t, path, d), openBrowser(t, path, d)
	for _, s := range []*screen{one, two} {
		s.look("light", 1280, 1024)
		s.open("/console/desk")
		s.on("สมศรี ใจดี")
		see[bool](s, "the line to be open", `eyes.until(() => document.documentElement.dataset.line === 'here')`)
		see[bool](s, "a mark on this page", `(() => { globalThis.same = true;  return true; })()`)
	}
	one.pressIn("สมศรี ใจดี", "มาถึงแล้ว")
	one.on("บันทึกแล้ว สมศรี ใจดี มาถึงแล้ว 09.20 น.")
	see[bool](one, "the focus on the name of whom was pressed", `eyes.until(() => document.activeElement.textContent === 'สมศรี ใจดี')`)
	two.on("เริ่มบริการ")
	two.visited("desk-two-arrived")

	// The second begins by N, the first takes it back by U.
	two.keys("n")
	two.on("บันทึกแล้ว สมศรี ใจดี เริ่มบริการแล้ว 09.20 น.")
	one.on("รับบริการ 1")
	two.keys("u")
	two.on("เลิกทำแล้ว สมศรี ใจดี กลับเป็น มาถึงแล้ว")
	one.on("รับบริการ 0")

	// A press over what the other changed meanwhile: nothing is lost, and it says who was first.
	see[bool](one, "a stale page", `(() => { for (const p of document.querySelectorAll('[name=version]')) p.value = '1'; return true; })()`)
	one.conflicts = true
	one.pressIn("สมศรี ใจดี", "เริ่มบริการ")
	one.on("บันทึกไว้ก่อนแล้วว่า")
	one.visited("desk-overtaken")

	// Somebody books in LINE for today while both watch.
	d.booksToday("r3", "ฮาลีเมาะ หมัดหลี", "วารีบำบัด", "13.00 น.", "0834567890")
	for _, s := range []*screen{one, two} {
		s.on("มีคิวใหม่ 1 คิว")
		s.on("ฮาลีเมาะ หมัดหลี")
		if !see[bool](s, "the same page", `!!globalThis.same`) {
			t.Error("the page should change by itself, without being loaded anew")
		}
	}
	two.visited("desk-new")
	two.keys("n")
	two.on("เริ่มบริการแล้ว")
	two.follow("รับบริการ")
	two.pressIn("สมศรี ใจดี", "เสร็จแล้ว")
	two.on("เสร็จ 1")
}

// pressIn presses the button in somebody's row by hand, wherever the list shows them.
func (s *screen) pressIn(name, label string) {
	s.t.Helper()
	if !see[bool](s, label+" at "+name, `eyes.until(() => {
		const row = [...document.querySelectorAll('.person')].find((p) => p.querySelector('.who').textContent === %v);
		const button = row && [...row.querySelectorAll('.acts > form button')].find((b) => b.textContent.includes(%v));
		if (button) { button.focus(); button.click(); }
		return !!button;
	})`, name, label) {
		s.fail("%s should have the button %s", name, label)
	}
}

// keys presses letters with nothing in focus.
func (s *screen) keys(letters string) {
	s.t.Helper()
	see[bool](s, "nothing in focus", `(() => { document.activeElement.blur(); return true; })()`)
	s.do(chromedp.KeyEvent(letters))
}
