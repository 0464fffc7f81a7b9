package e2e

// The developer's panel: the world bent, the chat exported, the panel's own place.

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tambon/line/simulator"
)

func TestPanelBendsTheWorld(t *testing.T) {
	b, ok := startBox(t, func(c *simulatorConfig) { c.Quota = 300 })
	if !ok {
		return
	}
	state := func(what string, fits func(simulator.State) bool) {
		t.Helper()
		b.waits(what, func() bool { return fits(b.line.State()) })
	}
	b.sets(".which input", "3")
	b.sets(".which select", "reply|push")
	b.tap(".faulty", "Slow bodydribbles for 10 s")
	state("slow bodies of replies and pushes", func(s simulator.State) bool {
		return len(s.Faults) == 2 && s.Faults[0].Kind == simulator.Slow && s.Faults[0].Count == 3
	})
	b.panel("the faults", ".faulty", "2 on", "slow × 3 push")
	b.accessible("faults")
	b.tap(".faulty", "Let LINE be well")
	state("no fault", func(s simulator.State) bool { return len(s.Faults) == 0 })

	b.opens(".mischief")
	for name, value := range map[string]string{"duplicate": "50", "redeliver": "10", "reorder": "20", "delayMs": "5", "batch": "3", "seed": "42"} {
		b.sets(".mischief [name="+name+"]", value)
	}
	b.tap(".mischief", "Misbehave")
	state("mischief", func(s simulator.State) bool {
		return s.Mischief == simulator.Mischief{Seed: 42, Duplicate: .5, Redeliver: .1, Reorder: .2, DelayMs: 5, Batch: 3}
	})
	b.panel("that it is on", ".mischief summary", "on")
	b.accessible("mischief")
	b.tap(".mischief", "Behave")
	state("no mischief", func(s simulator.State) bool { return s.Mischief == simulator.Mischief{} })

	b.opens(".odd")
	b.sets(".odd select", "bad-signature")
	b.panel("what a good bot does", ".odd", "does nothing")
	b.tap(".odd", "Send it")
	b.panel("what the bot did", ".odd", "The bot answered 200")
	b.accessible("odd requests")

	b.opens(".delivery")
	for _, name := range []string{"redelivery", "standby"} {
		see[bool](b.screen, name, `(() => { [...document.querySelectorAll('.delivery [type=checkbox]')][%v].click(); return true; })()`, map[string]int{"redelivery": 1, "standby": 2}[name])
	}
	state("redelivery and standby", func(s simulator.State) bool { return s.Delivering.Redelivery && s.Delivering.Standby })
	b.opens(".switch-list")
	b.panel("the switches", ".switch-list", "manyPushesToOne", "R#send-push-message", "off")
	b.accessible("switches")
	b.look("light", 1440, 2600)
	b.picture("panel-world")
	b.look("light", 1440, 900)

	b.tap(".now", "+1 day")
	state("a day later", func(s simulator.State) bool { return s.Now.Day() == 26 })
	b.tap(".now", "To 18:00")
	state("18:00", func(s simulator.State) bool { return s.Now.Hour() == 18 })
	b.tap(".now", "Set…")
	b.accessible("setting the clock")
	b.sets(".set-clock input", "2027-01-31T08:15")
	b.tap(".set-clock", "Set")
	state("the last day of January", func(s simulator.State) bool { return s.Now.Format("2006-01-02 15:04") == "2027-01-31 08:15" })
	b.panel("the quota's end", ".quota", "resets 1 Feb")
	b.panel("the clock", ".now", "8:15:00 Sun 31 Jan 2027")
	b.tap(".now", "Run")
	state("a running clock", func(s simulator.State) bool { return !s.Paused })

	b.tap(".quota", "Start over")
	b.accessible("the question before all is erased")
	b.tap(".quota", "Keep")
	b.tap(".quota", "Start over")
	b.tap(".quota", "Erase every chat")
	state("the world as it was", func(s simulator.State) bool { return s.Paused && s.Now.Day() == 25 && !s.Delivering.Redelivery })
}

func TestPanelExportsATest(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	p.tap("พิมพ์ข้อความ")
	p.types("สวัสดี")
	b.says("somsri", `{"type":"text","text":"ยินดีต้อนรับ"}`)
	p.shows("ยินดีต้อนรับ")
	b.tap(".verdict", "As a test")
	b.panel("the outcome", ".as-test", "chat_somsri.mjs")
	b.accessible("an exported test")
	for _, c := range []struct{ language, file, says string }{
		{"javascript", "chat_somsri.mjs", `await does("somsri", "text", {"text":"สวัสดี"});`},
		{"python", "chat_somsri.py", `does("somsri", "text", {"text": "สวัสดี"})`},
		{"go", "chat_somsri_test.go", `box.Does(box.Text("somsri", "สวัสดี"))`},
	} {
		b.sets(".as-test .line:nth-of-type(2) select", c.language)
		b.tap(".as-test", "Write the test")
		see[bool](b.screen, "the test in "+c.language, `eyes.until(() => document.querySelector('.as-test textarea').value.includes(%v))`, c.says)
		file := see[string](b.screen, "the file to download", `(async () => { const a = document.querySelector('.as-test a'); return a.download + ' ' + a.protocol; })()`)
		if file != c.file+" blob:" {
			t.Errorf("the test should be there to download as %s, not %q", c.file, file)
		}
	}
}

