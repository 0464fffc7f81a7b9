package bot

// The booking flow: each act fills a part of the draft, and next asks for the
// first part that is missing.

import (
	"context"
	"errors"
	"net/url"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/text"
)

// daysShown is how many days one card offers.
const daysShown = 5

func (b *Bot) bookingActs() map[string]act {
	return map[string]act{
		"booking.start": func(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) {
			return b.bookingStart(ctx, t)
		},
		"booking.days":        b.flow(b.bookingDays),
		"booking.times":       b.flow(b.bookingTimes),
		"booking.choose":      b.flow(b.bookingChoose),
		"privacy.acknowledge": b.privacyAcknowledge,
		"booking.type_name":   b.typing,
		"booking.type_phone":  b.typing,
		"booking.who":         b.flow(b.bookingWho),
		"booking.confirm":     b.flow(b.bookingConfirm),
		"booking.edit":        b.flow(b.bookingEdit),
		"booking.change":      b.flow(b.bookingChange),
		"booking.summary":     b.flow(func(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) { return b.next(ctx, t) }),
	}
}

// flow guards an act whose button belongs to one booking in the making. The
// button of one that was left is answered with what is awaited now; of one left
// alone too long, by beginning anew.
func (b *Bot) flow(do act) act {
	return func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
		of := args.Get("f")
		switch {
		case t.State.in() && of == t.State.Flow:
			return do(ctx, t, args)
		case t.State.in():
			return b.again(ctx, t, t.Lang.T("flow.old_button"))
		case of != "" && of == t.State.expired:
			return b.bookingStart(ctx, t)
		}
		return []line.Message{t.Cards.Notice(NoticeView{
			Tone: Amber, Icon: "info", Title: t.Lang.T("flow.old"), Lines: []string{t.Lang.T("flow.old.hint")},
			Buttons: []Button{
				Do(Primary, t.Lang.T("flow.anew"), Data("booking.start")),
				t.Cards.Say(WordBookings), t.Cards.Say(WordMenu),
			},
		})}, nil
	}
}

// data is the data of a button that belongs to the turn's flow.
func (t *turn) data(action string, pairs ...string) string {
	return Data(action, append([]string{"f", t.State.Flow}, pairs...)...)
}

func (b *Bot) bookingStart(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.begin(atService)
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	t.State.Draft = draft{Name: p.Name, Phone: p.Phone}
	return b.next(ctx, t)
}

// next asks for the first part that the draft lacks.
func (b *Bot) next(ctx context.Context, t *turn) ([]line.Message, error) {
	d := &t.State.Draft
	if d.Service == "" {
		return b.askService(ctx, t)
	}
	h, err := b.Bookings.HealthService(ctx, d.Service)
	if err != nil {
		d.Service = ""
		return nil, err
	}
	switch {
	case d.Day == "":
		return b.askDay(ctx, t, h)
	case d.Slot == "":
		return b.askTime(ctx, t, h)
	case t.Resident.NoticeVersion != b.Site.Privacy.Version:
		t.State.Step = atPrivacy
		return []line.Message{t.Cards.Privacy()}, nil
	case d.Name == "":
		return b.askName(t, "")
	case d.Phone == "":
		return b.askPhone(t, "")
	}
	return b.askConfirm(ctx, t)
}

func (b *Bot) askService(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.Step = atService
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	t.State.show()
	views := make([]ServiceView, len(list))
	for i, h := range list {
		views[i] = serviceView(h, t.Lang)
		views[i].Data = t.data("booking.days", "service", h.ID)
		t.State.Shown = append(t.State.Shown, h.ID)
	}
	return t.Cards.Services(views), nil
}

func (b *Bot) bookingDays(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	if code := args.Get("service"); code != "" {
		t.State.Draft.Service = code
	}
	from, _ := models.ParseDate(args.Get("from"))
	t.State.Draft.Day, t.State.Draft.Slot, t.State.Draft.From = "", "", from
	return b.next(ctx, t)
}

func (b *Bot) askDay(ctx context.Context, t *turn, h models.HealthService) ([]line.Message, error) {
	t.State.Step = atDay
	d := &t.State.Draft
	from := max(d.From, models.DateOf(t.Now, b.Zone))
	days, err := b.Bookings.Days(ctx, h, from, daysShown+1)
	if err != nil {
		return nil, err
	}
	view := DaysView{Service: serviceView(h, t.Lang), Today: t.Now}
	if len(days) > daysShown {
		view.Next = t.data("booking.days", "service", h.ID, "from", string(days[daysShown].Day))
		days = days[:daysShown]
	}
	t.State.show()
	for _, day := range days {
		view.Days = append(view.Days, DayView{
			Day: day.Day.At(0, b.Zone), Free: day.Free, Data: t.data("booking.times", "day", string(day.Day)),
		})
		t.State.Shown = append(t.State.Shown, string(day.Day))
	}
	return []line.Message{t.Cards.Days(view)}, nil
}

func (b *Bot) bookingTimes(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	day, err := models.ParseDate(args.Get("day"))
	if err != nil {
		return b.next(ctx, t)
	}
	t.State.Draft.Day, t.State.Draft.Slot = day, ""
	return b.next(ctx, t)
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
	if !errors.As(why, &refused) {
		return nil, why
	}
	return b.dayRefusal(ctx, t, h, day, refused)
}

