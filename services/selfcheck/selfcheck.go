// Package selfcheck counts the promises that the database breaks. Constraints
// and transactions keep them; this proves it on real data, in words.
package selfcheck

import (
	"context"
	"fmt"
	"time"

	"tambon/models"
	"tambon/store"
	"tambon/text"
)

// A Promise is something that must hold in the database at every moment.
type Promise struct {
	Key   string // of its sentence in text: selfcheck.Key
	count string // SQL that counts the rows that break it, on both engines
	args  []any
}

// Name is what must hold, in plain words.
func (p Promise) Name(l text.Lang) string { return l.T("selfcheck." + p.Key) }

// A Result is how often a promise is broken; it should be never.
type Result struct {
	Name   string
	Broken int64
}

const (
	// patience is how long something may wait to be worked: far longer than any
	// crash and its sweep take.
	patience = 10 * time.Minute
	// leeway is how late the daily retention may come, over a long holiday.
	leeway = 7 * 24 * time.Hour
)

// Promises lists what is checked, as seen at an instant.
func Promises(now time.Time) []Promise {
	now = now.UTC()
	long := now.Add(-patience)
	kept := now.AddDate(-models.KeepYears, 0, 0).Add(-leeway)
	return []Promise{
		{"slot_full", "SELECT count(*) FROM slots WHERE taken > capacity OR taken < 0", nil},
		{
			"slot_count",
			"SELECT count(*) FROM slots s WHERE s.taken <> (SELECT count(*) FROM bookings b WHERE b.slot_id = s.id AND b.status IN ?)",
			[]any{models.OccupyingStatuses()},
		},
		{
			"booking_number",
			`SELECT count(*) FROM bookings b WHERE b.number IS NULL OR NOT EXISTS (SELECT 1 FROM booking_numbers n
				WHERE b.number LIKE n.prefix || '-' || n.year || '-%')`, nil,
		},
		{
			// Numbers are unique, so as many as the last one says, and none above it,
			// are all of them.
			"number_gap",
			`SELECT count(*) FROM booking_numbers n WHERE NOT EXISTS (SELECT count(*) FROM bookings b
				WHERE b.number LIKE n.prefix || '-' || n.year || '-%'
				HAVING count(*) = n.last AND max(CAST(substr(b.number, length(n.prefix) + 7) AS INTEGER)) = n.last)`, nil,
		},
		{
			"slot_service",
			"SELECT count(*) FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.service_id <> b.service_id", nil,
		},
		{
			"book_recorded",
			`SELECT count(*) FROM bookings b WHERE 1 <> (SELECT count(*) FROM audit_events a
				WHERE a.noun_id = b.id AND a.verb = 'booking.book')`, nil,
		},
		{
			"cancel_recorded",
			`SELECT count(*) FROM bookings b WHERE (CASE WHEN b.status = 'cancelled' THEN 1 ELSE 0 END) <> (SELECT
				coalesce(sum(CASE a.verb WHEN 'booking.cancel' THEN 1 ELSE -1 END), 0) FROM audit_events a
				WHERE a.noun_id = b.id AND (a.verb = 'booking.cancel' OR a.verb = 'booking.undo' AND a.detail = 'booking.cancel'))`, nil,
		},
		{
			"last_change",
			`SELECT count(*) FROM booking_changes c JOIN bookings b ON b.id = c.booking_id
				WHERE (b.status <> c.to_status OR b.slot_id <> c.to_slot)
				AND c.version = (SELECT max(d.version) FROM booking_changes d WHERE d.booking_id = c.booking_id)`, nil,
		},
		{
			"change_recorded",
			`SELECT count(*) FROM booking_changes c WHERE NOT EXISTS (SELECT 1 FROM audit_events a
				WHERE a.noun_id = c.booking_id AND a.verb = c.verb AND a.actor_id = c.actor_id)`, nil,
		},
		{
			"record_exists",
			`SELECT count(*) FROM audit_events a WHERE a.verb IN ('booking.book', 'booking.cancel')
				AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = a.noun_id)`, nil,
		},
		{
			"erased_named",
			`SELECT count(*) FROM bookings b JOIN residents r ON r.id = b.resident_id
				WHERE r.erased_at IS NOT NULL AND (b.patient IS NOT NULL OR b.phone IS NOT NULL)`, nil,
		},
		{
			"erased_place",
			`SELECT count(*) FROM bookings b JOIN residents r ON r.id = b.resident_id JOIN slots s ON s.id = b.slot_id
				WHERE r.erased_at IS NOT NULL AND b.status IN ('booked', 'arrived', 'checked-in') AND s.ends_at > r.erased_at`, nil,
		},
		{
			"erased_words",
			`SELECT count(*) FROM pushes p JOIN residents r ON r.id = p.resident_id WHERE r.erased_at IS NOT NULL AND p.messages IS NOT NULL`, nil,
		},
		{
			"found_gone",
			`SELECT count(DISTINCT t.resident_id) FROM resident_tokens t JOIN residents r ON r.id = t.resident_id
				WHERE r.name IS NULL AND r.phone IS NULL OR r.merged_into IS NOT NULL`, nil,
		},
		{
			"merged_booking",
			`SELECT count(*) FROM bookings b JOIN residents r ON r.id = b.resident_id WHERE r.merged_into IS NOT NULL`, nil,
		},
		{
			"merged_row",
			`SELECT count(*) FROM residents r WHERE r.merged_into IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resident_merges m
				WHERE m.gone_id = r.id AND m.kept_id = r.merged_into AND m.undone_at IS NULL)`, nil,
		},
		{
			"kept_long",
			`SELECT count(*) FROM bookings b JOIN slots s ON s.id = b.slot_id
				WHERE s.ends_at < ? AND (b.patient IS NOT NULL OR b.phone IS NOT NULL)`,
			[]any{kept},
		},
		{
			"event_waits",
			"SELECT count(*) FROM inbox_events WHERE status = 'received' AND received_at < ?",
			[]any{long},
		},
		{
			"answer_waits",
			"SELECT count(*) FROM inbox_events WHERE reply_state = 'ready' AND done_at < ?",
			[]any{long},
		},
	}
}

// Check counts how often one promise is broken.
func Check(ctx context.Context, s *store.Store, p Promise) (Result, error) {
	r := Result{Name: p.Name(text.English)}
	if err := s.DB(ctx).Raw(p.count, p.args...).Scan(&r.Broken).Error; err != nil {
		return r, fmt.Errorf("selfcheck: %s: %w", p.Key, err)
	}
	return r, nil
}
