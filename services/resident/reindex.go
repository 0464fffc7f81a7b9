package resident

// Who was kept before there was an index, by an older program or under an older
// key, is indexed by a job.

import (
	"context"

	"tambon/jobs"
)

// Index is the job that brings the index up to date.
type Index struct{}

// Kind names the job.
func (Index) Kind() string { return "resident.index" }

// Indexer works Index jobs.
type Indexer struct {
	jobs.Defaults[Index]
	Service *Service
}

// Work indexes until nobody is left. What is done stays done when it is cut off.
func (w Indexer) Work(ctx context.Context, _ *jobs.Job[Index]) error {
	_, err := w.Service.IndexAll(ctx)
	return err
}

// indexAtOnce bounds one transaction, so that nobody waits for it.
const indexAtOnce = 100

// IndexAll indexes every resident whose tokens are not those of their row and
// the newest key, and returns how many those were.
func (s *Service) IndexAll(ctx context.Context) (int, error) {
	for done := 0; ; {
		var ids []string
		err := s.store.Tx(ctx, func(ctx context.Context) error {
			ids = nil
			err := s.store.DB(ctx).Raw(`SELECT id FROM residents WHERE erased_at IS NULL AND merged_into IS NULL
				AND (indexed <> ? OR indexed_at IS NULL OR indexed_at < updated_at) ORDER BY id LIMIT ?`, s.indexMark(), indexAtOnce).Scan(&ids).Error
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := s.index(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return done, err
		}
		if done += len(ids); len(ids) < indexAtOnce {
			return done, s.forgetTokens(ctx)
		}
	}
}

// forgetTokens makes nobody be found of whom nothing is kept.
func (s *Service) forgetTokens(ctx context.Context) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec(`DELETE FROM resident_tokens WHERE resident_id IN
			(SELECT id FROM residents WHERE name IS NULL AND phone IS NULL OR merged_into IS NOT NULL)`).Error
	})
}
