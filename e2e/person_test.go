package e2e

// A person with a phone: taps, types, reads; or has only a keyboard.

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A person is a resident at their phone on a screen.
type person struct {
	*screen
	phone string // CSS selector
	heard int    // the account's messages that were read already
}

func (s *screen) person(name string) *person { return &person{screen: s, phone: "#phone-" + name} }

// picture keeps what Somsri sees; the others see the same.
func (p *person) picture(name string) {
	p.t.Helper()
	if p.phone == "#phone-somsri" {
		p.screen.picture(name)
	}
}

// tap taps the newest control of that name on a part of the page.
func (s *screen) tap(within, name string) {
	s.t.Helper()
	at := see[struct{ X, Y float64 }](s, "to tap "+name, `eyes.aim(%v, %v)`, within, name)
	s.do(chromedp.MouseClickXY(at.X, at.Y))
}

// tap taps the newest control of that name on the phone.
func (p *person) tap(name string) {
	p.t.Helper()
	p.screen.tap(p.phone, name)
}

// hears waits until the account has answered with all the words, and returns what it said.
func (p *person) hears(words ...string) string {
	p.t.Helper()
	answer := see[struct {
		Said string
		Rows int
	}](p.screen, "to hear "+strings.Join(words, " · "), `eyes.hears(%v, %v, %v)`, p.phone, p.heard, words)
	p.heard = answer.Rows
	return answer.Said
}

// types waits for the keyboard, types words as a Thai keyboard sends them, and sends them.
func (p *person) types(words string) {
	p.t.Helper()
	see[bool](p.screen, "the keyboard to be open", `eyes.until(() => document.activeElement.matches(%v + ' textarea'))`, p.phone)
	p.do(call(input.InsertText, input.InsertTextParams{Text: words}), chromedp.KeyEvent(kb.Enter))
	if left := see[string](p.screen, "the typed words", `document.activeElement.value`); left != "" {
		p.t.Errorf("the line to type on should be empty once %q is sent, it holds %q", words, left)
	}
}

// reaches brings the focus to the newest control of that name by the Tab key alone.
func (p *person) reaches(name string) {
	p.t.Helper()
	see[bool](p.screen, "the control "+name, `eyes.until(() => eyes.control(%v, %v) !== null)`, p.phone, name)
	for range 300 {
		switch way := see[int](p.screen, "the way to "+name, `eyes.way(%v, %v)`, p.phone, name); way {
		case 0:
			if !see[bool](p.screen, "the focus", `eyes.focusShows()`) {
				p.t.Errorf("the focus on %q cannot be seen", name)
			}
			return
		case 1:
			p.do(chromedp.KeyEvent(kb.Tab))
		default:
			p.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
		}
	}
	p.fail("the Tab key should lead to %q", name)
}

// keys presses the control of that name with the keyboard alone.
func (p *person) keys(name string) {
	p.t.Helper()
	p.reaches(name)
	p.do(chromedp.KeyEvent(kb.Enter))
}
