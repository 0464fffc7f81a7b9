package store_test

// What was made once is used again, by all, until it ends.

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/store"
	"tambon/store/storetest"
)

func TestReplicasShareWhatIsCached(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		var later atomic.Int64
		clock := func(o *store.SharedOptions) {
			o.Now = func() time.Time { return apptest.Morning.Add(time.Duration(later.Load())) }
		}
		one, two := r.Replica(t, clock), r.Replica(t, clock)
		var fills atomic.Int64
		fill := func(context.Context) ([]byte, error) { return []byte{byte(fills.Add(1))}, nil }
		for step, want := range []byte{1, 1, 2} {
			for _, s := range []*store.Shared{one, two} {
				if got, err := s.Cached(t.Context(), "k", time.Minute, fill); err != nil || len(got) != 1 || got[0] != want {
					t.Errorf("at step %d: %v, %v; want %d", step, got, err, want)
				}
			}
			later.Add(int64(30 * time.Second))
		}
		if ttl := r.Do(t, "pttl", r.Do(t, "keys", "*").([]any)[0]).(int64); ttl <= 0 || ttl > time.Minute.Milliseconds() {
			t.Errorf("Redis keeps it for %d ms, want at most a minute", ttl)
		}
	})
}

func TestOneFillForAllWhoAsk(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		var fills atomic.Int64
		begun, open := make(chan struct{}), make(chan struct{})
		fill := func(ctx context.Context) ([]byte, error) {
			if fills.Add(1) == 1 {
				close(begun)
			}
			<-open
			return []byte("page"), ctx.Err()
		}
		leaves, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		ask := func(ctx context.Context) {
			if got, err := s.Cached(ctx, "k", time.Hour, fill); err != nil || string(got) != "page" {
				t.Errorf("%q, %v; want the page", got, err)
			}
		}
		all.Go(func() { ask(leaves) })
		<-begun
		for range 20 {
			all.Go(func() { ask(t.Context()) })
		}
		leave() // who came first leaves, and the others still get it
		close(open)
		all.Wait()
		if fills.Load() != 1 {
			t.Errorf("it was made %d times, want once for all", fills.Load())
		}
	})
}

func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		s := r.Replica(t, nil)
		wish := errors.New("no rows")
		if _, err := s.Cached(t.Context(), "a", time.Hour, func(context.Context) ([]byte, error) { return nil, wish }); !errors.Is(err, wish) {
			t.Errorf("a fill that fails: %v, want its error", err)
		}
		big := make([]byte, 1<<20+1)
		if got, err := s.Cached(t.Context(), "b", time.Hour, func(context.Context) ([]byte, error) { return big, nil }); err != nil || len(got) != len(big) {
			t.Errorf("a large value: %d bytes, %v; want all of it", len(got), err)
		}
		if _, err := s.Cached(t.Context(), "c", 0, filled("now")); err != nil {
			t.Error(err)
		}
		if names := r.Do(t, "keys", "*").([]any); len(names) != 0 {
			t.Errorf("Redis holds %v, want no error, no large value, nothing without a time", names)
		}
		if got, err := s.Cached(t.Context(), "d", time.Hour, filled("")); err != nil || len(got) != 0 {
			t.Errorf("an empty value: %q, %v", got, err)
		}
		if got, err := s.Cached(t.Context(), "d", time.Hour, filled("again")); err != nil || len(got) != 0 {
			t.Errorf("an empty value was not kept: %q, %v", got, err)
		}
	})
}
