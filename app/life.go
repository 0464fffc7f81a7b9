package app

// The demo's life: two hundred people, three weeks of visits behind and one
// ahead, made by the services themselves on a clock of their own. It comes in
// while the demo runs already, a day at a time, and is safe to repeat.

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/services/schedule"
)

const (
	lifePeople = 200
	lifeTwins  = 3 // of them were registered before: two cards of one person
	daysBehind = 21
	daysAhead  = 7
)

// A life makes the town's past and its week.
type life struct {
	*App
	clock     time.Time // at which the services believe to be
	bookings  *booking.Service
	residents *resident.Service
	schedule  *schedule.Service
	random    *rand.Rand
	people    []string // ids of residents
}

// live fills the town, unless ctx ends.
func (a *App) live(ctx context.Context) error {
	l := &life{App: a, random: rand.New(rand.NewPCG(2569, 80000))}
	now := func() time.Time { return l.clock }
	zone := a.opts.Config.Zone
	l.bookings = booking.New(a.Store, a.queue, now, zone)
	l.residents = resident.New(a.Store, now, l.bookings)
	l.schedule = schedule.New(a.Store, now, zone)
	today := models.DateOf(a.now(), zone)
	if err := l.openPast(ctx, today); err != nil {
		return err
	}
	if err := l.meet(ctx, today); err != nil {
		return err
	}
	for i := range daysAhead + 1 {
		if err := l.day(ctx, today.Add(i)); err != nil {
			return err
		}
	}
	for i := range daysBehind {
		if err := l.day(ctx, today.Add(-1-i)); err != nil {
			return err
		}
	}
	return nil
}

// openPast makes the slots of the days behind. Days that lie beyond a clock's
// horizon are closed by it, so the real one has the last word.
func (l *life) openPast(ctx context.Context, today models.Date) error {
	return l.Store.Tx(ctx, func(ctx context.Context) error {
		for back := daysBehind; back > 0; back -= 7 {
			l.clock = today.Add(-back).At(6*60, l.opts.Config.Zone)
			if _, err := l.schedule.OpenSlots(ctx); err != nil {
				return err
			}
		}
		_, err := l.Schedule.OpenSlots(ctx)
		return err
	})
}

// meet registers those who are not there yet.
func (l *life) meet(ctx context.Context, today models.Date) error {
	l.clock = today.Add(-daysBehind).At(9*60, l.opts.Config.Zone)
	err := l.Store.DB(ctx).Model(&models.AuditEvent{}).Where("actor_id = 'life' AND verb = 'resident.register'").Order("id").Pluck("noun_id", &l.people).Error
	if err != nil {
		return err
	}
	for len(l.people) < lifePeople {
		err := l.Store.Tx(ctx, func(ctx context.Context) error {
			for range 20 { // a few at a time: residents in LINE do not wait long
				n := len(l.people)
				if n >= lifePeople-lifeTwins {
					n -= lifePeople - lifeTwins
				}
				r, err := l.residents.Register(ctx, models.Person{Name: lifeName(n), Phone: fmt.Sprintf("08%08d", 10_000_000+n*37_117)}, services.System("life"))
				if err != nil {
					return err
				}
				l.people = append(l.people, r.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// day fills a day about half, once, and lets pass what has passed.
func (l *life) day(ctx context.Context, day models.Date) error {
	var there int64
	key := "life:" + string(day)
	if err := l.Store.DB(ctx).Model(&models.Booking{}).Where("event_key LIKE ?", key+":%").Count(&there).Error; err != nil || there > 0 {
		return err
	}
	var slots []models.Slot
	err := l.Store.DB(ctx).Joins("Service").Where("slots.day = ? AND slots.closed = FALSE", day).Order("slots.starts_at, slots.service_id").Find(&slots).Error
	if err != nil {
		return err
	}
	for i, slot := range slots {
		err := l.Store.Tx(ctx, func(ctx context.Context) error {
			for place := range l.random.IntN(slot.Free()/2 + 2) {
				if err := l.visit(ctx, slot, fmt.Sprintf("%s:%d:%d", key, i, place)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// visit is one person's place in a slot, and what became of it.
func (l *life) visit(ctx context.Context, slot models.Slot, key string) error {
	who, err := l.residents.One(ctx, l.people[l.random.IntN(len(l.people))])
	if err != nil {
		return err
	}
	person, err := l.residents.Open(who)
	if err != nil {
		return err
	}
	now := l.now()
	l.clock = now
	if slot.StartsAt.Before(now) {
		l.clock = slot.StartsAt.Add(-20 * time.Minute)
	}
	b, err := l.bookings.BookAtDesk(ctx, slot.Service.CentreID, booking.Request{
		ResidentID: who.ID, SlotID: slot.ID, Patient: person.Name, Phone: person.Phone, Channel: "phone", EventKey: key, By: services.System("life"),
	})
	if kind, _, _ := services.Explain(err); err != nil && kind != services.Internal {
		return nil // full, or this person is elsewhere at the hour: somebody else another time
	}
	if err != nil {
		return err
	}
	return l.pass(ctx, b, slot, now)
}

// pass lets a visit go as far as it would have gone by now: most come, some are
// late, some never come.
func (l *life) pass(ctx context.Context, b models.Booking, slot models.Slot, now time.Time) error {
	act := func(at time.Time, do func(context.Context, booking.Act) (booking.Done, error)) error {
		if at.After(now) {
			return errLater
		}
		l.clock = at
		done, err := do(ctx, booking.Act{Centre: slot.Service.CentreID, BookingID: b.ID, Version: b.Version, By: services.System("life")})
		b = done.Booking
		return err
	}
	luck := l.random.IntN(100)
	if luck < 6 {
		return later(act(slot.StartsAt.Add(30*time.Minute), l.bookings.NoShow))
	}
	for _, step := range []struct {
		at time.Time
		do func(context.Context, booking.Act) (booking.Done, error)
	}{
		{slot.StartsAt.Add(time.Duration(luck/5-14) * time.Minute), l.bookings.Arrive},
		{slot.StartsAt.Add(time.Duration(luck/8) * time.Minute), l.bookings.Begin},
		{slot.EndsAt, l.bookings.Finish},
	} {
		if err := act(step.at, step.do); err != nil {
			return later(err)
		}
	}
	return nil
}

// errLater says that it has not happened yet.
var errLater = errors.New("app: later")

func later(err error) error {
	if errors.Is(err, errLater) {
		return nil
	}
	return err
}
