package booking

// Staff cancel with a reason, which the resident reads.

import (
	"context"
	"slices"
	"unicode/utf8"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// Reasons lists the reasons for which staff cancel, in the order of showing.
// Each has the sentence booking.reason.KEY; ReasonOther needs words.
func Reasons() []string {
	return []string{"asked", "closed", "weather", "staff", "machine", ReasonOther}
}

// ReasonOther is the reason that staff write themselves.
const ReasonOther = "other"

// MaxWords is how many characters staff may write besides a reason.
const MaxWords = 200

// The refusals of a reason.
var (
	ErrReason      = services.E(services.Invalid, "booking.reason_needed")
	ErrReasonWords = services.E(services.Invalid, "booking.reason_words")
	ErrReasonLong  = services.E(services.Invalid, "booking.reason_long", "n", MaxWords)
	ErrOver        = services.E(services.Conflict, "booking.visit_over")
)

// A Reason is why staff cancel.
type Reason struct {
	Key   string // of Reasons
	Words string // for the resident; empty: the key's sentence says it all
}

// Tidy returns the reason as it is kept, or what is wrong with it.
func (r Reason) Tidy() (Reason, error) {
	r.Words = text.Clean(r.Words)
	switch {
	case !slices.Contains(Reasons(), r.Key):
		return r, ErrReason
	case r.Key == ReasonOther && r.Words == "":
		return r, ErrReasonWords
	case utf8.RuneCountInString(r.Words) > MaxWords:
		return r, ErrReasonLong
	}
	return r, nil
}

// CancelByStaff cancels a visit that is not over; its place is free at once, and
// the resident is told: see Tell.
func (s *Service) CancelByStaff(ctx context.Context, a Act, why Reason) (Done, error) {
	why, err := why.Tidy()
	if err != nil {
		return Done{}, err
	}
	return s.act(ctx, a, func(ctx context.Context, b *models.Booking) (c models.BookingChange, err error) {
		if c, err = s.callOff(ctx, b, why, a.By); err != nil {
			return c, err
		}
		if err := s.leavePlace(ctx, b.SlotID); err != nil {
			return c, err
		}
		return c, s.tell(ctx, *b, &c)
	})
}

// callOff cancels a visit for a reason. Its place and the telling are the caller's.
func (s *Service) callOff(ctx context.Context, b *models.Booking, why Reason, by services.Actor) (c models.BookingChange, err error) {
	switch {
	case !b.Status.CanBecome(models.BookingCancelled):
		return c, ErrStep.With("status", string(b.Status))
	case models.DateOf(s.now(), s.zone) > b.Slot.Day:
		return c, ErrOver
	}
	now := s.now().UTC()
	set := map[string]any{"cancelled_at": now, "cancel_reason": why.Key}
	if why.Words != "" {
		b.CancelWords = s.store.Keys.Seal("bookings", "cancel_words", b.ID, []byte(why.Words))
		set["cancel_words"] = b.CancelWords
	}
	c, err = s.change(ctx, b, step{verb: cancelVerb, to: models.BookingCancelled, by: by, detail: why.Key, set: set})
	b.CancelledAt, b.CancelReason = &now, why.Key
	return c, err
}

// Reason opens the reason of a cancelled booking.
func (s *Service) Reason(b models.Booking) (Reason, error) {
	words, err := s.store.Keys.Open("bookings", "cancel_words", b.ID, b.CancelWords)
	return Reason{b.CancelReason, string(words)}, err
}
