// Package audit reads the log of what was done, and seals it into a chain, so
// that nobody who can write the database can change, drop or reorder what it
// says without being found.
//
// The act's transaction writes the row (services.Audit) and waits for nothing. A
// job seals rows later, in the order in which it finds them: each gets the next
// number and a fingerprint, under a key that the database does not hold, over
// itself and the fingerprint before. The newest end is also written to the
// program's log: kept elsewhere, it shows when the end of the chain was cut off.
package audit

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"time"

	"tambon/jobs"
	"tambon/models"
	"tambon/store"
)

// Service reads and seals the log. Make it with New.
type Service struct {
	store *store.Store
	now   func() time.Time
	log   *slog.Logger
}

// New returns the audit service.
func New(s *store.Store, now func() time.Time, log *slog.Logger) *Service {
	return &Service{s, now, log}
}

// batch is how many rows are sealed in one transaction, and read at a time.
const batch = 200

// Seal is the job that seals what is not sealed yet.
type Seal struct{}

// Kind names the job.
func (Seal) Kind() string { return "audit.seal" }

// Sealer works Seal jobs.
type Sealer struct {
	jobs.Defaults[Seal]
	Service *Service
}

// Work seals every row that was committed when it begins.
func (w Sealer) Work(ctx context.Context, _ *jobs.Job[Seal]) error {
	_, err := w.Service.Seal(ctx)
	return err
}

// Seal seals every row that is not yet, and returns how many those were. Of two
// who seal at once the second waits and goes on from the first's end.
func (s *Service) Seal(ctx context.Context) (sealed int, err error) {
	for {
		n := 0
		var head models.AuditHead
		err := s.store.Tx(ctx, func(ctx context.Context) error {
			// The head's lock comes first: there is one end to go on from.
			if err := s.store.DB(ctx).Exec("UPDATE audit_heads SET seq = seq WHERE id = 1").Error; err != nil {
				return err
			}
			var err error
			if head, n, err = s.sealBatch(ctx); err != nil || n == 0 {
				return err
			}
			return s.store.DB(ctx).Exec("UPDATE audit_heads SET seq = ?, mac = ?, sealed_at = ? WHERE id = 1", head.Seq, head.MAC, s.now().UTC()).Error
		})
		if err != nil {
			return sealed, err
		}
		if sealed += n; n < batch {
			if sealed > 0 {
				s.log.InfoContext(ctx, "audit sealed", "head", Mark(head))
			}
			return sealed, nil
		}
	}
}

func (s *Service) sealBatch(ctx context.Context) (head models.AuditHead, n int, err error) {
	if err := s.store.DB(ctx).Take(&head).Error; err != nil {
		return head, 0, err
	}
	var rows []models.AuditEvent
	if err := s.store.DB(ctx).Where("seq IS NULL").Order("at, id").Limit(batch).Find(&rows).Error; err != nil || len(rows) == 0 {
		return head, 0, err
	}
	steps := make([]store.Step, len(rows))
	for i, r := range rows {
		head.Seq++
		head.MAC = hex.EncodeToString(s.store.Keys.Blind("audit_events", "mac", link(head.Seq, head.MAC, r)))
		steps[i] = store.Step{SQL: "UPDATE audit_events SET seq = ?, mac = ? WHERE id = ?", Args: []any{head.Seq, head.MAC, r.ID}}
	}
	_, err = s.store.Run(ctx, steps...)
	return head, len(rows), err
}

// link is what a fingerprint is made over: place, fingerprint before, and every
// column of the row. JSON keeps the columns apart.
func link(seq int64, before string, r models.AuditEvent) []byte {
	raw, _ := json.Marshal([]any{seq, before, r.ID, r.At.UnixMicro(), r.ActorKind, r.ActorID, r.Verb, r.NounID, r.Detail}) // of strings and numbers: cannot fail
	return raw
}
