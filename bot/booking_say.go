package bot

// What is typed inside a flow, and a booking asked for in one sentence.

import (
	"context"
	"strings"

	"tambon/line"
	"tambon/models"
	"tambon/text"
)

// confirmWords mean a booking even when nothing is awaited any more.
var confirmWords = []string{"ยืนยัน", "ยืนยันการจอง", "confirm", "confirm booking"}

// reply reads a typed message as the answer that is awaited. No messages means
// that it was none.
func (b *Bot) reply(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch t.State.Step {
	case atNothing:
		return b.sayNew(ctx, t, said)
	case atService, atDay, atTime:
		return b.sayChoice(ctx, t, said)
	case atPrivacy:
		return b.sayPrivacy(ctx, t, said)
	case atName:
		return b.sayName(ctx, t, said)
	case atPhone:
		return b.sayPhone(ctx, t, said)
	case atConfirm:
		return b.sayConfirm(ctx, t, said)
	case atEdit:
		return b.sayEdit(ctx, t, said)
	case atCancel:
		return b.sayCancel(ctx, t, said)
	case atErase:
		return b.sayErase(ctx, t, said)
	case atMineName, atMinePhone:
		return b.sayMine(ctx, t, said)
	}
	return nil, nil
}

// sayNew begins a booking with a message that names a health service.
func (b *Bot) sayNew(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if t.State.Made != "" && says(said, confirmWords) {
		return b.bookedAlready(ctx, t)
	}
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	if code, several := servicesIn(list, said); code == "" && !several {
		return nil, nil
	}
	if w := wordIn(said); w != "" && w != WordBook {
		return nil, nil // "ยกเลิกนัดวารี" is no booking
	}
	if err := b.begin(t); err != nil {
		return nil, err
	}
	return b.sayWish(ctx, t, said)
}

// sayChoice reads the number of what is shown, or what is wished for.
func (b *Bot) sayChoice(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	n, ok := text.ReadChoice(said)
	if !ok {
		return b.sayWish(ctx, t, said)
	}
	chosen, ok := t.State.chosen(n)
	if !ok {
		return b.again(ctx, t, t.Lang.T("flow.no_such_choice."+string(t.State.Step), "n", n))
	}
	switch t.State.Step {
	case atService:
		t.State.Draft.Service = chosen
	case atDay:
		t.State.Draft.Day = models.Date(chosen)
	case atTime:
		slot, err := b.Bookings.Slot(ctx, chosen)
		if err != nil {
			return nil, err
		}
		return b.choose(ctx, t, slot)
	}
	return b.next(ctx, t)
}

// sayWish reads a service, a day and an hour out of one sentence, whichever of
// them are in it.
func (b *Bot) sayWish(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	code, several := servicesIn(list, said)
	if code == "" && t.State.Step == atService {
		code, several = serviceLike(list, said)
	}
	if several && t.State.Draft.Service == "" {
		return b.again(ctx, t, t.Lang.T("flow.which_service"))
	}
	day, dayRead := text.ReadDay(said, t.Now)
	minutes, timeRead := text.ReadTime(said)
	if code == "" && dayRead == text.None && timeRead == text.None {
		return nil, nil
	}
	d := &t.State.Draft
	if code != "" {
		d.Service, d.Day, d.From, d.Slot = code, "", "", ""
	}
	switch {
	case d.Service == "":
		return b.again(ctx, t, t.Lang.T("flow.service_first"))
	case dayRead == text.Ask:
		d.Day, d.Slot = "", ""
		t.State.Step = atDay
		return b.again(ctx, t, t.Lang.T("flow.which_day"))
	case dayRead == text.Sure:
		d.Day, d.Slot = models.Date(day.Format("2006-01-02")), ""
	}
	switch {
	case timeRead == text.None:
		return b.next(ctx, t)
	case d.Day == "":
		t.State.Step = atDay
		return b.again(ctx, t, t.Lang.T("flow.day_first"))
	}
	return b.chooseTime(ctx, t, minutes)
}

// chooseTime takes an hour of the draft's day. With two candidates, or none at
// that hour, the person is asked which.
func (b *Bot) chooseTime(ctx context.Context, t *turn, minutes []int) ([]line.Message, error) {
	d := &t.State.Draft
	if len(minutes) == 1 {
		slot, err := b.Bookings.SlotAt(ctx, d.Service, d.Day, minutes[0])
		if err == nil && !slot.Closed {
			return b.choose(ctx, t, slot)
		}
	}
	d.Slot = ""
	h, err := b.Bookings.HealthService(ctx, d.Service)
	if err != nil {
		return nil, err
	}
	times, err := b.Bookings.Times(ctx, h, d.Day)
	if err != nil {
		return nil, err
	}
	if len(times) == 0 {
		return b.noTimes(ctx, t, h)
	}
	clock := func(minute int) string { return t.Lang.Clock(d.Day.At(minute, b.Zone)) }
	sentence := t.Lang.T("flow.what_time")
	switch len(minutes) {
	case 0:
	case 1:
		sentence = t.Lang.T("flow.no_such_time", "clock", clock(minutes[0]))
	default:
		sentence = t.Lang.T("flow.which_time", "one", clock(minutes[0]), "two", clock(minutes[1]))
	}
	t.State.Step = atTime
	return b.again(ctx, t, sentence)
}

func (b *Bot) sayConfirm(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if isYes(said) {
		return b.bookingConfirm(ctx, t, nil)
	}
	if what := t.part(said); what != "" {
		return b.edit(ctx, t, what)
	}
	if isEdit(said) || isNo(said) {
		return b.askEdit(ctx, t)
	}
	before := t.State.Draft
	messages, err := b.sayWish(ctx, t, said)
	if messages != nil && t.State.Step != atConfirm {
		t.State.Before = &before
	}
	return messages, err
}

func (b *Bot) sayEdit(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if what, ok := t.State.chosen(n); ok {
			return b.edit(ctx, t, what)
		}
	}
	if isYes(said) {
		return b.next(ctx, t)
	}
	return b.sayConfirm(ctx, t, said)
}

// part is what of a booking a message wants to change: "แก้เวลา", "เปลี่ยนเบอร์".
func (t *turn) part(said string) string {
	for _, form := range forms(hear(said)) {
		for _, e := range editWords {
			form = strings.TrimSpace(strings.TrimPrefix(form, e))
		}
		for _, what := range []string{"service", "day", "time", "name", "phone"} {
			for _, key := range []string{"card.edit." + what, "card.edit." + what + ".short"} {
				if form == text.Fold(t.Lang.T(key)) {
					return what
				}
			}
		}
	}
	return ""
}
