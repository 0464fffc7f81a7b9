package bot

// Every refusal has a card: what happened, and the way on.

import (
	"context"
	"errors"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

// nearestShown is how many other times are offered for one that is full.
const nearestShown = 4

func (b *Bot) refusal(ctx context.Context, t *turn, refused *services.Error) ([]line.Message, error) {
	d := &t.State.Draft
	switch {
	case errors.Is(refused, booking.ErrFull):
		return b.full(ctx, t)
	case errors.Is(refused, booking.ErrTooLate), errors.Is(refused, booking.ErrPast),
		errors.Is(refused, booking.ErrClosed), errors.Is(refused, booking.ErrTooEarly):
		if h, err := b.Bookings.HealthService(ctx, d.Service); err == nil {
			day := d.Day
			d.Day, d.Slot = "", ""
			return b.dayRefusal(ctx, t, h, day, refused)
		}
	case errors.Is(refused, booking.ErrOverlap), errors.Is(refused, booking.ErrLimit):
		d.Slot = ""
		t.State.leave()
		return []line.Message{t.Cards.Notice(NoticeView{
			Tone: Amber, Title: t.Lang.T(refused.Key + ".title"), Lines: []string{t.Lang.T(refused.Key, refused.Args...)},
			Buttons: []Button{t.Cards.Say(WordBookings), t.Cards.Say(WordBook), t.Cards.CallCentre()},
		})}, nil
	case errors.Is(refused, booking.ErrCancelLate):
		t.State.leave()
		return []line.Message{t.Cards.Notice(NoticeView{
			Tone: Amber, Title: t.Lang.T("booking.cancel_late.title"), Lines: []string{t.Lang.T("booking.cancel_late")},
			Buttons: []Button{t.Cards.CallCentre(), t.Cards.Say(WordBookings)},
		})}, nil
	case errors.Is(refused, booking.ErrUnknown) && t.State.in():
		d.Day, d.Slot = "", ""
		return b.again(ctx, t, t.Lang.T("flow.old_button"))
	}
	if t.State.Step == atCancel {
		t.State.leave()
	}
	return []line.Message{t.Cards.Notice(NoticeView{
		Tone: Amber, Title: t.Lang.T(refused.Key + ".title"), Lines: []string{t.Lang.T(refused.Key, refused.Args...)},
		Buttons: []Button{t.Cards.Say(WordBookings), t.Cards.Say(WordMenu)},
	})}, nil
}

// full says that a time was taken by others and offers the nearest free ones.
func (b *Bot) full(ctx context.Context, t *turn) ([]line.Message, error) {
	d := &t.State.Draft
	slot, err := b.Bookings.Slot(ctx, d.Slot)
	if err != nil {
		return nil, err
	}
	nearest, err := b.Bookings.Nearest(ctx, slot.Service, slot.StartsAt, nearestShown)
	if err != nil {
		return nil, err
	}
	view := FullView{
		Service: serviceView(slot.Service, t.Lang), At: slot.StartsAt.In(b.Zone), Lost: t.State.Step == atConfirm,
		Days: t.data("booking.days", "service", slot.ServiceID),
	}
	d.Slot = ""
	t.State.Step = atTime
	t.State.show()
	for _, n := range nearest {
		view.Times = append(view.Times, b.timeView(t, n))
		t.State.Shown = append(t.State.Shown, n.ID)
	}
	return []line.Message{t.Cards.Full(view)}, nil
}

// dayRefusal says why a day cannot be booked and shows the days that can, those
// after it first.
func (b *Bot) dayRefusal(ctx context.Context, t *turn, h models.HealthService, day models.Date, refused *services.Error) ([]line.Message, error) {
	args := append([]any{
		"day", t.Lang.Day(day.At(0, b.Zone)),
		"last", t.Lang.Day(models.DateOf(t.Now, b.Zone).Add(h.AheadMaxDays).At(0, b.Zone)),
		"opens", t.Lang.Day(day.Add(-h.AheadMaxDays).At(0, b.Zone)),
		"centre", in(t.Lang, h.Centre.NameTH, h.Centre.NameEN),
	}, refused.Args...)
	key := refused.Key + ".day"
	if errors.Is(refused, booking.ErrClosed) && len(refused.Args) > 0 {
		key += ".reason"
		args = append(args, "reason", in(t.Lang, refused.Args[1].(string), refused.Args[3].(string)))
	}
	t.State.Draft.From = ""
	if day > models.DateOf(t.Now, b.Zone) && !errors.Is(refused, booking.ErrTooEarly) {
		t.State.Draft.From = day
	}
	messages, err := b.askDay(ctx, t, h)
	if err != nil {
		return nil, err
	}
	return append([]line.Message{line.Text(t.Lang.T(key, args...))}, messages...), nil
}
