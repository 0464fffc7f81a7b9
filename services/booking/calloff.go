package booking

// Many visits at once: a day is closed, and perhaps opened again.

import (
	"context"
	"errors"
	"slices"

	"tambon/models"
	"tambon/services"
)

// CallOff cancels visits of a centre together, as CancelByStaff does each, because
// their sessions are closed; words are for the residents. It returns the ids of
// the changes, which PutBack takes. If one of them cannot be cancelled any more,
// none is.
func (s *Service) CallOff(ctx context.Context, centre string, bookingIDs []string, words string, by services.Actor) (changeIDs []string, err error) {
	why, err := Reason{Key: "closed", Words: words}.Tidy()
	if err != nil {
		return nil, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		changeIDs = nil
		var called []models.Booking
		var changes []models.BookingChange
		for _, id := range slices.Sorted(slices.Values(bookingIDs)) {
			b, err := s.At(ctx, centre, id)
			if err != nil {
				return err
			}
			c, err := s.callOff(ctx, &b, why, by)
			if errors.Is(err, errStale) {
				return ErrChanged
			}
			if err != nil {
				return err
			}
			called, changes, changeIDs = append(called, b), append(changes, c), append(changeIDs, c.ID)
		}
		if err := s.leavePlaces(ctx, called); err != nil {
			return err
		}
		for i := range called {
			if err := s.tell(ctx, called[i], &changes[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return changeIDs, err
}

// leavePlaces gives places back in the order in which everybody locks slots: by
// service and hour, after all bookings.
func (s *Service) leavePlaces(ctx context.Context, called []models.Booking) error {
	called = slices.Clone(called)
	slices.SortFunc(called, func(a, b models.Booking) int {
		if a.ServiceID != b.ServiceID {
			if a.ServiceID < b.ServiceID {
				return -1
			}
			return 1
		}
		return a.Slot.StartsAt.Compare(b.Slot.StartsAt)
	})
	for _, b := range called {
		if err := s.leavePlace(ctx, b.SlotID); err != nil {
			return err
		}
	}
	return nil
}

// PutBack takes back what CallOff did, in the time of an undo and where nobody
// has changed the booking since, and returns how many people have their visit again.
func (s *Service) PutBack(ctx context.Context, centre string, changeIDs []string, by services.Actor) (back int, err error) {
	for _, id := range changeIDs {
		did, err := s.Did(ctx, centre, id)
		if kind, _, _ := services.Explain(err); err != nil && kind == services.Internal {
			return back, err
		}
		if err != nil || !did.Undoable {
			continue
		}
		_, err = s.Undo(ctx, Act{Centre: centre, BookingID: did.Booking.ID, Version: did.Booking.Version, By: by}, id)
		if kind, _, _ := services.Explain(err); err != nil && kind == services.Internal {
			return back, err
		}
		if err == nil {
			back++
		}
	}
	return back, nil
}

// DayChanged tells those who watch a day of a centre, once it is committed.
func (s *Service) DayChanged(ctx context.Context, centre string, day models.Date) {
	s.nudge(ctx, models.Slot{Day: day, Service: models.HealthService{CentreID: centre}})
}
