package bot

// The booking flow: each act fills a part of the draft, and next asks for the
// first part that is missing.

import (
	"context"
	"errors"
	"net/url"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

func (b *Bot) bookingActs() map[string]act {
	return map[string]act{
		"booking.start":       plain(b.bookingStart),
		"booking.days":        b.anew(b.bookingDays),
		"booking.times":       b.flow(b.bookingTimes),
		"booking.choose":      b.flow(b.bookingChoose),
		"privacy.acknowledge": b.privacyAcknowledge,
		"booking.type_name":   b.typing,
		"booking.type_phone":  b.typing,
		"booking.who":         b.flow(b.bookingWho),
		"booking.confirm":     b.flow(b.bookingConfirm),
		"booking.edit":        b.flow(plain(b.askEdit)),
		"booking.change":      b.flow(b.bookingChange),
		"booking.summary":     b.flow(plain(b.whole)),
		"flow.resume":         b.flow(plain(b.resume)),
	}
}

// plain is an act that needs nothing from its button.
func plain(do func(context.Context, *turn) ([]line.Message, error)) act {
	return func(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) { return do(ctx, t) }
}

// flow guards an act whose button belongs to one flow. A second press of the
// button that ended it is answered with what it did; the button of a flow that
// was left says that it is old, and what is awaited now or how to begin; that of one
// left alone too long begins anew with its choice.
func (b *Bot) flow(do act) act {
	return func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
		of := args.Get("f")
		switch {
		case of == "":
			return []line.Message{t.Cards.Menu()}, nil
		case t.State.in() && of == t.State.Flow:
			return do(ctx, t, args)
		case t.State.in():
			return b.again(ctx, t, t.awaited("flow.old_button"))
		case of == t.State.Flow:
			return b.bookedAlready(ctx, t)
		case of == t.State.expired:
			if err := b.begin(t); err != nil {
				return nil, err
			}
			return do(ctx, t, args)
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

// anew guards an act that also stands on cards of no flow, such as the one that
// tells of a visit the office cancelled: there it begins a booking. What does not
// exist gets the menu.
func (b *Bot) anew(do act) act {
	guarded := b.flow(do)
	return func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
		if args.Get("f") != "" {
			return guarded(ctx, t, args)
		}
		if err := b.begin(t); err != nil {
			return nil, err
		}
		messages, err := do(ctx, t, args)
		if errors.Is(err, booking.ErrUnknown) {
			t.State.leave()
			return []line.Message{t.Cards.Menu()}, nil
		}
		return messages, err
	}
}

// data is the data of a button that belongs to the turn's flow.
func (t *turn) data(action string, pairs ...string) string {
	return Data(action, append([]string{"f", t.State.Flow}, pairs...)...)
}

// begin starts a booking for the person whose name and phone are kept, unless the
// message says that it is for another.
func (b *Bot) begin(t *turn) error {
	t.State.begin(atService)
	p, err := b.Residents.Open(t.Resident)
	t.State.Draft = draft{Name: p.Name, Phone: p.Phone, By: givers{Name: kept, Phone: kept}}
	if t.Event.Type == "message" && t.Event.Message.Type == "text" {
		b.hearWhom(t, t.Event.Message.Text)
	}
	return err
}

func (b *Bot) bookingStart(ctx context.Context, t *turn) ([]line.Message, error) {
	if err := b.begin(t); err != nil {
		return nil, err
	}
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
	if err := b.limited(ctx, t, h); err != nil {
		return nil, err
	}
	switch {
	case d.Day == "":
		return b.askDay(ctx, t, h)
	case d.Slot == "":
		return b.askTime(ctx, t, h)
	case t.Resident.NoticeVersion != t.Town.Site.Privacy.Version:
		return b.notice(t), nil
	case d.Name == "":
		return b.askName(t, "")
	case d.Phone == "":
		return b.askPhone(t, "")
	}
	return b.askConfirm(ctx, t)
}

func (b *Bot) bookingDays(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	if code := args.Get("service"); code != "" {
		t.State.Draft.Service = code
	}
	from, _ := models.ParseDate(args.Get("from"))
	t.State.Draft.Day, t.State.Draft.Slot, t.State.Draft.From = "", "", from
	return b.next(ctx, t)
}

func (b *Bot) bookingTimes(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	if code := args.Get("service"); code != "" {
		t.State.Draft.Service = code
	}
	day, err := models.ParseDate(args.Get("day"))
	if err != nil {
		return nil, booking.ErrUnknown
	}
	t.State.Draft.Day, t.State.Draft.Slot = day, ""
	return b.next(ctx, t)
}

func (b *Bot) bookingChoose(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	slot, err := b.Bookings.Slot(ctx, args.Get("slot"))
	if err != nil {
		return nil, err
	}
	return b.choose(ctx, t, slot)
}

// choose takes a slot into the draft, or says at once why it cannot be had.
func (b *Bot) choose(ctx context.Context, t *turn, slot models.Slot) ([]line.Message, error) {
	t.State.Draft.Service, t.State.Draft.Day, t.State.Draft.Slot = slot.ServiceID, slot.Day, slot.ID
	if b.Bookings.Bookable(slot) != nil {
		t.State.Step = atTime
		return b.missed(ctx, t, slot)
	}
	return b.next(ctx, t)
}

// typing is the press of a button that only opens the keyboard: nothing is said.
func (b *Bot) typing(context.Context, *turn, url.Values) ([]line.Message, error) { return nil, nil }

// bookingWho takes a name or phone that is kept already.
func (b *Bot) bookingWho(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	p, err := b.Residents.Open(t.Resident)
	if err != nil {
		return nil, err
	}
	switch args.Get("known") {
	case "name":
		t.State.Draft.Name, t.State.Draft.By.Name = p.Name, kept
	case "phone":
		t.State.Draft.Phone, t.State.Draft.By.Phone = p.Phone, kept
	}
	return b.next(ctx, t)
}

func (b *Bot) bookingConfirm(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) {
	d := t.State.Draft
	if d.Slot == "" || d.Name == "" || d.Phone == "" || t.Resident.NoticeVersion != t.Town.Site.Privacy.Version {
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
	t.State.finish(made.ID)
	t.Weighs = true
	view, err := b.bookingView(t.Lang, t.Now, made)
	if err != nil {
		return nil, err
	}
	return []line.Message{t.Cards.Ticket(view)}, nil
}

// remember keeps the name and phone of the first booking for the next one. A mother's
// name is not kept as that of the daughter who writes.
func (b *Bot) remember(ctx context.Context, t *turn, d draft) error {
	var p models.Person
	if t.Resident.Name == nil && !d.Other {
		p.Name = d.Name
	}
	if t.Resident.Phone == nil {
		p.Phone = d.Phone
	}
	if p == (models.Person{}) {
		return nil
	}
	return b.Residents.Keep(ctx, t.Resident, p)
}