func TestPanelsPlace(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.asks("/v2/bot/message/push", `{"to":"`+b.id("somsri")+`","messages":[`+wrongs+`]}`)
	b.person("somsri").shows("LINE ไม่รับ")
	where := func() string {
		return see[string](b.screen, "the panel's place", `(() => {
			const [panel, phone] = ['.panel', '.phone'].map((part) => document.querySelector(part).getBoundingClientRect());
			return panel.width === 0 ? 'hidden' : panel.top >= phone.bottom - 8 ? 'below' : panel.left >= phone.right - 8 ? 'side' : 'over';
		})()`)
	}
	if at := where(); at != "side" {
		t.Errorf("the panel begins at the side, it is %s", at)
	}
	b.tap(".panel-head", "Below")
	for _, reloaded := range []bool{false, true} {
		if reloaded {
			b.open("/")
		}
		if at := where(); at != "below" {
			t.Errorf("the panel should be below and stay there (after a reload: %v), it is %s", reloaded, at)
		}
	}
	for _, theme := range []string{"light", "dark"} {
		b.look(theme, 1440, 1300)
		b.straight("below, " + theme)
		b.accessible("below, " + theme)
		b.picture("panel-below-" + theme)
	}
	b.tap(".panel-head", "Hide")
	if at := where(); at != "hidden" {
		t.Errorf("the panel should be hidden, it is %s", at)
	}
	b.accessible("hidden")
	b.tap(".tools", "Developer")
	if at := where(); at != "below" {
		t.Errorf("the panel should come back where it was, it is %s", at)
	}
	b.tap(".panel-head", "Beside")
	for _, view := range []struct {
		theme string
		width int64
	}{{"light", 390}, {"dark", 390}, {"light", 720}, {"dark", 1440}} {
		b.look(view.theme, view.width, 1300)
		if view.width < 1100 {
			b.tap(".tabs", "Developer")
		}
		name := "panel-" + view.theme + "-" + itoa(view.width)
		b.straight(name)
		b.accessible(name)
		b.picture(name)
	}
}

// Letters of 200 % by the page's own choice, and by the browser's zoom, which makes a window of 1440 one of 720.
func TestPanelAt200Percent(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.asks("/v2/bot/message/push", `{"to":"`+b.id("somsri")+`","messages":[`+wrongs+`]}`)
	b.person("somsri").shows("LINE ไม่รับ")
	see[bool](b.screen, "letters of 200 percent", `(() => {
		const size = eyes.control('.tools', 'Size of the letters');
		size.value = '200';
		return size.dispatchEvent(new Event('change'));
	})()`)
	for _, part := range []string{".mischief", ".odd", ".delivery", ".switch-list", ".as-test"} {
		b.opens(part)
	}
	for _, width := range []int64{1440, 720, 390} {
		b.look("light", width, 900)
		if width < 1100 {
			b.tap(".tabs", "Developer")
		}
		where := "the panel at 200 %, " + itoa(width)
		b.straight(where)
		b.accessible(where)
		if cut := see[[]string](b.screen, "the panel's words", `[...document.querySelectorAll('.panel :is(button, summary, h3, label, p)')].filter((node) => node.checkVisibility() && !node.closest('.vh') && !node.classList.contains('fold-line') && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0).map((node) => node.textContent)`); len(cut) > 0 {
			t.Errorf("%s: words are cut off: %s", where, strings.Join(cut, " · "))
		}
		if out := see[[]string](b.screen, "the panel's edge", `(() => {
			const edge = document.querySelector('.panel').getBoundingClientRect().right + 1;
			return [...document.querySelectorAll('.tile')].filter((tile) => tile.getBoundingClientRect().right > edge).map((tile) => tile.className);
		})()`); len(out) > 0 {
			t.Errorf("%s: tiles reach out of the panel: %s", where, strings.Join(out, " · "))
		}
		b.picture("panel-200-" + itoa(width))
	}
}

func TestPanelByKeyboard(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	b.says("somsri", `{"type":"text","text":"สวัสดี"}`)
	b.person("somsri").shows("สวัสดี")
	p := &person{screen: b.screen, phone: ".panel"}
	p.keys("+1 h")
	b.waits("an hour later", func() bool { return b.line.State().Now.Hour() == 15 })
	p.keys("Edit and resend")
	see[bool](b.screen, "the editor to have the focus", `eyes.until(() => document.activeElement.matches('.verdict .edit'))`)
	b.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	p.keys("Push to สมศรี")
	b.waits("a push", func() bool { return b.line.State().Quota.Used == 2 })
}
