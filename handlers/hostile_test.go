package handlers_test

// Events that LINE signed and that nobody expects: stored, never an error to
// LINE, and nobody else is harmed.

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/line"
)

// A strange event: its properties after the common ones, and what becomes of it.
type strange struct {
	name, rest string
	want       string // done: worked · aside: set aside, and nobody was told · answered: worked, and the person got an answer
}

func text(s string) string {
	return `"type":"message","message":{"id":"7","type":"text","text":"` + s + `"}`
}

// strangers are put between {"webhookEventId":…,"timestamp":…,"replyToken":…,"mode":"active","source":…, and }.
var strangers = []strange{
	{"NUL", text(`a\u0000b\u0000`), "answered"},
	{"lone surrogate", text(`\ud800ก\udc00`), "answered"},
	{"invalid UTF-8", text("\xff\xfe\xc3(ก"), "answered"},
	{"cut in a Thai letter", text("ก\xe0\xb8"), "answered"},
	{"right-to-left override", text("\u202eเมนู\u2066"), "answered"},
	{"zero width", text("เ\u200bม\ufeffนู"), "answered"},
	{"stacked marks", text("ก" + strings.Repeat("้", 2000)), "answered"},
	{"longest text", text(strings.Repeat("ก", 5000)), "answered"},
	{"longer than LINE's", text(strings.Repeat("ก", 8000)), "answered"},
	{"joined emoji", text(strings.Repeat("👩‍👩‍👧‍👦", 500)), "answered"},
	{"tag characters", text("🏴\U000e0067\U000e0062\U000e007f"), "answered"},
	{"private use", text("\ue000\uf8ff"), "answered"},
	{"only spaces", text(` \t\n\u00a0`), "answered"},
	{"empty text", text(``), "answered"},
	{"SQL", text(`'; DROP TABLE bookings; --`), "answered"},
	{"template", text(`{{.}} {name} <b> </script> %s %!d(MISSING)`), "answered"},
	{"LIKE", text(`%_\\%`), "answered"},
	{"digits without end", text(strings.Repeat("9", 4000)), "answered"},
	{"unknown message", `"type":"message","message":{"id":"7","type":"hologram"}`, "answered"},
	{"message without type", `"type":"message","message":{"id":"7"}`, "answered"},
	{"message without id", `"type":"message","message":{"type":"text","text":"เมนู"}`, "answered"},
	{"message with more", `"type":"message","message":{"id":"7","type":"text","text":"เมนู","emojis":[{"index":0}],"mention":null,"future":{"a":[1]}}`, "answered"},
	{"depth 9,000", text("เมนู") + `,"future":` + strings.Repeat("[", 8990) + strings.Repeat("]", 8990), "answered"},
	{"twice the same key", text("x") + `,"message":{"id":"8","type":"text","text":"เมนู"}`, "answered"},
	{"other case", `"type":"message","MESSAGE":{"ID":"7","TYPE":"text","Text":"เมนู"}`, "answered"},
	{"postback unknown", `"type":"postback","postback":{"data":"no.such?x=1"}`, "answered"},
	{"postback empty", `"type":"postback","postback":{"data":""}`, "answered"},
	{"postback without data", `"type":"postback","postback":{}`, "answered"},
	{"postback broken", `"type":"postback","postback":{"data":"booking.days?service=%zz&from=9999999999999999999"}`, "answered"},
	{"postback NUL", `"type":"postback","postback":{"data":"booking.days?service=\u0000&from=\u0000"}`, "answered"},
	{"postback long", `"type":"postback","postback":{"data":"` + strings.Repeat("&a=b", 5000) + `"}`, "answered"},
	{"postback params", `"type":"postback","postback":{"data":"menu.show","params":{"datetime":"x","future":1}}`, "answered"},
	{"follow bare", `"type":"follow"`, "answered"},
	{"unknown event", `"type":"teleported","teleported":{"to":"moon"}`, "done"},
	{"no type", `"future":1`, "done"},
	{"type a number", `"type":7`, "aside"},
	{"type strange", `"type":"me ssage\u0000"`, "done"},
	{"unsend bare", `"type":"unsend"`, "done"},
	{"unsend of nothing", `"type":"unsend","unsend":{"messageId":"404"}`, "done"},
	{"unfollow", `"type":"unfollow"`, "done"},
	{"beacon", `"type":"beacon","beacon":{"hwid":"d41d8cd98f","type":"enter"}`, "done"},
	{"account link", `"type":"accountLink","link":{"result":"ok","nonce":"x"}`, "done"},
	{"standby", text("เมนู") + `,"mode":"standby"`, "done"},
	{"message missing", `"type":"message"`, "aside"},
	{"message null", `"type":"message","message":null`, "aside"},
	{"message a word", `"type":"message","message":"เมนู"`, "aside"},
	{"text a number", `"type":"message","message":{"id":"7","type":"text","text":7}`, "aside"},
	{"text an object", `"type":"message","message":{"id":"7","type":"text","text":{}}`, "aside"},
	{"postback missing", `"type":"postback"`, "aside"},
	{"postback a list", `"type":"postback","postback":[]`, "aside"},
	{"timestamp a word", text("เมนู") + `,"timestamp":"now"`, "aside"},
	{"timestamp a fraction", text("เมนู") + `,"timestamp":1.5`, "aside"},
	{"timestamp huge", text("เมนู") + `,"timestamp":1e400`, "aside"},
	{"timestamp negative", text("เมนู") + `,"timestamp":-1`, "answered"},
	{"timestamp far", text("เมนู") + `,"timestamp":253402300799000`, "answered"},
	{"reply token a number", text("เมนู") + `,"replyToken":5`, "aside"},
	{"no reply token", text("เมนู") + `,"replyToken":null`, "done"},
	{"source missing", text("เมนู") + `,"source":null`, "done"},
	{"source a word", text("เมนู") + `,"source":"U1"`, "aside"},
	{"source unknown", text("เมนู") + `,"source":{"type":"planet","planetId":"P1"}`, "done"},
	{"user id a number", text("เมนู") + `,"source":{"type":"user","userId":5}`, "aside"},
	{"user id missing", text("เมนู") + `,"source":{"type":"user"}`, "done"},
	{"a room", text("เมนู") + `,"source":{"type":"room","roomId":"R1"}`, "answered"},
}

