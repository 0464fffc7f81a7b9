package store_test

// Redis is shared while it is there, missed by nobody while it is not, and taken
// up again when it returns.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/store"
	"tambon/store/storetest"
)

// patience bounds a wait; no test measures it.
const patience = time.Minute

// until waits for what a goroutine of ours or a server must bring about.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %s it is still not so that %s", patience, what)
		}
	}
}

func allowed(s *store.Shared, key string, r store.Rate, tries int) (n int) {
	for range tries {
		if ok, _ := s.Allow(context.Background(), key, r); ok {
			n++
		}
	}
	return n
}

func TestReplicasShareALimit(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		rate := store.Rate{Times: 10, Per: 24 * time.Hour}
		var passed atomic.Int64
		var all sync.WaitGroup
		for range 3 {
			replica := r.Replica(t, nil)
			for range 4 {
				all.Go(func() { passed.Add(int64(allowed(replica, "login/203.0.113.9", rate, 5))) })
			}
		}
		all.Wait()
		if passed.Load() != 10 {
			t.Errorf("three replicas allowed %d of 60 tries, want the 10 of the rate together", passed.Load())
		}
		one := r.Replica(t, nil)
		if ok, wait := one.Allow(t.Context(), "login/203.0.113.9", rate); ok || wait <= 0 || wait > rate.Per/10 {
			t.Errorf("at the limit: allowed %t, wait %s; want a refusal with at most the time of one step, %s", ok, wait, rate.Per/10)
		}
		if n := allowed(one, "login/203.0.113.10", rate, 1); n != 1 {
			t.Error("another key was refused; want it counted apart")
		}
		r.Replica(t, nil).Forget(t.Context(), "login/203.0.113.9")
		if n := allowed(one, "login/203.0.113.9", rate, 11); n != 10 {
			t.Errorf("after one replica forgot the key another allows %d, want 10 anew", n)
		}
	})
}

func TestALimitRecovers(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s, rate := r.Replica(t, nil), store.Rate{Times: 2, Per: 400 * time.Millisecond}
		allowed(s, "k", rate, 2)
		until(t, "one more is allowed", func() bool { return allowed(s, "k", rate, 1) == 1 })
	})
}

func TestARateThatAllowsNothing(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		for _, rate := range []store.Rate{{}, {Times: 0, Per: time.Hour}, {Times: -1, Per: time.Hour}, {Times: 1}} {
			if ok, wait := s.Allow(t.Context(), "k", rate); ok || wait <= 0 {
				t.Errorf("%+v: allowed %t, wait %s; want a refusal with a wait", rate, ok, wait)
			}
		}
	})
}

func TestWithoutRedisAReplicaAnswersAtOnce(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*storetest.Line){"cut": (*storetest.Line).Cut, "frozen": (*storetest.Line).Freeze} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
				var log apptest.Journal
				s := r.Replica(t, func(o *store.SharedOptions) {
					o.Patience, o.Log = time.Second, slog.New(slog.NewTextHandler(&log, nil))
				})
				rate := store.Rate{Times: 10, Per: 24 * time.Hour}
				allowed(s, "before", rate, 10)

				fail(r.Line)
				dialed, fallbacks := r.Dialed(), s.Fallbacks()
				if n := allowed(s, "k", rate, 2000); n != 10 {
					t.Errorf("a replica on its own allowed %d of 2000, want the 10 of the rate", n)
				}
				for range 1000 {
					s.Nudge(t.Context(), "booking/c")
					if got, err := s.Cached(t.Context(), "page", time.Hour, filled("made")); err != nil || string(got) != "made" {
						t.Fatalf("a cached page without Redis is %q, %v; want it made", got, err)
					}
				}
				if s.Present() {
					t.Error("Redis is told to be present; want it missed")
				}
				// Had each call tried, there would be thousands; watch tries once in a while.
				if n := r.Dialed() - dialed; n > 200 {
					t.Errorf("5000 calls dialled %d times, want them not to try while Redis is away", n)
				}
				if n := s.Fallbacks() - fallbacks; n < 4000 {
					t.Errorf("%d fallbacks were counted, want nearly all 5000 calls", n)
				}
				if n := strings.Count(log.String(), "Redis is away"); n != 1 {
					t.Errorf("the log says %d times that Redis is away, want once a minute:\n%s", n, log.String())
				}

				r.Flush(t)
				r.Mend()
				until(t, "Redis is taken up again", s.Present)
				if n := allowed(r.Replica(t, nil), "after", rate, 4) + allowed(s, "after", rate, 20); n != 10 {
					t.Errorf("with Redis back two replicas allowed %d, want to share the 10", n)
				}
				if !strings.Contains(log.String(), "Redis is there again") {
					t.Errorf("the log does not say that Redis came back:\n%s", log.String())
				}
			})
		})
	}
}

