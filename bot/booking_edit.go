package bot

// Changing a booking in the making, and going back in it.

import (
	"context"
	"net/url"
	"strings"

	"tambon/line"
)

func (b *Bot) bookingEdit(ctx context.Context, t *turn, _ url.Values) ([]line.Message, error) {
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
	return b.change(ctx, t, args.Get("what"))
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

// back returns to the question before the one that is asked now.
func (b *Bot) back(ctx context.Context, t *turn) ([]line.Message, error) {
	switch t.State.Step {
	case atDay:
		return b.change(ctx, t, "service")
	case atTime:
		return b.change(ctx, t, "day")
	case atPrivacy, atName, atConfirm:
		return b.change(ctx, t, "time")
	case atPhone:
		return b.change(ctx, t, "name")
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

// again asks what is awaited once more, with a sentence before it.
func (b *Bot) again(ctx context.Context, t *turn, sentence string) ([]line.Message, error) {
	var messages []line.Message
	var err error
	switch t.State.Step {
	case atName:
		return b.askName(t, sentence)
	case atPhone:
		return b.askPhone(t, sentence)
	case atMineName:
		return b.askMine(t, atMineName, sentence)
	case atMinePhone:
		return b.askMine(t, atMinePhone, sentence)
	case atEdit:
		messages, err = b.bookingEdit(ctx, t, nil)
	case atCancel:
		messages, err = b.askCancel(ctx, t, t.State.Booking)
	case atErase:
		messages, err = b.askErase(ctx, t)
	default:
		messages, err = b.next(ctx, t)
	}
	if err != nil || len(messages) >= 5 {
		return messages, err
	}
	return append([]line.Message{line.Text(sentence)}, messages...), nil
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
