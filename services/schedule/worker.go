package schedule

// The job that keeps the coming days open.

import (
	"context"

	"tambon/jobs"
)

// Worker opens slots whenever an Open job comes.
type Worker struct {
	jobs.Defaults[Open]
	Service *Service
}

// Work makes the slots of the coming days.
func (w Worker) Work(ctx context.Context, _ *jobs.Job[Open]) error {
	_, err := w.Service.OpenSlots(ctx)
	return err
}
