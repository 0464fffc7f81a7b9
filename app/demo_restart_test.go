package app

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// runDemo runs the demo on a free port until stop, and returns its address.
func runDemo(t *testing.T, dir string) (address string, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = listener.Addr().String()
	_ = listener.Close()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	var errs bytes.Buffer
	go func() {
		ended <- demo(ctx, &call{out: io.Discard, errors: &errs, environ: []string{"ADDR=" + address, "DATA_DIR=" + dir}})
	}()
	for {
		if resp, err := http.Get("http://" + address + "/readyz"); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				break
			}
		}
		select {
		case err := <-ended:
			t.Fatalf("the demo ended at once: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	return address, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Fatalf("the demo should end in peace: %v\n%s", err, errs.String())
		}
	}
}

// TestDemoGoesOn restarts the demo: chat and clock are as they were.
func TestDemoGoesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	address, stop := runDemo(t, dir)
	control := func(method, path, body string) string {
		req, err := http.NewRequest(method, "http://"+address+"/simulator/v1/"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		said, _ := io.ReadAll(resp.Body)
		return string(said)
	}
	control("POST", "clock", `{"pause":true}`)
	control("POST", "clock", `{"to":"2026-12-01T01:00:00Z"}`)
	control("POST", "residents/somsri/text", `{"text":"เมนู"}`)
	if answer := control("GET", "residents/somsri/messages?after=1&wait=20s", ""); !strings.Contains(answer, `"from":"bot"`) {
		t.Fatalf("the town should answer: %s", answer)
	}
	before := control("GET", "residents/somsri/messages?after=0", "")
	stop()
	address, stop = runDemo(t, dir)
	defer stop()
	if after := control("GET", "residents/somsri/messages?after=0", ""); after != before {
		t.Errorf("a demo that was restarted should show the same chat:\nbefore %s\nafter  %s", before, after)
	}
	if state := control("GET", "state", ""); !strings.Contains(state, `"now":"2026-12-01T08:00:00+07:00"`) {
		t.Errorf("and the same time: %.200s", state)
	}
	control("POST", "residents/somsri/text", `{"text":"จองคิว"}`)
	if answer := control("GET", "residents/somsri/messages?after=3&wait=20s", ""); !strings.Contains(answer, `"from":"bot"`) {
		t.Errorf("and the town should answer again: %s", answer)
	}
}
