// Package selfcheck counts the promises that the database breaks. Constraints
// and transactions keep them; this proves it on real data, in words.
package selfcheck

import (
	"context"
	"fmt"
	"time"

	"tambon/models"
	"tambon/store"
)

// A Promise is something that must hold in the database at every moment.
type Promise struct {
	Name  string // what must hold, in plain words
	count string // SQL that counts the rows that break it
	args  []any
}

// A Result is how often a promise is broken; it should be never.
type Result struct {
	Name   string
	Broken int64
}

// Promises lists what is checked.
func Promises(now time.Time) []Promise {
	occupying := models.OccupyingStatuses()
	long := now.Add(-10 * time.Minute)
	return []Promise{
		{"no slot holds more people than it has places", "SELECT count(*) FROM slots WHERE taken > capacity OR taken < 0", nil},
		{
			"each slot's count is that of its bookings",
			"SELECT count(*) FROM slots s WHERE s.taken <> (SELECT count(*) FROM bookings b WHERE b.slot_id = s.id AND b.status IN ?)",
			[]any{occupying},
		},
		{"each booking has its number", "SELECT count(*) FROM bookings WHERE number IS NULL", nil},
		{
			"booking numbers have no gap",
			`SELECT count(*) FROM booking_numbers n WHERE n.last <> (SELECT count(*) FROM bookings b
				WHERE b.number LIKE n.prefix || '-' || n.year || '-%')`, nil,
		},
		{
			"each booking is of its slot's service",
			"SELECT count(*) FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.service_id <> b.service_id", nil,
		},
		{
			"each booking was written into the record",
			"SELECT count(*) FROM bookings b WHERE NOT EXISTS (SELECT 1 FROM audit_events a WHERE a.noun_id = b.id AND a.verb = 'booking.book')", nil,
		},
		{
			"each cancelling was written into the record, once",
			`SELECT count(*) FROM bookings b WHERE b.status = 'cancelled' AND 1 <> (SELECT count(*) FROM audit_events a
				WHERE a.noun_id = b.id AND a.verb = 'booking.cancel')`, nil,
		},
		{
			"an erased resident has no booking to come and no name anywhere",
			`SELECT count(*) FROM bookings b JOIN residents r ON r.id = b.resident_id
				WHERE r.erased_at IS NOT NULL AND (b.patient IS NOT NULL OR b.phone IS NOT NULL OR b.status = 'booked' AND b.created_at < r.erased_at)`, nil,
		},
		{
			"no event waits longer than ten minutes",
			"SELECT count(*) FROM inbox_events WHERE status = 'received' AND received_at < ?", []any{long},
		},
		{
			"no answer waits longer than ten minutes",
			"SELECT count(*) FROM inbox_events WHERE reply_state = 'ready' AND done_at < ?", []any{long},
		},
	}
}

// Check counts one promise.
func Check(ctx context.Context, s *store.Store, p Promise) (Result, error) {
	r := Result{Name: p.Name}
	if err := s.DB(ctx).Raw(p.count, p.args...).Scan(&r.Broken).Error; err != nil {
		return r, fmt.Errorf("selfcheck: %s: %w", p.Name, err)
	}
	return r, nil
}
