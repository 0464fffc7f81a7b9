package jobs

// A queue on a clock that the demo or a test moves.

import (
	"context"
	"errors"
	"time"

	"tambon/store"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// A Clock tells the queue's time. Only the demo and tests give one that moves.
type Clock interface{ Now() time.Time }

type generator struct{ clock Clock }

func (g generator) Now() time.Time { return g.clock.Now() }

func (g generator) NowOrNil() *time.Time {
	t := g.clock.Now().UTC()
	return &t
}

// putBack makes the jobs that are at work wait again, when nobody is at work yet:
// whoever was is dead. Being cut off is no failure of theirs.
func (q *Queue) putBack(ctx context.Context) error {
	return q.store.Tx(ctx, func(ctx context.Context) error {
		return q.store.DB(ctx).Exec("UPDATE river_job SET state = 'available', attempt = attempt - 1 WHERE state = 'running'").Error
	})
}

// ripen makes the jobs available whose time has come by the clock.
func (q *Queue) ripen(ctx context.Context) error {
	return q.store.Tx(ctx, func(ctx context.Context) error {
		return q.store.DB(ctx).Exec("UPDATE river_job SET state = 'available' WHERE state IN ('scheduled', 'retryable') AND scheduled_at <= ?",
			column(q.store.Engine, q.clock.Now())).Error
	})
}

// column is a time as River's columns hold it: on SQLite they are compared as text.
func column(engine store.Engine, t time.Time) any {
	if engine == store.SQLite {
		return t.UTC().Round(time.Millisecond).Format("2006-01-02 15:04:05.000")
	}
	return t.UTC()
}

// atOnce tries a failed job again at once: a clock that stands still would keep
// it waiting for ever.
type atOnce struct{ clock Clock }

func (p atOnce) NextRetry(*rivertype.JobRow) time.Time { return p.clock.Now().UTC() }

// byClock lets a job snooze by the queue's clock; River itself asks the machine's.
type byClock[T Args] struct {
	Worker[T]
	queue *Queue
}

// Work does the job. One that snoozes is no longer running when it returns, so
// River leaves it as it is.
func (w byClock[T]) Work(ctx context.Context, job *Job[T]) error {
	err := w.Worker.Work(ctx, job)
	var snooze *river.JobSnoozeError
	if !errors.As(err, &snooze) {
		return err
	}
	s, until := w.queue.store, w.queue.clock.Now().Add(snooze.Duration)
	return s.Tx(ctx, func(ctx context.Context) error {
		return s.DB(ctx).Exec("UPDATE river_job SET state = 'scheduled', scheduled_at = ?, attempt = attempt - 1 WHERE id = ? AND state = 'running'",
			column(s.Engine, until), job.ID).Error
	})
}
