package e2e

// Hostile messages before the renderer: drawn past all rules on the phone and in
// the gallery, under the strict policy, and pressed. Nothing is executed, nobody
// else is asked, the page stays whole.

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tambon/line/simulator/hostiletest"
)

//go:embed hostile.js
var hostileScript string

// fed opens the phones with the messages in Somsri's chat, and returns the tab.
func (s *screen) fed(messages []hostiletest.Message) *screen {
	s.t.Helper()
	raw := make([]string, len(messages))
	for i, m := range messages {
		raw[i] = m.Raw
	}
	list, err := json.Marshal(raw)
	if err != nil {
		s.t.Fatal(err)
	}
	tab := s.tab()
	tab.strangers.Store(true)
	tab.do(call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hostileScript + "\nhostile = " + string(list) + ";"}))
	tab.do(front)
	tab.open("/")
	return tab
}

// whole fails on what hostile messages did to the page.
func (s *screen) whole(where string) {
	s.t.Helper()
	for _, fault := range see[[]string](s, "the page", `hostileFaults()`) {
		s.t.Errorf("%s: %s", where, fault)
	}
	s.straight(where)
}

func TestHostileMessagesOnThePhone(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t)
	d.call("residents/somsri/follow", map[string]any{}, nil)
	s := openBrowser(t, path, d)
	var chapters [][]hostiletest.Message
	for _, m := range hostiletest.Corpus() {
		if m.Raw == "null" {
			continue // an entry without a message is no entry of a bot
		}
		if n := len(chapters); n == 0 || chapters[n-1][0].Chapter != m.Chapter {
			chapters = append(chapters, nil)
		}
		chapters[len(chapters)-1] = append(chapters[len(chapters)-1], m)
		if strings.Contains(m.Raw, `"quickReply"`) { // shown for the newest message alone
			chapters = slices.Insert(chapters, 0, []hostiletest.Message{m})
		}
	}
	for i, messages := range chapters {
		where := messages[0].Chapter
		if len(messages) == 1 {
			where = messages[0].Name
		}
		t.Run(where, func(t *testing.T) {
			defer func(outer *testing.T) { s.t = outer }(s.t)
			s.t = t // the tab closes with the subtest: a browser keeps six streams of one host at most
			tab := s.fed(messages)
			shown := see[int](tab, "the hostile messages", `eyes.until(() => eyes.rows('#phone-somsri').length >= %v && eyes.rows('#phone-somsri').length)`, len(messages))
			if shown < len(messages) {
				t.Errorf("each of %d messages should have its row, there are %d", len(messages), shown)
			}
			tab.whole(where)
			at := see[struct{ X, Y float64 }](tab, "a line to type on that can be seen", `eyes.until(() => composer())`)
			said := "ยังพิมพ์ได้ " + string(rune('ก'+i))
			tab.do(chromedp.MouseClickXY(at.X, at.Y), call(input.InsertText, input.InsertTextParams{Text: said}), chromedp.KeyEvent(kb.Enter))
			see[bool](tab, "one's own words in the chat", `eyes.until(() => [...document.querySelectorAll('#phone-somsri .row.mine')].some((row) => row.textContent.includes(%v)))`, said)
			tab.look("light", 390, 800)
			tab.straight(where + " at 390")
			see[struct{ X, Y float64 }](tab, "the line to type on at 390", `eyes.until(() => composer())`)
		})
	}
}

func TestHostileMessagesInTheGallery(t *testing.T) {
	s, _, ok := openGallery(t)
	if !ok {
		return
	}
	s.do(front, chromedp.Evaluate[chromedp.Void](hostileScript))
	for _, m := range hostiletest.Corpus() {
		t.Run(m.Chapter+"/"+m.Name, func(t *testing.T) {
			defer func(outer *testing.T) { s.t = outer }(s.t)
			s.t = t
			see[bool](s, "the message to be drawn and judged", `(async () => {
				const [line, judged] = [document.getElementById('try-json'), document.querySelector('#try .judged')];
				const turn = judged.dataset.turn;
				line.value = %v;
				line.dispatchEvent(new Event('change'));
				return eyes.until(() => judged.dataset.turn !== turn);
			})()`, m.Raw)
			if m.IsFlex() && !see[bool](s, "the card", `document.querySelector('#try .drawing :is(.fx-bubble, .fx-carousel)') !== null`) {
				t.Errorf("the renderer should draw what it can of a card: %s", m.Why)
			}
			see[int](s, "its controls to be pressed", `(() => {
				const controls = [...document.querySelectorAll('#try .drawing button')].slice(0, 20);
				for (const control of controls) control.click();
				return controls.length;
			})()`)
			s.whole(m.Name)
		})
	}
}

func TestHostileNamesOnThePage(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t)
	for _, name := range hostiletest.Names() {
		d.call("residents", map[string]string{"displayName": name}, nil)
	}
	d.call("residents/somsri/follow", map[string]any{}, nil)
	d.call("residents/somsri/text", map[string]string{"text": `<img src=x onerror=canary=1>`}, nil)
	s := openBrowser(t, path, d)
	s.do(call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hostileScript}))
	for _, width := range []int64{1440, 390} {
		s.look("light", width, 900)
		s.open("/")
		see[bool](s, "what was said", `eyes.until(() => document.querySelector('#phone-somsri')?.textContent.includes('<img src=x'))`)
		s.whole("names")
		see[struct{ X, Y float64 }](s, "a line to type on", `eyes.until(() => composer())`)
	}
}
