package store

// The embedded Redis: miniredis in this process, on no port, with a clock.

import (
	"cmp"
	"context"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

const (
	// tickPerKey is the time between ticks for each key: a tick visits every one,
	// which takes a microsecond each, and may take a twentieth of the time. By as
	// much a key may expire early.
	tickPerKey = 20 * time.Microsecond
	// maxEmbedded bounds its keys; miniredis evicts none by itself.
	maxEmbedded = 10_000
)

// embedded gives miniredis the time before every command: its clock stands and
// its keys stay for ever unless told.
type embedded struct {
	mini *miniredis.Miniredis
	now  func() time.Time

	mu     sync.Mutex
	ticked time.Time
	keys   int // at that time
}

func newEmbedded(now func() time.Time) *embedded {
	return &embedded{mini: miniredis.NewMiniRedis(), now: now, ticked: now()}
}

func (e *embedded) dial(context.Context, string, string) (net.Conn, error) { return e.mini.Dial() }

// DialHook implements redis.Hook.
func (e *embedded) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessPipelineHook implements redis.Hook.
func (e *embedded) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

// ProcessHook implements redis.Hook.
func (e *embedded) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		e.tick(e.now())
		return next(ctx, cmd)
	}
}

func (e *embedded) tick(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.mini.SetTime(now)
	gone := now.Sub(e.ticked)
	if gone.Abs() < tickPerKey*time.Duration(e.keys) {
		return
	}
	e.ticked = now
	if gone > 0 {
		e.mini.FastForward(gone)
	}
	e.keys = e.bound()
}

// bound keeps the keys few, and counts them. Those that would expire first go
// first: a flood of new keys must not wash away a limit that was reached.
func (e *embedded) bound() int {
	names := e.mini.Keys()
	excess := len(names) - maxEmbedded
	if excess <= 0 {
		return len(names)
	}
	excess += maxEmbedded / 4 // so that the next one does not come at once
	ends := make(map[string]time.Duration, len(names))
	for _, name := range names {
		ends[name] = e.mini.TTL(name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(ends[a], ends[b]) })
	for _, name := range names[:excess] {
		e.mini.Del(name)
	}
	return len(names) - excess
}
