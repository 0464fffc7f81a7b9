package audit

// Is the chain whole?

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tambon/models"
)

// Mark is a head as it is written in logs and read again: 42:9f3a….
func Mark(h models.AuditHead) string { return fmt.Sprintf("%d:%s", h.Seq, h.MAC) }

// ParseMark reads a head that a log kept.
func ParseMark(s string) (models.AuditHead, error) {
	number, mac, _ := strings.Cut(strings.TrimSpace(s), ":")
	seq, err := strconv.ParseInt(number, 10, 64)
	if raw, wrong := hex.DecodeString(mac); err != nil || wrong != nil || len(raw) != 32 || seq < 1 {
		return models.AuditHead{}, fmt.Errorf("audit: %q is no head; copy it from a log line \"audit sealed\", such as 42:9f3a…", s)
	}
	return models.AuditHead{Seq: seq, MAC: mac}, nil
}

// A Fault is a place where the chain is broken.
type Fault struct {
	Seq  int64  // place in the chain
	ID   string // of the row there; empty when it is missing
	What string // in plain words
}

// A Report says what a verification found.
type Report struct {
	Sealed   int64 // rows of the chain that were read
	Head     models.AuditHead
	Faults   []Fault             // the first maxFaults of them
	Unsealed []models.AuditEvent // written and not sealed yet: nothing is proved of these; the first maxFaults
	Waiting  int64               // how many those are
}

// Whole reports whether the chain is what it was when it was sealed.
func (r Report) Whole() bool { return len(r.Faults) == 0 }

const maxFaults = 20

// Verify reads the chain from its beginning to its head. Known is a head that
// was kept outside the database, or the zero value: with it, a chain whose end
// was cut off or written anew is found too.
func (s *Service) Verify(ctx context.Context, known models.AuditHead) (Report, error) {
	var r Report
	if err := s.store.DB(ctx).Take(&r.Head).Error; err != nil {
		return r, err
	}
	before, next := "", int64(1)
	met := known.Seq == 0
	for {
		var rows []models.AuditEvent
		if err := s.store.DB(ctx).Where("seq >= ?", next).Order("seq").Limit(5 * batch).Find(&rows).Error; err != nil {
			return r, err
		}
		for _, row := range rows {
			for ; next < *row.Seq && len(r.Faults) < maxFaults; next++ {
				r.fault(next, "", "the row is missing")
			}
			next = *row.Seq + 1
			if !s.fits(*row.Seq, before, row) {
				r.fault(*row.Seq, row.ID, "the row is not what was sealed, or not in its place")
			}
			if *row.Seq == known.Seq {
				met = row.MAC == known.MAC
			}
			before = row.MAC
			r.Sealed++
		}
		if len(rows) < 5*batch {
			break
		}
	}
	r.end(next-1, before, known, met)
	return r, s.unsealed(ctx, &r)
}

// fits tries every key: rows from before the master key was changed were sealed
// under an older one.
func (s *Service) fits(seq int64, before string, row models.AuditEvent) bool {
	return slices.ContainsFunc(s.store.Keys.Blinds("audit_events", "mac", link(seq, before, row)), func(mac []byte) bool {
		return hex.EncodeToString(mac) == row.MAC
	})
}

// end compares where the chain ends with where it must.
func (r *Report) end(last int64, mac string, known models.AuditHead, met bool) {
	switch {
	case last < r.Head.Seq:
		r.fault(last+1, "", fmt.Sprintf("rows %d to %d are missing", last+1, r.Head.Seq))
	case last > r.Head.Seq:
		r.fault(r.Head.Seq+1, "", "rows stand after the head")
	case mac != r.Head.MAC:
		r.fault(last, "", "the head is not that of the last row")
	}
	if !met {
		r.fault(known.Seq, "", "the chain does not hold the head that was kept outside the database: its end was cut off or written anew")
	}
}

func (r *Report) fault(seq int64, id, what string) {
	if len(r.Faults) < maxFaults {
		r.Faults = append(r.Faults, Fault{seq, id, what})
	}
}

func (s *Service) unsealed(ctx context.Context, r *Report) error {
	open := s.store.DB(ctx).Model(&models.AuditEvent{}).Where("seq IS NULL")
	if err := open.Count(&r.Waiting).Error; err != nil {
		return err
	}
	return s.store.DB(ctx).Where("seq IS NULL").Order("at, id").Limit(maxFaults).Find(&r.Unsealed).Error
}

// Head returns the newest end of the chain, how many rows are not sealed yet,
// and since when the oldest of them waits; the zero time when none does.
func (s *Service) Head(ctx context.Context) (head models.AuditHead, waiting int64, since time.Time, err error) {
	if err = s.store.DB(ctx).Take(&head).Error; err != nil {
		return head, 0, since, err
	}
	if err = s.store.DB(ctx).Model(&models.AuditEvent{}).Where("seq IS NULL").Count(&waiting).Error; err != nil || waiting == 0 {
		return head, waiting, since, err
	}
	var oldest models.AuditEvent
	err = s.store.DB(ctx).Where("seq IS NULL").Order("at, id").Limit(1).Find(&oldest).Error
	return head, waiting, oldest.At, err
}
