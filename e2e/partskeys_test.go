package e2e

// The parts by hand and by keyboard: what a press does, and what stays when an
// act does not reach the office.

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestPartsByKeyboard(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.open(partPath("", "th"))
	s.do(front)
	wanted := see[int](s, "the page's controls", `(() => {
		globalThis.left = new Set([...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')].filter((node) =>
			node.checkVisibility({ visibilityProperty: true }) && !(node.type === 'radio' && !node.checked && document.querySelector('input[name="' + node.name + '"]:checked'))));
		return left.size;
	})()`)
	var lost []string
	for range wanted + 10 {
		s.do(chromedp.KeyEvent(kb.Tab))
		if fault := see[string](s, "the focus", `(() => {
			const node = document.activeElement;
			globalThis.left.delete(node);
			for (const other of globalThis.left) if (node.type === 'radio' && other.name === node.name) globalThis.left.delete(other);
			const style = getComputedStyle(node.matches('.opt input') ? node.closest('.opt') : node);
			const seen = node === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3;
			return seen ? '' : 'no ring: ' + node.outerHTML.slice(0, 80);
		})()`); fault != "" {
			lost = append(lost, fault)
		}
	}
	lost = append(lost, see[[]string](s, "what was not reached", `[...globalThis.left].map((node) => 'not reached: ' + node.outerHTML.slice(0, 80))`)...)
	if len(lost) > 0 {
		t.Errorf("every control should be reached by keyboard and show where the focus is:\n%s", strings.Join(lost, "\n"))
	}
	s.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`), chromedp.KeyEvent("/"))
	if at := see[string](s, "the focus", `document.activeElement.id`); at != "seek" {
		t.Errorf("/ should lead to the search field, the focus is at %q", at)
	}
	s.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); document.querySelector('[data-keys-switch]').click()`), chromedp.KeyEvent("/"))
	if at := see[string](s, "the focus", `document.activeElement.id`); at == "seek" {
		t.Error("/ should do nothing once the keys are switched off")
	}
	s.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-keys-switch]').click(); document.activeElement.blur()`), chromedp.KeyEvent("b"))
	s.do(chromedp.WaitVisible("#who"))
	see[bool](s, "the booking page to begin in the name's field", `eyes.until(() => document.activeElement.id === 'who')`)
	s.do(chromedp.KeyEvent("b"))
	if name := see[string](s, "the name's field", `document.activeElement.value`); !strings.HasSuffix(name, "b") {
		t.Errorf("a letter in a field is a letter, the field holds %q", name)
	}
}

func TestThemeIsKept(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.look("dark", 1280, 900)
	s.open(partPath("", "th"))
	theme := func(when, want string) {
		t.Helper()
		if got := see[string](s, "the colours", `document.documentElement.dataset.bsTheme`); got != want {
			t.Errorf("%s the page should be %s, it is %s", when, want, got)
		}
	}
	theme("where the system is dark", "dark")
	s.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-theme-switch]').click()`))
	theme("after the switch", "light")
	s.open(partPath("book", "th"))
	theme("on the next page", "light")
}
