package bot

// Changing a booking in the making, and going back in it.

import (
	"context"
	"net/url"

	"tambon/line"
)

func (b *Bot) askEdit(ctx context.Context, t *turn) ([]line.Message, error) {
	d := t.State.Draft
	if d.Slot == "" {
		return b.next(ctx, t)
	}
	slot, err := b.Bookings.Slot(ctx, d.Slot)
	if err != nil {
		return nil, err
	}
	t.State.Step = atEdit
	t.State.show("service", "day", "time", "name", "phone")
	return []line.Message{t.Cards.Edit(EditView{
		Service: serviceView(slot.Service, t.Lang), At: slot.StartsAt.In(b.Zone), Name: d.Name, Phone: d.Phone,
		ServiceData: t.data("booking.change", "what", "service"),
		DayData:     t.data("booking.change", "what", "day"),
		TimeData:    t.data("booking.change", "what", "time"),
		NameData:    t.data("booking.change", "what", "name"),
		PhoneData:   t.data("booking.change", "what", "phone"),
		Back:        t.data("booking.summary"),
	})}, nil
}

func (b *Bot) bookingChange(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	return b.edit(ctx, t, args.Get("what"))
}

// edit changes a part of a draft that was whole; ย้อนกลับ brings it back.
func (b *Bot) edit(ctx context.Context, t *turn, what string) ([]line.Message, error) {
	if t.State.Before == nil && t.State.Draft.Slot != "" {
		before := t.State.Draft
		t.State.Before = &before
	}
	return b.change(ctx, t, what)
}

// change empties a part of the draft, and what depends on it, so that it is asked again.
func (b *Bot) change(ctx context.Context, t *turn, what string) ([]line.Message, error) {
	d := &t.State.Draft
	switch what {
	case "service":
		d.Service, d.Day, d.From, d.Slot = "", "", "", ""
	case "day":
		d.Day, d.From, d.Slot = "", "", ""
	case "time":
		d.Slot = ""
	case "name":
		d.Name = ""
	case "phone":
		d.Phone = ""
	}
	return b.next(ctx, t)
}

// whole takes back a change that was begun, and shows the draft.
func (b *Bot) whole(ctx context.Context, t *turn) ([]line.Message, error) {
	if t.State.Before != nil {
		t.State.Draft, t.State.Before = *t.State.Before, nil
	}
	return b.next(ctx, t)
}

// back returns to the question before the one that is asked now.
func (b *Bot) back(ctx context.Context, t *turn) ([]line.Message, error) {
	if t.State.Before != nil {
		return b.whole(ctx, t)
	}
	switch t.State.Step {
	case atDay:
		if t.State.Draft.From != "" {
			return b.change(ctx, t, "day")
		}
		return b.change(ctx, t, "service")
	case atTime:
		return b.change(ctx, t, "day")
	case atPrivacy, atName:
		return b.change(ctx, t, "time")
	case atPhone:
		return b.change(ctx, t, "name")
	case atConfirm:
		if t.Resident.Phone == nil {
			return b.change(ctx, t, "phone")
		}
		return b.change(ctx, t, "time")
	case atEdit:
		return b.next(ctx, t)
	case atCancel:
		t.State.leave()
		return b.bookingList(ctx, t)
	case atErase, atMineName, atMinePhone:
		t.State.leave()
		return b.mine(ctx, t)
	}
	t.State.leave()
	return []line.Message{t.Cards.Menu()}, nil
}

// awaited is a sentence that says what the flow waits for: {await}.
func (t *turn) awaited(key string, kv ...any) string {
	return t.Lang.T(key, append([]any{"await", t.Lang.T("flow.await." + string(t.State.Step))}, kv...)...)
}

// resume asks what is awaited once more.
func (b *Bot) resume(ctx context.Context, t *turn) ([]line.Message, error) {
	switch t.State.Step {
	case atName:
		return b.askName(t, "")
	case atPhone:
		return b.askPhone(t, "")
	case atMineName, atMinePhone:
		return b.askMine(t, t.State.Step, "")
	case atEdit:
		return b.askEdit(ctx, t)
	case atCancel:
		return b.askCancel(ctx, t, t.State.Booking)
	case atErase:
		return b.askErase(ctx, t)
	}
	return b.next(ctx, t)
}

// again asks what is awaited once more, with a sentence before it.
func (b *Bot) again(ctx context.Context, t *turn, sentence string) ([]line.Message, error) {
	switch t.State.Step {
	case atName:
		return b.askName(t, sentence)
	case atPhone:
		return b.askPhone(t, sentence)
	case atMineName, atMinePhone:
		return b.askMine(t, t.State.Step, sentence)
	}
	messages, err := b.resume(ctx, t)
	if err != nil || len(messages) >= 5 {
		return messages, err
	}
	return append([]line.Message{line.Text(sentence)}, messages...), nil
}

// aside is an answer that leaves the flow as it is: it offers to go on with it.
func (b *Bot) aside(t *turn, messages ...line.Message) []line.Message {
	if t.State.in() && len(messages) > 0 {
		label := t.Lang.T("flow.resume")
		last := &messages[len(messages)-1]
		*last = last.WithQuick(line.QuickItem{
			ImageURL: t.Cards.picture("icon/arrow-u-up-left-ink"), Action: line.Postback(label, t.data("flow.resume"), label),
		})
	}
	return messages
}
