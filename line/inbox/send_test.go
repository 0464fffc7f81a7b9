package inbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/line/simulator"
	"tambon/store"
)

// worked stores one event and works it without sending its answer.
func (w *town) worked(event string) inbox.Claimed {
	w.t.Helper()
	ctx := context.Background()
	w.accept(w.inbox, event)
	c, ok, err := w.inbox.Claim(ctx, line.Address([]byte(event)).Lane)
	if err != nil || !ok {
		w.t.Fatal(ok, err)
	}
	if _, err := w.inbox.Effect(ctx, c); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// sweeps makes everything due and sweeps, so many times.
func (w *town) sweeps(times int) {
	w.t.Helper()
	for range times {
		w.hurry()
		if err := w.inbox.Sweep(context.Background()); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *town) reply() string {
	w.t.Helper()
	return w.one("SELECT reply_state || ' ' || tries || CASE WHEN tried_at IS NULL THEN ' unseen' ELSE '' END FROM inbox_events")
}

// Two sweeps of two replicas find the same answers: each is tried by one of them.
func TestTwoSweepsTryOnce(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		const answers = 40
		for i := range answers {
			w.worked(said(fmt.Sprintf("U%d", i), fmt.Sprintf("E%d", i), 1, "x"))
		}
		other := w.replica(w.sender)
		w.hurry()
		var sweeping sync.WaitGroup
		for _, in := range []*inbox.Inbox{w.inbox, other, w.replica(w.sender), w.replica(w.sender)} {
			sweeping.Go(func() {
				if err := in.Sweep(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		sweeping.Wait()
		heard := map[string]int{}
		for _, c := range w.sender.calls() {
			heard[c.token]++
		}
		for token, n := range heard {
			if n != 1 {
				t.Errorf("the answer with token %s was tried %d times, want once", token, n)
			}
		}
		if got := len(w.list("SELECT id FROM inbox_events WHERE reply_state = 'sent' AND tries = 1")); got != answers || len(heard) != answers {
			t.Errorf("%d answers were tried and %d are sent at the first try, want all %d", len(heard), got, answers)
		}
	})
}

// While a worker has the answer to itself, no sweep touches it; once it hangs for
// too long one does, and what the worker then learns changes nothing.
func TestATryThatWasTakenOverIsNotNoted(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		c := w.worked(said("U1", "E1", 1, "x!"))
		calling, goOn := make(chan bool), make(chan bool)
		calls := 0
		w.sender.answer = func(call) error {
			calls++
			switch calls {
			case 1:
				calling <- true
				<-goOn
				return refusal(400, "Invalid reply token") // would end as unseen, and pushed
			case 2:
				return errDied
			}
			return nil
		}
		done := make(chan bool)
		go func() { w.inbox.Send(ctx, c); close(done) }()
		<-calling
		if err := w.inbox.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if got := w.reply(); got != "ready 1" {
			t.Errorf("while the worker calls LINE the answer is %q, want its one try", got)
		}
		w.sweeps(1) // the worker's time is over
		close(goOn)
		<-done
		if got := w.reply(); got != "ready 2" {
			t.Errorf("the answer is %q, want what the second try learnt: nothing", got)
		}
		w.sweeps(1)
		if got := w.reply(); got != "sent 3" {
			t.Errorf("the answer is %q, want it sent at the third try", got)
		}
	})
}

// A push has one retry key for all its tries, stored with the effect.
func TestPushKeepsItsKeyAndItsPatience(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		c := w.worked(said("U1", "E1", 1, "x!"))
		key := w.one("SELECT retry_key FROM inbox_events")
		w.sender.answer = func(c call) error {
			if c.token != "" {
				return refusal(400, "Invalid reply token")
			}
			return refusal(429, "You have reached your monthly limit.")
		}
		w.inbox.Send(context.Background(), c)
		if got := w.reply(); got != "push 2" {
			t.Errorf("after a dead token the answer is %q, want it pushed at once", got)
		}
		var pauses []time.Duration
		for range 12 {
			w.sweeps(1)
			at := w.list("SELECT next_try_at FROM inbox_events")
			next, err := time.ParseDuration(at[0] + "ms")
			if err != nil {
				t.Fatal(err)
			}
			pauses = append(pauses, (next - time.Duration(time.Now().UnixMilli())*time.Millisecond).Round(time.Second))
		}
		if !slices.IsSorted(pauses) || pauses[len(pauses)-1] < 9*time.Minute || pauses[len(pauses)-1] > 10*time.Minute {
			t.Errorf("LINE is asked again after %v, want ever longer pauses up to ten minutes", pauses)
		}
		tries := len(w.sender.calls())
		w.clock.advance(24 * time.Hour)
		w.sweeps(2)
		if got := len(w.sender.calls()); got != tries || !strings.HasPrefix(w.reply(), "dropped") {
			t.Errorf("a day later LINE was called %d times more and the answer is %q; want no call, the key is forgotten, and dropped", got-tries, w.reply())
		}
		for _, c := range w.sender.calls()[1:] {
			if c.key != key || c.to != "U1" {
				t.Errorf("a push to %q with key %q, want U1 and %q each time", c.to, c.key, key)
			}
		}
	})
}

