package e2e

// The parts by hand: a form that comes back with its faults, a list that grows,
// a menu in place, the phone's menu; and what a page weighs.

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestPartsAnswerInPlace(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.open(partPath("", "th"))
	press := func(selector string) {
		t.Helper()
		s.do(chromedp.Evaluate[chromedp.Void](`globalThis.same = true; document.querySelector('` + selector + `').click()`))
	}
	press("#audit-more a")
	see[bool](s, "the list to grow by its older row", `eyes.until(() => document.querySelectorAll('#audit-rows tr').length === 4 && !document.querySelector('#audit-more a'))`)
	press("#p3 .menu summary")
	see[bool](s, "the row's menu", `eyes.until(() => document.querySelector('#p3 .menu').open)`)
	press("#p5 .menu summary")
	see[bool](s, "one menu at a time", `eyes.until(() => document.querySelectorAll('.menu[open]').length === 1)`)
	s.do(front, chromedp.KeyEvent("\u001b"))
	see[bool](s, "Esc to close it", `eyes.until(() => !document.querySelector('.menu[open]'))`)
	press("#form-good button[type=submit]")
	see[bool](s, "the form to come back with its faults", `eyes.until(() => document.querySelectorAll('#form-bad-form').length === 2)`)
	if !see[bool](s, "the same page", `globalThis.same === true`) {
		t.Error("acts with a script should change their part, not load the page anew")
	}
	s.expected() // 422 is how a form comes back
	s.look("light", 390, 844)
	press(".daily a[href=\"#more\"]")
	see[bool](s, "the phone's menu", `eyes.until(() => document.querySelector('#more [data-theme-switch]').checkVisibility())`)
	s.accessible("the phone's menu")
	s.pressable("the phone's menu")
	s.picture("parts-menu-390")
}

// heaviest is what a page may weigh before pictures, as it comes over the line: bytes.
const heaviest = 100_000

func TestPagesAreLight(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.open(partPath("book", "th")) // with a browser that has nothing yet
	weight := see[int](s, "what came over the line", `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
		.filter(({ initiatorType, name }) => initiatorType !== 'img' && !name.includes('/assets/icons/'))
		.reduce((sum, { transferSize }) => sum + transferSize, 0)`)
	if weight == 0 || weight > heaviest {
		t.Errorf("a page with its sheet, script and letters should weigh at most %d bytes, it weighs %d", heaviest, weight)
	}
	t.Logf("a page weighs %d bytes before pictures", weight)
	if even := see[bool](s, "the width of digits", `(() => {
		const line = document.createElement('span');
		document.body.append(line);
		const widths = [...'0123456789'].map((digit) => { line.textContent = digit.repeat(20); return line.getBoundingClientRect().width; });
		line.remove();
		return widths.every((width) => Math.abs(width - widths[0]) < 0.1);
	})()`); !even {
		t.Error("digits should be equally wide, so that columns of numbers stand under each other")
	}
}
