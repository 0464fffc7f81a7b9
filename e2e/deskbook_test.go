package e2e

// At the counter: somebody walks in, a visit is moved, a visit is called off
// while the resident's phone lies beside.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// mostPresses is what booking a walk-in may take, typing left aside.
const mostPresses = 5

func TestWalkInByKeyboard(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.refusals.Store(true)
	s.look("light", 1280, 1024)
	s.open("/console/desk")
	presses := 0
	press := func(keys string) { s.t.Helper(); s.do(chromedp.KeyEvent(keys)); presses++ }

	// Nobody knows her yet: a new person costs a name and a phone more.
	see[bool](s, "the desk", `(() => { document.activeElement.blur(); globalThis.before = true; return true; })()`)
	press("b")
	see[bool](s, "the cursor in the name", `eyes.until(() => !globalThis.before && document.activeElement?.id === 'book-q')`)
	s.visited("book-begin")
	s.do(chromedp.KeyEvent("มาลี คงแก้ว"))
	s.on("คนใหม่ ชื่อ “มาลี คงแก้ว”")
	press(kb.Tab)
	see[bool](s, "somebody new", `eyes.until(() => document.activeElement?.value === 'new')`)
	press(" ")
	see[bool](s, "the fields of somebody new", `eyes.until(() => document.activeElement?.id === 'name' && document.activeElement?.value === 'มาลี คงแก้ว')`)
	s.visited("book-new")
	press(kb.Tab)
	s.do(chromedp.KeyEvent("0812345678"))
	presses++
	s.leaves(chromedp.KeyEvent(kb.Enter))
	s.on("จองสำเร็จ มาลี คงแก้ว")
	if presses > mostPresses {
		t.Errorf("a new walk-in took %d presses besides typing; want at most %d", presses, mostPresses)
	}

	// The second time three letters find her.
	presses = 0
	see[bool](s, "the desk", `(() => { document.activeElement.blur(); globalThis.before = true; return true; })()`)
	press("b")
	see[bool](s, "the cursor in the name", `eyes.until(() => !globalThis.before && document.activeElement?.id === 'book-q')`)
	s.do(chromedp.KeyEvent("มาล"))
	s.on("เบอร์ลงท้าย 5678")
	see[bool](s, "her on the slip", `eyes.until(() => document.querySelector('#slip').textContent.includes('มาลี คงแก้ว'))`)
	s.visited("book-found")
	s.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('#slot input:not(:checked)')[0].click()`)) // another time: she has the first
	see[bool](s, "the slip", `eyes.until(() => !document.querySelector('.htmx-request'))`)
	presses += 2
	presses++
	s.leaves(chromedp.KeyEvent(kb.Enter))
	s.on("จองสำเร็จ มาลี คงแก้ว")
	if presses > mostPresses {
		t.Errorf("a known walk-in took %d presses besides typing; want at most %d", presses, mostPresses)
	}
}

func TestWalkInByHand(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.d.books("r1", "จำเนียร นวลศรี", "แพทย์แผนไทย", "09.00 น.", "0899992290")
	s.refusals.Store(true)
	s.look("light", 820, 1180)
	s.open("/console/desk")
	presses := 0
	tap := func(what, find string) {
		s.t.Helper()
		see[bool](s, what, `eyes.until(() => { const it = %v; return !!document.querySelector(it) && !document.querySelector('.htmx-request'); })`, find)
		s.do(chromedp.ScrollIntoView(find), chromedp.Click(find))
		presses++
	}
	s.leaves(chromedp.Click("a.cell-free"))
	presses++
	s.on("ตรวจก่อนยืนยัน")
	see[bool](s, "the cursor in the name", `eyes.until(() => document.activeElement?.id === 'book-q')`)
	s.do(chromedp.KeyEvent("จำเ"))
	s.on("เบอร์ลงท้าย 2290")
	tap("the person", "#who .opt")
	see[bool](s, "her on the slip", `eyes.until(() => document.querySelector('#slip').textContent.includes('จำเนียร นวลศรี'))`)
	s.leaves(chromedp.Click("#slip button"))
	presses++
	s.on("จองสำเร็จ จำเนียร นวลศรี")
	s.visited("book-done")
	if presses > mostPresses {
		t.Errorf("a walk-in took %d presses besides typing; want at most %d", presses, mostPresses)
	}
	s.open("/console/find?q=" + "จำเนียร")
	s.on("ในทะเบียน")
	s.visited("find")
}

func TestCallingOffBesideThePhone(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.refusals.Store(true)
	s.d.books("r1", "สมศรี ใจดี", "วารีบำบัด", "13.00 น.", "0812345678")
	s.d.call("clock", map[string]any{"advance": "23h"}, nil)
	s.look("light", 1280, 1024)
	s.open("/console/desk")
	s.follow("สมศรี ใจดี")
	s.on("ประวัติ")
	s.visited("booking")
	s.follow("เลื่อนนัด")
	s.on("รอบเดิม")
	s.visited("move")
	s.follow("ไม่เลื่อน")
	s.follow("ยกเลิกพร้อมเหตุผล")
	s.visited("cancel-reason")
	s.do(chromedp.Click(`[value="machine"]`), chromedp.Click("#words"), chromedp.KeyEvent("ปั๊มน้ำเสีย"))
	s.presses("ดูข้อความก่อนยกเลิก")
	s.on("ผู้รับบริการจะได้ข้อความนี้ทาง LINE")
	s.on("อุปกรณ์ใช้ไม่ได้")
	if at := see[string](s, "the focus", `document.activeElement?.textContent`); !strings.Contains(at, "เก็บการจองไว้") {
		t.Errorf("the focus begins at %q; want the way back", at)
	}
	s.visited("cancel-sure")
	s.presses("ยกเลิกการจอง 1 คน")
	s.on("สมศรี ใจดี ยกเลิกแล้ว")
	s.visited("cancelled")
	if said := s.d.heard("r1", "ปั๊มน้ำเสีย"); !strings.Contains(said, "ขออภัย ต้องยกเลิกนัดนี้") || !strings.Contains(said, "อุปกรณ์ใช้ไม่ได้") {
		t.Errorf("the phone shows %s; want why the visit was called off", said)
	}
	s.open("/console/desk/calls")
	s.visited("calls")
}

// heard waits until a message to a resident holds the words, and returns what
// the chat holds by then.
func (d *demo) heard(name, words string) string {
	d.t.Helper()
	seen := ""
	for after := 0; ; {
		var chat struct {
			Messages []struct{ Seq int }
		}
		path := fmt.Sprintf("residents/%s/messages?after=%d&wait=20s", name, after)
		status, raw := d.send("GET", path, nil)
		if status != 200 {
			d.t.Fatalf("GET %s: %d %s", path, status, raw)
		}
		d.decode(path, raw, &chat)
		if len(chat.Messages) == 0 {
			d.t.Fatalf("%s should hear %q; the chat is %s", name, words, seen)
		}
		after = chat.Messages[len(chat.Messages)-1].Seq
		if seen += string(raw); strings.Contains(seen, words) {
			return seen
		}
	}
}
