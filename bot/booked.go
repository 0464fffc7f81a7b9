package bot

// Bookings that were made: the list, cancelling, keeping.

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/text"
)

// errOver refuses what comes too late for a visit that is over.
var errOver = services.E(services.Conflict, "booking.over")

// listed is how many bookings are shown; LINE takes five messages.
const listed = 5

func (b *Bot) bookedActs() map[string]act {
	return map[string]act{
		"booking.list": func(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) { return b.bookingList(ctx, t) },
		"booking.cancel": func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
			return b.askCancel(ctx, t, args.Get("id"))
		},
		"booking.cancel_confirm": func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
			return b.bookingCancel(ctx, t, args.Get("id"))
		},
		"booking.keep": func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
			return b.bookingKeep(ctx, t, args.Get("id"))
		},
		"booking.attend": func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
			return b.bookingAttend(ctx, t, args.Get("id"))
		},
	}
}

// upcoming is the person's bookings to come, in the order in which they are shown.
func (b *Bot) upcoming(ctx context.Context, t *turn) ([]models.Booking, error) {
	list, err := b.Bookings.Upcoming(ctx, t.Resident.ID)
	slices.SortStableFunc(list, func(a, b models.Booking) int { // two at one hour: the one made first
		return cmp.Or(a.Slot.StartsAt.Compare(b.Slot.StartsAt), strings.Compare(number(a), number(b)))
	})
	return list, err
}

func (b *Bot) bookingList(ctx context.Context, t *turn) ([]line.Message, error) {
	list, err := b.upcoming(ctx, t)
	if err != nil {
		return nil, err
	}
	t.State.Listed, t.State.Cancels = nil, false
	var views []BookingView
	for _, one := range list[:min(len(list), listed)] {
		view, err := b.bookingView(t.Lang, t.Now, one)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
		t.State.Listed = append(t.State.Listed, one.ID)
	}
	return t.Cards.Bookings(views), nil
}

func (b *Bot) own(ctx context.Context, t *turn, id string) (models.Booking, BookingView, error) {
	one, err := b.Bookings.Own(ctx, t.Resident.ID, id)
	if err != nil {
		return one, BookingView{}, err
	}
	view, err := b.bookingView(t.Lang, t.Now, one)
	return one, view, err
}

// askCancel asks once more. A booking in the making is left for it.
func (b *Bot) askCancel(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	one, view, err := b.own(ctx, t, id)
	if err != nil {
		return nil, err
	}
	if err := b.Bookings.Cancellable(one); err != nil {
		return nil, b.tooLate(t.Cards, one, err)
	}
	if t.State.Step != atCancel || t.State.Booking != id {
		t.State.begin(atCancel)
		t.State.Booking = id
	}
	return []line.Message{t.Cards.ConfirmCancel(view)}, nil
}

// tooLate says until when a booking could be cancelled, and tells a visit that
// is near from one that is over.
func (b *Bot) tooLate(c Cards, one models.Booking, refused error) error {
	switch {
	case !errors.Is(refused, booking.ErrCancelLate):
		return refused
	case !b.Now().Before(one.Slot.EndsAt):
		return errOver
	}
	until := one.Slot.StartsAt.Add(-time.Duration(one.Slot.Service.CancelCutoff) * time.Minute).In(b.Zone)
	return booking.ErrCancelLate.With("until", c.moment(until))
}

func (b *Bot) bookingCancel(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	one, err := b.Bookings.Own(ctx, t.Resident.ID, id)
	if err != nil {
		return nil, err
	}
	done, err := b.Bookings.Cancel(ctx, t.Resident.ID, id, "resident")
	if err != nil {
		return nil, b.tooLate(t.Cards, one, err)
	}
	t.State.leave()
	t.Weighs = true
	view, err := b.bookingView(t.Lang, t.Now, done)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Cancelled(view)}, nil
}

func (b *Bot) bookingKeep(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	if t.State.Step == atCancel {
		t.State.leave()
	}
	return b.stays(ctx, t, id, t.Cards.Kept)
}

func (b *Bot) bookingAttend(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	return b.stays(ctx, t, id, t.Cards.Attending)
}

// bookedAlready answers who confirms a booking that their flow has made.
func (b *Bot) bookedAlready(ctx context.Context, t *turn) ([]line.Message, error) {
	return b.stays(ctx, t, t.State.Made, t.Cards.BookedAlready)
}

// stays shows a card of a booking that goes on, unless it does not.
func (b *Bot) stays(ctx context.Context, t *turn, id string, card func(BookingView) line.Message) ([]line.Message, error) {
	one, view, err := b.own(ctx, t, id)
	switch {
	case err != nil:
		return nil, err
	case one.Status == models.BookingCancelled:
		return nil, booking.ErrCancelled
	case !b.Now().Before(one.Slot.EndsAt):
		return nil, errOver
	}
	return []line.Message{card(view)}, nil
}

func (b *Bot) sayCancel(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch {
	case isYes(said):
		return b.bookingCancel(ctx, t, t.State.Booking)
	case isNo(said):
		return b.bookingKeep(ctx, t, t.State.Booking)
	}
	return nil, nil
}

func (b *Bot) bookingView(lang text.Voice, now time.Time, made models.Booking) (BookingView, error) {
	name, _, err := b.Bookings.Person(made)
	if err != nil {
		return BookingView{}, err
	}
	h := made.Slot.Service
	view := BookingView{
		ID: made.ID, Number: number(made), Service: serviceView(h, lang), At: made.Slot.StartsAt.In(b.Zone), Now: now, Name: name,
		Bring: lines(in(lang, h.BringTH, h.BringEN)), Fixed: b.Bookings.Cancellable(made) != nil,
	}
	return view, nil
}

func number(b models.Booking) string {
	if b.Number == nil {
		return ""
	}
	return *b.Number
}
