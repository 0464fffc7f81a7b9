package console_test

// What tests of lines and forms read and write.

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tambon/handlers/console"
)

// formOf is "name", "value", … as a form.
func formOf(fields ...string) url.Values {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return form
}

// A lineOf is an open line of server-sent events.
type lineOf struct {
	body io.ReadCloser
	read *bufio.Scanner
}

func (b *browser) line(path string) *lineOf {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+console.Root+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		b.t.Fatalf("the line answers %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	return &lineOf{res.Body, bufio.NewScanner(res.Body)}
}

// until reads on to a line that begins so.
func (l *lineOf) until(t *testing.T, begins string) {
	t.Helper()
	for l.read.Scan() {
		if strings.HasPrefix(l.read.Text(), begins) {
			return
		}
	}
	t.Fatalf("the line ended before %q: %v", begins, l.read.Err())
}

// ends reads to the end.
func (l *lineOf) ends(t *testing.T, why string) {
	t.Helper()
	for l.read.Scan() {
	}
	if err := l.read.Err(); err != nil {
		t.Errorf("the line should end well when %s: %v", why, err)
	}
}
