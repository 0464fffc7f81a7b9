package booking

// What staff do at the counter: arrived, begun, finished, not come.

import (
	"context"
	"errors"

	"tambon/models"
	"tambon/services"
)

// The refusals of the desk.
var (
	ErrChanged  = services.E(services.Conflict, "booking.changed")
	ErrStep     = services.E(services.Conflict, "booking.step")
	ErrNotToday = services.E(services.Conflict, "booking.not_today")
	ErrNotBegun = services.E(services.Conflict, "booking.not_begun")
)

// An Act is what a member of staff does to one booking as they saw it.
type Act struct {
	Centre    string // whose staff they are; a booking of another centre does not exist for them
	BookingID string
	Version   int // of the booking that was on their page; another one is refused with ErrChanged
	By        services.Actor
}

// Done is a booking after a change, and the change, whose id undoes it.
type Done struct {
	Booking models.Booking
	Change  models.BookingChange
}

// Arrive notes that the person is there. Only on the day of the visit.
func (s *Service) Arrive(ctx context.Context, a Act) (Done, error) {
	return s.mark(ctx, a, "booking.arrive", models.BookingArrived, s.onItsDay)
}

// Begin notes that the treatment begins. Only on the day of the visit.
func (s *Service) Begin(ctx context.Context, a Act) (Done, error) {
	return s.mark(ctx, a, "booking.begin", models.BookingCheckedIn, s.onItsDay)
}

// Finish notes that the treatment is over, on the day or, for what was
// forgotten, later.
func (s *Service) Finish(ctx context.Context, a Act) (Done, error) {
	return s.mark(ctx, a, "booking.finish", models.BookingFulfilled, func(b models.Booking) error {
		if models.DateOf(s.now(), s.zone) < b.Slot.Day {
			return ErrNotToday
		}
		return nil
	})
}

// NoShow notes that the person did not come, once their hour has begun.
func (s *Service) NoShow(ctx context.Context, a Act) (Done, error) {
	return s.mark(ctx, a, "booking.noshow", models.BookingNoShow, func(b models.Booking) error {
		if s.now().Before(b.Slot.StartsAt) {
			return ErrNotBegun
		}
		return nil
	})
}

func (s *Service) onItsDay(b models.Booking) error {
	if models.DateOf(s.now(), s.zone) != b.Slot.Day {
		return ErrNotToday
	}
	return nil
}

func (s *Service) mark(ctx context.Context, a Act, verb string, to models.BookingStatus, may func(models.Booking) error) (Done, error) {
	return s.act(ctx, a, func(ctx context.Context, b *models.Booking) (models.BookingChange, error) {
		if !b.Status.CanBecome(to) {
			return models.BookingChange{}, ErrStep.With("status", string(b.Status))
		}
		if err := may(*b); err != nil {
			return models.BookingChange{}, err
		}
		return s.change(ctx, b, step{verb: verb, to: to, by: a.By, detail: string(b.Status)})
	})
}

// act runs what staff do to a booking, in one transaction, if it is still as
// they saw it.
func (s *Service) act(ctx context.Context, a Act, do func(context.Context, *models.Booking) (models.BookingChange, error)) (done Done, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		b, err := s.At(ctx, a.Centre, a.BookingID)
		if err != nil {
			return err
		}
		if b.Version != a.Version {
			return errStale
		}
		change, err := do(ctx, &b)
		done = Done{b, change}
		return err
	})
	if errors.Is(err, errStale) {
		err = s.changed(ctx, a.BookingID)
	}
	if err != nil {
		return Done{}, asDesk(err)
	}
	return done, nil
}

// At returns a booking of a centre; another centre's is ErrUnknown.
func (s *Service) At(ctx context.Context, centre, bookingID string) (models.Booking, error) {
	b, err := s.One(ctx, bookingID)
	if err == nil && b.Slot.Service.CentreID != centre {
		return models.Booking{}, ErrUnknown
	}
	return b, err
}

// changed is ErrChanged with the newest change of the booking.
func (s *Service) changed(ctx context.Context, bookingID string) error {
	list, err := s.changes(ctx, bookingID)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return ErrChanged
	}
	return ErrChanged.With("change", list[0])
}

// Since returns the change that an ErrChanged is about: who did what, and when.
func Since(err error) (models.BookingChange, bool) {
	_, _, args := services.Explain(err)
	for i := 0; i+1 < len(args); i += 2 {
		if c, ok := args[i+1].(models.BookingChange); ok {
			return c, true
		}
	}
	return models.BookingChange{}, false
}
