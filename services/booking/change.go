package booking

// The one way in which a booking changes. Residents, staff and the system all
// come through here, so that the history has no gap.

import (
	"context"
	"errors"

	"tambon/models"
	"tambon/services"
)

// errStale says that somebody changed the booking since it was read.
var errStale = errors.New("booking: changed since it was read")

const (
	cancelVerb = "booking.cancel"
	moveVerb   = "booking.move"
	undoVerb   = "booking.undo"
)

// A step is what becomes of a booking.
type step struct {
	verb   string
	to     models.BookingStatus
	slot   *models.Slot // nil: it stays in its slot
	by     services.Actor
	detail string // for the record
	undoes *string
	set    map[string]any // further columns
}

// change takes a step from what was read, by a compare-and-set: of two who read
// the same only one wins, and the other gets errStale. Places are the caller's.
func (s *Service) change(ctx context.Context, b *models.Booking, to step) (models.BookingChange, error) {
	now, was := s.now().UTC(), *b
	set := map[string]any{"status": to.to, "updated_at": now, "version": b.Version + 1}
	for column, value := range to.set {
		set[column] = value
	}
	if to.slot != nil {
		set["slot_id"] = to.slot.ID
	}
	done := s.store.DB(ctx).Model(&models.Booking{}).
		Where("id = ? AND version = ? AND status = ?", b.ID, b.Version, b.Status).Updates(set)
	if done.Error != nil {
		return models.BookingChange{}, done.Error
	}
	if done.RowsAffected == 0 {
		return models.BookingChange{}, errStale
	}
	b.Status, b.UpdatedAt, b.Version = to.to, now, b.Version+1
	if to.slot != nil {
		b.SlotID, b.Slot = to.slot.ID, *to.slot
	}
	c := models.BookingChange{
		ID: models.NewID(now), BookingID: b.ID, Verb: to.verb, FromStatus: was.Status, ToStatus: b.Status,
		FromSlot: was.SlotID, ToSlot: b.SlotID, Version: b.Version, At: now,
		ActorKind: to.by.Kind, ActorID: to.by.ID, Undoes: to.undoes, Telling: models.TellNone,
	}
	if err := s.store.DB(ctx).Create(&c).Error; err != nil {
		return c, err
	}
	s.nudge(ctx, was.Slot)
	if b.SlotID != was.SlotID {
		s.nudge(ctx, b.Slot)
	}
	return c, services.Audit(ctx, s.store, now, to.by, to.verb, b.ID, to.detail)
}

// changes lists what happened to a booking, the newest first.
func (s *Service) changes(ctx context.Context, bookingID string) ([]models.BookingChange, error) {
	var list []models.BookingChange
	err := s.store.DB(ctx).Where("booking_id = ?", bookingID).Order("version DESC").Find(&list).Error
	return list, err
}

// standing is the newest change that nobody took back, if there is one.
func standing(newestFirst []models.BookingChange) (models.BookingChange, bool) {
	for _, c := range newestFirst {
		if c.Undoes == nil && c.UndoneAt == nil {
			return c, true
		}
	}
	return models.BookingChange{}, false
}
