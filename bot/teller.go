package bot

// Residents are told of what staff changed: the job's last step is LINE.

import (
	"context"
	"encoding/json"

	"tambon/jobs"
	"tambon/line"
	"tambon/models"
	"tambon/services/booking"
	"tambon/store"
	"tambon/text"
)

// Teller works booking.tell jobs.
type Teller struct {
	jobs.Defaults[booking.Tell]
	Bot   *Bot
	Store *store.Store
}

// Work tells the resident what became of their visit, unless it was undone
// meanwhile. Whom LINE does not reach is left for staff to call.
func (w Teller) Work(ctx context.Context, job *jobs.Job[booking.Tell]) error {
	b := w.Bot
	news, ok, err := b.Bookings.Telling(ctx, job.Args.ChangeID)
	if err != nil || !ok {
		return err
	}
	r, err := b.Residents.One(ctx, news.Booking.ResidentID)
	if err != nil {
		return err
	}
	switch {
	case r.ErasedAt != nil:
		return b.Bookings.Told(ctx, news.Change.ID, models.TellNone)
	case !r.Reached():
		return b.Bookings.Told(ctx, news.Change.ID, models.TellCall)
	}
	words, err := b.news(news, r)
	if err != nil {
		return err
	}
	return b.push(ctx, sending{verb: job.Args.Kind(), key: job.Args.RetryKey, to: r, noun: news.Booking.ID}, words,
		func(ctx context.Context, p models.Push, end models.PushState) error {
			return w.Store.Tx(ctx, func(ctx context.Context) error {
				told := models.TellDone
				if end != models.PushSent {
					told = models.TellCall
				}
				if err := b.Bookings.Told(ctx, news.Change.ID, told); err != nil {
					return err
				}
				if err := b.Pushes.Finish(ctx, p, end); err != nil {
					return err
				}
				return jobs.Complete(ctx, w.Store, job)
			})
		})
}

func (b *Bot) news(n booking.News, r models.Resident) ([]byte, error) {
	c := b.cards(b.Town(), text.Lang(r.Language))
	view, err := b.bookingView(c.Lang, b.Now().In(b.Zone), n.Booking)
	if err != nil {
		return nil, err
	}
	told := ToldView{BookingView: view, Was: n.Was.StartsAt.In(b.Zone), Reason: n.Reason.Key, Words: n.Reason.Words}
	card := c.Moved
	switch {
	case n.Change.Undoes != nil:
		card = c.Restored
	case n.Change.ToStatus == models.BookingCancelled:
		card = c.CalledOff
	}
	return json.Marshal([]line.Message{card(told)})
}
