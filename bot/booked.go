package bot

// Bookings that were made: the list, cancelling, keeping.

import (
	"context"
	"net/url"

	"tambon/line"
	"tambon/models"
)

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

func (b *Bot) bookingList(ctx context.Context, t *turn) ([]line.Message, error) {
	list, err := b.Bookings.Upcoming(ctx, t.Resident.ID)
	if err != nil {
		return nil, err
	}
	var views []BookingView
	for _, one := range list[:min(len(list), listed)] {
		view, err := b.bookingView(t.Lang, t.Now, one)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
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
		return nil, err
	}
	t.State.begin(atCancel)
	t.State.Booking = id
	return []line.Message{t.Cards.ConfirmCancel(view)}, nil
}

func (b *Bot) bookingCancel(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	one, err := b.Bookings.Cancel(ctx, t.Resident.ID, id, "resident")
	if err != nil {
		return nil, err
	}
	t.State.leave()
	t.Weighs = true
	view, err := b.bookingView(t.Lang, t.Now, one)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Cancelled(view)}, nil
}

func (b *Bot) bookingKeep(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	one, view, err := b.own(ctx, t, id)
	if err != nil {
		return nil, err
	}
	if t.State.Step == atCancel {
		t.State.leave()
	}
	if one.Status == models.BookingCancelled {
		return nil, b.Bookings.Cancellable(one)
	}
	return []line.Message{t.Cards.Kept(view)}, nil
}

func (b *Bot) bookingAttend(ctx context.Context, t *turn, id string) ([]line.Message, error) {
	one, view, err := b.own(ctx, t, id)
	if err != nil {
		return nil, err
	}
	if one.Status == models.BookingCancelled {
		return nil, b.Bookings.Cancellable(one)
	}
	return []line.Message{t.Cards.Attending(view)}, nil
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
