package e2e

// The gallery: each message drawn as LINE's documents say, the page for eyes,
// fingers and keyboards, and pictures of all by `make gallery`.

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed gallery_facts.js
var galleryFacts string

// openGallery opens /gallery; ok is false where there is no browser and none is needed.
func openGallery(t *testing.T) (s *screen, names []string, ok bool) {
	t.Helper()
	path, ok := found(t)
	if !ok {
		return nil, nil, false
	}
	s = openBrowser(t, path, startDemo(t))
	s.open("/gallery")
	names = s.samples()
	if len(names) < 25 {
		t.Fatalf("the gallery should show at least 25 messages, it shows %q", names)
	}
	return s, names, true
}

// samples waits for the gallery's messages and returns their names.
func (s *screen) samples() []string {
	s.t.Helper()
	names := see[[]string](s, "the gallery", `eyes.until(() => document.querySelector('#try .drawing')).then(() => [...document.querySelectorAll('.samples > article:not(#try)')].map((one) => one.id))`)
	see[bool](s, "the gallery with its letters and pictures", `eyes.ready()`)
	return names
}

func TestGalleryIsDrawnAsDocumented(t *testing.T) {
	s, names, ok := openGallery(t)
	if !ok {
		return
	}
	s.do(chromedp.Evaluate[chromedp.Void](galleryFacts))
	for _, known := range see[[]string](s, "the facts", `galleryFacts()`) {
		if !slices.Contains(names, known) {
			t.Errorf("facts are known of %q, which is not in the gallery", known)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			for _, fault := range see[[]string](s, "the facts of "+name, `galleryFaults(%v)`, name) {
				t.Error(fault)
			}
		})
	}
}

// axe finds nothing on the page; inside the cards it leaves the contrast of
// colours alone, which are the message's own or LINE's.
func TestGalleryIsAccessible(t *testing.T) {
	s, names, ok := openGallery(t)
	if !ok {
		return
	}
	source, hasAxe := axe(t)
	for _, theme := range []string{"light", "dark"} {
		for _, width := range []int64{1440, 390} {
			where := "gallery " + theme + " " + strconv.FormatInt(width, 10)
			s.look(theme, width, 900)
			s.open("/gallery")
			s.samples()
			s.straight(where)
			if !hasAxe {
				continue
			}
			s.do(chromedp.Evaluate[chromedp.Void](source))
			faults := see[[]fault](s, "axe to end", `(async () => {
				const runs = [await axe.run({ exclude: ['.drawing'] }, { resultTypes: ['violations'] }),
					await axe.run({ include: ['.drawing'] }, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })];
				return runs.flatMap(({ violations }) => violations).map(({ id, help, nodes }) => ({ Rule: id, Help: help, Where: nodes.map((n) => n.target.join(' ') + ': ' + n.failureSummary) }));
			})()`)
			for _, f := range faults {
				t.Errorf("%s: axe: %s (%s) at\n%s", where, f.Help, f.Rule, strings.Join(f.Where, "\n"))
			}
		}
	}
	see[bool](s, "the phone's letters at 200 percent", `(() => {
		const size = eyes.control('.tools', 'Size of the phone’s letters');
		size.value = '200';
		return size.dispatchEvent(new Event('change'));
	})()`)
	s.straight("gallery at 200 percent")
	if names[0] != see[string](s, "the first message", `document.querySelector('.samples > article').id`) {
		t.Error("the messages should stay in their order")
	}
}

// Who has only a keyboard reaches the JSON, turns a carousel, and tries a
// message of their own.
func TestGalleryByKeyboard(t *testing.T) {
	s, _, ok := openGallery(t)
	if !ok {
		return
	}
	s.do(front)
	see[bool](s, "the focus before the carousel", `(() => { document.querySelector('#carousel-twelve .fx-strip').focus(); return true; })()`)
	s.do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight)) // quickly: the second comes while the first still scrolls
	see[bool](s, "the carousel to turn", `eyes.until(() => document.querySelector('#carousel-twelve .fx-strip').scrollLeft > 0)`)
	for _, want := range []string{"button", "summary", "pre"} {
		see[bool](s, "a way by the Tab key to "+want, `(() => true)()`)
		reached := false
		for range 30 {
			s.do(chromedp.KeyEvent(kb.Tab))
			if reached = see[bool](s, "the focus", `document.activeElement.matches(%v) && eyes.focusShows()`, "#carousel-twelve "+want); reached {
				break
			}
		}
		if !reached {
			t.Errorf("the Tab key should lead to the carousel's %s, and the focus should be seen there", want)
		}
	}
	s.tries(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"ลองเอง"}]}}`)
	see[bool](s, "one's own card", `eyes.until(() => document.querySelector('#try .fx-words')?.textContent === 'ลองเอง' && document.querySelector('#try .judged').textContent.includes('LINE takes it'))`)
	s.tries(`{"type":"text","text":""}`)
	see[bool](s, "LINE's refusal", `eyes.until(() => document.querySelector('#try .judged').textContent.includes('messages[0].text'))`)
	s.tries(`{"type":`)
	see[bool](s, "word of a slip", `eyes.until(() => document.querySelector('#try .judged').textContent.includes('No JSON'))`)
}

// tries writes a message where one tries one's own.
func (s *screen) tries(message string) {
	s.t.Helper()
	see[bool](s, "the message to be written", `(() => {
		const input = document.getElementById('try-json');
		input.value = %v;
		return input.dispatchEvent(new Event('input'));
	})()`, message)
}

func TestGalleryPictures(t *testing.T) {
	dir := os.Getenv("TAMBON_PICTURES")
	if dir == "" {
		return
	}
	s, names, ok := openGallery(t)
	if !ok {
		return
	}
	s.do(front)
	beyond := true
	for i, name := range names {
		clip := see[page.Viewport](s, "the card "+name, `(() => {
			const { x, y, width, height } = document.getElementById(%v).querySelector('.drawing').getBoundingClientRect();
			return { x: x + scrollX, y: y + scrollY, width, height, scale: 2 };
		})()`, name)
		ctx, cancel := context.WithTimeout(s.ctx, patience)
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &clip, CaptureBeyondViewport: &beyond})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "gallery-"+strconv.Itoa(i + 101)[1:]+"-"+name+".png"), shot.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
