package booking

// Who a booking was for is forgotten when its resident wishes it, and by itself
// when the visit is long past. The booking stays and counts, without a name.

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"tambon/models"
	"tambon/services"
)

// EraseOf forgets who a resident's bookings are for, and gives up those to come.
// The caller holds the resident's row lock, so no booking is made meanwhile.
func (s *Service) EraseOf(ctx context.Context, by services.Actor, residentID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		open, err := s.Upcoming(ctx, residentID)
		if err != nil {
			return err
		}
		slices.SortFunc(open, func(a, b models.Booking) int {
			return cmp.Or(cmp.Compare(a.ServiceID, b.ServiceID), a.Slot.StartsAt.Compare(b.Slot.StartsAt), cmp.Compare(a.ID, b.ID))
		})
		for _, b := range open {
			if err := s.giveUp(ctx, b, by); err != nil {
				return err
			}
		}
		return s.store.DB(ctx).Exec("UPDATE bookings SET patient = NULL, phone = NULL, cancel_words = NULL, version = version + 1 WHERE resident_id = ?", residentID).Error
	})
}

// giveUp cancels a booking of somebody who is erased, also when staff change it
// at the same moment.
func (s *Service) giveUp(ctx context.Context, b models.Booking, by services.Actor) (err error) {
	for slices.Contains(toCome, b.Status) {
		if err = s.cancel(ctx, &b, by, "resident.erase"); !errors.Is(err, errStale) {
			return err
		}
		if b, err = s.One(ctx, b.ID); err != nil {
			return err
		}
	}
	return nil
}

// ForgetBefore forgets name and phone of every booking whose visit ended before
// the instant, each with a record of it, and returns how many those were.
func (s *Service) ForgetBefore(ctx context.Context, before time.Time) (int, error) {
	return services.Forget(ctx, s.store, s.now, "resident.retain", "booking.forget",
		`UPDATE bookings SET patient = NULL, phone = NULL, cancel_words = NULL, version = version + 1 WHERE id IN (
			SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id
			WHERE s.ends_at < ? AND (b.patient IS NOT NULL OR b.phone IS NOT NULL) ORDER BY b.id LIMIT ?) RETURNING id`,
		before.UTC())
}
