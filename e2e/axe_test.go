package e2e

// Accessibility: axe-core, as npm brought it for web, finds nothing.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const axePath = "../web/node_modules/axe-core/axe.min.js"

// axe returns the source of axe-core; ok is false where npm has brought nothing.
func axe(t *testing.T) (source string, ok bool) {
	t.Helper()
	raw, err := os.ReadFile(filepath.FromSlash(axePath))
	if err != nil {
		if full() {
			t.Fatalf("axe-core should lie in web/node_modules: run make assets (%v)", err)
		}
		return "", false
	}
	return string(raw), true
}

// A fault is what axe says of one rule.
type fault struct {
	Rule, Help string
	Where      []string
}

// accessible fails on every fault that axe finds on the page as it stands.
func (s *screen) accessible(where string) {
	s.t.Helper()
	source, ok := axe(s.t)
	if !ok {
		return
	}
	s.do(chromedp.Evaluate[chromedp.Void](source))
	faults := see[[]fault](s, "axe to end", `axe.run(document, {resultTypes: ['violations']}).then(({violations}) =>
		violations.map(({id, help, nodes}) => ({Rule: id, Help: help, Where: nodes.map((n) => n.target.join(' ') + ': ' + n.failureSummary)})))`)
	for _, f := range faults {
		s.t.Errorf("%s: axe: %s (%s) at\n%s", where, f.Help, f.Rule, strings.Join(f.Where, "\n"))
	}
	if version := see[string](s, "axe's version", `axe.version`); version != "4.14.1" {
		s.t.Errorf("axe-core is %s, package.json wants 4.14.1", version)
	}
}
