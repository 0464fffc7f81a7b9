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
	closed, err := s.closure(ctx, h, day)
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
	if closed == nil && len(slots) > 0 && open == 0 {
		closed = ErrClosed
	}
	o := obstacles{
		unknown: !h.Active, past: day < models.DateOf(now, s.zone), closed: closed,
		noSession: len(slots) == 0, tooEarly: day > s.lastDay(h), tooLate: inTime == 0, full: true,
	}
	if o.noSession && o.tooEarly { // its slots are not made yet: the weekly rules know
		var rules int64
		err := s.store.DB(ctx).Model(&models.Schedule{}).Where("service_id = ? AND weekday = ?", h.ID, day.Time().Weekday()).Count(&rules).Error
		if err != nil {
			return err
		}
		o.noSession = rules == 0
	}
	return o.first()
}

// lastDay is the last day for which the service can be booked now.
func (s *Service) lastDay(h models.HealthService) models.Date {
	return models.DateOf(s.now(), s.zone).Add(h.AheadMaxDays)
}

// closure is the refusal of a day on which the service or its centre is closed,
// with the reason in both languages where there is one; nil: it is not.
func (s *Service) closure(ctx context.Context, h models.HealthService, day models.Date) (refused, err error) {
	var closed []models.Closure
	err = s.store.DB(ctx).Where("day = ? AND (service_id = ? OR service_id IS NULL AND centre_id = ?)", day, h.ID, h.CentreID).
		Limit(1).Find(&closed).Error
	switch {
	case err != nil || len(closed) == 0:
		return nil, err
	case closed[0].ReasonTH == "":
		return ErrClosed, nil
	}
	return ErrClosed.With("reason_th", closed[0].ReasonTH, "reason_en", closed[0].ReasonEN), nil
}
