package bot

// Reminders: the job's last step is LINE, so its worker lives here.

import (
	"context"
	"encoding/json"
	"time"

	"tambon/jobs"
	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
	"tambon/text"
)

// Reminder works booking.remind jobs.
type Reminder struct {
	jobs.Defaults[booking.Remind]
	Bot   *Bot
	Store *store.Store
}

// Work reads the booking again and reminds of it, unless it was cancelled or moved,
// its resident left, too little time remains, or the later reminder comes at once.
func (w Reminder) Work(ctx context.Context, job *jobs.Job[booking.Remind]) error {
	b := w.Bot
	made, err := b.Bookings.One(ctx, job.Args.BookingID)
	if kind, _, _ := services.Explain(err); err != nil && kind == services.NotFound {
		return nil
	} else if err != nil {
		return err
	}
	now := b.Now()
	moment, ok := booking.Moment(now, made.Slot.StartsAt, b.Zone)
	if made.Status != models.BookingBooked || !ok || job.Args.SlotID != "" && job.Args.SlotID != made.SlotID ||
		booking.Overtaken(job.Args.Which, moment, made.Slot.StartsAt, b.Zone) {
		return nil
	}
	if wait := moment.Sub(now); wait > 0 {
		return jobs.Snooze(wait)
	}
	r, err := b.Residents.One(ctx, made.ResidentID)
	if err != nil {
		return err
	}
	if !r.Reached() {
		return nil
	}
	words, err := b.reminder(made, r, job.Args.Which, now)
	if err != nil {
		return err
	}
	return b.push(ctx, sending{verb: job.Args.Kind(), key: job.Args.RetryKey, to: r, noun: made.ID}, words,
		func(ctx context.Context, p models.Push, end models.PushState) error {
			return w.Store.Tx(ctx, func(ctx context.Context) error {
				if err := b.Pushes.Finish(ctx, p, end); err != nil {
					return err
				}
				return jobs.Complete(ctx, w.Store, job)
			})
		})
}

func (b *Bot) reminder(made models.Booking, r models.Resident, which string, now time.Time) ([]byte, error) {
	c := b.cards(b.Town(), text.Lang(r.Language))
	view, err := b.bookingView(c.Lang, now.In(b.Zone), made)
	if err != nil {
		return nil, err
	}
	card := c.ReminderSoon
	if which == booking.DayBefore {
		card = c.ReminderDay
	}
	return json.Marshal([]line.Message{card(view)})
}
