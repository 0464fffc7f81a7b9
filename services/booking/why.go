package booking

// Why a slot or a day cannot be booked, in one order for both.

import (
	"context"

	"tambon/models"
)

// obstacles are what keeps somebody from a slot or a day.
type obstacles struct {
	unknown   bool  // the service is not offered
	past      bool  // it has begun
	closed    error // nil: it is not
	noSession bool  // the service is never there on that weekday
	tooEarly  bool  // booking has not opened yet
	tooLate   bool  // booking has ended
	full      bool  // others have every place
}

// first is the obstacle to tell, nil without one. What never opens stands before
// what opens later: nobody is sent to wait for a day that will be closed.
func (o obstacles) first() error {
	switch {
	case o.unknown:
		return ErrUnknown
	case o.past:
		return ErrPast
	case o.closed != nil:
		return o.closed
	case o.noSession:
		return ErrNoSession
	case o.tooEarly:
		return ErrTooEarly
	case o.tooLate:
		return ErrTooLate
	case o.full:
		return ErrFull
	}
	return nil
}

// Bookable says why the slot, read with its service, cannot be booked now; nil
// when it can.
func (s *Service) Bookable(slot models.Slot) error {
	now, h := s.now(), slot.Service
	o := obstacles{
		unknown:  !h.Active,
		past:     !now.Before(slot.StartsAt),
		tooEarly: slot.Day > s.lastDay(h),
		tooLate:  !now.Before(slot.StartsAt.Add(-minutes(h.AheadMin))),
		full:     slot.Free() == 0,
	}
	if slot.Closed {
		o.closed = ErrClosed
	}
	return o.first()
}

// Why explains a day on which nothing can be booked: the first of the obstacles,
// and full when there is no other.
func (s *Service) Why(ctx context.Context, h models.HealthService, day models.Date) error {
	closed, whole, err := s.closure(ctx, h, day)
	if err != nil {
		return err
	}
	var slots []models.Slot
	if err := s.store.DB(ctx).Where("service_id = ? AND day = ?", h.ID, day).Find(&slots).Error; err != nil {
		return err
	}
	now, open, inTime := s.now(), 0, 0
	for _, slot := range slots {
		if slot.Closed {
			continue
		}
		open++
		if now.Before(slot.StartsAt.Add(-minutes(h.AheadMin))) {
			inTime++
		}
	}
	switch {
	case closed == nil && len(slots) > 0 && open == 0:
		closed = ErrClosed
	case !whole && open > 0: // the other half of the day says why
		closed = nil
	}
	o := obstacles{
		unknown: !h.Active, past: day < models.DateOf(now, s.zone), closed: closed,
		noSession: len(slots) == 0, tooEarly: day > s.lastDay(h), tooLate: inTime == 0, full: true,
	}
	if o.noSession && o.tooEarly { // its slots are not made yet: the weekly rules know
		if o.noSession, err = s.neverOn(ctx, h.ID, day); err != nil {
			return err
		}
	}
	return o.first()
}

// lastDay is the last day for which the service can be booked now.
func (s *Service) lastDay(h models.HealthService) models.Date {
	return models.DateOf(s.now(), s.zone).Add(h.AheadMaxDays)
}

// neverOn says that the week of a day has no time on its weekday: the last that
// staff set by then, else the site file's.
func (s *Service) neverOn(ctx context.Context, service string, day models.Date) (bool, error) {
	var week []string
	err := s.store.DB(ctx).Model(&models.OpeningWeek{}).Where("service_id = ? AND from_day <= ?", service, day).
		Order("from_day DESC").Limit(1).Pluck("id", &week).Error
	if err != nil {
		return false, err
	}
	var n int64
	times := s.store.DB(ctx).Model(&models.Schedule{}).Where("service_id = ?", service)
	if len(week) > 0 {
		times = s.store.DB(ctx).Model(&models.OpeningTime{}).Where("week_id = ?", week[0])
	}
	err = times.Where("weekday = ?", day.Time().Weekday()).Count(&n).Error
	return n == 0, err
}

// closure is the refusal of a day on which the service or its centre is closed,
// with the reason in both languages where there is one, and the service where the
// centre is open; nil: it is not. whole says that it is closed from morning to night.
func (s *Service) closure(ctx context.Context, h models.HealthService, day models.Date) (refused error, whole bool, err error) {
	var closed []models.Closure
	err = s.store.DB(ctx).Where("NOT lifted AND day = ? AND (service_id = ? OR service_id IS NULL AND centre_id = ?)", day, h.ID, h.CentreID).
		Order("from_minute - to_minute").Limit(1).Find(&closed).Error
	if err != nil || len(closed) == 0 {
		return nil, false, err
	}
	whole = closed[0].FromMinute == 0 && closed[0].ToMinute == endOfDay
	if closed[0].ReasonTH == "" {
		return ErrClosed, whole, nil
	}
	args := []any{"reason_th", closed[0].ReasonTH, "reason_en", closed[0].ReasonEN}
	if closed[0].ServiceID != nil {
		args = append(args, "service", *closed[0].ServiceID)
	}
	return ErrClosed.With(args...), whole, nil
}

// endOfDay is midnight after a day, in minutes.
const endOfDay = 24 * 60
