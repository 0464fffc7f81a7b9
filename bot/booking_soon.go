package bot

// Who leaves the choice to us: เร็วที่สุด, วันไหนก็ได้, กี่โมงก็ได้, and who names a half of
// the day: ช่วงบ่าย.

import (
	"context"
	"regexp"

	"tambon/line"
	"tambon/models"
)

var (
	soonest = regexp.MustCompile(`(?:เร็ว|ไว|ใกล้|ด่วน)(?:ที่|ๆ)?สุด|(?:วัน|คิว|เวลา|รอบ)แรกที่ว่าง|เดี๋ยวนี้เลย|\b(?:earliest|soonest|asap)\b|as soon as possible`)
	anyDay  = regexp.MustCompile(`วัน(?:ไหน|ใด|อะไร)(?:ๆ)?(?:ก็|กะ|กา)?ได้|ได้ทุกวัน|ทุกวันได้|เมื่อไ(?:ร|หร่)ก็ได้|\bany ?day\b`)
	anyTime = regexp.MustCompile(`(?:เวลา|รอบ|ตอน)(?:ไหน|ใด|อะไร)(?:ๆ)?(?:ก็|กะ)ได้|กี่โมง(?:ก็|กะ)ได้|\bany ?time\b`)
)

// leavesChoice reports whether a message leaves the day or hour to us.
func leavesChoice(said string) bool {
	heard := hear(opening(said))
	return soonest.MatchString(heard) || anyDay.MatchString(heard) || anyTime.MatchString(heard)
}

// freeFirst takes what is free first, or shows it to whom any day or hour will do.
func (b *Bot) freeFirst(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	heard := hear(opening(said))
	d := &t.State.Draft
	if d.Service == "" {
		return b.again(ctx, t, t.Lang.T("flow.service_first"))
	}
	h, err := b.Bookings.HealthService(ctx, d.Service)
	if err != nil {
		return nil, err
	}
	ofDay := d.Day == "" || anyDay.MatchString(heard) || t.State.Step == atConfirm || t.State.Step == atEdit
	d.Slot = ""
	switch {
	case ofDay && soonest.MatchString(heard):
		return b.firstDay(ctx, t, h)
	case ofDay:
		d.Day, d.From = "", ""
		return b.choosing(ctx, t, atDay, t.Lang.T("flow.any_day"))
	case !soonest.MatchString(heard):
		return b.choosing(ctx, t, atTime, t.Lang.T("flow.any_time"))
	}
	slots, err := b.Bookings.Times(ctx, h, d.Day)
	switch {
	case err != nil:
		return nil, err
	case len(slots) == 0:
		return b.next(ctx, t)
	}
	slot, err := b.Bookings.Slot(ctx, slots[0].ID)
	if err != nil {
		return nil, err
	}
	return b.choose(ctx, t, slot)
}

// firstDay chooses the first day with a free place and says which it is.
func (b *Bot) firstDay(ctx context.Context, t *turn, h models.HealthService) ([]line.Message, error) {
	d := &t.State.Draft
	d.Day, d.From = "", ""
	slots, err := b.Bookings.Nearest(ctx, h, t.Now, 1)
	switch {
	case err != nil:
		return nil, err
	case len(slots) == 0:
		return b.next(ctx, t)
	}
	d.Day = slots[0].Day
	first := slots[0].StartsAt.In(b.Zone)
	return b.choosing(ctx, t, atTime, t.Lang.T("flow.soonest", "day", t.Lang.Day(first), "clock", t.Lang.Clock(first)))
}

// The halves of a day, in the sentences' keys.
const (
	morning   = "morning"
	afternoon = "afternoon"
)

var (
	inMorning   = regexp.MustCompile(`เช้า|ก่อนเที่ยง|\bmorning\b`)
	inAfternoon = regexp.MustCompile(`บ่าย|หลังเที่ยง|\bafternoon\b`)
	halfRefused = regexp.MustCompile(`(?:ไม่|อย่า|สวัสดี|อรุณ|กิน|good ).{0,12}(?:เช้า|บ่าย|เที่ยง|morning|afternoon)`)
)

// halfOf returns the half of the day that a message names, "" for none or both.
func halfOf(said string) string {
	heard := hear(opening(said))
	before, after := inMorning.MatchString(heard), inAfternoon.MatchString(heard)
	switch {
	case before == after || halfRefused.MatchString(heard):
		return ""
	case before:
		return morning
	}
	return afternoon
}

// halfDay shows the free times of a half of the draft's day, or the whole day where
// the half has none.
func (b *Bot) halfDay(ctx context.Context, t *turn, half string) ([]line.Message, error) {
	d := &t.State.Draft
	d.Slot = ""
	h, err := b.Bookings.HealthService(ctx, d.Service)
	if err != nil {
		return nil, err
	}
	slots, err := b.Bookings.Times(ctx, h, d.Day)
	switch {
	case err != nil:
		return nil, err
	case len(slots) == 0:
		return b.next(ctx, t)
	}
	for _, slot := range slots {
		if (slot.StartsAt.In(b.Zone).Hour() < 12) != (half == morning) {
			t.Without = append(t.Without, slot.ID)
		}
	}
	sentence := "flow." + half
	if len(t.Without) == len(slots) {
		t.Without, sentence = nil, sentence+".none"
	}
	return b.choosing(ctx, t, atTime, t.Lang.T(sentence))
}