func filled(with string) func(context.Context) ([]byte, error) {
	return func(context.Context) ([]byte, error) { return []byte(with), nil }
}

func TestTheLogSpeaksOnceAMinute(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		var log apptest.Journal
		var minutes atomic.Int64
		r.Cut()
		s := r.Replica(t, func(o *store.SharedOptions) {
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
			o.Now = func() time.Time { return apptest.Morning.Add(time.Duration(minutes.Load()) * time.Minute) }
		})
		if s.Present() {
			t.Error("a Redis that does not answer is present; want the program to start without it")
		}
		for n := 1; n < 4; n++ {
			until(t, fmt.Sprintf("the log has spoken %d times", n), func() bool { return strings.Count(log.String(), "Redis is away") >= n })
			minutes.Add(1)
		}
		if strings.Contains(log.String(), "there again") {
			t.Errorf("the log says that Redis came back:\n%s", log.String())
		}
	})
}

func TestARedisThatRefusesIsDoneWithout(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		rate := store.Rate{Times: 3, Per: time.Hour}
		// Another type under the limit's name is refused with WRONGTYPE, as a full
		// or read-only Redis refuses.
		allowed(s, "k", rate, 1)
		names := r.Do(t, "keys", "*").([]any)
		if len(names) != 1 {
			t.Fatalf("Redis holds %v, want one limit", names)
		}
		r.Do(t, "del", names[0])
		r.Do(t, "lpush", names[0], "x")
		if n := allowed(s, "k", rate, 10); n != 3 {
			t.Errorf("a refusing Redis let %d pass, want the replica's own 3", n)
		}
		if !s.Present() {
			t.Error("a Redis that answers is told to be away")
		}
	})
}

func TestFlushingCostsSpeedOnly(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		one, two := r.Replica(t, nil), r.Replica(t, nil)
		heard := two.Listen(t.Context(), "booking/c")
		var fills atomic.Int64
		fill := func(context.Context) ([]byte, error) { fills.Add(1); return []byte("page"), nil }
		rate := store.Rate{Times: 5, Per: time.Hour}
		for round := range 5 {
			if n := allowed(one, "k", rate, 4) + allowed(two, "k", rate, 4); n != 5 {
				t.Errorf("round %d: %d allowed, want 5", round, n)
			}
			for _, s := range []*store.Shared{one, two} {
				if got, err := s.Cached(t.Context(), "page", time.Hour, fill); err != nil || string(got) != "page" {
					t.Errorf("round %d: the page is %q, %v", round, got, err)
				}
			}
			one.Nudge(t.Context(), "booking/c")
			if got := <-heard; got != "booking/c" {
				t.Errorf("round %d: heard %q", round, got)
			}
			r.Flush(t)
		}
		if fills.Load() != 5 {
			t.Errorf("the page was made %d times, want once after each of 5 flushes", fills.Load())
		}
		if one.Fallbacks()+two.Fallbacks() != 0 {
			t.Error("a flushed Redis was done without; want it used on")
		}
	})
}

func TestRedisSeesNothingPersonal(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		allowed(s, "login/somsri@example.go.th", store.Rate{Times: 5, Per: time.Hour}, 1)
		if _, err := s.Cached(t.Context(), "day/สมศรี", time.Hour, filled("สมศรี ใจดี 081-234-5678")); err != nil {
			t.Fatal(err)
		}
		names := r.Do(t, "keys", "*").([]any)
		if len(names) != 2 {
			t.Fatalf("Redis holds %v, want a limit and a page", names)
		}
		for _, name := range names {
			held := []byte(fmt.Sprint(name, r.Do(t, "get", name)))
			for _, personal := range []string{"somsri", "สมศรี", "081-234"} {
				if bytes.Contains(held, []byte(personal)) {
					t.Errorf("Redis holds %q under %v", personal, name)
				}
			}
			r.Do(t, "set", name, "planted", "EX", 3600)
		}
		if got, err := s.Cached(t.Context(), "day/สมศรี", time.Hour, filled("made anew")); err != nil || string(got) != "made anew" {
			t.Errorf("a planted page is shown: %q, %v", got, err)
		}
	})
}

func TestTheAddressNeverShows(t *testing.T) {
	t.Parallel()
	_, err := store.OpenShared(store.SharedOptions{Address: "redis://u:hunter2@h:port/0", Keys: storetest.Keys(t), Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a wrong address: %v; want an error without the password", err)
	}
}

func TestCallersWhoLeaveSayNothingOfRedis(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		gone, cancel := context.WithCancelCause(t.Context())
		cancel(errors.New("left"))
		for range 20 {
			s.Allow(gone, "k", store.Rate{Times: 5, Per: time.Hour})
		}
		if !s.Present() {
			t.Error("Redis is missed because callers left")
		}
	})
}
