package main

// Counting: what `go test -json` says, turned into numbers that must agree.

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// An event is one line of `go test -json` (go doc test2json).
type event struct {
	Action      string
	Package     string
	ImportPath  string // of a build
	FailedBuild string // the build's ImportPath, when a package failed for it
	Test        string
	Output      string
	Elapsed     float64 // seconds
}

// A tally counts tests. A test with subtests is not counted itself: its
// subtests are, unless it alone failed or was skipped.
type tally struct {
	passed, failed int
	skipped        []string            // names with their package
	engines        map[string][]string // sqlite, redis … → names with the engine's place left open
	packages       map[string]*progress
	builds         map[string][]string // a build's words, until they were told
}

// A kind is a part that comes in two: every test that uses it runs on both.
type kind struct {
	name   string
	halves [2]string // as a subtest is named
	called [2]string // as people say
}

func kinds() []kind {
	return []kind{
		{"database", [2]string{"sqlite", "postgres"}, [2]string{"SQLite", "PostgreSQL"}},
		{"Redis", [2]string{"embedded", "redis"}, [2]string{"embedded Redis", "Redis"}},
	}
}

// A progress is what one package has said so far.
type progress struct {
	tests  map[string]*test
	output []string // words that belong to no test
	done   int      // tests that ended and were counted
	failed int
}

type test struct {
	output    []string
	ended     bool
	subtests  bool
	subfailed bool // one of its subtests failed and was counted
}

func newTally() *tally {
	return &tally{engines: map[string][]string{}, packages: map[string]*progress{}, builds: map[string][]string{}}
}

func (t *tally) pkg(name string) *progress {
	p := t.packages[name]
	if p == nil {
		p = &progress{tests: map[string]*test{}}
		t.packages[name] = p
	}
	return p
}

func (p *progress) test(name string) *test {
	one := p.tests[name]
	if one == nil {
		one = &test{}
		p.tests[name] = one
		if parent, ok := parent(name); ok {
			p.test(parent).subtests = true
		}
	}
	return one
}

func parent(name string) (string, bool) {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return "", false
	}
	return name[:i], true
}

// add takes one event. It returns the names of the tests that this event proves
// to have failed; a package that failed without one gives its own name.
func (t *tally) add(e event) (failures []string) {
	if e.Action == "build-output" {
		t.builds[e.ImportPath] = append(t.builds[e.ImportPath], e.Output)
		return nil
	}
	if e.Package == "" {
		return nil
	}
	p := t.pkg(e.Package)
	switch {
	case e.Action == "output" && e.Test == "":
		p.output = append(p.output, e.Output)
	case e.Action == "output":
		one := p.test(e.Test)
		one.output = append(one.output, e.Output)
	case e.Action == "run":
		p.test(e.Test)
	case e.Action == "pass" || e.Action == "fail" || e.Action == "skip":
		if e.Test != "" {
			return t.end(p, e.Package, e.Test, e.Action)
		}
		return t.endPackage(p, e)
	}
	return nil
}

func (t *tally) end(p *progress, pkg, name, action string) (failures []string) {
	one := p.test(name)
	if one.ended {
		return nil
	}
	one.ended = true
	if action == "fail" {
		for up, ok := parent(name); ok; up, ok = parent(up) {
			p.test(up).subfailed = true
		}
	}
	if one.subtests && (action == "pass" || action == "fail" && one.subfailed) {
		return nil
	}
	p.done++
	if engine, rest := engineOf(name); engine != "" {
		t.engines[engine] = append(t.engines[engine], pkg+" "+rest)
	}
	switch action {
	case "pass":
		t.passed++
	case "skip":
		t.skipped = append(t.skipped, pkg+" "+name)
	case "fail":
		t.failed++
		p.failed++
		return []string{name}
	}
	return nil
}

// endPackage counts what a panic, a time-out or a build error left unsaid.
func (t *tally) endPackage(p *progress, e event) (failures []string) {
	if e.Action != "fail" {
		return nil
	}
	if e.FailedBuild != "" {
		p.output = append(p.output, t.builds[e.FailedBuild]...)
		delete(t.builds, e.FailedBuild) // many packages may fail for one build
	}
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(p.tests))) {
		if !p.tests[name].ended {
			p.tests[name].output = append(p.tests[name].output, "did not finish\n")
			failures = append(failures, t.end(p, e.Package, name, "fail")...)
		}
	}
	if p.failed == 0 {
		t.failed++
		p.failed++
		failures = append(failures, e.Package)
	}
	return failures
}

// again is what Go puts behind a second subtest of the same name.
var again = regexp.MustCompile(`#\d+$`)

// engineOf says on which database or Redis a test ran: the last part of its name
// that is a half of a kind. rest is the name with that part left open, so that the
// two runs of one test have the same rest.
func engineOf(name string) (engine, rest string) {
	parts := strings.Split(name, "/")
	for i := len(parts) - 1; i > 0; i-- {
		word := strings.ToLower(again.ReplaceAllString(parts[i], ""))
		if slices.ContainsFunc(kinds(), func(k kind) bool { return slices.Contains(k.halves[:], word) }) {
			parts[i] = "*"
			return word, strings.Join(parts, "/")
		}
	}
	return "", name
}

// total is the number of tests that ran or were skipped.
func (t *tally) total() int { return t.passed + t.failed + len(t.skipped) }

// summary is the line that compares the halves of each kind.
func (t *tally) summary() string {
	line := fmt.Sprintf("%d tests", t.total())
	for _, k := range kinds() {
		for i, half := range k.halves {
			line += fmt.Sprintf(", on %s: %d", k.called[i], len(t.engines[half]))
		}
	}
	return fmt.Sprintf("%s, skipped: %d", line, len(t.skipped))
}

// broken lists, in sentences, the promises of the run that do not hold. whole
// says that every package ran, so both halves of each kind must have been used.
func (t *tally) broken(whole bool) (sentences []string) {
	if t.total() == 0 {
		return []string{"No test ran."}
	}
	for _, name := range t.skipped {
		sentences = append(sentences, "Skipped, but nothing may be skipped here: "+name)
	}
	for _, k := range kinds() {
		one, other := t.engines[k.halves[0]], t.engines[k.halves[1]]
		if whole && len(one)+len(other) == 0 {
			sentences = append(sentences, "No test ran on a "+k.name+".")
		}
		for _, name := range without(one, other) {
			sentences = append(sentences, "Ran on "+k.called[0]+" only: "+name)
		}
		for _, name := range without(other, one) {
			sentences = append(sentences, "Ran on "+k.called[1]+" only: "+name)
		}
	}
	return sentences
}

// without returns what is in a more often than in b.
func without(a, b []string) (extra []string) {
	left := map[string]int{}
	for _, name := range b {
		left[name]++
	}
	for _, name := range a {
		if left[name]--; left[name] < 0 {
			extra = append(extra, name)
		}
	}
	slices.Sort(extra)
	return extra
}
