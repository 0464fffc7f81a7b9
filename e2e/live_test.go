package e2e

// The console's script against a small office of its own: live parts over
// server-sent events and without them, and acts that do not arrive.

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"tambon/web"
)

// An office serves one page with two live parts and a form.
type office struct {
	mu     sync.Mutex
	queue  int            // what the first part shows
	asked  map[string]int // how often each part was asked for
	status int            // what saving answers
	line   bool           // whether there is a line of events
	nudges chan string
}

const officePage = `<!doctype html><html lang="th"><head><meta charset="utf-8"><title>live</title><link rel="icon" href="data:,"><script src="/console/theme.js"></script><script type="module" src="/console/main.js"></script></head>
<body data-nudges="/nudges"><span class="live"><span class="fresh"></span></span>
%s<div id="chats" data-live="/part/chats" data-topics="chat"><p>0</p></div>
<form method="post" action="/save" hx-post="/save" hx-target="#saved" data-failed="การจองนี้ยังไม่ได้บันทึก"><textarea name="words" id="words">คำที่พิมพ์ไว้</textarea><button type="submit" id="save">บันทึก</button></form><p id="saved"></p>
<div id="failing" hidden data-title="ยังไม่ได้บันทึก" data-away="ติดต่อระบบไม่ได้" data-broken="ระบบขัดข้อง" data-forbidden="ไม่มีสิทธิ์" data-signed-out="หมดเวลา"></div><p id="said" role="status"></p></body></html>`

func (o *office) part() string {
	return fmt.Sprintf(`<div id="queue" data-live="/part/queue" data-topics="booking waitlist" data-says="ว่าง %d ที่" data-as-of="09.%02d น."><p>%d</p><a href="#first" id="first">แรก</a><input id="note" aria-label="โน้ต"></div>`, o.queue, o.queue, o.queue)
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
	switch r.URL.Path {
	case "/":
		fmt.Fprintf(w, officePage, o.part())
	case "/part/queue":
		o.asked["queue"]++
		fmt.Fprint(w, o.part())
	case "/part/chats":
		o.asked["chats"]++
		fmt.Fprint(w, `<div id="chats" data-live="/part/chats" data-topics="chat"><p>0</p></div>`)
	case "/save":
		w.WriteHeader(o.status)
		fmt.Fprint(w, "บันทึกแล้ว")
	case "/nudges":
		o.tell(w, r)
	default:
		w.Header().Del("Content-Type")
		o.mu.Unlock()
		http.FileServerFS(web.Dist()).ServeHTTP(w, r)
		o.mu.Lock()
	}
}

// tell is the line of events, as long as the page listens.
func (o *office) tell(w http.ResponseWriter, r *http.Request) {
	if !o.line {
		w.WriteHeader(http.StatusNoContent) // a browser does not try again after this
		return
	}
	o.mu.Unlock()
	defer o.mu.Lock()
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	for {
		select {
		case topic := <-o.nudges:
			fmt.Fprintf(w, "event: nudge\ndata: %s\n\n", topic)
			_ = http.NewResponseController(w).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

// changes sets what the first part shows.
func (o *office) changes(queue int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queue = queue
}

func (o *office) askedFor(part string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.asked[part]
}

func openOffice(t *testing.T, line bool) (o *office, s *screen, ok bool) {
	t.Helper()
	path, ok := found(t)
	if !ok {
		return nil, nil, false
	}
	o = &office{asked: map[string]int{}, status: http.StatusOK, line: line, nudges: make(chan string)}
	server := httptest.NewServer(o)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	s = openBrowser(t, path, &demo{t: t, url: server.URL})
	s.open("/")
	return o, s, true
}

func (s *screen) shows(want int) {
	s.t.Helper()
	see[bool](s, fmt.Sprintf("the live part to show %d", want), `eyes.until(() => document.querySelector('#queue p').textContent === String(%v))`, want)
}

func TestLivePartsByNudge(t *testing.T) {
	o, s, ok := openOffice(t, true)
	if !ok {
		return
	}
	// The line asks for everything once when it opens: what was missed before is there.
	see[bool](s, "the line to be open", `eyes.until(() => document.documentElement.dataset.line === 'here')`)
	chats := o.askedFor("chats")
	s.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('first').focus()`))
	o.changes(7)
	o.nudges <- "waitlist"
	s.shows(7)
	if n := o.askedFor("chats"); n != chats {
		t.Errorf("a nudge for waitlist should ask only for the part that shows it; the chats were asked for %d times more", n-chats)
	}
	if at := see[string](s, "the focus", `document.activeElement.id`); at != "first" {
		t.Errorf("the focus should stay on its control when the part changes, it is at %q", at)
	}
	if said := see[string](s, "what is read aloud", `document.getElementById('said').textContent`); said != "ว่าง 7 ที่" {
		t.Errorf("the change should be read aloud once, heard %q", said)
	}
	if clock := see[string](s, "the time of the data", `document.querySelector('.fresh').textContent`); clock != "09.07 น." {
		t.Errorf("the page should say how fresh it is, it says %q", clock)
	}
	s.do(front, chromedp.Evaluate[chromedp.Void](`const note = document.getElementById('note'); note.focus(); note.value = 'กำลังเขียน'`))
	before := o.askedFor("queue")
	o.changes(8)
	o.nudges <- "booking"
	see[bool](s, "the answer to wait", `eyes.until(() => Boolean(document.getElementById('queue').waiting))`)
	if n := o.askedFor("queue"); n == before {
		t.Error("the part should ask although somebody writes in it")
	}
	if now := see[string](s, "the field", `document.getElementById('note').value + document.querySelector('#queue p').textContent`); now != "กำลังเขียน7" {
		t.Errorf("a part that somebody writes in should not change under the hand, it holds %q", now)
	}
	s.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('words').focus()`))
	s.shows(8)
}

func TestLivePartsWithoutALine(t *testing.T) {
	o, s, ok := openOffice(t, false)
	if !ok {
		return
	}
	o.changes(3)
	s.shows(3) // nobody nudges: the part asked by the clock
}

func TestActsThatDoNotArrive(t *testing.T) {
	o, s, ok := openOffice(t, true)
	if !ok {
		return
	}
	for _, c := range []struct {
		status int
		want   string
	}{{http.StatusInternalServerError, "ระบบขัดข้อง"}, {http.StatusForbidden, "ไม่มีสิทธิ์"}, {http.StatusUnauthorized, "หมดเวลา"}} {
		o.mu.Lock()
		o.status = c.status
		o.mu.Unlock()
		s.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('save').click()`))
		see[bool](s, "a note of what did not happen", `eyes.until(() => document.querySelector('.failed[role="alert"]')?.textContent === 'การจองนี้ยังไม่ได้บันทึก' + %v)`, c.want)
		if words := see[string](s, "the form's words", `document.getElementById('words').value`); words != "คำที่พิมพ์ไว้" {
			t.Errorf("after %d the form should keep its words, it holds %q", c.status, words)
		}
	}
	o.mu.Lock()
	o.status = http.StatusOK
	o.mu.Unlock()
	s.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('save').click()`))
	see[bool](s, "the note to go once it worked", `eyes.until(() => !document.querySelector('.failed') && document.getElementById('saved').textContent === 'บันทึกแล้ว')`)
	s.expected()
}

// expected forgets the refusals that the test itself asked for.
func (s *screen) expected() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong = nil
}
