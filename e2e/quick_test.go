package e2e

// Who books: names of the south, and people quicker than any phone.

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"tambon/text"
)

// people are names as they are in the south, the longest that fit on an ID card among them.
var people = []string{
	"สมศรี ใจดี", "ฮาลีเมาะ หมัดหลี", "พระครูวิสุทธิธรรมาภรณ์ ฐิตธมฺโม", "กมลวรรณพร ศิริวัฒนานุกูลเจริญชัยสกุลทรัพย์",
	"อับดุลเราะห์มาน เจ๊ะอาแซ", "ละออง เพชรทอง", "วิไล แก้วมณี", "ประเสริฐ ทองขาว", "ปัณณ์ ชูช่วย", "นูรีซา หะยีสาและ",
}

// books books for a new resident through the simulator, as a quick person would.
func (d *demo) books(name, display, service, clock, phone string) {
	d.t.Helper()
	d.booksOn(text.Thai.Day(d.day), name, display, service, clock, phone)
}

// booksToday books for the day that d.day calls tomorrow, once it has begun.
func (d *demo) booksToday(name, display, service, clock, phone string) {
	d.t.Helper()
	d.booksOn("วันนี้", name, display, service, clock, phone)
}

func (d *demo) booksOn(day, name, display, service, clock, phone string) {
	d.t.Helper()
	d.call("residents", map[string]any{"name": name, "displayName": display}, nil)
	q := quick{d: d, at: "residents/" + url.PathEscape(name) + "/"}
	d.call(q.at+"follow", map[string]any{}, nil)
	for _, label := range []string{"จองคิว", service, day, clock, "รับทราบ", "พิมพ์ชื่อ"} {
		q.press(label)
	}
	d.call(q.at+"text", map[string]any{"text": display}, nil)
	q.press("พิมพ์เบอร์โทร")
	d.call(q.at+"text", map[string]any{"text": phone}, nil)
	q.press("ยืนยันการจอง")
	q.press("การจองของฉัน") // stands on the ticket
}

// A quick person has no browser.
type quick struct {
	d    *demo
	at   string // path of the resident
	seen int    // the newest message that was looked at
}

// press presses a button as soon as it is there.
func (q *quick) press(label string) {
	q.d.t.Helper()
	for end := time.Now().Add(patience); ; {
		status, said := q.d.post(q.at+"press", map[string]any{"label": label})
		if status == http.StatusOK {
			return
		}
		if time.Now().After(end) {
			q.d.t.Fatalf("press %s: %d %s", label, status, said)
		}
		var chat struct{ Messages []struct{ Seq int } }
		q.d.fetch(fmt.Sprintf("%smessages?after=%d&wait=5s", q.at, q.seen), &chat)
		if n := len(chat.Messages); n > 0 {
			q.seen = chat.Messages[n-1].Seq
		}
	}
}
