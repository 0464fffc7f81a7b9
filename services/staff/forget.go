package staff

// The job that forgets what lets nobody in any more.

import (
	"context"

	"tambon/jobs"
)

// Forget is the job that deletes sessions, links and questions that are over.
type Forget struct{}

// Kind names the job.
func (Forget) Kind() string { return "staff.forget" }

// Forgetter works Forget jobs.
type Forgetter struct {
	jobs.Defaults[Forget]
	Service *Service
}

// Work deletes what is over now.
func (w Forgetter) Work(ctx context.Context, _ *jobs.Job[Forget]) error {
	return w.Service.ForgetSessions(ctx)
}
