package booking

// A visit is moved to another hour of its service and keeps its number.

import (
	"context"
	"slices"

	"tambon/models"
	"tambon/services"
)

// The refusals of moving.
var (
	ErrSameSlot     = services.E(services.Invalid, "booking.same_slot")
	ErrOtherService = services.E(services.Invalid, "booking.other_service")
)

// Move gives a visit that has not begun a place in another slot of its service,
// which staff may give until that slot ends; the reminders follow, and the
// resident is told. Who has arrived stays so on the same day.
func (s *Service) Move(ctx context.Context, a Act, slotID string) (Done, error) {
	var to models.Slot
	first := func(ctx context.Context) (err error) {
		to, err = s.givable(ctx, a.Centre, slotID)
		return err
	}
	return s.actHolding(ctx, a, first, func(ctx context.Context, b *models.Booking) (c models.BookingChange, err error) {
		from := b.Slot
		switch {
		case b.Status != models.BookingBooked && b.Status != models.BookingArrived:
			return c, ErrStep.With("status", string(b.Status))
		case to.ID == from.ID:
			return c, ErrSameSlot
		case to.ServiceID != b.ServiceID:
			return c, ErrOtherService
		}
		if err := s.aloneBut(ctx, *b, to); err != nil {
			return c, err
		}
		status := b.Status
		if to.Day != from.Day {
			status = models.BookingBooked
		}
		been, err := s.hasBeen(ctx, *b, to.ID)
		if err != nil {
			return c, err
		}
		c, err = s.change(ctx, b, step{verb: moveVerb, to: status, slot: &to, by: a.By, detail: from.ID + " " + to.ID})
		if err != nil {
			return c, err
		}
		if err := s.exchange(ctx, from, to); err != nil {
			return c, err
		}
		if !been { // else its jobs still wait
			if err := s.enqueueReminders(ctx, *b, to); err != nil {
				return c, err
			}
		}
		return c, s.tell(ctx, *b, &c)
	})
}

// actHolding is act with the resident's lock, which comes before the booking's:
// it is for what could put a person into two places. first is asked before.
func (s *Service) actHolding(ctx context.Context, a Act, first func(context.Context) error,
	do func(context.Context, *models.Booking) (models.BookingChange, error),
) (done Done, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		b, err := s.At(ctx, a.Centre, a.BookingID)
		if err != nil {
			return err
		}
		if err := first(ctx); err != nil {
			return err
		}
		if err := s.lockResident(ctx, b.ResidentID); err != nil {
			return err
		}
		done, err = s.act(ctx, a, func(ctx context.Context, now *models.Booking) (models.BookingChange, error) {
			if now.ResidentID != b.ResidentID { // two residents were merged, or parted, meanwhile
				return models.BookingChange{}, errStale
			}
			return do(ctx, now)
		})
		return err
	})
	return done, err
}

// aloneBut refuses with ErrOverlap when another booking has the same person in
// the slot's time.
func (s *Service) aloneBut(ctx context.Context, b models.Booking, slot models.Slot) error {
	open, err := s.Upcoming(ctx, b.ResidentID)
	if err != nil {
		return err
	}
	name, _, err := s.Person(b)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(open, func(other models.Booking) bool { return other.ID == b.ID })
	return s.alone(others, name, slot)
}

// exchange takes the new place and gives the old one back, in the order in which
// everybody locks two slots of one service.
func (s *Service) exchange(ctx context.Context, from, to models.Slot) error {
	if to.StartsAt.Before(from.StartsAt) {
		if err := s.takePlace(ctx, to.ID); err != nil {
			return err
		}
		return s.leavePlace(ctx, from.ID)
	}
	if err := s.leavePlace(ctx, from.ID); err != nil {
		return err
	}
	return s.takePlace(ctx, to.ID)
}

// hasBeen says whether the booking was in the slot before; the reminders that
// were made for it then are still there.
func (s *Service) hasBeen(ctx context.Context, b models.Booking, slotID string) (bool, error) {
	var n int64
	err := s.store.DB(ctx).Model(&models.BookingChange{}).Where("booking_id = ? AND from_slot = ?", b.ID, slotID).Count(&n).Error
	return n > 0, err
}
