package e2e

// A chat of five thousand messages: the page stays light, and all of it can be read.

import (
	"fmt"
	"strings"
	"testing"

	"tambon/line/simulator"
)

const (
	many = 5000
	// light is how many messages stand in the page at most.
	light = 160
)

func TestLongChatStaysLight(t *testing.T) {
	b, ok := openBox(t, func(cfg simulator.Config) (*simulator.Platform, error) { return simulator.Open(t.TempDir(), cfg) })
	if !ok {
		return
	}
	for i := 0; i < many; i += 5 {
		five := make([]string, 5)
		for j := range five {
			five[j] = fmt.Sprintf(`{"type":"text","text":"ข้อความที่ %d"}`, i+j+1)
		}
		b.says("somsri", five...)
	}
	p := b.person("somsri")
	p.shows("ข้อความที่ 5000")
	b.rows("while they came")
	b.open("/")
	p.shows("ข้อความที่ 5000")
	b.rows("after opening the page")

	// Whoever scrolls up comes to the first message, and sees none twice.
	read := see[[]string](b.screen, "the first message, by scrolling up", `(async () => {
		const chat = document.querySelector('#phone-somsri .chat');
		const seen = new Set();
		let most = 0;
		for (;;) {
			const rows = eyes.rows('#phone-somsri');
			most = Math.max(most, rows.length);
			for (const row of rows) seen.add(row.querySelector('.bubble').textContent);
			if (seen.has('ข้อความที่ 1')) return [String(seen.size), String(most)];
			const before = chat.querySelector('[data-seq]').dataset.seq;
			chat.scrollTop = 0;
			await eyes.until(() => chat.querySelector('[data-seq]').dataset.seq !== before);
		}
	})()`)
	if read[0] != "5000" {
		t.Errorf("scrolling up should show all 5000 messages, it showed %s", read[0])
	}
	if n := see[int](b.screen, "rows", `eyes.rows('#phone-somsri').length`); n > light {
		t.Errorf("at most %d messages should stand in the page while one scrolls, there are %d", light, n)
	}
	b.picture("long-chat-top")

	// What comes meanwhile does not tear one away; one press leads to it.
	b.says("somsri", `{"type":"text","text":"ข้อความใหม่มาก"}`)
	p.tap("ข้อความล่าสุด")
	p.shows("ข้อความใหม่มาก")
	b.rows("after the way down")
	if said := see[string](b.screen, "what was read aloud", `document.querySelector('#phone-somsri .said-aloud').textContent`); strings.Count(said, "ข้อความใหม่มาก") != 1 {
		t.Errorf("a new message should be read aloud once; read was %q", said)
	}
}

// rows fails where more messages stand in the page than it can bear.
func (b *box) rows(when string) {
	b.t.Helper()
	if n := see[int](b.screen, "the rows", `document.querySelectorAll('#phone-somsri .row').length`); n > light {
		b.t.Errorf("%s: at most %d messages should stand in the page, there are %d", when, light, n)
	}
}
