package bot

// The questions of the booking flow, in the order in which they are asked.

import (
	"context"
	"errors"
	"slices"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

// daysShown is how many days one card offers.
const daysShown = 5

func (b *Bot) askService(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.Step = atService
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	t.State.show()
	var views []ServiceView
	for _, h := range list {
		if !t.offers(h.ID) {
			continue
		}
		view := serviceView(h, t.Lang)
		view.Data = t.data("booking.days", "service", h.ID)
		views = append(views, view)
		t.State.Shown = append(t.State.Shown, h.ID)
	}
	return t.Cards.Services(views), nil
}

func (b *Bot) askDay(ctx context.Context, t *turn, h models.HealthService) ([]line.Message, error) {
	view, err := b.days(ctx, t, h)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Days(view)}, nil
}

// days makes the day what is awaited, and returns the page of days to choose from.
func (b *Bot) days(ctx context.Context, t *turn, h models.HealthService) (DaysView, error) {
	t.State.Step = atDay
	d := &t.State.Draft
	today := models.DateOf(t.Now, b.Zone)
	days, err := b.Bookings.Days(ctx, h, max(d.From, today), daysShown+2)
	if err == nil && len(days) == 0 && d.From > today {
		d.From = ""
		days, err = b.Bookings.Days(ctx, h, today, daysShown+2)
	}
	if err != nil {
		return DaysView{}, err
	}
	days = slices.DeleteFunc(days, func(day booking.Day) bool { return !t.offers(string(day.Day)) })
	view := DaysView{Service: serviceView(h, t.Lang), Today: t.Now, Other: t.data("booking.change", "what", "service")}
	if d.From > today {
		view.First = t.data("booking.days", "service", h.ID)
	}
	if len(days) > daysShown {
		view.Next = t.data("booking.days", "service", h.ID, "from", string(days[daysShown].Day))
		days = days[:daysShown]
	}
	t.State.show()
	for _, day := range days {
		view.Days = append(view.Days, DayView{
			Day: day.Day.At(0, b.Zone), Free: day.Free, Data: t.data("booking.times", "service", h.ID, "day", string(day.Day)),
		})
		t.State.Shown = append(t.State.Shown, string(day.Day))
	}
	return view, nil
}

// limited refuses a health service of which the person holds all that one may,
// before they choose a day and hour for nothing. Book has the last word.
func (b *Bot) limited(ctx context.Context, t *turn, h models.HealthService) error {
	held, err := b.Bookings.Held(ctx, t.Resident.ID, h.ID)
	if err != nil {
		return err
	}
	return booking.Limit(h, held)
}

func (b *Bot) askTime(ctx context.Context, t *turn, h models.HealthService) ([]line.Message, error) {
	d := &t.State.Draft
	slots, err := b.Bookings.Times(ctx, h, d.Day)
	if err != nil {
		return nil, err
	}
	if len(slots) == 0 {
		return b.noTimes(ctx, t, h)
	}
	t.State.Step = atTime
	view := TimesView{Service: serviceView(h, t.Lang), Day: d.Day.At(0, b.Zone), Days: t.data("booking.days", "service", h.ID)}
	t.State.show()
	for _, slot := range slots {
		if !t.offers(slot.ID) {
			continue
		}
		view.Times = append(view.Times, b.timeView(t, slot))
		t.State.Shown = append(t.State.Shown, slot.ID)
	}
	return t.Cards.Times(view), nil
}

// noTimes says why a day has nothing free and shows the days that have.
func (b *Bot) noTimes(ctx context.Context, t *turn, h models.HealthService) ([]line.Message, error) {
	day := t.State.Draft.Day
	why := b.Bookings.Why(ctx, h, day)
	t.State.Draft.Day = ""
	var refused *services.Error
	if errors.Is(why, booking.ErrUnknown) || !errors.As(why, &refused) {
		return nil, why
	}
	return b.dayRefusal(ctx, t, h, day, refused)
}

func (b *Bot) timeView(t *turn, slot models.Slot) TimeView {
	return TimeView{At: slot.StartsAt.In(b.Zone), Free: slot.Free(), Data: t.data("booking.choose", "slot", slot.ID)}
}

func (b *Bot) askName(t *turn, trouble string) ([]line.Message, error) {
	t.State.Step = atName
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	view := AskView{Data: Data("booking.type_name"), Trouble: trouble}
	t.State.show()
	switch before := t.State.Before; {
	case p.Name != "" && (before == nil || before.Name != p.Name): // who changes it wants another
		view.Known = []Row{{Words: p.Name, Data: t.data("booking.who", "known", "name")}}
		t.State.show("name")
	case before == nil && t.State.Draft.Phone == "":
		view.Step, view.Steps = 1, 2
	}
	return []line.Message{t.Cards.AskName(view)}, nil
}

func (b *Bot) askPhone(t *turn, trouble string) ([]line.Message, error) {
	return b.askPhoneWith(t, AskView{Trouble: trouble})
}

func (b *Bot) askPhoneWith(t *turn, view AskView) ([]line.Message, error) {
	t.State.Step = atPhone
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	view.Data = Data("booking.type_phone")
	t.State.show()
	switch before := t.State.Before; {
	case p.Phone != "" && (before == nil || before.Phone != p.Phone):
		view.Known = []Row{{Words: phoneOf(p.Phone), Data: t.data("booking.who", "known", "phone")}}
		t.State.show("phone")
	case before == nil && t.State.Draft.By.Name != kept:
		view.Step, view.Steps = 2, 2
	}
	return []line.Message{t.Cards.AskPhone(view)}, nil
}

func (b *Bot) askConfirm(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.Step, t.State.Before = atConfirm, nil
	t.State.show()
	d := t.State.Draft
	slot, err := b.Bookings.Slot(ctx, d.Slot)
	if err != nil {
		return nil, err
	}
	view := SummaryView{
		Service: serviceView(slot.Service, t.Lang), At: slot.StartsAt.In(b.Zone), Name: d.Name, Phone: d.Phone,
		Confirm: t.data("booking.confirm"), Edit: t.data("booking.edit"),
	}
	if t.Resident.Name != nil {
		view.Other = t.data("booking.change", "what", "name")
	}
	return []line.Message{t.Cards.Summary(view)}, nil
}
