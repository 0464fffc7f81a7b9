// Package machine is what whoever runs the program does by hand: work an event
// once more that was set aside, run a job once more that failed. Each is in the
// audit log, in the same transaction.
package machine

import (
	"context"
	"strconv"
	"time"

	"tambon/services"
	"tambon/store"
)

// ErrGone says that what should be done again is not there to be: somebody was
// faster, or it went by itself.
var ErrGone = services.E(services.Conflict, "machine.gone")

// Events works an event of LINE once more; Gone reports its error for one that is
// not set aside.
type Events interface {
	Replay(ctx context.Context, id string) error
}

// Jobs runs a job once more.
type Jobs interface {
	Retry(ctx context.Context, id int64) error
}

// Service does by hand what failed by itself. Make it with New.
type Service struct {
	store  *store.Store
	now    func() time.Time
	events Events
	jobs   Jobs
	gone   func(error) bool
}

// New returns the service. Gone recognises the errors of events and jobs that
// are not there.
func New(s *store.Store, now func() time.Time, events Events, jobs Jobs, gone func(error) bool) *Service {
	return &Service{s, now, events, jobs, gone}
}

// ReplayEvent works an event once more.
func (s *Service) ReplayEvent(ctx context.Context, by services.Actor, id string) error {
	return s.again(ctx, by, "event.replay", id, func(ctx context.Context) error { return s.events.Replay(ctx, id) })
}

// RetryJob runs a job once more.
func (s *Service) RetryJob(ctx context.Context, by services.Actor, id int64) error {
	return s.again(ctx, by, "job.retry", strconv.FormatInt(id, 10), func(ctx context.Context) error { return s.jobs.Retry(ctx, id) })
}

func (s *Service) again(ctx context.Context, by services.Actor, verb, id string, act func(context.Context) error) error {
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := act(ctx); err != nil {
			return err
		}
		return services.Audit(ctx, s.store, s.now(), by, verb, id, "")
	})
	if err != nil && s.gone(err) {
		return ErrGone
	}
	return err
}
