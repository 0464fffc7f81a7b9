package inbox_test

import (
	"context"
	"errors"
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

// Two sweeps of two replicas find the same answer: one of them tries it.
func TestTwoSweepsTryOnce(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.worked(said("U1", "E1", 1, "x"))
		other := w.replica(w.sender)
		w.hurry()
		var sweeping sync.WaitGroup
		for _, in := range []*inbox.Inbox{w.inbox, other, w.inbox, other} {
			sweeping.Go(func() {
				if err := in.Sweep(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		sweeping.Wait()
		if got := len(w.sender.calls()); got != 1 || w.reply() != "sent 1" {
			t.Errorf("LINE was called %d times and the answer is %q, want one call and sent", got, w.reply())
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
		first := true
		w.sender.answer = func(c call) error {
			if first {
				first = false
				calling <- true
				<-goOn
				return refusal(400, "broken") // would end as refused
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
		if got := w.reply(); got != "sent 2" {
			t.Errorf("the answer is %q, want what the second try learnt: sent", got)
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
	for _, c := range []struct {
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
		t.Run(c.name, func(t *testing.T) {
			eachTown(t, func(t *testing.T, w *town) {
				w.sender.answer = func(call) error { return c.err }
				claimed := w.worked(said("U1", "E1", 1, c.text))
				w.inbox.Send(context.Background(), claimed)
				w.sweeps(3)
				if got := w.reply(); !strings.HasPrefix(got, "ready 4") {
					t.Errorf("after four tries the answer is %q, want it still tried", got)
				}
				w.clock.advance(6 * time.Minute)
				w.sweeps(1)
				if got := w.reply(); !strings.HasPrefix(got, c.want) {
					t.Errorf("after six minutes the answer is %q, want %s", got, c.want)
				}
			})
		})
	}
}

// What decides besides LINE's verdict.
func TestDeadTokens(t *testing.T) {
	user := said("U1", "E1", 1, "x")
	group := strings.Replace(said("U1", "E1", 1, "x!"), `"type":"user"`, `"type":"group","groupId":"C1"`, 1)
	for _, c := range []struct {
		name, event string
		unclear     bool          // the first try has no answer
		late        time.Duration // between the tries
		arrives     time.Duration // after it happened
		want        string
	}{
		{"never seen", user, false, 0, 0, "pushed"},
		{"tried, fresh", user, true, 50 * time.Second, 0, "assumed"},
		{"tried, no longer sure", user, true, 51 * time.Second, 0, "dropped"},
		{"delivered again near the token's end", user, true, time.Second, 21 * time.Minute, "dropped"},
		{"a group is never pushed to", group, false, 0, 0, "dropped"},
		{"a group, tried", group, true, time.Minute, 0, "dropped"},
	} {
		t.Run(c.name, func(t *testing.T) {
			eachTown(t, func(t *testing.T, w *town) {
				w.clock.advance(c.arrives)
				w.sender.answer = func(called call) error {
					if c.unclear && len(w.sender.calls()) == 1 {
						return errDied
					}
					if called.token != "" {
						return refusal(400, "Invalid reply token")
					}
					return nil
				}
				claimed := w.worked(c.event)
				w.inbox.Send(context.Background(), claimed)
				if c.unclear {
					w.clock.advance(c.late)
					w.sweeps(1)
				}
				if got := w.reply(); !strings.HasPrefix(got, c.want) {
					t.Errorf("the answer is %q, want %s", got, c.want)
				}
			})
		})
	}
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
