package e2e

// Hands on the pages of chats.

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// opensChat opens the chat of somebody from the list.
func (s *screen) opensChat(name string) {
	s.t.Helper()
	see[bool](s, "the chat of "+name, `eyes.until(() => [...document.querySelectorAll('.chat-item')].some((a) => a.querySelector('b').textContent === %v))`, name)
	s.follow(name)
	see[bool](s, "the field of the answer", `eyes.until(() => document.getElementById('send') !== null)`)
}

// says writes into the field of the answer.
func (s *screen) says(words string) {
	s.t.Helper()
	see[bool](s, "the field", `(() => { const f = document.getElementById('say'); f.focus(); f.select(); return document.activeElement === f; })()`)
	s.do(call(input.InsertText, input.InsertTextParams{Text: words}))
}

// pressesHere presses a button whose answer changes a part of the page alone.
func (s *screen) pressesHere(words string) {
	s.t.Helper()
	see[bool](s, "the button "+words, `eyes.until(() => {
		const b = [...document.querySelectorAll('button')].find((e) => e.innerText.replaceAll('\u00a0', ' ').includes(%v) && e.getClientRects().length > 0 && !e.disabled);
		if (b) { b.focus(); b.click(); }
		return !!b;
	})`, words)
}

// drawn is a small picture.
func drawn(t *testing.T) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for x := range 320 {
		for y := range 200 {
			p.Set(x, y, color.RGBA{uint8(x / 2), uint8(y), 120, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
