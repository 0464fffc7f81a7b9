package booking

// เลิกทำ: the desk takes its last change of a booking back.

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"
)

// UndoWithin is how long a cancelling or a move can be taken back. The resident
// hears of it only afterwards, unless the visit is today. Other changes can be
// taken back until the end of their day.
const UndoWithin = 10 * time.Minute

// The refusals of taking back.
var (
	ErrUndone   = services.E(services.Conflict, "booking.undone")
	ErrUndoLate = services.E(services.Conflict, "booking.undo_late")
	ErrUndoNot  = services.E(services.Conflict, "booking.undo_not")
)

// Undo takes back a change that staff made, if nothing has changed the booking
// since: else it is ErrChanged, and Since says who did what. A cancelled visit
// gets its place again if it is still free. The resident is told if they were
// told of the change.
func (s *Service) Undo(ctx context.Context, a Act, changeID string) (Done, error) {
	var c models.BookingChange
	first := func(ctx context.Context) error {
		done := s.store.DB(ctx).Where("id = ? AND booking_id = ?", changeID, a.BookingID).Limit(1).Find(&c)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrUnknown
		}
		return done.Error
	}
	return s.actHolding(ctx, a, first, func(ctx context.Context, b *models.Booking) (models.BookingChange, error) {
		if err := s.undoable(ctx, c); err != nil {
			return models.BookingChange{}, err
		}
		return s.undo(ctx, a, b, c)
	})
}

// A Standing is a change as it stands now.
type Standing struct {
	Done
	Undoable bool // Undo would take it back, as far as time and later changes go
}

// Did returns a change of a centre's booking, and the booking as it is now;
// ErrUnknown when there is none.
func (s *Service) Did(ctx context.Context, centre, changeID string) (st Standing, err error) {
	found := s.store.DB(ctx).Where("id = ?", changeID).Limit(1).Find(&st.Change)
	if found.Error != nil {
		return st, found.Error
	}
	if found.RowsAffected == 0 {
		return st, ErrUnknown
	}
	if st.Booking, err = s.At(ctx, centre, st.Change.BookingID); err != nil {
		return Standing{}, err
	}
	err = s.undoable(ctx, st.Change)
	if kind, _, _ := services.Explain(err); err != nil && kind == services.Internal {
		return st, err
	}
	st.Undoable = err == nil
	return st, nil
}

func (s *Service) undoable(ctx context.Context, c models.BookingChange) error {
	list, err := s.changes(ctx, c.BookingID)
	if err != nil {
		return err
	}
	now := s.now()
	switch top, ok := standing(list); {
	case c.UndoneAt != nil:
		return ErrUndone
	case c.Undoes != nil || c.ActorKind != "staff":
		return ErrUndoNot
	case ok && top.ID != c.ID:
		return ErrChanged.With("change", top)
	case c.Verb == cancelVerb || c.Verb == moveVerb:
		if now.Sub(c.At) > UndoWithin {
			return ErrUndoLate
		}
	case models.DateOf(c.At, s.zone) != models.DateOf(now, s.zone):
		return ErrUndoLate
	}
	return nil
}

func (s *Service) undo(ctx context.Context, a Act, b *models.Booking, c models.BookingChange) (back models.BookingChange, err error) {
	to := step{verb: undoVerb, to: c.FromStatus, by: a.By, detail: c.Verb, undoes: &c.ID}
	from, slot := b.Slot, b.Slot
	if c.FromSlot != c.ToSlot {
		if slot, err = s.Slot(ctx, c.FromSlot); err != nil {
			return back, err
		}
		to.slot = &slot
	}
	places := c.Verb == cancelVerb || to.slot != nil
	if places {
		if err := s.aloneBut(ctx, *b, slot); err != nil {
			return back, err
		}
	}
	if c.Verb == cancelVerb {
		to.set = map[string]any{"cancelled_at": nil, "cancel_reason": "", "cancel_words": nil}
		b.CancelledAt, b.CancelReason, b.CancelWords = nil, "", nil
	}
	if back, err = s.change(ctx, b, to); err != nil {
		return back, err
	}
	told, err := s.takeBack(ctx, c)
	if err != nil {
		return back, err
	}
	switch {
	case to.slot != nil:
		err = s.exchange(ctx, from, slot)
	case places:
		err = s.takePlace(ctx, slot.ID)
	}
	if err != nil || !told {
		return back, err
	}
	return back, s.tell(ctx, *b, &back)
}

// takeBack marks a change as undone and stops what would tell of it. told says
// that this came too late.
func (s *Service) takeBack(ctx context.Context, c models.BookingChange) (told bool, err error) {
	db := s.store.DB(ctx)
	now := s.now().UTC()
	stopped := db.Exec("UPDATE booking_changes SET undone_at = ?, telling = 'none' WHERE id = ? AND telling IN ('none', 'line', 'call')", now, c.ID)
	if stopped.Error != nil || stopped.RowsAffected > 0 {
		return false, stopped.Error
	}
	return true, db.Exec("UPDATE booking_changes SET undone_at = ? WHERE id = ?", now, c.ID).Error
}