func (b *Bot) timeView(t *turn, slot models.Slot) TimeView {
	return TimeView{At: slot.StartsAt.In(b.Zone), Free: slot.Free(), Data: t.data("booking.choose", "slot", slot.ID)}
}

func (b *Bot) bookingChoose(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	slot, err := b.Bookings.Slot(ctx, args.Get("slot"))
	if err != nil {
		return nil, err
	}
	return b.choose(ctx, t, slot)
}

// choose takes a slot into the draft; one that just filled up is refused at once.
func (b *Bot) choose(ctx context.Context, t *turn, slot models.Slot) ([]line.Message, error) {
	t.State.Draft.Service, t.State.Draft.Day, t.State.Draft.Slot = slot.ServiceID, slot.Day, slot.ID
	if slot.Free() == 0 {
		return nil, booking.ErrFull
	}
	return b.next(ctx, t)
}

// privacyAcknowledge works whenever it is pressed: a notice read is read.
func (b *Bot) privacyAcknowledge(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) {
	if t.Resident.NoticeVersion != b.Site.Privacy.Version {
		if err := b.Residents.Acknowledge(ctx, t.Resident, b.Site.Privacy.Version); err != nil {
			return nil, err
		}
		t.Resident.NoticeVersion = b.Site.Privacy.Version
	}
	if t.State.Step == atPrivacy {
		return b.next(ctx, t)
	}
	if t.State.in() {
		return b.again(ctx, t, t.Lang.T("flow.old_button"))
	}
	return []line.Message{t.Cards.Menu()}, nil
}

// typing is the press of a button that only opens the keyboard: nothing is said.
func (b *Bot) typing(context.Context, *turn, url.Values) ([]line.Message, error) { return nil, nil }

func (b *Bot) askName(t *turn, trouble string) ([]line.Message, error) {
	t.State.Step = atName
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	view := AskView{Data: Data("booking.type_name"), Trouble: trouble}
	t.State.show()
	if p.Name != "" {
		view.Known = []Row{{Words: p.Name, Data: t.data("booking.who", "known", "name")}}
		t.State.show("name")
	} else {
		view.Step, view.Steps = 1, 2
	}
	return []line.Message{t.Cards.AskName(view)}, nil
}

func (b *Bot) askPhone(t *turn, trouble string) ([]line.Message, error) {
	t.State.Step = atPhone
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	view := AskView{Data: Data("booking.type_phone"), Trouble: trouble}
	t.State.show()
	if p.Phone != "" {
		view.Known = []Row{{Words: phoneOf(p.Phone), Data: t.data("booking.who", "known", "phone")}}
		t.State.show("phone")
	} else {
		view.Step, view.Steps = 2, 2
	}
	return []line.Message{t.Cards.AskPhone(view)}, nil
}

// bookingWho takes a name or phone that is kept already.
func (b *Bot) bookingWho(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	switch args.Get("known") {
	case "name":
		t.State.Draft.Name = p.Name
	case "phone":
		t.State.Draft.Phone = p.Phone
	}
	return b.next(ctx, t)
}

func (b *Bot) askConfirm(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.Step = atConfirm
	t.State.show()
	d := t.State.Draft
	slot, err := b.Bookings.Slot(ctx, d.Slot)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Summary(SummaryView{
		Service: serviceView(slot.Service, t.Lang), At: slot.StartsAt.In(b.Zone), Name: d.Name, Phone: d.Phone,
		Confirm: t.data("booking.confirm"), Edit: t.data("booking.edit"),
	})}, nil
}

func (b *Bot) bookingConfirm(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) {
	d := t.State.Draft
	if d.Slot == "" || d.Name == "" || d.Phone == "" || t.Resident.NoticeVersion != b.Site.Privacy.Version {
		return b.next(ctx, t)
	}
	made, err := b.Bookings.Book(ctx, booking.Request{
		ResidentID: t.Resident.ID, SlotID: d.Slot, Patient: d.Name, Phone: d.Phone, Channel: "line",
		EventKey: "line:" + t.Event.ID, By: services.Resident(t.Resident.ID),
	})
	if err != nil {
		return nil, err
	}
	if err := b.remember(ctx, t, d); err != nil {
		return nil, err
	}
	t.State.leave()
	t.Weighs = true
	view, err := b.bookingView(t.Lang, t.Now, made)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Ticket(view)}, nil
}

// remember keeps the name and phone of the first booking for the next one.
func (b *Bot) remember(ctx context.Context, t *turn, d draft) error {
	var p resident.Person
	if t.Resident.Name == nil {
		p.Name = d.Name
	}
	if t.Resident.Phone == nil {
		p.Phone = d.Phone
	}
	if p == (resident.Person{}) {
		return nil
	}
	return b.Residents.Keep(ctx, t.Resident, p)
}

func (b *Bot) bookingView(lang text.Lang, now time.Time, made models.Booking) (BookingView, error) {
	name, _, err := b.Bookings.Person(made)
	if err != nil {
		return BookingView{}, err
	}
	h := made.Slot.Service
	view := BookingView{
		ID: made.ID, Service: serviceView(h, lang), At: made.Slot.StartsAt.In(b.Zone), Now: now, Name: name,
		Bring: lines(in(lang, h.BringTH, h.BringEN)),
	}
	if made.Number != nil {
		view.Number = *made.Number
	}
	return view, nil
}
