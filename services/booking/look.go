package booking

// One booking as the desk looks at it: by its number, its history, its phone.

import (
	"context"
	"regexp"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// A number as it is typed, or as it stands in whatever a code on paper holds.
var numberIn = regexp.MustCompile(`(?:^|[^a-z])([a-z]{1,4})[ -]?(25[0-9]{2})[ -]?([0-9]{1,9})(?:[^0-9]|$)`)

// ReadNumber is the booking number in what was typed or scanned: "hy 2570 123",
// "HY-๒๕๗๐-000123" and an address that holds it are HY-2570-000123.
func ReadNumber(said string) (string, bool) {
	m := numberIn.FindStringSubmatch(text.Fold(said))
	if m == nil {
		return "", false
	}
	running := strings.TrimLeft(m[3], "0")
	return strings.ToUpper(m[1]) + "-" + m[2] + "-" + strings.Repeat("0", max(0, 6-len(running))) + running, true
}

// ByNumber returns a booking of a centre by its number, typed or scanned;
// ErrUnknown when there is none.
func (s *Service) ByNumber(ctx context.Context, centre, said string) (models.Booking, error) {
	number, ok := ReadNumber(said)
	if !ok {
		return models.Booking{}, ErrUnknown
	}
	var b models.Booking
	err := s.bookings(ctx).Where("bookings.number = ?", number).Take(&b).Error
	if none(err) || err == nil && b.Slot.Service.CentreID != centre {
		return models.Booking{}, ErrUnknown
	}
	return b, err
}

// History lists what happened to a booking of a centre, the newest first. The
// last is its making, booking.book, which has no id and cannot be undone.
func (s *Service) History(ctx context.Context, centre, bookingID string) ([]models.BookingChange, error) {
	b, err := s.At(ctx, centre, bookingID)
	if err != nil {
		return nil, err
	}
	list, err := s.changes(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	made := models.BookingChange{BookingID: b.ID, Verb: "booking.book", ToStatus: models.BookingBooked, ToSlot: b.SlotID, At: b.CreatedAt, Telling: models.TellNone}
	if len(list) > 0 {
		made.ToSlot = list[len(list)-1].FromSlot
	}
	made.FromSlot = made.ToSlot
	var by models.AuditEvent
	if err := s.store.DB(ctx).Where("noun_id = ? AND verb = 'booking.book'", b.ID).Limit(1).Find(&by).Error; err != nil {
		return nil, err
	}
	made.ActorKind, made.ActorID = by.ActorKind, by.ActorID
	return append(list, made), nil
}

// Phone opens the phone of a booking of a centre for staff; that they looked is
// on record.
func (s *Service) Phone(ctx context.Context, centre, bookingID string, by services.Actor) (phone string, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		b, err := s.At(ctx, centre, bookingID)
		if err != nil {
			return err
		}
		if _, phone, err = s.Person(b); err != nil {
			return err
		}
		return services.Audit(ctx, s.store, s.now(), by, "booking.phone", b.ID, "")
	})
	return phone, err
}
