package store

// Limits: how often something may be tried, counted by all replicas together.

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
)

// A Rate is how often something may happen: Times within Per, all at once or
// spread, and one more each time a Times-th of Per has gone by (GCRA).
type Rate struct {
	Times int
	Per   time.Duration
}

// step is the time after which one more may happen.
func (r Rate) step() time.Duration { return r.Per / time.Duration(r.Times) }

// Allow counts one more of what key names, unless the rate forbids it; then it
// returns how long to wait. What is refused is not counted. One key always comes
// with one rate. While Redis is away this replica counts by itself, from nothing.
func (s *Shared) Allow(ctx context.Context, key string, r Rate) (ok bool, retryAfter time.Duration) {
	if r.Times < 1 || r.Per < time.Millisecond {
		return false, max(r.Per, time.Millisecond) // a rate that allows nothing
	}
	name := s.name("limit", key)
	var answer *redis_rate.Result
	answered := s.ask(ctx, func(ctx context.Context) (err error) {
		answer, err = s.limiter.Allow(ctx, name, redis_rate.Limit{Rate: r.Times, Burst: r.Times, Period: r.Per})
		return err
	})
	switch {
	case !answered:
		return s.own.allow(name, r, s.now())
	case answer.Allowed > 0:
		return true, 0
	default:
		return false, max(answer.RetryAfter, time.Millisecond)
	}
}

// Forget lets what key names begin anew, such as tries of a password once the
// right one was given. Another replica that is on its own may still remember.
func (s *Shared) Forget(ctx context.Context, key string) {
	name := s.name("limit", key)
	s.own.forget(name)
	s.ask(ctx, func(ctx context.Context) error { return s.limiter.Reset(ctx, name) })
}

// maxLocal bounds how many keys a replica counts by itself.
const maxLocal = 10_000

// local counts limits in this process. It remembers of each key when it will be
// as if nothing had happened: GCRA's theoretical arrival time.
type local struct {
	mu    sync.Mutex
	until map[string]time.Time
}

func newLocal() *local { return &local{until: map[string]time.Time{}} }

func (l *local) allow(name string, r Rate, now time.Time) (ok bool, retryAfter time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until, known := l.until[name]
	if until.Before(now) {
		until = now
	}
	until = until.Add(r.step())
	if wait := until.Add(-r.step() * time.Duration(r.Times)).Sub(now); wait > 0 {
		return false, wait
	}
	if !known && len(l.until) >= maxLocal {
		l.makeRoom(now)
	}
	l.until[name] = until
	return true, 0
}

func (l *local) forget(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.until, name)
}

// makeRoom drops what has passed, and where that is not a quarter, what will
// pass first: a flood of new keys must not wash away one that is at its limit.
func (l *local) makeRoom(now time.Time) {
	var ends []time.Time
	for name, until := range l.until {
		if !until.After(now) {
			delete(l.until, name)
		} else {
			ends = append(ends, until)
		}
	}
	excess := len(ends) - maxLocal*3/4
	if excess <= 0 {
		return
	}
	slices.SortFunc(ends, time.Time.Compare)
	last := ends[excess-1]
	for name, until := range l.until {
		if !until.After(last) {
			delete(l.until, name)
		}
	}
}
