package store_test

// Who listens wakes, here and elsewhere, also when Redis was away meanwhile.

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"tambon/store/storetest"
)

// hears waits for the next topic on a channel.
func hears(t *testing.T, heard <-chan string, want string) {
	t.Helper()
	select {
	case got, open := <-heard:
		if !open || got != want {
			t.Fatalf("heard %q (open %t), want %q", got, open, want)
		}
	case <-time.After(patience):
		t.Fatalf("heard nothing in %s, want %q", patience, want)
	}
}

func TestNudgesReachEveryReplica(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		one, two := r.Replica(t, nil), r.Replica(t, nil)
		here := one.Listen(t.Context(), "booking/c", "chat")
		there, other := two.Listen(t.Context(), "booking/c"), two.Listen(t.Context(), "chat")
		one.Nudge(t.Context(), "booking/c")
		hears(t, here, "booking/c")
		hears(t, there, "booking/c")
		two.Nudge(t.Context(), "chat")
		hears(t, here, "chat")
		hears(t, other, "chat") // and nothing of booking/c before it
		subscribed := r.Do(t, "pubsub", "numsub", one.Channel()).([]any)[1]
		if subscribed != int64(2) || one.Channel() != two.Channel() {
			t.Errorf("%v subscriptions for two replicas and their listeners, want one a replica", subscribed)
		}
	})
}

func TestNudgesAreOneForASlowReader(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		one, two := r.Replica(t, nil), r.Replica(t, nil)
		slow, quick := two.Listen(t.Context(), "a", "b"), two.Listen(t.Context(), "a", "end")
		for range 500 {
			one.Nudge(t.Context(), "a")
			one.Nudge(t.Context(), "b")
		}
		one.Nudge(t.Context(), "end")
		for got := range quick { // until the other replica has passed on everything
			if got == "end" {
				break
			}
		}
		two.Nudge(t.Context(), "b")
		var told []string
		for len(told) < 2 || !slices.Contains(told, "b") || !slices.Contains(told, "a") {
			told = append(told, <-slow)
		}
		// One may have been on its way when the rest came.
		if len(told) > 4 {
			t.Errorf("a slow reader is told %d times of 2 topics: %q; want what waits to be one", len(told), told)
		}
	})
}

func TestNudgesWithoutRedis(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		one, two := r.Replica(t, nil), r.Replica(t, nil)
		here, there := one.Listen(t.Context(), "a"), two.Listen(t.Context(), "a")
		r.Cut()
		until(t, "both replicas miss Redis", func() bool { return !one.Present() && !two.Present() })
		one.Nudge(t.Context(), "a")
		hears(t, here, "a")
		select {
		case got := <-there:
			t.Errorf("the other replica heard %q although nothing passes", got)
		default:
		}
		r.Mend()
		hears(t, there, "a") // which it missed
		hears(t, here, "a")  // which one may have missed too
	})
}

func TestListenersLeave(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		var all sync.WaitGroup
		for range 50 {
			ctx, cancel := context.WithCancel(t.Context())
			heard := s.Listen(ctx, "a", "b")
			all.Go(func() {
				for range heard {
				}
			})
			all.Go(func() { s.Nudge(ctx, "a"); cancel() })
		}
		all.Wait() // every channel was closed
		stays := s.Listen(t.Context(), "a")
		s.Nudge(t.Context(), "a")
		hears(t, stays, "a")
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		for range stays {
			t.Error("heard something after Close, want the channel closed")
		}
		if _, open := <-s.Listen(t.Context(), "a"); open {
			t.Error("Listen after Close gives an open channel")
		}
		s.Nudge(t.Context(), "a")
		if s.Close() != nil {
			t.Error("closing twice fails")
		}
	})
}
