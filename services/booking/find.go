package booking

// What can be booked, and what was.

import (
	"context"
	"time"

	"tambon/models"

	"gorm.io/gorm"
)

// A Day is a day with free places.
type Day struct {
	Day  models.Date
	Free int
}

// HealthServices lists the services that are offered, in the order of showing,
// without their centres.
func (s *Service) HealthServices(ctx context.Context) ([]models.HealthService, error) {
	var list []models.HealthService
	err := s.store.DB(ctx).Where("active").Order("position").Find(&list).Error
	return list, err
}

// HealthService returns one service that is offered.
func (s *Service) HealthService(ctx context.Context, id string) (models.HealthService, error) {
	var h models.HealthService
	err := s.store.DB(ctx).Joins("Centre").Where("health_services.id = ? AND active", id).Take(&h).Error
	if none(err) {
		return h, ErrUnknown
	}
	return h, err
}

// free narrows slots to those that a resident can book now.
func (s *Service) free(ctx context.Context, h models.HealthService) *gorm.DB {
	now := s.now().UTC()
	return s.store.DB(ctx).Model(&models.Slot{}).
		Where("slots.service_id = ? AND slots.starts_at > ? AND slots.day <= ? AND slots.closed = FALSE AND slots.taken < slots.capacity",
			h.ID, now.Add(minutes(h.AheadMin)), s.lastDay(h))
}

// Days lists the days from the given one on that have free places, at most
// limit of them.
func (s *Service) Days(ctx context.Context, h models.HealthService, from models.Date, limit int) ([]Day, error) {
	var days []Day
	err := s.free(ctx, h).Select("day, SUM(capacity - taken) AS free").Where("day >= ?", from).
		Group("day").Order("day").Limit(limit).Scan(&days).Error
	return days, err
}

// Times lists the free slots of a day, early ones first.
func (s *Service) Times(ctx context.Context, h models.HealthService, day models.Date) ([]models.Slot, error) {
	var slots []models.Slot
	err := s.free(ctx, h).Where("day = ?", day).Order("starts_at").Find(&slots).Error
	return slots, err
}

// Nearest lists up to limit free slots nearest to the given instant, early ones first.
func (s *Service) Nearest(ctx context.Context, h models.HealthService, at time.Time, limit int) ([]models.Slot, error) {
	var before, after []models.Slot
	at = at.UTC()
	if err := s.free(ctx, h).Where("starts_at < ?", at).Order("starts_at DESC").Limit(limit).Find(&before).Error; err != nil {
		return nil, err
	}
	if err := s.free(ctx, h).Where("starts_at > ?", at).Order("starts_at").Limit(limit).Find(&after).Error; err != nil {
		return nil, err
	}
	var list []models.Slot
	for len(list) < limit && len(before)+len(after) > 0 {
		if len(after) == 0 || len(before) > 0 && at.Sub(before[0].StartsAt) <= after[0].StartsAt.Sub(at) {
			list, before = append([]models.Slot{before[0]}, list...), before[1:]
		} else {
			list, after = append(list, after[0]), after[1:]
		}
	}
	return list, nil
}

// Slot returns a slot with its health service.
func (s *Service) Slot(ctx context.Context, id string) (models.Slot, error) {
	var slot models.Slot
	err := s.store.DB(ctx).Joins("Service").Where("slots.id = ?", id).Take(&slot).Error
	if none(err) {
		return slot, ErrUnknown
	}
	return slot, err
}

// SlotAt returns the slot of a service that starts at the given minute of a day.
func (s *Service) SlotAt(ctx context.Context, serviceID string, day models.Date, minute int) (models.Slot, error) {
	var slot models.Slot
	err := s.store.DB(ctx).Joins("Service").
		Where("slots.service_id = ? AND slots.starts_at = ?", serviceID, day.At(minute, s.zone).UTC()).Take(&slot).Error
	if none(err) {
		return slot, ErrUnknown
	}
	return slot, err
}

func (s *Service) bookings(ctx context.Context) *gorm.DB {
	return s.store.DB(ctx).Joins("Slot").Joins("Slot.Service")
}

// toCome are the statuses of a booking whose visit is not over.
var toCome = []models.BookingStatus{models.BookingBooked, models.BookingArrived, models.BookingCheckedIn}

// Upcoming lists a resident's bookings that are still to come, the nearest first.
func (s *Service) Upcoming(ctx context.Context, residentID string) ([]models.Booking, error) {
	var list []models.Booking
	err := s.bookings(ctx).Where("bookings.resident_id = ? AND bookings.status IN ?", residentID, toCome).
		Where(`"Slot".ends_at > ?`, s.now().UTC()).Order(`"Slot".starts_at, bookings.id`).Find(&list).Error
	return list, err
}

// Held returns how many bookings to come a resident holds of a service.
func (s *Service) Held(ctx context.Context, residentID, serviceID string) (n int, err error) {
	err = s.store.DB(ctx).Raw(`SELECT count(*) FROM bookings b JOIN slots s ON s.id = b.slot_id
		WHERE b.resident_id = ? AND b.service_id = ? AND b.status IN ? AND s.ends_at > ?`, residentID, serviceID, toCome, s.now().UTC()).Scan(&n).Error
	return n, err
}

// Count returns how many bookings a resident ever made.
func (s *Service) Count(ctx context.Context, residentID string) (int, error) {
	var n int64
	err := s.store.DB(ctx).Model(&models.Booking{}).Where("resident_id = ?", residentID).Count(&n).Error
	return int(n), err
}

// Own returns a resident's booking; somebody else's is ErrNotYours, as is one
// that does not exist.
func (s *Service) Own(ctx context.Context, residentID, bookingID string) (models.Booking, error) {
	var b models.Booking
	err := s.bookings(ctx).Where("bookings.id = ? AND bookings.resident_id = ?", bookingID, residentID).Take(&b).Error
	if none(err) {
		return b, ErrNotYours
	}
	return b, err
}

// One returns any booking; it is for the system and staff.
func (s *Service) One(ctx context.Context, bookingID string) (models.Booking, error) {
	var b models.Booking
	err := s.bookings(ctx).Where("bookings.id = ?", bookingID).Take(&b).Error
	if none(err) {
		return b, ErrUnknown
	}
	return b, err
}

// OnDay lists a day's bookings that hold a place, by hour, service and number.
func (s *Service) OnDay(ctx context.Context, day models.Date) ([]models.Booking, error) {
	var list []models.Booking
	err := s.bookings(ctx).Where(`"Slot".day = ? AND bookings.status IN ?`, day, models.OccupyingStatuses()).
		Order(`"Slot".starts_at, bookings.service_id, bookings.number`).Find(&list).Error
	return list, err
}
