package bot

// What is refused while choosing, "ไม่เอา 9 โมง": the others are offered.

import (
	"context"
	"slices"

	"tambon/line"
	"tambon/models"
)

// otherService offers the services that were not refused.
func (b *Bot) otherService(ctx context.Context, t *turn, codes []string) ([]line.Message, error) {
	d := &t.State.Draft
	if d.Service != "" && !slices.Contains(codes, d.Service) {
		return b.next(ctx, t)
	}
	d.Service, d.Day, d.From, d.Slot = "", "", "", ""
	t.Without = codes
	return b.choosing(ctx, t, atService, t.Lang.T("flow.other_service"))
}

// otherDay offers the days that were not refused.
func (b *Bot) otherDay(ctx context.Context, t *turn, day models.Date) ([]line.Message, error) {
	d := &t.State.Draft
	switch {
	case d.Service == "":
		return b.again(ctx, t, t.Lang.T("flow.service_first"))
	case d.Day != "" && d.Day != day:
		return b.next(ctx, t)
	}
	d.Day, d.Slot = "", ""
	t.Without = []string{string(day)}
	return b.choosing(ctx, t, atDay, t.Lang.T("flow.other_day"))
}

// otherTime offers the hours of the draft's day that were not refused, or other
// days where there are none.
func (b *Bot) otherTime(ctx context.Context, t *turn, minutes []int) ([]line.Message, error) {
	d := &t.State.Draft
	if d.Day == "" {
		return b.choosing(ctx, t, atDay, t.Lang.T("flow.day_first"))
	}
	h, err := b.Bookings.HealthService(ctx, d.Service)
	if err != nil {
		return nil, err
	}
	slots, err := b.Bookings.Times(ctx, h, d.Day)
	if err != nil {
		return nil, err
	}
	d.Slot = ""
	for _, slot := range slots {
		at := slot.StartsAt.In(b.Zone)
		if slices.Contains(minutes, at.Hour()*60+at.Minute()) {
			t.Without = append(t.Without, slot.ID)
		}
	}
	if len(t.Without) == len(slots) {
		return b.otherDay(ctx, t, d.Day)
	}
	return b.choosing(ctx, t, atTime, t.Lang.T("flow.other_time"))
}

// choosing asks for a part of the booking, with a sentence before it.
func (b *Bot) choosing(ctx context.Context, t *turn, at step, sentence string) ([]line.Message, error) {
	t.State.Step = at
	return b.again(ctx, t, sentence)
}

// offers reports whether a choice is to be shown.
func (t *turn) offers(id string) bool { return !slices.Contains(t.Without, id) }