// bare events have nothing in common with others.
var bare = []string{`null`, `7`, `"event"`, `[]`, `{}`, `true`}

func TestWebhookStrangeEvents(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, log := start(t, db, nil)
		secrets := []string{"ก้", "DROP TABLE", "hologram", "teleported"}
		names, ids := make([]string, len(strangers)), make([]string, len(strangers))
		for i := range strangers {
			names[i] = fmt.Sprintf("s%d", i)
			ids[i] = resident(w, names[i])
		}
		real := write(t, w, "x", names...)
		for i, s := range strangers {
			token := line.Outline([]byte(real[ids[i]])).ReplyToken
			secrets = append(secrets, ids[i], token)
			event := fmt.Sprintf(`{"webhookEventId":"S%d","timestamp":1795575600000,"replyToken":%q,"mode":"active","source":{"type":"user","userId":%q},%s}`, i, token, ids[i], s.rest)
			if got := deliver(t, w, batch(event)); got != http.StatusOK {
				t.Errorf("%s: LINE was answered %d, want 200", s.name, got)
			}
		}
		for _, event := range bare {
			if got := deliver(t, w, batch(event)); got != http.StatusOK {
				t.Errorf("the event %s: LINE was answered %d, want 200", event, got)
			}
		}
		w.Settled()
		for i, s := range strangers {
			status := strings.Join(scan(t, w, "SELECT status FROM inbox_events WHERE event_id = ?", fmt.Sprintf("S%d", i)), "")
			said := heard(t, w, fmt.Sprintf("s%d", i))
			switch {
			case status == "done" && len(said) > 0:
				status = "answered"
			case len(said) > 0:
				status += ", and something was said"
			}
			if status != s.want {
				t.Errorf("%s: the event is %q, want %q; fault %q; the person heard %q", s.name, status, s.want,
					scan(t, w, "SELECT fault FROM inbox_events WHERE event_id = ?", fmt.Sprintf("S%d", i)), said)
			}
		}
		if n := w.Count("SELECT count(*) FROM inbox_events"); n != len(strangers)+len(bare) {
			t.Errorf("%d events are kept, want every one of %d", n, len(strangers)+len(bare))
		}
		refused := scan(t, w, "SELECT event_id FROM inbox_events WHERE reply_state = 'refused'")
		if len(refused) > 0 {
			t.Errorf("LINE refuses what is answered to %v: a broken card", refused)
		}
		aside := scan(t, w, "SELECT fault FROM inbox_events WHERE status = 'aside'")
		for _, fault := range aside {
			if !strings.Contains(fault, "not of the form that LINE documents") {
				t.Errorf("an event was set aside for %q, want the reason that it is malformed", fault)
			}
		}
		if n := w.Count("SELECT count(*) FROM inbox_events WHERE status = 'aside' AND attempts <> 1"); n != 0 {
			t.Errorf("%d events were set aside after another number of attempts than one: they held their lanes", n)
		}
		for _, secret := range secrets {
			if strings.Contains(log.String()+strings.Join(aside, " "), secret) {
				t.Errorf("the log or a fault holds %q", secret)
			}
		}
		if broken := w.Broken(); len(broken) > 0 {
			t.Errorf("the database breaks promises: %v", broken)
		}
	})
}

