package schedule_test

// A town with people in it: bookings, and staff who change hours.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/jobs"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/schedule"
	"tambon/store"
)

type silent[T jobs.Args] struct{ jobs.Defaults[T] }

func (silent[T]) Work(context.Context, *jobs.Job[T]) error { return nil }

// A staffed town is a town in which bookings are kept; nobody is told, for its
// queue never starts.
type staffed struct {
	*town
	bookings  *booking.Service
	residents *resident.Service
}

type townClock struct{ d *town }

func (c townClock) Now() time.Time { return c.d.now }

func staff(t *testing.T, s *store.Store) *staffed {
	t.Helper()
	d := found(t, s)
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	queue := jobs.New(s, townClock{d}, slog.New(slog.DiscardHandler))
	jobs.Register(queue, silent[booking.Remind]{})
	jobs.Register(queue, silent[booking.Tell]{})
	if err := queue.Open(); err != nil {
		t.Fatal(err)
	}
	now := townClock{d}.Now
	f := &staffed{town: d, bookings: booking.New(s, queue, now, zone)}
	f.residents = resident.New(s, now, f.bookings, f.bookings, push.New(s, now))
	d.Service = d.WithBookings(f.bookings)
	return f
}

// book gives somebody with LINE a place.
func (f *staffed) book(name string, day models.Date, hour int) models.Booking {
	f.t.Helper()
	b, err := f.tryBook(name, day, hour)
	if err != nil {
		f.t.Fatal(err)
	}
	return b
}

func (f *staffed) tryBook(name string, day models.Date, hour int) (models.Booking, error) {
	ctx := context.Background()
	r, err := f.residents.Meet(ctx, "U"+name)
	if err != nil {
		return models.Booking{}, err
	}
	slot, err := f.bookings.SlotAt(ctx, "hydro", day, hour*60)
	if err != nil {
		return models.Booking{}, err
	}
	return f.bookings.Book(ctx, booking.Request{
		ResidentID: r.ID, SlotID: slot.ID, Patient: "สมศรี ใจดี", Phone: "0812345678", Channel: "line", By: services.Resident(r.ID),
	})
}

func (f *staffed) standing() schedule.Standing {
	f.t.Helper()
	st, err := f.Standing(context.Background(), "pakphun")
	if err != nil {
		f.t.Fatal(err)
	}
	return st
}

// wish is a change by the centre's head, over what stands now.
func (f *staffed) wish(c schedule.Change) schedule.Wish {
	return schedule.Wish{Centre: "pakphun", Change: c, By: services.Staff("head"), Mark: schedule.Mark(c, f.standing())}
}

func (f *staffed) plan(c schedule.Change) schedule.Plan {
	f.t.Helper()
	p, err := f.Plan(context.Background(), f.wish(c))
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

// save makes a change that was looked at.
func (f *staffed) save(c schedule.Change, then schedule.Then) schedule.Saved {
	f.t.Helper()
	w := f.wish(c)
	p, err := f.Plan(context.Background(), w)
	if err != nil {
		f.t.Fatal(err)
	}
	done, err := f.Save(context.Background(), w, p.Seen, then)
	if err != nil {
		f.t.Fatal(err)
	}
	f.sound()
	return done
}

// undo takes the newest change of a service, or of the closures, back.
func (f *staffed) undo(service string) (schedule.Saved, error) {
	f.t.Helper()
	ctx := context.Background()
	past, err := f.History(ctx, f.standing(), service)
	if err != nil || len(past) == 0 {
		f.t.Fatalf("history: %d changes, %v", len(past), err)
	}
	w, _, err := f.Undo(ctx, "pakphun", past[0].ID, services.Staff("head"))
	if err != nil {
		return schedule.Saved{}, err
	}
	p, err := f.Plan(ctx, w)
	if err != nil {
		return schedule.Saved{}, err
	}
	return f.Save(ctx, w, p.Seen, schedule.Keep)
}

func (f *staffed) refused(c schedule.Change, want error) {
	f.t.Helper()
	if _, err := f.Plan(context.Background(), f.wish(c)); !errors.Is(err, want) {
		f.t.Errorf("the plan says %v; want %v", err, want)
	}
}

func (f *staffed) sound() {
	f.t.Helper()
	if broken := apptest.Broken(f.t, f.store, f.now); len(broken) > 0 {
		f.t.Errorf("the database breaks promises: %v", broken)
	}
}

func (f *staffed) count(query string, args ...any) (n int) {
	f.t.Helper()
	if err := f.store.DB(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
	return n
}

func closed(day, last models.Date, service, reason string) schedule.Span {
	return schedule.Span{Shut: schedule.Shut{Service: service, Day: day, To: 24 * 60, ReasonTH: reason}, Last: last}
}

func (f *staffed) six(day models.Date) {
	for i := range 6 {
		f.book(fmt.Sprintf("%s-%d", day, i), day, 9+i%3)
	}
}
