package simulator_test

// Deliveries that go wrong by themselves, from a seed.

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// requests tells each request so far as its texts, * behind redeliveries.
func (s *scene) requests() []string {
	s.t.Helper()
	var all []string
	for _, h := range s.settled() {
		var words []string
		for _, e := range h.Events {
			w := e.Message["text"].(string)
			if e.DeliveryContext.IsRedelivery {
				w += "*"
			}
			words = append(words, w)
		}
		all = append(all, strings.Join(words, "+"))
	}
	return all
}

// mischievous is what a bot hears of n texts of two people, and how often each came.
func mischievous(t *testing.T, m simulator.Mischief, n int) (requests []string, times map[string]int) {
	t.Helper()
	s := begin(t, func(c *simulator.Config) { c.Mischief = m })
	for i := range n {
		s.did(s.Text([]string{"somsri", "boonmee"}[i%2], fmt.Sprint(i)))
	}
	if s.State().Mischief != m {
		t.Errorf("the state should tell the mischief: %+v", s.State().Mischief)
	}
	s.settled()
	s.Advance(24 * time.Hour)
	times = map[string]int{}
	for _, request := range s.requests() {
		for _, word := range strings.Split(request, "+") {
			times[strings.TrimSuffix(word, "*")]++
		}
	}
	if len(times) != n {
		t.Errorf("no event should be lost by mischief: %d of %d came", len(times), n)
	}
	return s.requests(), times
}

func TestSameSeedSameMischief(t *testing.T) {
	everything := simulator.Mischief{Seed: 42, Duplicate: 0.3, Redeliver: 0.2, Reorder: 0.5, DelayMs: 60_000, Batch: 4}
	first, _ := mischievous(t, everything, 60)
	second, _ := mischievous(t, everything, 60)
	if a, b := strings.Join(first, " "), strings.Join(second, " "); a != b {
		t.Errorf("the same seed should give the same requests:\n%s\n%s", a, b)
	}
	everything.Seed = 43
	if other, _ := mischievous(t, everything, 60); strings.Join(other, " ") == strings.Join(first, " ") {
		t.Error("another seed should give other requests")
	}
}

func TestMischief(t *testing.T) {
	plain := ""
	for i := range 60 {
		plain += fmt.Sprint(i) + " "
	}
	plain = strings.TrimSpace(plain)
	tests := []struct {
		name string
		m    simulator.Mischief
		fits func(requests []string, joined string, times map[string]int) bool
	}{
		{"duplicate", simulator.Mischief{Duplicate: 1}, func(r []string, j string, times map[string]int) bool {
			return len(r) == 120 && times["7"] == 2 && !strings.Contains(j, "*")
		}},
		{"redelivery after success", simulator.Mischief{Redeliver: 1}, func(r []string, j string, times map[string]int) bool {
			return len(r) == 120 && times["7"] == 2 && strings.Count(j, "*") == 60
		}},
		{"reorder", simulator.Mischief{Reorder: 1}, func(r []string, j string, _ map[string]int) bool { return len(r) == 60 && j != plain }},
		{"delay", simulator.Mischief{DelayMs: 60_000}, func(r []string, j string, _ map[string]int) bool { return len(r) == 60 && j != plain }},
		{"batch", simulator.Mischief{Batch: 30}, func(r []string, j string, _ map[string]int) bool {
			return len(r) < 20 && strings.ReplaceAll(j, "+", " ") == plain
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			requests, times := mischievous(t, test.m, 60)
			if joined := strings.Join(requests, " "); !test.fits(requests, joined, times) {
				t.Errorf("%+v should show: %s", test.m, joined)
			}
		})
	}
	s := begin(t, nil)
	for _, wrong := range []simulator.Mischief{{Duplicate: 2}, {Reorder: -0.1}, {DelayMs: -1}, {Batch: 1001}} {
		if s.Misbehave(wrong) == nil {
			t.Errorf("%+v should be refused", wrong)
		}
	}
}

func TestHeldEventsMisbehaveToo(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Mischief = simulator.Mischief{Seed: 1, Batch: 100} })
	s.Hold()
	s.counts("somsri", 50)
	if err := s.Release(simulator.Release{}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests(); len(got) >= 50 {
		t.Errorf("events that were held back should come in batches: %v", got)
	}
}

func TestRunningClockRedelivers(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Frozen, c.Backoff = false, []time.Duration{time.Millisecond, time.Hour}
	})
	s.Redelivery(true)
	s.answers(http.StatusServiceUnavailable)
	came := make(chan bool, 9)
	s.hear = func(_ http.Header, h heard) { came <- h.Events[0].DeliveryContext.IsRedelivery }
	s.did(s.Text("somsri", "a"))
	if first, second := <-came, <-came; first || !second {
		t.Error("a clock that runs should bring the redelivery by itself")
	}
	for s.Webhooks(); len(s.Webhooks()) < 2; { // the second failure is known when it is logged
		s.Advance(0)
	}
	for again := false; !again; {
		s.Advance(time.Hour)
		select {
		case again = <-came:
		default:
		}
	}
}

func TestAFailedEventDoesNotHoldUpLaterOnes(t *testing.T) {
	s := begin(t, nil)
	s.Redelivery(true)
	s.answers(http.StatusServiceUnavailable)
	s.did(s.Text("somsri", "1"))
	s.settled()
	s.answers(http.StatusOK)
	s.did(s.Text("somsri", "2"))
	s.settled()
	s.Advance(time.Hour)
	if got := strings.Join(s.requests(), " "); got != "1 2 1*" {
		t.Errorf("a redelivery may come after later events: %s", got)
	}
}

func TestRedeliveryInOrder(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.RedeliveryInOrder = true })
	s.Redelivery(true)
	s.answers(http.StatusServiceUnavailable)
	s.counts("somsri", 2)
	s.settled()
	s.answers(http.StatusOK)
	s.did(s.Text("boonmee", "another"))
	s.settled()
	s.Advance(time.Hour)
	if got := strings.Join(s.requests(), " "); got != "1 another 1* 2" {
		t.Errorf("with the switch on, a person's later events wait, another's do not: %s", got)
	}
	s.answers(http.StatusServiceUnavailable)
	s.did(s.Text("somsri", "lost"))
	s.settled()
	s.Reset() // must not leave anything waiting
	s.answers(http.StatusOK)
	s.did(s.Text("somsri", "after"))
	s.Advance(time.Hour)
	if all := s.requests(); all[len(all)-1] != "after" {
		t.Errorf("after a reset nothing of before comes: %v", all)
	}
}

func TestResetForgetsWhatWaits(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Mischief = simulator.Mischief{DelayMs: 1000, Seed: 3} })
	s.counts("somsri", 9)
	s.Reset()
	s.Advance(time.Hour)
	came := len(s.requests())
	s.did(s.Text("somsri", "after"))
	s.settled()
	s.Advance(time.Hour)
	if all := s.requests(); came == 9 || all[len(all)-1] != "after" {
		t.Errorf("what waited before a reset should be gone, what comes after it not: %v", all)
	}
}
