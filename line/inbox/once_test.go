package inbox_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"tambon/line"
	"tambon/line/inbox"
)

const (
	people = 12
	each   = 6
)

// crowd is what a few people wrote, in the order in which it happened.
func crowd() (events []string) {
	for n := range each {
		for p := range people {
			events = append(events, said(fmt.Sprintf("U%d", p), fmt.Sprintf("E%d-%d", p, n), n, fmt.Sprint(n)))
		}
	}
	return events
}

// Every event is delivered three times, at the same time, out of order and to
// two replicas: it has one effect and one answer.
func TestEachEventHasOneEffectAndOneAnswer(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		other := w.replica(w.sender)
		w.run(w.inbox, other)
		events := crowd()
		var delivering sync.WaitGroup
		for copies := range 3 {
			mixed := slices.Clone(events)
			random := rand.New(rand.NewPCG(uint64(copies), 7))
			random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			for part := range slices.Chunk(mixed, 9) {
				delivering.Go(func() {
					if copies == 1 {
						w.accept(other, part...)
					} else {
						w.accept(w.inbox, part...)
					}
				})
			}
		}
		delivering.Wait()
		w.settled()
		if got := len(w.list("SELECT id FROM audit_events")); got != len(events) {
			t.Errorf("%d effects of %d events", got, len(events))
		}
		heard := map[string]int{}
		for _, c := range w.sender.calls() {
			heard[c.token]++
		}
		for token, n := range heard {
			if n != 1 {
				t.Errorf("the answer with token %s was sent %d times", token, n)
			}
		}
		if len(heard) != len(events) {
			t.Errorf("%d events were answered, want each of %d", len(heard), len(events))
		}
		for p := range people {
			states := w.list("SELECT detail FROM audit_events WHERE actor_id = ? ORDER BY length(detail)", fmt.Sprintf("U%d", p))
			for i, s := range states {
				if len(s) != i || i > 0 && !strings.HasPrefix(s, states[i-1]) {
					t.Fatalf("person %d's events saw the states %q: two of them worked at once, or one state was lost", p, states)
				}
			}
		}
		if log := w.log.String(); strings.Contains(log, "level=ERROR") {
			t.Errorf("copies are no errors, but the log has:\n%s", log)
		}
	})
}

// A batch of any size is stored whole: the databases bound a statement's values.
func TestALargeBatchIsStored(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		events := make([]string, 2500)
		for i := range events {
			events[i] = fmt.Sprintf(`{"type":"future","webhookEventId":"M%d"}`, i)
		}
		w.accept(w.inbox, events...)
		if n := len(w.list("SELECT id FROM inbox_events")); n != len(events) {
			t.Errorf("%d of %d events are stored", n, len(events))
		}
	})
}

// What is stored when the lane is claimed is worked and answered in the order of
// LINE's timestamps, however it arrived and whichever replica takes it.
func TestAnswersFollowTheTimestamps(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		events := crowd()
		rand.New(rand.NewPCG(3, 4)).Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for part := range slices.Chunk(events, 5) {
			w.accept(w.inbox, part...)
		}
		w.run(w.inbox, w.replica(w.sender))
		w.settled()
		order := map[string]string{}
		for _, c := range w.sender.calls() {
			person, _, _ := strings.Cut(strings.TrimPrefix(c.token, "rE"), "-")
			order[person] += strings.TrimPrefix(c.words, "a:")
		}
		for p := range people {
			if got := order[fmt.Sprint(p)]; got != "012345" {
				t.Errorf("person %d was answered in the order %q, want 012345", p, got)
			}
			last := w.one("SELECT detail FROM audit_events WHERE noun_id = ?", fmt.Sprintf("E%d-%d", p, each-1))
			if last != "01234" {
				t.Errorf("person %d's last event saw the state %q, want 01234: each event hands it on", p, last)
			}
		}
	})
}

// The next event of a person waits for the first try of the last answer, so that
// answers arrive in order; other people do not wait.
func TestALaneWaitsForItsAnswerAndNoOtherDoes(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		holding, release := make(chan bool, 1), make(chan bool)
		w.sender.answer = func(c call) error {
			if c.token == "rE1" {
				holding <- true
				<-release
			}
			return nil
		}
		w.accept(w.inbox, said("U1", "E1", 1, "1"), said("U1", "E2", 2, "2"))
		w.run(w.inbox)
		<-holding
		for p := range 40 { // more than there are transactions at once
			w.accept(w.inbox, said(fmt.Sprintf("V%d", p), fmt.Sprintf("F%d", p), 1, "x"))
		}
		w.until("SELECT id FROM inbox_events WHERE lane_id LIKE 'V%' AND reply_state <> 'sent'")
		if got := w.one("SELECT status FROM inbox_events WHERE event_id = 'E2'"); got != "received" {
			t.Errorf("the second event is %s while the first answer is on its way, want it to wait", got)
		}
		close(release)
		w.settled()
		words := slices.DeleteFunc(w.sender.words(), func(s string) bool { return s == "a:x" })
		words = slices.Compact(words) // on a slow machine a sweep takes the first one over
		if want := []string{"a:1", "a:2"}; !slices.Equal(words, want) {
			t.Errorf("the person heard %q, want %q", words, want)
		}
	})
}

