package booking

// Staff book for somebody who stands there or is on the phone.

import (
	"context"
	"errors"

	"tambon/models"
	"tambon/services"
)

// ErrSlotClosed is ErrClosed in the words of the desk.
var ErrSlotClosed = services.E(services.Conflict, "booking.slot_closed")

// asDesk puts a refusal into the desk's words.
func asDesk(err error) error {
	if errors.Is(err, ErrClosed) {
		return ErrSlotClosed
	}
	return err
}

// BookAtDesk books for somebody at the counter or on the phone, as Book does.
//
// Staff see whom they help, so what keeps a chat fair does not bind them: they
// may book until the slot's end (a walk-in stands there), any day that has
// slots, and more than a resident may hold by themselves. What keeps the day
// true binds everybody: no place beyond the slot's, none in a closed slot, and
// nobody in two places at one time. An erased resident is resident.unknown, a
// slot of another centre ErrUnknown.
func (s *Service) BookAtDesk(ctx context.Context, centre string, r Request) (models.Booking, error) {
	made, err := s.once(ctx, r, func(ctx context.Context) (models.Booking, error) {
		slot, err := s.givable(ctx, centre, r.SlotID)
		if err != nil {
			return models.Booking{}, err
		}
		open, err := s.Upcoming(ctx, r.ResidentID)
		if err != nil {
			return models.Booking{}, err
		}
		if err := s.alone(open, r.Patient, slot); err != nil {
			return models.Booking{}, err
		}
		return s.place(ctx, r, slot)
	})
	return made, asDesk(err)
}

// givable returns a slot of the centre that staff may still give a place in.
func (s *Service) givable(ctx context.Context, centre, slotID string) (models.Slot, error) {
	slot, err := s.Slot(ctx, slotID)
	if err != nil {
		return slot, err
	}
	switch {
	case slot.Service.CentreID != centre, !slot.Service.Active:
		return slot, ErrUnknown
	case !s.now().Before(slot.EndsAt):
		return slot, ErrOver
	case slot.Closed:
		return slot, ErrSlotClosed
	case slot.Free() == 0:
		return slot, ErrFull
	}
	return slot, nil
}

// ByKey returns the booking of a centre that a request with this EventKey made,
// whoever it is for; ErrUnknown when it made none.
func (s *Service) ByKey(ctx context.Context, centre, key string) (models.Booking, error) {
	var b models.Booking
	err := s.bookings(ctx).Where("bookings.event_key = ?", key).Take(&b).Error
	if none(err) || err == nil && b.Slot.Service.CentreID != centre {
		return models.Booking{}, ErrUnknown
	}
	return b, err
}
