package e2e

// The parts that every page of the console is made of: each in each state, both
// languages, light and dark, every width, by keyboard alone.

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// partPages are the pages of parts, by what their address says.
var partPages = []string{"", "book", "chat", "empty", "door", "away", "print"}

func partPath(page, lang string) string {
	return "/console/parts?lang=" + lang + "&page=" + page
}

func TestPartsOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	for _, page := range partPages {
		for _, view := range []struct {
			lang, theme string
			width       int64
		}{
			{"th", "light", 1280},
			{"th", "dark", 820},
			{"th", "light", 390},
			{"en", "dark", 1280},
			{"en", "light", 820},
			{"en", "light", 360},
			{"th", "light", 640}, // 1280 at 200 % zoom
			{"th", "light", 320},
		} {
			name := strings.Trim(fmt.Sprintf("parts-%s-%s-%s-%d", page, view.lang, view.theme, view.width), "-")
			s.look(view.theme, view.width, 1024)
			s.open(partPath(page, view.lang))
			s.straight(name)
			s.accessible(name)
			s.pressable(name)
			s.tall(name)
		}
	}
}

// pressable fails on controls that a thumb would miss: less than 44 px high or
// wide, unless they are links inside a sentence or a heading's line.
func (s *screen) pressable(where string) {
	s.t.Helper()
	if small := see[[]string](s, "every control's size", `eyes.small()`); len(small) > 0 {
		s.t.Errorf("%s: controls should be at least 44 px each way: %s", where, strings.Join(small, "; "))
	}
}

// tall draws the whole page, however long it is.
func (s *screen) tall(name string) {
	s.t.Helper()
	if os.Getenv("TAMBON_PICTURES") == "" {
		return
	}
	size := see[[]int64](s, "the page's size", `[innerWidth, Math.min(document.documentElement.scrollHeight, 9000)]`)
	s.do(chromedp.EmulateViewport(size[0], size[1]))
	s.picture(name)
}