// LINE away for longer than a reply is worth trying.
func TestLINEAwayForLong(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		for i, c := range []struct {
			name, text string
			err        error
			want       string
		}{
			{"no answer, plain", "x", errDied, "dropped"},
			{"no answer, weighs", "x!", errDied, "push"},
			{"500, plain", "x", refusal(503, ""), "dropped"},
			{"429, plain: surely unseen", "x", refusal(429, ""), "push"},
			{"401, plain: surely unseen", "x", refusal(401, ""), "push"},
		} {
			w.exec("DELETE FROM inbox_events")
			w.sender.answer = func(call) error { return c.err }
			claimed := w.worked(said(fmt.Sprintf("U%d", i), fmt.Sprintf("E%d", i), 1, c.text))
			w.inbox.Send(context.Background(), claimed)
			w.sweeps(3)
			if got := w.reply(); !strings.HasPrefix(got, "ready 4") {
				t.Errorf("%s: after four tries the answer is %q, want it still tried", c.name, got)
			}
			w.clock.advance(6 * time.Minute)
			w.sweeps(1)
			if got := w.reply(); !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: after six minutes the answer is %q, want %s", c.name, got, c.want)
			}
		}
	})
}

// What decides besides LINE's verdict.
func TestDeadTokens(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		for i, c := range []struct {
			name    string
			group   bool
			unclear bool          // the first try has no answer
			late    time.Duration // between the tries
			arrives time.Duration // after it happened
			want    string
		}{
			{"never seen", false, false, 0, 0, "pushed"},
			{"tried, fresh", false, true, 50 * time.Second, 0, "assumed"},
			{"tried, no longer sure", false, true, 51 * time.Second, 0, "dropped"},
			{"delivered again near the token's end", false, true, time.Second, 21 * time.Minute, "dropped"},
			{"a group is never pushed to", true, false, 0, 0, "dropped"},
			{"a group, tried", true, true, time.Minute, 0, "dropped"},
		} {
			w.exec("DELETE FROM inbox_events")
			at := int(w.clock.Now().Sub(apptest.Morning).Milliseconds())
			event := said(fmt.Sprintf("U%d", i), fmt.Sprintf("E%d", i), at, "x")
			if c.group {
				event = strings.Replace(event, `"type":"user"`, fmt.Sprintf(`"type":"group","groupId":"C%d"`, i), 1)
			}
			w.clock.advance(c.arrives)
			calls := 0
			w.sender.answer = func(called call) error {
				calls++
				if c.unclear && calls == 1 {
					return errDied
				}
				if called.token != "" {
					return refusal(400, "Invalid reply token")
				}
				return nil
			}
			w.inbox.Send(context.Background(), w.worked(event))
			if c.unclear {
				w.clock.advance(c.late)
				w.sweeps(1)
			}
			if got := w.reply(); !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: the answer is %q, want %s", c.name, got, c.want)
			}
		}
	})
}

// LINE does not take a card: the person reads its words at least.
func TestARefusedCardIsSentAsWords(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		broken := line.Flex("จองสำเร็จ H-2569-0001", map[string]any{"type": "bubble", "body": map[string]any{"type": "nonsense"}})
		b := newBox(t, s, "U00000000000000000000000000000001", true, simulator.Config{}, broken)
		c := b.speaks(t)
		b.try(c, alive)
		if got, seen := b.state(t, s, 3), b.seen(t); got != "sent" || !slices.Equal(seen, []string{"จองสำเร็จ H-2569-0001"}) {
			t.Errorf("the answer is %s and the person reads %q, want the card's words", got, seen)
		}
		b = newBox(t, s, "U00000000000000000000000000000002", true, simulator.Config{}, broken)
		c = b.speaks(t)
		b.Advance(2 * time.Minute)
		b.try(c, alive)
		if got, seen := b.state(t, s, 3), b.seen(t); got != "pushed" || !slices.Equal(seen, []string{"จองสำเร็จ H-2569-0001"}) {
			t.Errorf("the pushed answer is %s and the person reads %q, want the card's words", got, seen)
		}
	})
}

// A push meets every fault of LINE's and arrives once: its retry key sees to it.
func TestAPushArrivesOnceThroughEveryFault(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		for i, fault := range []string{"", simulator.Error500, simulator.Error429, simulator.Timeout, simulator.Lost, simulator.Lost500} {
			b := newBox(t, s, "U0000000000000000000000000000010"+string(rune('0'+i)), false, simulator.Config{})
			c := b.speaks(t)
			b.Advance(2 * time.Minute)
			if fault != "" {
				if err := b.Fault(simulator.Fault{Endpoint: "push", Kind: fault, Count: 2}); err != nil {
					t.Fatal(err)
				}
			}
			b.pushHangs = fault == simulator.Timeout
			b.try(c, alive)
			if got, seen := b.state(t, s, 6), b.seen(t); got != "pushed" || len(seen) != 1 {
				t.Errorf("push with fault %q: %s, and the person reads %q; want it once", fault, got, seen)
			}
		}
	})
}