// An event that fails is tried five times, set aside with its reason,
// and the person is told; what they wrote after it is worked then.
func TestAPoisonousEventIsSetAside(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		const secret = "0812345678"
		w.fail = func(e line.Event) error {
			switch {
			case e.Message == nil:
			case strings.HasPrefix(e.Message.Text, "error"):
				return fmt.Errorf("cannot read %q: %w", e.Message.Text, errDied)
			case strings.HasPrefix(e.Message.Text, "panic"):
				panic(e.Message.Text)
			case strings.HasPrefix(e.Message.Text, "index"):
				_ = e.Message.Text[len(e.Message.Text)+len(e.ID)]
			}
			return nil
		}
		poisons := map[string]string{"error": "cannot read", "panic": "panic: string", "index": "out of range"}
		for name := range poisons {
			w.accept(w.inbox, said("U"+name, name, 1, name+secret), said("U"+name, name+"-after", 2, "after"), said("V"+name, name+"-other", 1, "other"))
		}
		w.run(w.inbox)
		w.settled()
		for name, why := range poisons {
			fault := w.one("SELECT fault FROM inbox_events WHERE event_id = ? AND status = 'aside' AND attempts = 5 AND reply_state = 'sent'", name)
			if !strings.Contains(fault, why) || strings.Contains(fault, secret) {
				t.Errorf("%s: set aside for %q, want %q and nothing of what was written", name, fault, why)
			}
			if got := w.one("SELECT status FROM inbox_events WHERE event_id = ?", name+"-after"); got != "done" {
				t.Errorf("%s: the lane's next event is %s, want it done", name, got)
			}
			if got := w.one("SELECT attempts FROM inbox_events WHERE event_id = ?", name+"-other"); got != "1" {
				t.Errorf("%s: another person's event took %s attempts, want one", name, got)
			}
			if got := w.one("SELECT noun_id FROM audit_events WHERE noun_id = ?", name); got != "" {
				t.Errorf("%s: the event that failed left an effect", name)
			}
			var words []string
			for _, c := range w.sender.calls() {
				if c.token == "r"+name || c.token == "r"+name+"-after" {
					words = append(words, c.words)
				}
			}
			if want := []string{"sorry", "a:after"}; !slices.Equal(words, want) {
				t.Errorf("%s: the person heard %q, want %q", name, words, want)
			}
		}
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds what a person wrote:\n%s", w.log)
		}
	})
}

// An event that ends the program at each attempt leaves no failure behind, only
// attempts: it must not end the program for ever.
func TestAnEventThatKillsTheProgramIsSetAside(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.fail = func(e line.Event) error {
			t.Errorf("event %s is worked once more", e.ID)
			return errDied
		}
		w.accept(w.inbox, said("U1", "E1", 1, "kill"))
		w.exec("UPDATE inbox_events SET attempts = 10")
		w.run(w.inbox)
		w.settled()
		if got := w.one("SELECT status || ': ' || fault FROM inbox_events"); !strings.HasPrefix(got, "aside: inbox: no attempt") {
			t.Errorf("after ten attempts without an end the event is %q, want it set aside", got)
		}
		if got := w.sender.words(); !slices.Equal(got, []string{"sorry"}) {
			t.Errorf("the person heard %q, want an apology", got)
		}
	})
}

// A state that no key opens costs a flow, not the person's every message.
func TestAStateThatDoesNotOpenIsNone(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.accept(w.inbox, said("U1", "E1", 1, "x"))
		w.exec("UPDATE lanes SET state = ?", append([]byte{1}, "sealed by nobody"...))
		w.run(w.inbox)
		w.settled()
		if got := w.sender.words(); !slices.Equal(got, []string{"a:x"}) {
			t.Errorf("the person heard %q, want an answer", got)
		}
	})
}

func TestLogsQuoteNobody(t *testing.T) {
	for given, want := range map[string]string{
		`strconv.Atoi: parsing "0812345678": invalid syntax`: `strconv.Atoi: parsing "…": invalid syntax`,
		"a `b` \"c \\\" d\" e":                               `a "…" "…" e`,
		`unclosed "สมศรี`:                                    `unclosed "…"`,
		`ERROR: deadlock detected (SQLSTATE 40P01)`:          `ERROR: deadlock detected (SQLSTATE 40P01)`,
	} {
		if got := inbox.Discreet(errors.New(given)); got != want {
			t.Errorf("%s is logged as %s, want %s", given, got, want)
		}
	}
}
