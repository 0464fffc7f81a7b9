package jobs

// Jobs that failed: to look at, and to run once more.

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// A Failed is a job that failed and waits for its next attempt, or was given up.
type Failed struct {
	ID       int64
	Kind     string // noun.verb
	Fault    string // the last error, up to the first thing it quotes
	Attempts int
	GivenUp  bool
	Next     time.Time // when it is tried again, unless it was given up
}

// ErrNoJob is returned for a job that does not exist or runs just now.
var ErrNoJob = errors.New("jobs: there is no such job to run again")

// Failed lists jobs that failed, at most limit of them.
func (q *Queue) Failed(ctx context.Context, limit int) ([]Failed, error) {
	found, err := q.client.JobList(ctx, river.NewJobListParams().
		States(rivertype.JobStateRetryable, rivertype.JobStateDiscarded).First(limit))
	if err != nil {
		return nil, err
	}
	list := make([]Failed, len(found.Jobs))
	for i, j := range found.Jobs {
		list[i] = Failed{ID: j.ID, Kind: j.Kind, Attempts: j.Attempt, GivenUp: j.State == rivertype.JobStateDiscarded, Next: j.ScheduledAt}
		if n := len(j.Errors); n > 0 {
			// What errors quote may be somebody's words.
			list[i].Fault, _, _ = strings.Cut(j.Errors[n-1].Error, `"`)
		}
	}
	return list, nil
}

// Retry runs a job once more, now. It joins the context's transaction, and needs one.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	tx, err := q.store.SQLTx(ctx)
	if err != nil {
		return err
	}
	job, err := q.client.JobRetryTx(ctx, tx, id)
	if errors.Is(err, rivertype.ErrNotFound) || err == nil && job.State == rivertype.JobStateRunning {
		return ErrNoJob
	}
	return err
}
