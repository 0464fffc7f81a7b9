package e2e

// The developer's panel: a message under the glass, refused, changed and sent.

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// wrongs is a card with four faults and a property that LINE does not know.
var wrongs = `{"type":"flex","altText":"เลือกวัน","shadow":"soft","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[
	{"type":"text","text":"เลือกวัน","size":"huge","color":"red"},
	{"type":"box","layout":"sideways","contents":[]},
	{"type":"button","style":"primary","action":{"type":"postback","label":"` + strings.Repeat("ยืนยัน", 12) + `","data":"booking.confirm"}}]}},
	"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"กลับ","text":"กลับ"}}]}}`

// panel is a part of the panel, by its class.
func (b *box) panel(what, part string, words ...string) {
	b.t.Helper()
	for _, word := range words {
		see[bool](b.screen, what+": "+word, `eyes.until(() => eyes.plain(document.querySelector('.panel ' + %v).textContent).includes(%v))`, part, word)
	}
}

// opens opens a folded tile.
func (b *box) opens(part string) {
	b.t.Helper()
	see[bool](b.screen, "the tile "+part, `(() => { document.querySelector('.panel ' + %v + ' details').open = true; return true; })()`, part)
}

// sets gives a field of the panel a value as a person does.
func (b *box) sets(part, value string) {
	b.t.Helper()
	see[bool](b.screen, "the field "+part, `(() => {
		const field = document.querySelector('.panel ' + %v);
		field.value = %v;
		for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
		return true;
	})()`, part, value)
}

func TestPanelTellsARefusal(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.asks("/v2/bot/message/push", `{"to":"`+b.id("somsri")+`","messages":[`+wrongs+`]}`)
	p := b.person("somsri")
	p.tap("ดูเหตุผล")
	b.panel("the refusal", ".verdict", "400 refused", "/body/contents/0/size", "/body/contents/1/layout", "action/label", "R#", "Longest label", "of 40", "Cost", "0")
	if n := see[int](b.screen, "marked lines", `document.querySelectorAll('.verdict .marked').length`); n < 3 {
		t.Errorf("each refused property should be marked in the JSON; %d lines are", n)
	}
	b.panel("hints", ".verdict", "Not documented by LINE", "messages[0].shadow")
	b.accessible("a refusal")
	b.look("light", 1440, 1300)
	b.picture("panel-refusal")

	lines := see[int](b.screen, "lines", `document.querySelectorAll('.verdict .json-line:not([hidden])').length`)
	see[bool](b.screen, "the first fold", `(() => { document.querySelector('.verdict .fold-line').focus(); return true; })()`)
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	if n := see[int](b.screen, "lines", `document.querySelectorAll('.verdict .json-line:not([hidden])').length`); n >= lines {
		t.Errorf("folding should hide lines: there were %d, there are %d", lines, n)
	}
	b.panel("the folded line", ".verdict .json", "lines")
	b.accessible("folded")
}

func TestEditAndResend(t *testing.T) {
	b, ok := startBox(t, func(c *simulatorConfig) { c.Quota = 300 })
	if !ok {
		return
	}
	b.says("somsri", `{"type":"text","text":"สวัสดี"}`)
	b.person("somsri").shows("สวัสดี")
	b.panel("its cost", ".verdict", "Delivered", "of 5,000", "Cost", "of 299 left", "By push")
	b.tap(".verdict", "Edit and resend")
	b.sets(".verdict .edit", `{"type":"text","text":""}`)
	b.panel("the verdict while writing", ".verdict .judged", "LINE would refuse it", "message.text.text.required")
	b.accessible("a refused draft")
	b.sets(".verdict .edit", `{"type":"text","text":`)
	b.panel("the verdict while writing", ".verdict .judged", "No JSON")
	b.sets(".verdict .edit", `{"type":"text","text":"แก้แล้ว","wink":true}`)
	b.panel("the verdict while writing", ".verdict .judged", "LINE would take it", "Not documented by LINE", "wink")
	b.look("light", 1440, 1300)
	b.picture("panel-edit")
	see[bool](b.screen, "the way to the button", `(() => { document.querySelector('.verdict .editor .main').focus(); return true; })()`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.person("somsri").shows("แก้แล้ว")
	b.panel("the outcome", ".verdict .editor .outcome", "Pushed")
	b.panel("the quota", ".quota", "2 of 300, resets 1 Dec")
	b.panel("the log", ".requests", "by hand")

	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		b.do(call(browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted}))
	}
	b.do(front)
	b.tap(".verdict", "Close")
	b.tap(".verdict", "Copy")
	b.panel("the outcome", ".verdict", "Copied.")
	if copied := see[string](b.screen, "the clipboard", `navigator.clipboard.readText()`); !contains(copied, `"type": "text"`) {
		t.Errorf("the clipboard should hold the message, it holds %q", copied)
	}
}
