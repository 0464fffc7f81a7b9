package bot

// Every refusal has a card: what happened, and the way on.

import (
	"context"
	"errors"
	"slices"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

// nearestShown is how many other times are offered for one that is full.
const nearestShown = 4

func (b *Bot) refusal(ctx context.Context, t *turn, refused *services.Error) ([]line.Message, error) {
	if t.State.Step == atCancel {
		t.State.leave()
	}
	d := &t.State.Draft
	switch {
	case errors.Is(refused, booking.ErrFull), errors.Is(refused, booking.ErrTooLate), errors.Is(refused, booking.ErrPast),
		errors.Is(refused, booking.ErrClosed), errors.Is(refused, booking.ErrTooEarly):
		slot, err := b.Bookings.Slot(ctx, d.Slot)
		if err != nil {
			return nil, err
		}
		return b.missed(ctx, t, slot)
	case errors.Is(refused, booking.ErrOverlap):
		return b.refused(t, refused,
			Do(Primary, t.Lang.T("booking.overlap.time"), t.data("booking.change", "what", "time")),
			Do(Secondary, t.Lang.T("card.summary.other"), t.data("booking.change", "what", "name")),
			t.Cards.Say(WordBookings)), nil
	case errors.Is(refused, booking.ErrLimit):
		t.State.otherService()
		return b.refused(t, refused,
			t.Cards.Say(WordBookings),
			Do(Secondary, t.Lang.T("booking.limit.other"), t.data("flow.resume")),
			t.Cards.CallCentre()), nil
	case errors.Is(refused, booking.ErrCancelLate):
		return b.refused(t, refused, t.Cards.CallCentre(), t.Cards.Say(WordBookings)), nil
	case errors.Is(refused, booking.ErrUnknown) && t.State.in():
		d.Day, d.Slot = "", ""
		if _, err := b.Bookings.HealthService(ctx, d.Service); d.Service != "" && errors.Is(err, booking.ErrUnknown) {
			t.State.otherService()
			return b.again(ctx, t, t.Lang.T("booking.service_gone"))
		}
		return b.again(ctx, t, t.Lang.T("flow.gone"))
	}
	return b.refused(t, refused, t.Cards.Say(WordBook), t.Cards.Say(WordBookings), t.Cards.Say(WordMenu)), nil
}

// refused is the card of a refusal, with its ways on.
func (b *Bot) refused(t *turn, refused *services.Error, ways ...Button) []line.Message {
	return []line.Message{t.Cards.Notice(NoticeView{
		Tone: Amber, Title: t.Lang.T(refused.Key + ".title"), Lines: lines(t.Lang.T(refused.Key, refused.Args...)),
		Buttons: ways,
	})}
}

// missed says why a slot cannot be had, and offers what can: the nearest times
// when others took it, else the other times of the day, or the other days.
func (b *Bot) missed(ctx context.Context, t *turn, slot models.Slot) ([]line.Message, error) {
	why := b.Bookings.Bookable(slot)
	var refused *services.Error
	switch {
	case why == nil:
		return b.next(ctx, t) // a place came back meanwhile
	case errors.Is(why, booking.ErrFull):
		return b.full(ctx, t, slot)
	case errors.Is(why, booking.ErrUnknown) || !errors.As(why, &refused):
		return nil, why
	}
	t.State.Draft.Slot = ""
	free, err := b.Bookings.Times(ctx, slot.Service, slot.Day)
	if err != nil {
		return nil, err
	}
	if len(free) == 0 {
		h, err := b.Bookings.HealthService(ctx, slot.ServiceID) // with its centre, which the refusal names
		if err != nil {
			return nil, err
		}
		return b.noTimes(ctx, t, h)
	}
	t.State.Step = atTime
	closes := slot.StartsAt.Add(-time.Duration(slot.Service.AheadMin) * time.Minute)
	return b.again(ctx, t, t.Lang.T(refused.Key, "clock", t.Lang.Clock(slot.StartsAt.In(b.Zone)), "closes", t.Lang.Clock(closes.In(b.Zone))))
}

// full says that a time was taken by others and offers the nearest free ones.
func (b *Bot) full(ctx context.Context, t *turn, slot models.Slot) ([]line.Message, error) {
	d := &t.State.Draft
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
	slices.SortStableFunc(nearest, func(a, b models.Slot) int { // the same day comes first
		switch {
		case (a.Day == slot.Day) == (b.Day == slot.Day):
			return 0
		case a.Day == slot.Day:
			return -1
		}
		return 1
	})
	for _, n := range nearest {
		view.Times = append(view.Times, b.timeView(t, n))
		t.State.Shown = append(t.State.Shown, n.ID)
	}
	return []line.Message{t.Cards.Full(view)}, nil
}

// dayRefusal says why a day cannot be booked and shows the days that can, those
// after it first. Where none can, one card says both, and whom to call.
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
		if len(refused.Args) > 4 { // one service, not its centre
			key += ".service"
		}
		args = append(args, "reason", in(t.Lang, refused.Args[1].(string), refused.Args[3].(string)))
	}
	why := t.Lang.T(key, args...)
	t.State.Draft.From = ""
	if day > models.DateOf(t.Now, b.Zone) && !errors.Is(refused, booking.ErrTooEarly) {
		t.State.Draft.From = day
	}
	days, err := b.days(ctx, t, h)
	if err != nil {
		return nil, err
	}
	if len(days.Days) == 0 {
		days.Why = lines(why)
		return []line.Message{t.Cards.Days(days)}, nil
	}
	return []line.Message{line.Text(why + "\n" + t.Lang.T("booking.days")), t.Cards.Days(days)}, nil
}
