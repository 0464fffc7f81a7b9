package booking

// Whom LINE does not reach is called by staff.

import (
	"context"

	"tambon/models"
	"tambon/services"
)

// A Call is a change of which a resident must hear by phone.
type Call struct {
	Booking models.Booking
	Change  models.BookingChange
	Was     models.Slot // before the change
	Name    string      // of the person who comes
	Tail    string      // last four digits of their phone
}

// MaxCalls is how many calls are listed at most.
const MaxCalls = 200

// Calls lists the changes at a centre of which staff must tell by phone, the
// visits that are nearest first.
func (s *Service) Calls(ctx context.Context, centre string) ([]Call, error) {
	var changes []models.BookingChange
	err := s.store.DB(ctx).Raw(`SELECT c.* FROM booking_changes c JOIN bookings b ON b.id = c.booking_id
		JOIN health_services h ON h.id = b.service_id JOIN slots s ON s.id = c.from_slot
		WHERE c.telling = 'call' AND c.undone_at IS NULL AND h.centre_id = ? AND b.patient IS NOT NULL
		ORDER BY s.starts_at, c.id LIMIT ?`, centre, MaxCalls).Scan(&changes).Error
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	bookings, slots := make([]string, len(changes)), make([]string, len(changes))
	for i, c := range changes {
		bookings[i], slots[i] = c.BookingID, c.FromSlot
	}
	var rows []models.Booking
	if err := s.bookings(ctx).Where("bookings.id IN ?", bookings).Find(&rows).Error; err != nil {
		return nil, err
	}
	var were []models.Slot
	if err := s.store.DB(ctx).Joins("Service").Where("slots.id IN ?", slots).Find(&were).Error; err != nil {
		return nil, err
	}
	return s.calls(changes, rows, were)
}

func (s *Service) calls(changes []models.BookingChange, rows []models.Booking, were []models.Slot) ([]Call, error) {
	list := make([]Call, len(changes))
	for i, c := range changes {
		list[i].Change = c
		for _, b := range rows {
			if b.ID == c.BookingID {
				list[i].Booking = b
			}
		}
		for _, slot := range were {
			if slot.ID == c.FromSlot {
				list[i].Was = slot
			}
		}
		name, phone, err := s.Person(list[i].Booking)
		if err != nil {
			return nil, err
		}
		list[i].Name, list[i].Tail = name, phone[max(0, len(phone)-4):]
	}
	return list, nil
}

// Called notes that staff told the resident of a change by phone.
func (s *Service) Called(ctx context.Context, centre, changeID string, by services.Actor) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		var c models.BookingChange
		done := s.store.DB(ctx).Where("id = ?", changeID).Limit(1).Find(&c)
		if done.Error != nil {
			return done.Error
		}
		if _, err := s.At(ctx, centre, c.BookingID); err != nil {
			return err
		}
		done = s.store.DB(ctx).Exec("UPDATE booking_changes SET telling = 'called' WHERE id = ? AND telling = 'call'", changeID)
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error // somebody called already
		}
		return services.Audit(ctx, s.store, s.now(), by, "booking.call", c.BookingID, "")
	})
}