// One batch of a hundred people's events, among them one that cannot be read and
// one that the program fails at: 98 are worked, and whom it failed is told.
func TestWebhookPoisonHarmsNobodyElse(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, log := start(t, db, nil)
		const unreadable, failing = 31, 62
		ids, names := make([]string, 100), make([]string, 100)
		for i := range ids {
			names[i] = fmt.Sprintf("p%d", i)
			ids[i] = resident(w, names[i])
		}
		if _, err := w.LINE.Text(fmt.Sprintf("p%d", failing), "เมนู"); err != nil {
			t.Fatal(err)
		}
		w.Settled()
		broken := append([]byte{1}, "a name that no key opens"...)
		w.Exec("UPDATE residents SET name = ? WHERE line_user_id = ?", broken, ids[failing])

		real := write(t, w, "x", names...)
		maps.Copy(real, write(t, w, "ข้อมูลของฉัน", names[failing]))
		events, eventIDs := make([]string, len(ids)), make([]string, len(ids))
		for i, id := range ids {
			events[i], eventIDs[i] = real[id], line.Outline([]byte(real[id])).ID
		}
		events[unreadable] = strings.Replace(events[unreadable], `"text":"x"`, `"text":["x"]`, 1)
		if got := deliver(t, w, batch(events...)); got != http.StatusOK {
			t.Fatalf("the batch was answered %d, want 200", got)
		}
		w.Settled()
		for i := range ids {
			id, name := eventIDs[i], names[i]
			status := strings.Join(scan(t, w, "SELECT status FROM inbox_events WHERE event_id = ?", id), "")
			said := heard(t, w, name)
			if i == failing {
				said = said[1:] // the menu
			}
			switch i {
			case unreadable, failing:
				attempts, told := 1, 0
				if i == failing {
					attempts, told = 5, 1
				}
				fault := scan(t, w, "SELECT fault FROM inbox_events WHERE event_id = ? AND attempts = ?", id, attempts)
				if status != "aside" || len(fault) != 1 || fault[0] == "" || len(said) != told {
					t.Errorf("the poisonous event %d is %s for %q and the person heard %q; want it set aside with its reason after %d attempts, and the person told %d times", i, status, fault, said, attempts, told)
				}
				if len(fault) == 1 && !strings.Contains(log.String(), fault[0][len(fault[0])-25:len(fault[0])-1]) {
					t.Errorf("the log does not know the error %q", fault[0])
				}
			default:
				if status != "done" || len(said) != 1 {
					t.Errorf("event %d beside the poisonous ones is %s and answered with %q, want it done and answered once", i, status, said)
				}
			}
		}
		w.Exec("UPDATE residents SET name = NULL WHERE line_user_id = ?", ids[failing])
		if _, err := w.LINE.Text(fmt.Sprintf("p%d", failing), "ข้อมูลของฉัน"); err != nil {
			t.Fatal(err)
		}
		w.Settled()
		if n := len(heard(t, w, fmt.Sprintf("p%d", failing))); n != 3 {
			t.Errorf("after the poison the person heard %d answers, want 3: their lane goes on", n)
		}
	})
}
