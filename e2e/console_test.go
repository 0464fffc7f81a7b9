package e2e

// The nurse's page on a full day: long names, both languages, every width; and
// fresh without a reload.

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/text"
)

// people are names as they are in the south, the longest that fit on an ID card among them.
var people = []string{
	"สมศรี ใจดี", "ฮาลีเมาะ หมัดหลี", "พระครูวิสุทธิธรรมาภรณ์ ฐิตธมฺโม", "กมลวรรณพร ศิริวัฒนานุกูลเจริญชัยสกุลทรัพย์",
	"อับดุลเราะห์มาน เจ๊ะอาแซ", "ละออง เพชรทอง", "วิไล แก้วมณี", "ประเสริฐ ทองขาว", "ปัณณ์ ชูช่วย", "นูรีซา หะยีสาและ",
}

func TestConsoleOnAFullDay(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.open("/console/")
	s.look("light", 1100, 900)
	s.picture("console-few-1100")
	book := []struct {
		service string
		clocks  []string
		places  int
	}{
		{"วารีบำบัด", []string{"09.30 น.", "10.30 น.", "13.00 น."}, 4},
		{"กายภาพบำบัด", []string{"09.00 น.", "09.45 น.", "10.30 น.", "13.00 น.", "14.30 น.", "15.15 น."}, 2},
		{"แพทย์แผนไทย", []string{"09.00 น.", "10.00 น.", "11.00 น.", "13.00 น.", "14.00 น.", "15.00 น."}, 2},
	}
	n := 0
	for _, b := range book {
		if os.Getenv("TAMBON_PICTURES") == "" {
			b.clocks = b.clocks[:2] // a full day is for eyes; half of one proves as much
		}
		for _, clock := range b.clocks {
			for range b.places {
				s.d.books(fmt.Sprintf("r%d", n), people[n%len(people)], b.service, clock, fmt.Sprintf("08%08d", n))
				n++
			}
		}
	}
	fresh := see[bool](s, "the page to grow by itself", `(() => {
		globalThis.same = true;
		document.dispatchEvent(new Event('visibilitychange'));
		return eyes.until(() => document.querySelectorAll('.people li').length >= %v).then(() => globalThis.same);
	})()`, n)
	if !fresh {
		t.Error("the page should grow without being loaded anew: whoever reads it would lose the place")
	}
	for _, view := range []struct {
		lang, theme string
		width       int64
	}{
		{"th", "light", 1100},
		{"th", "light", 820},
		{"th", "light", 390},
		{"th", "light", 320},
		{"en", "dark", 1100},
		{"en", "dark", 820},
		{"en", "dark", 390},
	} {
		s.look(view.theme, view.width, 1180)
		s.open("/console/?lang=" + view.lang)
		name := strings.Join([]string{"console", view.lang, view.theme, strconv.FormatInt(view.width, 10)}, "-")
		s.straight(name)
		s.accessible(name)
		s.picture(name)
	}
	if page := s.text(); !strings.Contains(page, people[3]) {
		t.Errorf("a long name should stand whole; the page reads\n%s", page)
	}
}

// books books for a new resident through the simulator, as a quick person would.
func (d *demo) books(name, display, service, clock, phone string) {
	d.t.Helper()
	d.call("residents", map[string]any{"name": name, "displayName": display}, nil)
	q := quick{d: d, at: "residents/" + url.PathEscape(name) + "/"}
	d.call(q.at+"follow", map[string]any{}, nil)
	for _, label := range []string{"จองคิว", service, text.Thai.Day(d.day), clock, "รับทราบ", "พิมพ์ชื่อ"} {
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
