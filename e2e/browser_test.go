package e2e

// The browser: found on PATH, started without a word to the outside, and watched
// for errors, broken policies and strangers.

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tambon/web"
)

//go:embed eyes.js
var eyes string

// found returns the browser's path. ok is false where a test cannot run and need
// not; under make test that is a failure.
func found(t *testing.T) (path string, ok bool) {
	t.Helper()
	if !web.Built() {
		if full() {
			t.Fatal("the front end was not built into this program: run make assets")
		}
		return "", false
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	if full() {
		t.Fatal("no browser on PATH: apt-get install chromium")
	}
	return "", false
}

// A screen is one tab of the browser.
type screen struct {
	t   *testing.T
	d   *demo
	ctx context.Context

	// strangers says that messages name pictures of other hosts, which are refused: 403 for them is right.
	strangers atomic.Bool
	// refusals says that pages refuse what is typed: 403, 409 and 422 for a page are right.
	refusals atomic.Bool

	// conflicts says that somebody is overtaken: 409 is right.
	conflicts bool

	mu    sync.Mutex
	wrong []string // what the browser complained of
}

// openBrowser starts a browser for one demo and returns its first tab.
func openBrowser(t *testing.T, path string, d *demo) *screen {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("no-sandbox", os.Geteuid() == 0),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("lang", "th"),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(1440, 900),
		chromedp.WSURLReadTimeout(patience),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	return newScreen(t, ctx, d)
}

// tab opens another tab of the same browser.
func (s *screen) tab() *screen {
	s.t.Helper()
	return newScreen(s.t, s.ctx, s.d)
}

func newScreen(t *testing.T, parent context.Context, d *demo) *screen {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(parent)
	s := &screen{t: t, d: d, ctx: ctx}
	t.Cleanup(func() {
		closeTab()
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, complaint := range s.wrong {
			t.Errorf("the browser complained: %s", complaint)
		}
	})
	if err := chromedp.Listen(ctx, s.watch); err != nil {
		t.Fatalf("the browser should start: %v", err)
	}
	s.do(
		call(network.Enable, network.EnableParams{}),
		call(log.Enable, cdp.Empty{}),
		call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: eyes}),
	)
	s.look("light", 1440, 900)
	return s
}

// call is a command of the browser's protocol as a step.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// watch notes whatever a page does that ours never do.
func (s *screen) watch(event any) {
	switch e := event.(type) {
	case *page.EventJavascriptDialogOpening:
		s.complain("a dialog: %s", e.Message)
	case *runtime.EventExceptionThrown:
		s.complain("uncaught: %s %v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			raw, _ := json.Marshal(e.Args)
			s.complain("console.%s: %s", e.Type, raw)
		}
	case *log.EventEntryAdded:
		bad := e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning
		if bad && e.Entry.Source != log.EntrySourceNetwork { // those are seen as answers below
			s.complain("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Scheme+"://"+u.Host != s.d.url && !slices.Contains(s.d.also, u.Scheme+"://"+u.Host) {
			s.complain("asked another host: %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if s.strangers.Load() && e.Response.Status == 403 && strings.HasPrefix(e.Response.URL, s.d.url+"/simulator/v1/picture?") {
			return
		}
		if s.refusals.Load() && e.Type == network.ResourceTypeDocument && slices.Contains([]int64{403, 409, 422}, e.Response.Status) {
			return
		}
		if s.conflicts && e.Response.Status == 409 {
			return
		}
		if e.Response.Status >= 400 {
			s.complain("%d for %s", e.Response.Status, e.Response.URL)
		}
	}
}

func (s *screen) complain(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

// do takes steps that must not fail.
func (s *screen) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		s.t.Fatalf("the browser: %v", err)
	}
}

// see evaluates a script, waits for its promise, and returns its value. what says
// what was waited for.
func see[T any](s *screen, what, script string, args ...any) (value T) {
	s.t.Helper()
	for i, arg := range args {
		raw, err := json.Marshal(arg)
		if err != nil {
			s.t.Fatal(err)
		}
		args[i] = string(raw)
	}
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf(script, args...), chromedp.EvalAwaitPromise))
	if err != nil {
		s.fail("want %s, waited: %v", what, err)
	}
	return value
}

// fail ends the test with what stands on the page, and a picture where those are kept.
func (s *screen) fail(format string, args ...any) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if dir := os.Getenv("TAMBON_PICTURES"); dir != "" {
		if png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot()); err == nil {
			_ = os.WriteFile(filepath.Join(dir, "failed.png"), png, 0o644)
		}
	}
	s.t.Fatalf(format+"\nThe page reads:\n%s", append(args, strings.TrimSpace(text))...)
}

// open goes to a path of the demo.
func (s *screen) open(path string) {
	s.t.Helper()
	s.do(chromedp.Navigate(s.d.url + path))
	see[bool](s, "the page with its letters and pictures", `eyes.ready()`)
}

// look sets the window's size and the colours that the person likes.
func (s *screen) look(theme string, width, height int64) {
	s.t.Helper()
	s.do(
		chromedp.EmulateViewport(width, height),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		}}),
	)
}

// picture writes what is seen as NAME.png where TAMBON_PICTURES names a folder.
func (s *screen) picture(name string) {
	s.t.Helper()
	dir := os.Getenv("TAMBON_PICTURES")
	if dir == "" {
		return
	}
	s.do(chromedp.MouseEvent(chromedp.MouseMoved, 1, 1))
	see[bool](s, "the page with its letters and pictures", `eyes.ready()`)
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// straight fails where the page can be pushed sideways.
func (s *screen) straight(where string) {
	s.t.Helper()
	if wide := see[[]string](s, "the page's width", `eyes.sideways()`); len(wide) > 0 {
		s.t.Errorf("%s: the page scrolls sideways: %s", where, strings.Join(wide, " "))
	}
}

// front brings the tab to the front: a hidden one draws nothing.
var front = call(page.BringToFront, cdp.Empty{})
