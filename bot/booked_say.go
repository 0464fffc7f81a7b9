package bot

// What is typed about bookings that were made: which one to cancel, and yes or no.

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"tambon/line"
	"tambon/models"
	"tambon/text"
)

var (
	// What may stand before the booking that is meant: ยกเลิกการจองที่ 2.
	cancelVerb = regexp.MustCompile(`(?:ยกเลิก|แคนเซิล|แคนเซล|เลิก)(?:การ)?(?:จอง|นัด|คิว)*|\bcancel(?: my| the)?(?: bookings?| appointments?| visits?)?`)
	// Who cannot come on a day says so without the word for cancelling.
	cannotCome = regexp.MustCompile(`(?:ไป|มา)(?:ตามนัด)?ไม่ได้|ไม่(?:ไป|มา)(?:แล้ว|ตามนัด)|ติดธุระ|ไม่ว่าง|\b(?:can't|cannot) (?:come|make)`)

	bookVerb      = regexp.MustCompile(`^(?:ขอ|จะ|อยาก|อยากจะ| )*จอง|\bbook\b`)
	bookingNumber = regexp.MustCompile(`[a-z]{2}[- ]?\d{4}[- ]?\d{6}|\b\d{6}\b`)
	notLetters    = strings.NewReplacer("-", "", " ", "")
)

// At "cancel it?" the verb alone leaves, as it always does; with a yes or an เลย it cancels.
var (
	cancelYes = regexp.MustCompile(`^(?:` + cancelFiller + `|` + cancelAssent + `)*(?:` + cancelAssent + `)(?:` + cancelFiller + `)*(?:ยกเลิก|cancel)(?:` + cancelFiller + `|` + cancelAssent + `|` + cancelObject + `)*$|` +
		`^(?:` + cancelFiller + `)*(?:ยกเลิก|cancel)(?:` + cancelFiller + `|` + cancelObject + `)*(?:เลย|` + cancelAssent + `)(?:` + cancelFiller + `)*$`)
	cancelNo = regexp.MustCompile(`(?:ไม่|อย่า)(?:ได้|ต้อง|อยาก|จะ|เพิ่ง|ให้)*(?:ยกเลิก|เลิก)|เก็บ(?:การจอง|คิว|นัด)?ไว้|จะไป(?:ตามนัด)?$|\b(?:don'?t cancel|keep)`)
)

const (
	cancelAssent = `ใช่|ยืนยัน|ตกลง|โอเค|ได้|yes|ok`
	cancelFiller = `แล้ว|เลย|ไป|ให้|หน่อย|ด้วย|ค่ะ|คะ|ครับ|คับ|จ้า|นะ|ขอ|ช่วย|การ|it|,|\.|!|ไม่ไป|ไปไม่ได้|ไม่ว่าง|ติดธุระ`
	cancelObject = `จอง|คิว|นัด|อันนี้|วันนี้|นี้`
)

// sayBookings reads what is typed to "cancel it?", to the list of bookings, and of
// a booking to be cancelled wherever it is said: ยกเลิกการจองที่ 2, พรุ่งนี้ไปไม่ได้.
// No messages means that it was nothing of the kind.
func (b *Bot) sayBookings(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	heard := closed(hear(opening(said)))
	if t.State.Step == atCancel {
		switch {
		case cancelNo.MatchString(heard):
			return b.bookingKeep(ctx, t, t.State.Booking)
		case cancelYes.MatchString(heard):
			return b.bookingCancel(ctx, t, t.State.Booking)
		}
	}
	cancels := cancelVerb.MatchString(heard) && !refused.MatchString(tail(heard[:cancelVerb.FindStringIndex(heard)[0]]))
	away := !t.State.Step.books() && cannotCome.MatchString(heard)
	if !cancels && !away && len(t.State.Listed) == 0 {
		return nil, nil
	}
	list, err := b.upcoming(ctx, t)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	m := b.meant(t, list, said)
	switch {
	case cancels || away:
		return b.cancelMeant(ctx, t, said, m, list, away && !cancels)
	case t.State.Step.books() && !m.byPlace, wordIn(said) != "", b.wishes(ctx, said):
		return nil, nil
	}
	return b.listAnswer(ctx, t, said, m, list)
}

// wishes reports whether a message names a health service, or the word for booking:
// it is no answer to the list.
func (b *Bot) wishes(ctx context.Context, said string) bool {
	list, err := b.Bookings.HealthServices(ctx)
	code, several := servicesIn(list, said)
	return err != nil || code != "" || several || bookVerb.MatchString(hear(opening(said)))
}

