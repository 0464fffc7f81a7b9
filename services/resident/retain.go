package resident

// What the privacy notice promises: nobody's data is kept longer than models.KeepYears.

import (
	"context"
	"time"

	"tambon/jobs"
	"tambon/models"
	"tambon/services"
)

// Retain is the daily job that forgets what is old enough.
type Retain struct{}

// Kind names the job.
func (Retain) Kind() string { return "resident.retain" }

// A Forgetter forgets whom rows of another package name, where what they are
// about ended before an instant, and returns how many those were.
type Forgetter interface {
	ForgetBefore(ctx context.Context, before time.Time) (int, error)
}

// Retainer works Retain jobs.
type Retainer struct {
	jobs.Defaults[Retain]
	Service  *Service
	Bookings Forgetter
}

// Work forgets the people of visits and then the residents that lie
// models.KeepYears back. What is done stays done when it is cut off.
func (w Retainer) Work(ctx context.Context, _ *jobs.Job[Retain]) error {
	before := w.Service.now().AddDate(-models.KeepYears, 0, 0)
	if _, err := w.Bookings.ForgetBefore(ctx, before); err != nil {
		return err
	}
	if _, err := w.Service.ForgetMerged(ctx); err != nil {
		return err
	}
	_, err := w.Service.ForgetBefore(ctx, before)
	return err
}

// ForgetMerged forgets name and phone of everybody whose merge can no longer be
// taken back, each with a record of it, and returns how many those were: who
// stands for them has what is needed.
func (s *Service) ForgetMerged(ctx context.Context) (int, error) {
	return services.Forget(ctx, s.store, s.now, Retain{}.Kind(), "resident.forget",
		`UPDATE residents SET name = NULL, phone = NULL WHERE id IN (SELECT r.id FROM residents r
			JOIN resident_merges m ON m.gone_id = r.id AND m.undone_at IS NULL
			WHERE m.at < ? AND (r.name IS NOT NULL OR r.phone IS NOT NULL) ORDER BY r.id LIMIT ?) RETURNING id`,
		s.now().Add(-UnmergeWithin).UTC())
}

// ForgetBefore forgets name and phone of every resident who has changed nothing
// since the instant and has no visit or booking since, each with a record of it,
// and returns how many those were. They stay residents; what they need again is
// asked again.
func (s *Service) ForgetBefore(ctx context.Context, before time.Time) (int, error) {
	before = before.UTC()
	n, err := services.Forget(ctx, s.store, s.now, Retain{}.Kind(), "resident.forget",
		`UPDATE residents SET name = NULL, phone = NULL, notice_version = '', notice_at = NULL, updated_at = ?, version = version + 1
			WHERE id IN (SELECT r.id FROM residents r WHERE r.updated_at < ? AND (r.name IS NOT NULL OR r.phone IS NOT NULL)
				AND NOT EXISTS (SELECT 1 FROM bookings b JOIN slots s ON s.id = b.slot_id
					WHERE b.resident_id = r.id AND (s.ends_at >= ? OR b.updated_at >= ?))
				ORDER BY r.id LIMIT ?) RETURNING id`,
		s.now().UTC(), before, before, before)
	if err != nil {
		return n, err
	}
	return n, s.forgetTokens(ctx)
}
