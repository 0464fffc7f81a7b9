package simulator_test

// Deliveries: in order, again, twice, held back, and failing.

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// words are the texts of all events so far.
func (s *scene) words() string {
	s.t.Helper()
	var out []string
	for _, e := range s.events() {
		if words, ok := e.Message["text"].(string); ok {
			out = append(out, words)
		}
	}
	return strings.Join(out, " ")
}

func (s *scene) counts(name string, n int) {
	s.t.Helper()
	for i := range n {
		s.did(s.Text(name, strconv.Itoa(i+1)))
	}
}

func TestOrder(t *testing.T) {
	s := begin(t, nil)
	s.counts("somsri", 20)
	if got, want := s.words(), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20"; got != want {
		t.Errorf("a person's events should arrive in their order, not %s", got)
	}
}

func TestDuplicates(t *testing.T) {
	s := begin(t, nil)
	s.Duplicate(3)
	s.counts("somsri", 2)
	if got, want := s.words(), "1 1 1 2 2 2"; got != want {
		t.Errorf("each event should arrive three times: %s", got)
	}
	s.Duplicate(1)
	s.Parallel(true)
	s.counts("boonmee", 5)
	if n := len(s.events()); n != 11 {
		t.Errorf("each event should arrive in parallel as well: %d", n)
	}
}

func TestHoldAndRelease(t *testing.T) {
	tests := []struct {
		name     string
		how      func(held []string) simulator.Release
		words    string
		requests int
	}{
		{"in order", func([]string) simulator.Release { return simulator.Release{} }, "1 2 3 1 2 3", 6},
		{"as a batch", func([]string) simulator.Release { return simulator.Release{Batch: true} }, "1 2 3 1 2 3", 1},
		{"backwards", func(held []string) simulator.Release {
			return simulator.Release{Order: []string{held[5], held[4], held[3], held[2], held[1], held[0]}}
		}, "3 2 1 3 2 1", 6},
		{"twice", func(held []string) simulator.Release { return simulator.Release{Copies: 2} }, "1 2 3 1 2 3 1 2 3 1 2 3", 12},
		{"shuffled", func([]string) simulator.Release { return simulator.Release{Shuffle: 3} }, "", 6},
		{"in parallel", func([]string) simulator.Release { return simulator.Release{Parallel: true} }, "", 6},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t, nil)
			s.Hold()
			s.counts("somsri", 3)
			s.counts("boonmee", 3)
			if n := len(s.settled()); n != 0 {
				t.Fatalf("nothing should be sent while events are held back, but %d requests were", n)
			}
			if err := s.Release(test.how(s.Held())); err != nil {
				t.Fatal(err)
			}
			if n := len(s.settled()); n != test.requests {
				t.Errorf("there should be %d requests, not %d", test.requests, n)
			}
			if got := s.words(); test.words != "" && got != test.words {
				t.Errorf("events should arrive as %s, not %s", test.words, got)
			}
		})
	}
	s := begin(t, nil)
	s.Hold()
	if s.Release(simulator.Release{Order: []string{"01"}}) == nil {
		t.Error("releasing an event that is not held back should be an error")
	}
}

func TestShuffleRepeats(t *testing.T) {
	order := func() string {
		s := begin(t, nil)
		first, release := make(chan struct{}, 9), make(chan struct{})
		s.hear = func(http.Header, heard) { first <- struct{}{}; <-release }
		s.Shuffle(42)
		s.did(s.Text("somsri", "0"))
		<-first // is being answered while the others wait
		s.counts("somsri", 8)
		close(release)
		return s.words()
	}
	first := order()
	if second := order(); first != second {
		t.Errorf("a seed should give one order: %s and %s", first, second)
	}
	if first == "0 1 2 3 4 5 6 7 8" {
		t.Error("events that wait should be shuffled")
	}
}

