package e2e

// The pictures of the help. Each is drawn here from the real pages of the demo,
// after the controls that its caption names were seen in it; a page that loses
// one fails here before its picture grows old.

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"tambon/text"
)

// shotWeight is what a picture of the help may weigh, in bytes.
const shotWeight = 60_000

// A picture is this large, as console.Shot says.
const shotWidth, shotHeight = 820, 640

// A drawing leads to what a picture shows.
type drawing struct {
	name, role string
	leads      func(s *screen)
}

func drawings() []drawing {
	return []drawing{
		{"arrive", "reception", func(s *screen) { s.open("/console/desk") }},
		{"book", "reception", func(s *screen) { s.open("/console/desk/book") }},
		{"cancel", "reception", func(s *screen) {
			s.open("/console/desk")
			s.open(s.leadsTo(`.person a[href*="/cancel"]`))
		}},
		{"chat", "officer", func(s *screen) {
			s.open("/console/chats")
			s.opensChat("มาลี คงแก้ว")
			s.says("ได้ นำบัตรประชาชนของคุณแม่และใบมอบอำนาจมาด้วย")
		}},
		{"close", "centre_head", func(s *screen) { s.open("/console/schedule/closures/set") }},
		{"correct", "centre_head", func(s *screen) {
			s.open("/console/residents")
			s.open(s.leadsTo(`main td a[href*="/residents/"], main th a[href*="/residents/"]`))
		}},
		{"hours", "centre_head", func(s *screen) {
			s.open("/console/schedule")
			s.open(s.leadsTo(`main a[href*="/schedule/services/"]`))
		}},
		{"invite", "administrator", func(s *screen) { s.open("/console/people/invite") }},
		{"machine", "administrator", func(s *screen) { s.open("/console/machine") }},
		{"setting", "administrator", func(s *screen) { s.open("/console/settings/town/phone") }},
	}
}

// leadsTo is where the first such link leads.
func (s *screen) leadsTo(selector string) string {
	s.t.Helper()
	return see[string](s, "a link "+selector, `(() => { const a = document.querySelector(%v); return a.pathname + a.search; })()`, selector)
}

// shown is a picture that a help names, with the labels that its caption quotes.
func shown(t *testing.T) map[string][]string {
	t.Helper()
	pictures := map[string][]string{}
	for _, task := range text.HelpTasks() {
		h, _ := text.Thai.Help(task)
		file, err := text.ReadHelp(task)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range h.Pictures {
			for _, key := range file.Labels(text.Thai, "caption") {
				pictures[p.Name] = append(pictures[p.Name], text.Thai.T(key))
			}
		}
	}
	return pictures
}

// The helps, the drawings and the files name the same pictures.
func TestHelpNamesThePicturesThatThereAre(t *testing.T) {
	var drawn, named, kept []string
	for _, d := range drawings() {
		drawn = append(drawn, d.name)
	}
	for name, labels := range shown(t) {
		named = append(named, name)
		if len(labels) == 0 {
			t.Errorf("the caption of %s quotes no label, so nothing would find that it grew old", name)
		}
	}
	files, err := filepath.Glob("../web/console/help/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, webp := strings.CutSuffix(filepath.Base(file), ".webp")
		raw, err := os.ReadFile(file)
		if err != nil || !webp || len(raw) > shotWeight || !bytes.HasPrefix(raw, []byte("RIFF")) {
			t.Errorf("%s is no WebP of at most %d bytes: %d, %v", file, shotWeight, len(raw), err)
		}
		kept = append(kept, name)
	}
	slices.Sort(drawn)
	slices.Sort(named)
	if !slices.Equal(drawn, named) || !slices.Equal(named, kept) {
		t.Errorf("the helps name the pictures %v, the tests draw %v, and web/console/help has %v; draw them with make pictures", named, drawn, kept)
	}
}

func TestPicturesOfTheHelp(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	for i, name := range people[:6] {
		s.d.books("r"+string(rune('a'+i)), name, "กายภาพบำบัด", []string{"09.00 น.", "09.45 น.", "10.30 น."}[i/2], "081234567"+string(rune('0'+i)))
	}
	s.d.call("clock", map[string]any{"advance": "23h30m"}, nil)
	s.d.asks("malee", "มาลี คงแก้ว", "ลงทะเบียนเบี้ยผู้สูงอายุแทนแม่ได้ไหม แม่เดินไม่ไหว")
	s.do(front)
	s.look("light", shotWidth, shotHeight)
	labels := shown(t)
	for _, d := range drawings() {
		s.sees(d.role)
		d.leads(s)
		if missing := see[[]string](s, "the page", `eyes.brings(%v)`, labels[d.name]); len(missing) > 0 {
			t.Errorf("the picture %s should show %q, which its caption names; the page reads\n%s", d.name, missing, s.text())
		}
		s.shoots(d.name)
	}
}

// shoots writes what is seen as help-NAME.webp, where pictures are wanted.
func (s *screen) shoots(name string) {
	s.t.Helper()
	dir := os.Getenv("TAMBON_PICTURES")
	if dir == "" {
		return
	}
	s.do(chromedp.MouseEvent(chromedp.MouseMoved, 1, 1))
	see[bool](s, "the page with its letters and pictures", `eyes.ready()`)
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	quality := int64(60)
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
	if err != nil {
		s.t.Fatal(err)
	}
	if len(shot.Data) > shotWeight {
		s.t.Errorf("%s.webp weighs %d bytes, want at most %d", name, len(shot.Data), shotWeight)
	}
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("help-%s.webp", name)), shot.Data, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// The list of tasks and their pages, on every screen.
func TestHelpOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.do(front)
	s.look("light", 1280, 1024)
	s.open("/console/desk?lang=th")
	s.follow("ช่วยเหลือ")
	s.on("บันทึกว่ามาถึง เสร็จแล้ว หรือไม่ได้มา")
	s.visited("help-arrive")
	if !see[bool](s, "the picture in its size", `(() => { const i = document.querySelector('.shot img'); i.loading = 'eager'; return i.decode().then(() => String(i.naturalWidth) === i.getAttribute('width') && String(i.naturalHeight) === i.getAttribute('height')); })()`) {
		t.Error("the page says another size than its picture has")
	}
	s.follow("เรื่องทั้งหมด")
	for _, view := range []struct {
		lang, theme string
		width       int64
	}{{"th", "light", 1280}, {"en", "dark", 820}, {"th", "dark", 390}, {"en", "light", 360}, {"th", "light", 640}} {
		s.look(view.theme, view.width, 1024)
		for name, path := range map[string]string{"list": "", "book": "/book", "away": "/away"} {
			s.open("/console/help" + path + "?lang=" + view.lang)
			s.visited(strings.Join([]string{"help", name, view.lang, view.theme, fmt.Sprint(view.width)}, "-"))
		}
	}
}
