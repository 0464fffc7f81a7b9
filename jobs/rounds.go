package jobs

// Work by a clock that is moved, which River's leader would do by the machine's: jobs
// whose time has come, and periodic ones. River reckons the time to its next round
// once: after a leap it would come late, and then do every round leapt over.

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river/rivertype"
)

// beat is how often the clock is looked at; who moves it says so at once.
const beat = time.Second

// A round is a job that comes again and again.
type round struct {
	period time.Duration
	args   Args
	last   time.Time // by the clock; zero: never yet
}

// due reports whether the round is to be done: its time has come, or the clock
// was set back to before it was done.
func (r *round) due(now time.Time) bool {
	since := now.Sub(r.last)
	return r.last.IsZero() || since < 0 || since >= r.period
}

type rounds struct {
	clock   Clock
	log     *slog.Logger
	ripen   func(ctx context.Context) error                       // lets jobs be worked whose time has come
	workers map[string]func(ctx context.Context, args Args) error // by kind

	mu     sync.Mutex
	all    []*round
	beats  sync.WaitGroup
	cancel context.CancelFunc
}

func register[T Args](r *rounds, w Worker[T]) {
	var kind T
	r.workers[kind.Kind()] = func(ctx context.Context, args Args) error {
		return w.Work(ctx, &Job[T]{JobRow: &rivertype.JobRow{Kind: args.Kind()}, Args: args.(T)})
	}
}

func (r *rounds) every(period time.Duration, args Args) {
	r.all = append(r.all, &round{period: period, args: args})
}

// start does the first rounds, and the others as the clock goes, until stop.
func (r *rounds) start(ctx context.Context) {
	whole := context.WithoutCancel(ctx)
	ctx, r.cancel = context.WithCancel(ctx)
	r.catchUp(whole)
	r.beats.Go(func() {
		ticker := time.NewTicker(beat)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				r.catchUp(whole)
			}
		}
	})
}

// stop waits for the round at work.
func (r *rounds) stop() {
	if r.cancel != nil {
		r.cancel()
	}
	r.beats.Wait()
}

// catchUp does what is due by the clock. What fails is tried again at the next beat.
func (r *rounds) catchUp(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ripen(ctx); err != nil {
		r.log.ErrorContext(ctx, "jobs that are due stay where they are", "err", err)
	}
	for _, one := range r.all {
		now := r.clock.Now()
		if !one.due(now) {
			continue
		}
		if err := r.workers[one.args.Kind()](ctx, one.args); err != nil {
			r.log.ErrorContext(ctx, "periodic job failed", "kind", one.args.Kind(), "err", err)
			continue
		}
		one.last = now
	}
}

// ClockMoved does the periodic work that the clock's new time asks for, and lets the
// jobs be worked whose time has come. Who moves the clock calls it, so that nobody
// looks at a day before its work is done.
func (q *Queue) ClockMoved(ctx context.Context) {
	if q.clock != nil {
		q.rounds.catchUp(ctx)
	}
}
