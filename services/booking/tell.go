package booking

// Residents hear of what staff changed. The message is a job, worked where LINE
// is; whom LINE does not reach is listed to be called.

import (
	"context"
	"slices"
	"time"

	"tambon/jobs"
	"tambon/models"

	"github.com/google/uuid"
)

// Tell is the job that tells a resident of a change by staff.
type Tell struct {
	ChangeID string `json:"change_id"`
	RetryKey string `json:"retry_key"` // UUID that LINE gets with every try
}

// Kind names the job.
func (Tell) Kind() string { return "booking.tell" }

// TellAt returns when a resident hears of a change made now to a visit that
// starts at start. Today's is told at once, at any hour: they may be on their
// way. Others wait until the desk can no longer undo it; tomorrow's then leaves
// also in the evening, later ones outside the quiet hours of reminders.
func TellAt(start, now time.Time, zone *time.Location) time.Time {
	today, day := models.DateOf(now, zone), models.DateOf(start, zone)
	if day <= today {
		return now
	}
	at := now.Add(UndoWithin)
	if day > today.Add(1) {
		at, _ = Moment(at, start, zone)
	}
	return at
}

// tell enqueues the message of a change, or lists it to be called. An older
// change that nobody was called about is told with this one.
func (s *Service) tell(ctx context.Context, b models.Booking, c *models.BookingChange) error {
	db := s.store.DB(ctx)
	var r models.Resident
	if err := db.Where("id = ?", b.ResidentID).Take(&r).Error; err != nil {
		return err
	}
	c.Telling = models.TellCall
	if r.Reached() {
		c.Telling = models.TellLine
		at, err := s.tellingAt(ctx, b, *c)
		if err != nil {
			return err
		}
		if err := s.queue.Enqueue(ctx, Tell{c.ID, uuid.NewString()}, at); err != nil {
			return err
		}
	}
	err := db.Exec("UPDATE booking_changes SET telling = 'none' WHERE booking_id = ? AND telling = 'call'", b.ID).Error
	if err != nil {
		return err
	}
	return db.Exec("UPDATE booking_changes SET telling = ? WHERE id = ?", c.Telling, c.ID).Error
}

// tellingAt is TellAt for the nearer of the hours that a change is about: who is
// moved away from today must not set out.
func (s *Service) tellingAt(ctx context.Context, b models.Booking, c models.BookingChange) (time.Time, error) {
	now := s.now()
	if c.Undoes != nil {
		return now, nil // they know something that is no longer true
	}
	near := b.Slot.StartsAt
	if c.FromSlot != c.ToSlot {
		was, err := s.Slot(ctx, c.FromSlot)
		if err != nil {
			return now, err
		}
		if was.StartsAt.Before(near) {
			near = was.StartsAt
		}
	}
	return TellAt(near, now, s.zone), nil
}

// News is what a resident is told about their booking.
type News struct {
	Booking models.Booking
	Change  models.BookingChange
	Was     models.Slot // the visit as they know it
	Reason  Reason      // of a cancelling
}

// Telling claims the telling of a change, after which an undo is told as well.
// ok is false when there is nothing to tell any more: it was undone, told, or a
// newer change tells it all.
func (s *Service) Telling(ctx context.Context, changeID string) (n News, ok bool, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) (err error) {
		n, ok = News{}, false
		claimed := s.store.DB(ctx).Exec(`UPDATE booking_changes SET telling = 'telling'
			WHERE id = ? AND telling IN ('line', 'telling') AND undone_at IS NULL`, changeID)
		if claimed.Error != nil || claimed.RowsAffected == 0 {
			return claimed.Error
		}
		if n, err = s.news(ctx, changeID); err != nil {
			return err
		}
		if ok = n.Change.ID == changeID; ok {
			return nil
		}
		return s.Told(ctx, changeID, models.TellNone)
	})
	return n, ok, err
}

// news reads what is to be told; without a change there is nothing.
func (s *Service) news(ctx context.Context, changeID string) (n News, err error) {
	var c models.BookingChange
	if err := s.store.DB(ctx).Where("id = ?", changeID).Take(&c).Error; err != nil {
		return n, err
	}
	list, err := s.changes(ctx, c.BookingID)
	if err != nil {
		return n, err
	}
	if n.Booking, err = s.One(ctx, c.BookingID); err != nil {
		return n, err
	}
	known, wait := knownSlot(list, c)
	switch {
	case wait:
		return n, jobs.Snooze(time.Second)
	case newerNews(list, c), n.Booking.Status != c.ToStatus, c.Verb == moveVerb && known == n.Booking.SlotID:
		return n, nil
	}
	if n.Was, err = s.Slot(ctx, known); err != nil {
		return n, err
	}
	n.Change = c
	n.Reason, err = s.Reason(n.Booking)
	return n, err
}

// newerNews says whether a later change cancelled or moved the visit.
func newerNews(list []models.BookingChange, c models.BookingChange) bool {
	return slices.ContainsFunc(list, func(other models.BookingChange) bool {
		return other.Version > c.Version && other.UndoneAt == nil && (other.Verb == cancelVerb || other.Verb == moveVerb)
	})
}

// knownSlot is where the resident believes their visit to be: before all moves
// that were not told. wait says that the change which this one takes back is
// being told at the moment.
func knownSlot(newestFirst []models.BookingChange, c models.BookingChange) (slot string, wait bool) {
	slot = c.FromSlot
	for _, other := range newestFirst {
		if c.Undoes != nil && other.ID == *c.Undoes {
			return slot, other.Telling == models.TellBegun
		}
		if other.Version >= c.Version || other.UndoneAt != nil || other.Undoes != nil || other.FromSlot == other.ToSlot {
			continue
		}
		if other.Telling != models.TellNone && other.Telling != models.TellLine && other.Telling != models.TellCall {
			break
		}
		slot = other.FromSlot
	}
	return slot, false
}

// Told notes how the telling of a change ended. It joins the caller's transaction.
func (s *Service) Told(ctx context.Context, changeID string, how models.Telling) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE booking_changes SET telling = ? WHERE id = ? AND telling = 'telling'", how, changeID).Error
	})
}
