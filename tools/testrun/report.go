package main

// The report: what people see while tests run, and the lines at the end.

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// quietFor is how long nothing is printed before a line says what is going on.
const quietFor = 10 * time.Second

type report struct {
	mu     sync.Mutex
	out    io.Writer
	now    func() time.Time
	began  time.Time
	spoke  time.Time
	tally  *tally
	active map[string]bool // packages whose tests are running
}

func newReport(out io.Writer, now func() time.Time) *report {
	return &report{out: out, now: now, began: now(), spoke: now(), tally: newTally(), active: map[string]bool{}}
}

// follow reads `go test -json` to its end and prints as it goes.
func (r *report) follow(in io.Reader) {
	stop := every(time.Second, r.heartbeat)
	defer stop()
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			r.line(line)
		}
		if err != nil {
			return
		}
	}
}

func (r *report) line(line []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var e event
	if json.Unmarshal(line, &e) != nil {
		r.say("%s", line)
		return
	}
	if e.Action == "start" {
		r.active[e.Package] = true
	}
	failures := r.tally.add(e)
	for _, name := range failures {
		r.failure(e.Package, name)
	}
	ended := e.Test == "" && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip")
	if !ended {
		return
	}
	delete(r.active, e.Package)
	p := r.tally.pkg(e.Package)
	switch {
	case e.Action == "fail":
		r.say("FAIL  %-28s %s\n", e.Package, short(seconds(e.Elapsed)))
		r.quote(p.output)
	case p.done > 0:
		r.say("ok    %-28s %s, %d tests\n", e.Package, short(seconds(e.Elapsed)), p.done)
	}
	clear(p.tests) // a long run must not keep every test's words
}

func (r *report) failure(pkg, name string) {
	if name == pkg {
		return // the package's own words follow with its FAIL line
	}
	r.say("\n✗ %s %s\n", pkg, name)
	if one := r.tally.pkg(pkg).tests[name]; one != nil {
		r.quote(one.output)
	}
}

// quote prints a test's words without Go's frame around them.
func (r *report) quote(output []string) {
	for line := range strings.Lines(strings.Join(output, "")) {
		words := strings.TrimSpace(line)
		if words == "" || words == "FAIL" || words == "PASS" || strings.HasPrefix(words, "=== ") || strings.HasPrefix(words, "FAIL\t") {
			continue
		}
		r.say("    %s\n", strings.TrimRight(line, "\r\n"))
	}
}

func (r *report) heartbeat() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now().Sub(r.spoke) < quietFor {
		return
	}
	doing := "building"
	if len(r.active) > 0 {
		var names []string
		for _, pkg := range slices.Sorted(maps.Keys(r.active)) {
			names = append(names, fmt.Sprintf("%s (%d done)", pkg, r.tally.pkg(pkg).done))
		}
		doing = "running " + strings.Join(names, ", ")
	}
	r.say("  … %s, %d tests done: %s\n", short(r.now().Sub(r.began)), r.tally.total(), doing)
}

func (r *report) say(format string, values ...any) {
	r.spoke = r.now()
	fmt.Fprintf(r.out, format, values...)
}

// close prints the verdict. goTest is how the go command itself ended.
func (r *report) close(whole bool, goTest error, took time.Duration) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.tally
	r.say("\n")
	broken := t.broken(whole)
	if goTest != nil && t.failed == 0 {
		broken = append(broken, "go test itself failed: "+goTest.Error())
	}
	for _, sentence := range broken {
		r.say("FAIL  %s\n", sentence)
	}
	r.say("%s, in %s\n", t.summary(), short(took))
	r.say("%d passed, %d failed\n", t.passed, t.failed)
	if len(broken) > 0 || t.failed > 0 {
		return errors.New("tests failed")
	}
	return nil
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
