package booking

// What a resident's visits were.

import (
	"context"

	"tambon/models"
)

// Past is a page of a resident's bookings at some centres that are over or were
// cancelled, the newest visit first, after the booking with the id; empty
// begins. more says that there are others.
func (s *Service) Past(ctx context.Context, residentID string, centres []string, after string, limit int) (list []models.Booking, more bool, err error) {
	q := s.bookings(ctx).Where("bookings.resident_id = ?", residentID).Where(`"Slot__Service".centre_id IN ?`, centres).
		Where(`(bookings.status NOT IN ? OR "Slot".ends_at <= ?)`, toCome, s.now().UTC())
	if after != "" {
		q = q.Where(`("Slot".starts_at, bookings.id) < (SELECT s.starts_at, b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.id = ?)`, after)
	}
	err = q.Order(`"Slot".starts_at DESC, bookings.id DESC`).Limit(limit + 1).Find(&list).Error
	if more = len(list) > limit; more {
		list = list[:limit]
	}
	return list, more, err
}
