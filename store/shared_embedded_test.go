package store_test

// The Redis in this process: on no port, on the injected clock, and bounded.

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/store"
	"tambon/store/storetest"

	"pgregory.net/rapid"
)

// A hand moves a clock; one goroutine moves it, and the store reads it.
func handMoved(t testing.TB) (s *store.Shared, move func(time.Duration)) {
	t.Helper()
	moves, times := make(chan time.Duration), make(chan time.Time)
	go func() {
		for now := apptest.Morning; ; {
			select {
			case by, open := <-moves:
				if !open {
					return
				}
				now = now.Add(by)
			case times <- now:
			}
		}
	}()
	s, err := store.OpenShared(store.SharedOptions{Keys: storetest.Keys(t), Now: func() time.Time { return <-times }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.Close()
		close(moves)
	})
	return s, func(by time.Duration) { moves <- by }
}

func TestEmbeddedLimitsFollowTheClock(t *testing.T) {
	t.Parallel()
	s, move := handMoved(t)
	if !s.Embedded() || !s.Present() {
		t.Errorf("embedded %t, present %t; want both", s.Embedded(), s.Present())
	}
	rate := store.Rate{Times: 3, Per: 15 * time.Minute}
	if n := allowed(s, "k", rate, 10); n != 3 {
		t.Errorf("%d of 10 were allowed, want 3", n)
	}
	if ok, wait := s.Allow(t.Context(), "k", rate); ok || (wait-5*time.Minute).Abs() > time.Millisecond {
		t.Errorf("at the limit: allowed %t, wait %s; want a refusal for five minutes", ok, wait)
	}
	move(5*time.Minute - time.Second)
	if allowed(s, "k", rate, 1) != 0 {
		t.Error("a second early one was allowed")
	}
	move(time.Second)
	if n := allowed(s, "k", rate, 5); n != 1 {
		t.Errorf("after five minutes %d are allowed, want one more", n)
	}
	move(time.Hour)
	if n := allowed(s, "k", rate, 5); n != 3 {
		t.Errorf("after an hour %d are allowed, want all 3", n)
	}
	if s.Fallbacks() != 0 {
		t.Error("the embedded Redis was done without")
	}
}

func TestEmbeddedCacheFollowsTheClock(t *testing.T) {
	t.Parallel()
	s, move := handMoved(t)
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, "1"}, {59 * time.Second, "1"}, {time.Second, "3"}} {
		move(step.after)
		made := map[time.Duration]string{0: "1", 59 * time.Second: "2", time.Second: "3"}[step.after]
		if got, err := s.Cached(t.Context(), "k", time.Minute, filled(made)); err != nil || string(got) != step.want {
			t.Errorf("%s later: %q, %v; want %q", step.after, got, err, step.want)
		}
	}
}

// A flood of keys, such as tries from many addresses, costs bounded memory and
// frees nobody who is at a limit.
func TestAFloodOfKeysIsBounded(t *testing.T) {
	t.Parallel()
	s, move := handMoved(t)
	rate := store.Rate{Times: 5, Per: time.Hour}
	allowed(s, "under attack", rate, 5)
	s.EmbeddedFlood(25_000, 12*time.Minute) // what one try of each leaves
	move(time.Second)
	if n := allowed(s, "under attack", rate, 1); n != 0 {
		t.Error("a flood of other keys washed a reached limit away")
	}
	if n := s.EmbeddedKeys(); n > 10_000 {
		t.Errorf("the embedded Redis holds %d keys after 25,000, want at most 10,000", n)
	}
	move(2 * time.Hour)
	allowed(s, "later", rate, 1)
	if n := s.EmbeddedKeys(); n > 2 {
		t.Errorf("two hours later the embedded Redis holds %d keys, want what has passed forgotten", n)
	}
}

func TestAFloodOfKeysIsBoundedWithoutRedis(t *testing.T) {
	t.Parallel()
	l, now := store.NewLocal(), apptest.Morning
	rate := store.Rate{Times: 5, Per: time.Hour}
	for range 5 {
		l.Allow("under attack", rate, now)
	}
	for i := range 25_000 {
		l.Allow(fmt.Sprint(i), rate, now)
	}
	if ok, _ := l.Allow("under attack", rate, now); ok {
		t.Error("a flood of other keys washed a reached limit away")
	}
	if n := l.Len(); n > 10_000 {
		t.Errorf("a replica on its own remembers %d keys after 25,000, want at most 10,000", n)
	}
}

// A replica on its own answers what Redis would have answered.
func TestTheReplicasOwnLimitsAreRediss(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		shared, move := handMoved(t)
		l, now := store.NewLocal(), apptest.Morning
		rate := store.Rate{Times: rapid.IntRange(1, 6).Draw(rt, "times"), Per: time.Duration(rapid.IntRange(1, 600).Draw(rt, "seconds")) * time.Second}
		for range rapid.IntRange(1, 40).Draw(rt, "tries") {
			// Whole milliseconds and a bit: on the edge itself floating point may differ.
			by := time.Duration(rapid.IntRange(0, 100_000).Draw(rt, "wait"))*time.Millisecond + 137*time.Microsecond
			move(by)
			now = now.Add(by)
			ok, wait := shared.Allow(t.Context(), "k", rate)
			alone, waitAlone := l.Allow("k", rate, now)
			if ok != alone && min(wait, waitAlone).Abs()+max(wait, waitAlone).Abs() > time.Millisecond {
				rt.Fatalf("%+v: Redis says %t (%s), the replica alone %t (%s)", rate, ok, wait, alone, waitAlone)
			}
			if ok == alone && (wait-waitAlone).Abs() > 2*time.Millisecond {
				rt.Fatalf("%+v: Redis lets wait %s, the replica alone %s", rate, wait, waitAlone)
			}
			if ok != alone {
				return // the edge: from here they count differently
			}
		}
	})
}