func TestRedelivery(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Backoff = []time.Duration{time.Minute, time.Minute, time.Minute}
	})
	s.answers(http.StatusServiceUnavailable)
	s.did(s.Text("somsri", "off"))
	if n := len(s.events()); n != 1 {
		t.Errorf("redelivery is off by default, but the event came %d times", n)
	}
	s.Redelivery(true)
	s.did(s.Text("somsri", "on"))
	if n := len(s.events()); n != 2 {
		t.Errorf("while the clock stands nothing is sent again, but there were %d requests", n)
	}
	for i := range 4 {
		s.Advance(time.Minute - 1)
		s.Advance(1)
		if n, want := len(s.events()), min(3+i, 5); n != want {
			t.Errorf("after %d minutes there should be %d requests, not %d", i+1, want, n)
		}
	}
	all := s.events()[1:]
	if len(all) != 4 {
		t.Fatalf("the event should come once and three times again, not %d times", len(all))
	}
	for i, e := range all {
		if e.WebhookEventID != all[0].WebhookEventID || e.ReplyToken != all[0].ReplyToken || e.DeliveryContext.IsRedelivery != (i > 0) {
			t.Errorf("delivery %d should have the same id and token, isRedelivery from the second on: %+v", i+1, e)
		}
	}
	for _, d := range s.Webhooks() {
		if d.Status != 503 || d.Reason != "error_status_code" {
			t.Errorf("the log should say that the bot answered 503: %+v", d)
		}
	}
	if s.Redeliver("01") == nil {
		t.Error("redelivering an unknown event should be an error")
	}
}

func TestDeadline(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Deadline = 20 * time.Millisecond })
	stop := make(chan struct{})
	s.hear = func(http.Header, heard) { <-stop }
	s.did(s.Text("somsri", "a"))
	s.settled()
	close(stop)
	if d := s.Webhooks(); len(d) != 1 || d[0].Reason != "request_timeout" {
		t.Errorf("an answer that takes too long should be logged as request_timeout: %+v", d)
	}
	if err := s.Point("http://127.0.0.1:1/webhook"); err != nil {
		t.Fatal(err)
	}
	s.did(s.Text("somsri", "b"))
	s.settled()
	if d := s.Webhooks(); len(d) != 2 || d[1].Reason != "could_not_connect" && d[1].Reason != "request_timeout" {
		t.Errorf("a bot that is not there should be logged as could_not_connect: %+v", d)
	}
}

func TestRawBodies(t *testing.T) {
	s := begin(t, nil)
	ctx := context.Background()
	body := []byte(`{"destination":"U0","events":[]}`)
	if status, err := s.Deliver(ctx, body, s.Sign(body)); err != nil || status != 200 {
		t.Errorf("a raw body should be sent: %d %v", status, err)
	}
	if status, err := s.Deliver(ctx, []byte("no"), ""); err != nil || status != 200 {
		t.Errorf("a raw body without signature should be sent: %d %v", status, err)
	}
	all := s.settled()
	if string(all[0].raw) != string(body) || all[0].header.Get("X-Line-Signature") == "" || all[1].header.Values("X-Line-Signature") != nil {
		t.Error("bodies and signatures should be sent as they are given")
	}
}

func TestReset(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Unfollow("somsri"))
	s.did(s.Text("boonmee", "a"))
	s.Advance(time.Hour)
	s.Hold()
	s.did(s.Text("boonmee", "held"))
	extra := s.AddResident(simulator.Resident{DisplayName: "มานี"})
	s.Reset()
	state := s.State()
	if !state.Now.Equal(noon) || len(state.Residents) != 2 || !state.Residents[0].Friend || len(s.chat("boonmee")) != 0 || len(s.Held()) != 0 {
		t.Errorf("the world should be as it was: %+v", state)
	}
	if _, err := s.Messages(extra.Name, 0); err == nil {
		t.Error("who was added should be gone")
	}
	act := s.did(s.Text("boonmee", "again"))
	s.settled() // what was on its way before the reset may still arrive, even later
	if e := s.raw(act.EventID); e["message"].(map[string]any)["text"] != "again" {
		t.Errorf("after a reset the bot should hear what happens: %v", e)
	}
}
