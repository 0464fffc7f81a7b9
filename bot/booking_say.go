package bot

// What is typed inside a flow, and a booking asked for in one sentence.

import (
	"context"
	"strings"

	"tambon/line"
	"tambon/models"
	"tambon/text"
)

// reply reads a typed message as the answer that is awaited. No messages means
// that it was none.
func (b *Bot) reply(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch t.State.Step {
	case atNothing, atService:
		return b.sayService(ctx, t, said)
	case atDay:
		return b.sayDay(ctx, t, said)
	case atTime:
		return b.sayTime(ctx, t, said)
	case atPrivacy:
		if isYes(said) {
			return b.privacyAcknowledge(ctx, t, nil)
		}
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

// sayService reads a service by number or name, and the day and hour that stand
// in the same sentence.
func (b *Bot) sayService(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	code := serviceIn(list, said)
	if n, ok := text.ReadChoice(said); ok && code == "" && t.State.Step == atService {
		code, _ = t.State.chosen(n)
	}
	if code == "" {
		return nil, nil
	}
	if !t.State.in() {
		if w := wordIn(said); w != "" && w != WordBook {
			return nil, nil // "ยกเลิกนัดวารี" is no booking
		}
		if _, err := b.bookingStart(ctx, t); err != nil {
			return nil, err
		}
	}
	t.State.Draft.Service = code
	if day, r := text.ReadDay(said, t.Now); r == text.Sure {
		t.State.Draft.Day = models.Date(day.Format("2006-01-02"))
		if at, r := text.ReadTime(said); r == text.Sure {
			return b.chooseTime(ctx, t, at)
		}
	}
	return b.next(ctx, t)
}

// serviceIn returns the code of the service that a message names, "" for none
// or for several.
func serviceIn(list []models.HealthService, said string) string {
	folded := strings.ReplaceAll(text.Fold(said), " ", "")
	found, length := "", 0
	for _, h := range list {
		names := append(lines(h.Aliases), h.NameTH, h.NameEN)
		for _, name := range names {
			name = strings.ReplaceAll(text.Fold(name), " ", "")
			if name == "" || !strings.Contains(folded, name) {
				continue
			}
			switch {
			case len(name) > length:
				found, length = h.ID, len(name)
			case len(name) == length && found != h.ID:
				found = ""
			}
		}
	}
	return found
}

func (b *Bot) sayDay(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		day, ok := t.State.chosen(n)
		if !ok {
			return b.again(ctx, t, t.Lang.T("flow.no_such_choice", "n", n))
		}
		t.State.Draft.Day = models.Date(day)
		return b.next(ctx, t)
	}
	day, r := text.ReadDay(said, t.Now)
	switch r {
	case text.Ask:
		return b.again(ctx, t, t.Lang.T("flow.which_day"))
	case text.Sure:
		t.State.Draft.Day = models.Date(day.Format("2006-01-02"))
		if at, r := text.ReadTime(said); r == text.Sure {
			return b.chooseTime(ctx, t, at)
		}
		return b.next(ctx, t)
	}
	return b.otherService(ctx, t, said)
}

// otherService lets a person who names another service change to it.
func (b *Bot) otherService(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	list, err := b.Bookings.HealthServices(ctx)
	if err != nil {
		return nil, err
	}
	code := serviceIn(list, said)
	if code == "" {
		return nil, nil
	}
	t.State.Draft.Service, t.State.Draft.Day, t.State.Draft.Slot, t.State.Draft.From = code, "", "", ""
	return b.next(ctx, t)
}

func (b *Bot) sayTime(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	day, dayRead := text.ReadDay(said, t.Now)
	if dayRead == text.Sure {
		t.State.Draft.Day = models.Date(day.Format("2006-01-02"))
	}
	at, r := text.ReadTime(said)
	switch r {
	case text.Sure, text.Ask:
		return b.chooseTime(ctx, t, at)
	}
	if dayRead == text.Sure {
		return b.next(ctx, t)
	}
	if n, ok := text.ReadChoice(said); ok {
		id, ok := t.State.chosen(n)
		if !ok {
			return b.again(ctx, t, t.Lang.T("flow.no_such_choice", "n", n))
		}
		slot, err := b.Bookings.Slot(ctx, id)
		if err != nil {
			return nil, err
		}
		return b.choose(ctx, t, slot)
	}
	return b.otherService(ctx, t, said)
}

// chooseTime takes an hour of the draft's day. With two candidates, or none at
// that hour, the person is asked which.
func (b *Bot) chooseTime(ctx context.Context, t *turn, minutes []int) ([]line.Message, error) {
	d := &t.State.Draft
	var found []models.Slot
	for _, m := range minutes {
		if slot, err := b.Bookings.SlotAt(ctx, d.Service, d.Day, m); err == nil && !slot.Closed {
			found = append(found, slot)
		}
	}
	if len(minutes) == 1 && len(found) == 1 {
		return b.choose(ctx, t, found[0])
	}
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
	sentence := t.Lang.T("flow.no_such_time", "clock", t.Lang.Clock(d.Day.At(minutes[0], b.Zone)))
	if len(minutes) > 1 {
		sentence = t.Lang.T("flow.which_time", "one", t.Lang.Clock(d.Day.At(minutes[0], b.Zone)), "two", t.Lang.Clock(d.Day.At(minutes[1], b.Zone)))
	}
	return b.again(ctx, t, sentence)
}

func (b *Bot) sayName(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if _, ok := t.State.chosen(n); ok {
			return b.bookingWho(ctx, t, map[string][]string{"known": {"name"}})
		}
	}
	name, ok := text.ReadName(said)
	if !ok {
		if wordIn(said) != "" {
			return nil, nil
		}
		return b.askName(t, t.Lang.T("flow.name_again"))
	}
	t.State.Draft.Name = name
	return b.next(ctx, t)
}

func (b *Bot) sayPhone(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if _, ok := t.State.chosen(n); ok {
			return b.bookingWho(ctx, t, map[string][]string{"known": {"phone"}})
		}
	}
	phone, digits, ok := text.ReadPhone(said)
	if !ok {
		if digits == 0 && wordIn(said) != "" {
			return nil, nil
		}
		return b.askPhone(t, phoneTrouble(t.Lang, digits))
	}
	t.State.Draft.Phone = phone
	return b.next(ctx, t)
}

func phoneTrouble(lang text.Lang, digits int) string {
	if digits == 0 {
		return lang.T("flow.phone_again")
	}
	return lang.T("flow.phone_digits", "n", digits)
}

func (b *Bot) sayConfirm(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch {
	case isYes(said):
		return b.bookingConfirm(ctx, t, nil)
	case isEdit(said), isNo(said):
		return b.bookingEdit(ctx, t, nil)
	}
	return nil, nil
}

func (b *Bot) sayEdit(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if what, ok := t.State.chosen(n); ok {
			return b.change(ctx, t, what)
		}
	}
	folded := text.Fold(said)
	for _, what := range []string{"service", "day", "time", "name", "phone"} {
		if strings.Contains(folded, text.Fold(t.Lang.T("card.edit."+what))) {
			return b.change(ctx, t, what)
		}
	}
	if isYes(said) {
		return b.next(ctx, t)
	}
	return nil, nil
}
