// Package booking gives residents places in the slots of a health service.
//
// A slot never holds more people than it has places, a person never holds two
// places at one time, and asking twice books once. The database keeps these
// promises (a CHECK, a conditional UPDATE, a unique key, the resident's row
// lock); this package turns its refusals into words.
//
// Everybody locks in one order: resident, booking, slot, counter, audit; of
// several slots, those of one service by hour, and services by code. Nobody then
// waits for somebody who waits for them.
package booking

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tambon/jobs"
	"tambon/models"
	"tambon/services"
	"tambon/store"
	"tambon/text"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// The refusals. Each has a sentence of its own.
var (
	ErrUnknown    = services.E(services.NotFound, "booking.unknown")
	ErrFull       = services.E(services.Conflict, "booking.full")
	ErrClosed     = services.E(services.Conflict, "booking.closed")
	ErrPast       = services.E(services.Invalid, "booking.past")
	ErrTooLate    = services.E(services.Conflict, "booking.too_late")
	ErrTooEarly   = services.E(services.Conflict, "booking.too_early")
	ErrNoSession  = services.E(services.Conflict, "booking.no_session")
	ErrOverlap    = services.E(services.Conflict, "booking.overlap")
	ErrLimit      = services.E(services.Conflict, "booking.limit")
	ErrCancelLate = services.E(services.Conflict, "booking.cancel_late")
	ErrCancelled  = services.E(services.Conflict, "booking.cancelled_already")
	ErrNotYours   = services.E(services.NotFound, "booking.not_yours")
)

// Service books places. Make it with New.
type Service struct {
	store *store.Store
	queue *jobs.Queue
	now   func() time.Time
	zone  *time.Location
	live  Nudger // nil: nobody watches
}

// New returns the booking service of a town in the given time zone.
func New(s *store.Store, q *jobs.Queue, now func() time.Time, zone *time.Location) *Service {
	return &Service{store: s, queue: q, now: now, zone: zone}
}

// A Request is what somebody wants to book.
type Request struct {
	ResidentID string
	SlotID     string
	Patient    string // name of the person who comes
	Phone      string // national digits
	Channel    string // line, counter, phone
	EventKey   string // what asked for it: a resident's same key books once; empty: never the same
	By         services.Actor
}

// Book takes a place in the slot and enqueues its reminders. A request whose
// EventKey has booked before gets that booking again. The errors are the
// refusals above and resident.unknown; they leave nothing behind.
func (s *Service) Book(ctx context.Context, r Request) (models.Booking, error) {
	return s.once(ctx, r, func(ctx context.Context) (models.Booking, error) { return s.book(ctx, r) })
}

// once books what the request's EventKey has not booked before. What book reads
// cannot change by the same resident's other hand: their row is locked first.
func (s *Service) once(ctx context.Context, r Request, book func(context.Context) (models.Booking, error)) (models.Booking, error) {
	var made models.Booking
	err := s.store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.lockResident(ctx, r.ResidentID); err != nil {
			return err
		}
		found, err := s.byEventKey(ctx, r)
		if err != nil {
			return err
		}
		if found != nil {
			made = *found
			return nil
		}
		made, err = book(ctx)
		return err
	})
	if err != nil {
		return models.Booking{}, err
	}
	return made, nil
}

func (s *Service) book(ctx context.Context, r Request) (models.Booking, error) {
	slot, err := s.Slot(ctx, r.SlotID)
	if err != nil {
		return models.Booking{}, err
	}
	if err := s.Bookable(slot); err != nil {
		return models.Booking{}, err
	}
	if err := s.mayHold(ctx, r, slot); err != nil {
		return models.Booking{}, err
	}
	return s.place(ctx, r, slot)
}

