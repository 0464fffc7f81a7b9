package app

import (
	"bytes"
	"context"
	"fmt"
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

// control asks LINE in the demo's box.
func control(t *testing.T, address, method, path, body string) string {
	t.Helper()
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

// heard waits for what the town says after that place in somsri's chat: also for a
// lane that a demo left when a slow machine cut its draining short.
func heard(t *testing.T, address string, after int) (answer string) {
	t.Helper()
	for range 6 {
		answer = control(t, address, "GET", fmt.Sprintf("residents/somsri/messages?after=%d&wait=20s", after), "")
		if strings.Contains(answer, `"from":"bot"`) {
			break
		}
	}
	return answer
}

// TestDemoGoesOn restarts the demo: chat and clock are as they were.
func TestDemoGoesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	address, stop := runDemo(t, dir)
	control(t, address, "POST", "clock", `{"pause":true}`)
	control(t, address, "POST", "clock", `{"to":"2026-12-01T01:00:00Z"}`)
	control(t, address, "POST", "residents/somsri/text", `{"text":"เมนู"}`)
	if answer := heard(t, address, 1); !strings.Contains(answer, `"from":"bot"`) {
		t.Fatalf("the town should answer: %s", answer)
	}
	before := control(t, address, "GET", "residents/somsri/messages?after=0", "")
	stop()
	address, stop = runDemo(t, dir)
	defer stop()
	if after := control(t, address, "GET", "residents/somsri/messages?after=0", ""); after != before {
		t.Errorf("a demo that was restarted should show the same chat:\nbefore %s\nafter  %s", before, after)
	}
	if state := control(t, address, "GET", "state", ""); !strings.Contains(state, `"now":"2026-12-01T08:00:00+07:00"`) {
		t.Errorf("and the same time: %.200s", state)
	}
	control(t, address, "POST", "clock", `{"pause":false}`) // what a slow machine did not take in time comes again by the clock
	control(t, address, "POST", "residents/somsri/text", `{"text":"จองคิว"}`)
	if answer := heard(t, address, 3); !strings.Contains(answer, `"from":"bot"`) {
		t.Errorf("and the town should answer again: %s\nThe deliveries: %s", answer, control(t, address, "GET", "webhooks?limit=3", ""))
	}
}

// TestDemoOpensTheDaysOfItsClock moves the demo's clock and books at once.
func TestDemoOpensTheDaysOfItsClock(t *testing.T) {
	t.Parallel()
	address, stop := runDemo(t, t.TempDir())
	defer stop()
	for i, to := range []string{"2027-01-25T01:00:00Z", "2027-03-08T01:00:00Z", "2027-02-08T01:00:00Z"} {
		if said := control(t, address, "POST", "clock", `{"to":"`+to+`"}`); !strings.Contains(said, to[:10]) {
			t.Fatalf("the clock should be moved to %s: %s", to, said)
		}
		control(t, address, "POST", "residents/somsri/text", `{"text":"จองวารี"}`)
		answer := heard(t, address, 2*i+1)
		if !strings.Contains(answer, "เลือกวัน") {
			t.Errorf("at %s there should be days to choose from at once: %s", to, answer)
		}
	}
}