// cancelMeant asks about the booking that a wish to cancel is about, or which it is.
func (b *Bot) cancelMeant(ctx context.Context, t *turn, said string, m meaning, list []models.Booking, away bool) ([]line.Message, error) {
	switch {
	case len(m.found) == 1:
		messages, err := b.askCancel(ctx, t, m.found[0])
		if err == nil && away {
			messages = append([]line.Message{line.Text(t.Lang.T("flow.away"))}, messages...)
		}
		return messages, err
	case t.State.Cancels && len(t.State.Listed) == 1 && !m.named && cancelYes.MatchString(closed(hear(opening(said)))):
		return b.askCancel(ctx, t, t.State.Listed[0])
	case m.named && (!t.State.Step.books() || len(m.found) > 1):
		return b.whichBooking(ctx, t)
	case wordOf(said) != WordCancelBooking:
		return nil, nil
	case t.State.Step == atCancel && len(list) == 1:
		return b.again(ctx, t, t.Lang.T("flow.cancel_how"))
	case len(t.State.Listed) == 1:
		return b.askCancel(ctx, t, t.State.Listed[0])
	case len(t.State.Listed) > 1:
		return b.whichBooking(ctx, t)
	}
	return nil, nil
}

// listAnswer reads an answer to the list that was shown last. Yes means the only
// booking: to cancel it where that was wished for.
func (b *Bot) listAnswer(ctx context.Context, t *turn, said string, m meaning, list []models.Booking) ([]line.Message, error) {
	switch {
	case len(m.found) == 1:
		return b.askCancel(ctx, t, m.found[0])
	case m.named:
		return b.whichBooking(ctx, t)
	case !isYes(said):
		return nil, nil
	case !t.State.Cancels && len(list) == 1:
		return b.stays(ctx, t, list[0].ID, t.Cards.BookedAlready)
	case len(list) == 1:
		return b.askCancel(ctx, t, list[0].ID)
	}
	return b.whichBooking(ctx, t)
}

// whichBooking shows the list and how to name one of it.
func (b *Bot) whichBooking(ctx context.Context, t *turn) ([]line.Message, error) {
	messages, err := b.look(t, func() ([]line.Message, error) { return b.bookingList(ctx, t) })
	t.State.Cancels = true
	if err != nil || len(messages) >= listed {
		return messages, err
	}
	return append([]line.Message{line.Text(t.Lang.T("flow.which_booking"))}, messages...), nil
}

// meaning is which bookings a message may mean.
type meaning struct {
	found   []string // ids
	named   bool     // it names one, be it there or not
	byPlace bool     // by its place in the list or its number
}

// meant reads a place in the list, a number, or any of day, hour and service.
func (b *Bot) meant(t *turn, list []models.Booking, said string) meaning {
	folded := hear(opening(said))
	if n, ok := text.ReadChoice(bare(cancelVerb.ReplaceAllString(folded, " "))); ok {
		return meaning{found: place(t.State.Listed, list, n), named: true, byPlace: true}
	}
	if figures := bookingNumber.FindString(folded); figures != "" {
		return meaning{found: those(list, func(one models.Booking) bool {
			return strings.HasSuffix(notLetters.Replace(text.Fold(number(one))), notLetters.Replace(figures))
		}), named: true, byPlace: true}
	}
	day, dayRead := text.ReadDay(said, t.Now)
	minutes, timeRead := text.ReadTime(said)
	onDay, atTime := dayRead == text.Sure || dayRead == text.Not, timeRead == text.Sure || timeRead == text.Not
	var services []models.HealthService
	for _, one := range list {
		services = append(services, one.Slot.Service)
	}
	code, _ := servicesIn(services, said)
	if !onDay && !atTime && code == "" {
		return meaning{}
	}
	return meaning{named: true, found: those(list, func(one models.Booking) bool {
		at := one.Slot.StartsAt.In(b.Zone)
		return (!onDay || one.Slot.Day == models.Date(day.Format("2006-01-02"))) &&
			(!atTime || slices.Contains(minutes, at.Hour()*60+at.Minute())) &&
			(code == "" || one.Slot.ServiceID == code)
	})}
}

func those(list []models.Booking, fits func(models.Booking) bool) []string {
	var ids []string
	for _, one := range list {
		if fits(one) {
			ids = append(ids, one.ID)
		}
	}
	return ids
}

// place is the n-th booking of the list that was shown, or would be.
func place(shown []string, list []models.Booking, n int) []string {
	if len(shown) == 0 {
		shown = those(list[:min(len(list), listed)], func(models.Booking) bool { return true })
	}
	if id, ok := nth(shown, n); ok {
		return []string{id}
	}
	return nil
}
