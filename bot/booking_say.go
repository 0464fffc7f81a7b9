package bot

// What is typed inside a flow, and a booking asked for in one sentence.

import (
	"context"
	"regexp"
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
		return b.sayOr(ctx, t, said, b.sayCancel)
	case atErase:
		return b.sayOr(ctx, t, said, b.sayErase)
	case atMineName, atMinePhone:
		return b.sayMine(ctx, t, said)
	}
	return nil, nil
}

// sayOr reads the answer to a question whose yes would cancel or erase; who asks for
// another booking instead leaves the question.
func (b *Bot) sayOr(ctx context.Context, t *turn, said string, answer func(context.Context, *turn, string) ([]line.Message, error)) ([]line.Message, error) {
	if messages, err := answer(ctx, t, said); messages != nil || err != nil || !bookVerb.MatchString(hear(opening(said))) {
		return messages, err
	}
	return b.sayNew(ctx, t, said)
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

var fourFigures = regexp.MustCompile(`^(\d{4})(?:\D|$)`)

// sayChoice reads the number of what is shown, or what is wished for.
func (b *Bot) sayChoice(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	n, ok := text.ReadChoice(said)
	if !ok && len(t.State.Shown) == 1 && isYes(said) {
		n, ok = 1, true
	}
	if !ok {
		if t.State.Step == atTime { // 1400 is no choice of few
			said = fourFigures.ReplaceAllString(text.Fold(said), "$1 น.")
		}
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
	if code == "" && aboutElse(said) {
		return nil, nil // "น้ำท่วมไหมวันนี้" is no day
	}
	return b.take(ctx, t, said, code, servicesRefused(list, said))
}

// take fills the draft with a service, a day and an hour that are wished for, or
// offers others for those that are refused.
func (b *Bot) take(ctx context.Context, t *turn, said, code string, without []string) ([]line.Message, error) {
	day, dayRead := text.ReadDay(said, t.Now)
	minutes, timeRead := text.ReadTime(said)
	free := timeRead == text.None && leavesChoice(said)
	d := &t.State.Draft
	switch {
	case code != "":
		d.Service, d.Day, d.From, d.Slot = code, "", "", ""
	case len(without) > 0:
		return b.otherService(ctx, t, without)
	case dayRead == text.None && timeRead == text.None && !free:
		return nil, nil
	}
	switch {
	case d.Service == "":
		return b.again(ctx, t, t.Lang.T("flow.service_first"))
	case dayRead == text.Not:
		return b.otherDay(ctx, t, models.Date(day.Format("2006-01-02")))
	case dayRead == text.Ask:
		d.Day, d.Slot = "", ""
		t.State.Step = atDay
		return b.again(ctx, t, t.Lang.T("flow.which_day"))
	case dayRead == text.Sure:
		d.Day, d.Slot = models.Date(day.Format("2006-01-02")), ""
	}
	half := halfOf(said)
	switch {
	case free:
		return b.freeFirst(ctx, t, said)
	case half != "" && d.Day != "" && (timeRead == text.None || len(minutes) == 0):
		return b.halfDay(ctx, t, half)
	case timeRead == text.None:
		return b.next(ctx, t)
	case timeRead == text.Not:
		return b.otherTime(ctx, t, minutes)
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
	clock := func(minute int) string {
		if minute == 24*60 {
			return t.Lang.T("clock.midnight")
		}
		return t.Lang.Clock(d.Day.At(minute, b.Zone))
	}
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
	if isEdit(said) || isNo(said) {
		return b.askEdit(ctx, t)
	}
	if phone, _, ok := text.ReadPhone(said); ok {
		t.State.Draft.Phone = phone
		return b.next(ctx, t)
	}
	if name, ok := text.ReadName(said); ok && strings.HasPrefix(hear(opening(said)), "ชื่อ") {
		t.State.Draft.Name = name
		return b.next(ctx, t)
	}
	return b.rewish(ctx, t, said)
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
