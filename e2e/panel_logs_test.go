package e2e

// The developer's panel: the logs of webhooks and calls, filtered, replayed, long.

import (
	"encoding/json"
	"testing"
	"time"

	"tambon/line/simulator"
)

type simulatorConfig = simulator.Config

// logged waits until so many are how many entries of a log stand in the page.
func (b *box) logged(part string, want int) {
	b.t.Helper()
	see[bool](b.screen, "rows of "+part, `eyes.until(() => document.querySelectorAll('.panel ' + %v + ' tbody tr[data-seq]').length === %v)`, part, want)
}

// times is how often the bot has heard an event that fits.
func (b *box) times(fits func(map[string]any) bool) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, raw := range b.heard {
		var e map[string]any
		if json.Unmarshal(raw, &e) == nil && fits(e) {
			n++
		}
	}
	return n
}

func (b *box) waits(what string, done func() bool) {
	b.t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			b.fail("%s should happen", what)
		}
	}
}

func TestEventLog(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	for _, name := range []string{"somsri", "boonmee"} {
		if _, err := b.line.Text(name, "น้ำท่วม"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.line.Unfollow("somsri"); err != nil {
		t.Fatal(err)
	}
	b.logged(".events", 3)
	b.sets(".events [name=type]", "message")
	b.logged(".events", 2)
	b.sets(".events [name=resident]", "boonmee")
	b.logged(".events", 1)
	b.sets(".events [name=outcome]", "failed")
	b.logged(".events", 0)
	b.panel("an empty log", ".events", "Nothing fits.")
	b.accessible("an empty log")
	b.sets(".events [name=outcome]", "")
	b.sets(".events [name=q]", "น้ำ")
	b.logged(".events", 1)

	said := func(words string) func(map[string]any) bool {
		return func(e map[string]any) bool { m, _ := e["message"].(map[string]any); return m["text"] == words }
	}
	before := b.times(said("น้ำท่วม"))
	b.tap(".events tbody", see[string](b.screen, "the button", `document.querySelector('.events tbody .tool').getAttribute('aria-label')`))
	b.waits("a redelivery", func() bool { return b.times(said("น้ำท่วม")) == before+1 })
	b.logged(".events", 2)
	see[bool](b.screen, "the first row", `(() => { document.querySelector('.events .open-row').click(); return true; })()`)
	b.panel("the event", ".events .detail", "webhookEventId", "isRedelivery")
	b.accessible("an open event")
	b.tap(".events .detail", "Edit and resend")
	text := see[string](b.screen, "the event as JSON", `document.querySelector('.events .edit').value`)
	var e map[string]any
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	e["message"].(map[string]any)["text"] = "น้ำลด"
	raw, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	b.sets(".events .edit", string(raw))
	b.accessible("an event while it is changed")
	b.look("light", 1440, 1300)
	b.picture("panel-event")
	b.tap(".events .editor", "Send event")
	b.waits("the changed event under a new id", func() bool {
		return b.times(func(other map[string]any) bool {
			return said("น้ำลด")(other) && other["webhookEventId"] != e["webhookEventId"] && other["replyToken"] != e["replyToken"]
		}) == 1
	})
}

func TestCallLog(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.says("somsri", `{"type":"text","text":"ก"}`)
	b.asks("/v2/bot/message/push", `{"to":"`+b.id("somsri")+`","messages":[]}`)
	b.asks("/v2/bot/message/validate/push", `{"messages":[{"type":"text","text":"ข"}]}`)
	b.logged(".requests", 3)
	b.sets(".requests [name=endpoint]", "push")
	b.logged(".requests", 2)
	b.sets(".requests [name=status]", "4xx")
	b.logged(".requests", 1)
	see[bool](b.screen, "the first row", `(() => { document.querySelector('.requests .open-row').click(); return true; })()`)
	b.panel("the call", ".requests .detail", "X-Line-Request-Id", "Answered", "messages")
	b.accessible("an open call")
	b.look("dark", 1440, 1300)
	b.picture("panel-calls-dark")
	b.accessible("an open call, dark")
}

// Ten thousand events: a page of them stands in the document, every one can be reached, and the page answers at once.
func TestTenThousandEvents(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.line.Hold() // one request carries them all: ten thousand would take as long as the machine is slow
	for range 10_000 {
		if _, err := b.line.Postback("somsri", "again", "", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.line.Release(simulator.Release{Batch: true}); err != nil {
		t.Fatal(err)
	}
	b.waits("all events", func() bool { return b.times(func(map[string]any) bool { return true }) == 10_000 })
	b.logged(".events", 40)
	see[bool](b.screen, "the newest", `eyes.until(() => document.querySelector('.events tbody tr').dataset.seq === '10000')`)
	for range 3 {
		b.tap(".events", "Older")
	}
	see[bool](b.screen, "the fourth page", `eyes.until(() => document.querySelector('.events tbody tr').dataset.seq === '9880')`)
	if _, err := b.line.Postback("somsri", "more", "", nil); err != nil {
		t.Fatal(err)
	}
	b.panel("that there is more", ".events", "1 newer since then")
	if n := see[int](b.screen, "nodes of the log", `document.querySelectorAll('.events *').length`); n > 1500 {
		t.Errorf("the log should be bounded in the document; it has %d nodes", n)
	}
	for range 3 {
		b.tap(".events", "Newer")
	}
	see[bool](b.screen, "the newest again", `eyes.until(() => document.querySelector('.events tbody tr').dataset.seq === '10001')`)
	b.accessible("a long log")
}