// place gives a place to somebody who may have it.
func (s *Service) place(ctx context.Context, r Request, slot models.Slot) (models.Booking, error) {
	made, err := s.insert(ctx, r, slot)
	if err != nil {
		return made, err
	}
	if err := s.takePlace(ctx, slot.ID); err != nil {
		return made, err
	}
	if err := s.number(ctx, &made, slot); err != nil {
		return made, err
	}
	if err := s.enqueueReminders(ctx, made, slot); err != nil {
		return made, err
	}
	s.nudge(ctx, slot)
	return made, services.Audit(ctx, s.store, s.now(), r.By, "booking.book", made.ID, r.Channel)
}

// byEventKey finds what the resident's same request booked before. Another
// resident's booking is never handed out by a key.
func (s *Service) byEventKey(ctx context.Context, r Request) (*models.Booking, error) {
	if r.EventKey == "" {
		return nil, nil
	}
	var found []models.Booking
	err := s.bookings(ctx).Where("bookings.event_key = ? AND bookings.resident_id = ?", r.EventKey, r.ResidentID).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// lockResident makes the resident's bookings wait for each other.
func (s *Service) lockResident(ctx context.Context, id string) error {
	done := s.store.DB(ctx).Exec("UPDATE residents SET version = version + 1 WHERE id = ? AND erased_at IS NULL AND merged_into IS NULL", id)
	if done.Error == nil && done.RowsAffected == 0 {
		return services.E(services.NotFound, "resident.unknown")
	}
	return done.Error
}

// mayHold checks the resident's other bookings: not too many of one service,
// and nobody in two places at one time.
func (s *Service) mayHold(ctx context.Context, r Request, slot models.Slot) error {
	open, err := s.Upcoming(ctx, r.ResidentID)
	if err != nil {
		return err
	}
	if err := s.alone(open, r.Patient, slot); err != nil {
		return err
	}
	held := 0
	for _, b := range open {
		if b.ServiceID == slot.ServiceID {
			held++
		}
	}
	return Limit(slot.Service, held)
}

// alone refuses with ErrOverlap when one of the bookings is for the same person
// at the slot's time.
func (s *Service) alone(open []models.Booking, patient string, slot models.Slot) error {
	for _, b := range open {
		if b.Slot.StartsAt.Before(slot.EndsAt) && slot.StartsAt.Before(b.Slot.EndsAt) {
			name, err := s.store.Keys.Open("bookings", "patient", b.ID, b.Patient)
			if err != nil {
				return err
			}
			if text.Fold(string(name)) == text.Fold(patient) {
				return ErrOverlap
			}
		}
	}
	return nil
}

// Limit refuses with ErrLimit when these are all the bookings to come that a
// resident may hold of the service.
func Limit(h models.HealthService, held int) error {
	if held >= h.MaxOpen {
		return ErrLimit.With("n", h.MaxOpen)
	}
	return nil
}

func (s *Service) insert(ctx context.Context, r Request, slot models.Slot) (models.Booking, error) {
	now := s.now().UTC()
	b := models.Booking{
		ID: models.NewID(now), ServiceID: slot.ServiceID, SlotID: slot.ID, ResidentID: r.ResidentID,
		Status: models.BookingBooked, Channel: r.Channel, CreatedAt: now, UpdatedAt: now,
	}
	if r.EventKey != "" {
		b.EventKey = &r.EventKey
	}
	b.Patient = s.store.Keys.Seal("bookings", "patient", b.ID, []byte(r.Patient))
	b.Phone = s.store.Keys.Seal("bookings", "phone", b.ID, []byte(r.Phone))
	err := s.store.DB(ctx).Omit("Slot").Create(&b).Error
	b.Slot = slot
	return b, err
}

// takePlace is the conditional UPDATE that decides who gets the last place.
func (s *Service) takePlace(ctx context.Context, slotID string) error {
	done := s.store.DB(ctx).Exec(
		"UPDATE slots SET taken = taken + 1, version = version + 1 WHERE id = ? AND closed = FALSE AND taken < capacity", slotID)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	switch now, err := s.Slot(ctx, slotID); {
	case err != nil:
		return err
	case now.Closed:
		return ErrClosed
	}
	return ErrFull
}

// number gives the booking the next number of its service and fiscal year,
// without gaps: HY-2570-000123. The year is that of the visit.
func (s *Service) number(ctx context.Context, b *models.Booking, slot models.Slot) error {
	year := fiscalYear(slot.StartsAt.In(s.zone))
	var last int
	err := s.store.DB(ctx).Raw(`INSERT INTO booking_numbers (prefix, year, last) VALUES (?, ?, 1)
		ON CONFLICT (prefix, year) DO UPDATE SET last = booking_numbers.last + 1 RETURNING last`,
		slot.Service.Prefix, year).Scan(&last).Error
	if err != nil {
		return err
	}
	number := fmt.Sprintf("%s-%d-%06d", slot.Service.Prefix, year, last)
	b.Number = &number
	return s.store.DB(ctx).Exec("UPDATE bookings SET number = ? WHERE id = ?", number, b.ID).Error
}

// fiscalYear is the Thai fiscal year in the Buddhist era: it begins on 1 October
// (Budget Procedures Act 2561, section 4).
func fiscalYear(t time.Time) int {
	year := t.Year() + 543
	if t.Month() >= time.October {
		year++
	}
	return year
}

func (s *Service) enqueueReminders(ctx context.Context, b models.Booking, slot models.Slot) error {
	for _, r := range Reminders(slot.StartsAt, s.now(), s.zone) {
		args := Remind{BookingID: b.ID, SlotID: slot.ID, Which: r.Which, RetryKey: uuid.NewString()}
		if err := s.queue.Enqueue(ctx, args, r.At); err != nil {
			return err
		}
	}
	return nil
}

// Cancel gives up a resident's own booking; its place is free at once.
func (s *Service) Cancel(ctx context.Context, residentID, bookingID, reason string) (models.Booking, error) {
	var b models.Booking
	err := s.store.Tx(ctx, func(ctx context.Context) (err error) {
		for {
			if b, err = s.Own(ctx, residentID, bookingID); err != nil {
				return err
			}
			if err := s.Cancellable(b); err != nil {
				return err
			}
			if err = s.cancel(ctx, &b, services.Resident(residentID), reason); !errors.Is(err, errStale) {
				return err
			}
		}
	})
	if err != nil {
		return models.Booking{}, err
	}
	return b, nil
}

// Cancellable says whether a resident may still cancel the booking by itself.
func (s *Service) Cancellable(b models.Booking) error {
	switch {
	case b.Status == models.BookingCancelled:
		return ErrCancelled
	case !b.Status.CanBecome(models.BookingCancelled), !s.now().Before(b.Slot.StartsAt.Add(-minutes(b.Slot.Service.CancelCutoff))):
		return ErrCancelLate
	}
	return nil
}

// cancel gives the place back, if nobody changed the booking since it was read.
func (s *Service) cancel(ctx context.Context, b *models.Booking, by services.Actor, reason string) error {
	now := s.now().UTC()
	_, err := s.change(ctx, b, step{
		verb: cancelVerb, to: models.BookingCancelled, by: by, detail: reason,
		set: map[string]any{"cancelled_at": now, "cancel_reason": reason},
	})
	if err != nil {
		return err
	}
	b.CancelledAt, b.CancelReason = &now, reason
	return s.leavePlace(ctx, b.SlotID)
}

func (s *Service) leavePlace(ctx context.Context, slotID string) error {
	return s.store.DB(ctx).Exec("UPDATE slots SET taken = taken - 1, version = version + 1 WHERE id = ?", slotID).Error
}

// Person opens the name and phone of the person who comes.
func (s *Service) Person(b models.Booking) (name, phone string, err error) {
	n, err := s.store.Keys.Open("bookings", "patient", b.ID, b.Patient)
	if err != nil {
		return "", "", err
	}
	p, err := s.store.Keys.Open("bookings", "phone", b.ID, b.Phone)
	return string(n), string(p), err
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

func none(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }
