package booking_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services/booking"
	"tambon/store"
)

// when is how a clock stands to the two days of a week that are looked at: a
// Thursday with sessions until 12, and a Saturday without.
type when struct {
	name               string
	thursday, saturday models.Date
	clock              int // days after the day that is looked at, at 10:30
	refusal            error
}

var whens = []when{
	{"bookable", "2026-12-03", "2026-12-05", -2, nil},
	{"past", "2026-12-03", "2026-12-05", 1, booking.ErrPast},
	{"too late", "2026-12-03", "2026-12-05", 0, booking.ErrTooLate}, // the last session is at 11, bookable until 9
	{"too early", "2026-12-03", "2026-12-05", -20, booking.ErrTooEarly},
	{"too early, and its slots are not made", "2026-12-24", "2026-12-26", -29, booking.ErrTooEarly},
}

// Every obstacle together with every other: what never opens is told before what
// opens later, and that before what others may give back.
func TestWhichOfSeveralObstaclesIsTold(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		for _, w := range whens {
			for bits := range 16 {
				offered, closed, session, full := bits&1 == 0, bits&2 != 0, bits&4 == 0, bits&8 != 0
				day := w.thursday
				if !session {
					day = w.saturday
				}
				d.set(day.Add(w.clock), 10, 30)
				d.exec("UPDATE health_services SET active = ?", offered)
				d.exec("UPDATE slots SET taken = 0, closed = ?, capacity = 5 WHERE day = ?", closed, day)
				if full {
					d.exec("UPDATE slots SET taken = capacity WHERE day = ?", day)
				}
				d.exec("DELETE FROM closures WHERE day = ?", day)
				if closed {
					d.exec("INSERT INTO closures (id, centre_id, day, reason_th, reason_en) VALUES (?, 'pakphun', ?, 'ปิด', 'closed')", day, day)
				}
				want := firstOf(obstacle{!offered, booking.ErrUnknown}, obstacle{w.refusal == booking.ErrPast, booking.ErrPast},
					obstacle{closed, booking.ErrClosed}, obstacle{!session, booking.ErrNoSession},
					obstacle{w.refusal != nil, w.refusal}, obstacle{full, booking.ErrFull})
				scene := fmt.Sprintf("%s; offered %v, closed %v, session %v, full %v", w.name, offered, closed, session, full)
				d.refuses(scene, day, want)
			}
		}
	})
}

type obstacle struct {
	stands  bool
	refusal error
}

func firstOf(list ...obstacle) error {
	for _, o := range list {
		if o.stands {
			return o.refusal
		}
	}
	return nil
}

// refuses asks for a day and, where it has one, for its last slot.
func (d *town) refuses(scene string, day models.Date, want error) {
	d.t.Helper()
	ctx := context.Background()
	var h models.HealthService
	if err := d.store.DB(ctx).Where("id = 'hydro'").Take(&h).Error; err != nil {
		d.t.Fatal(err)
	}
	why := want
	if why == nil {
		why = booking.ErrFull // Why is asked of days on which nothing is free
	}
	if err := d.Why(ctx, h, day); !errors.Is(err, why) {
		d.t.Errorf("%s: the day is refused with %v; want %v", scene, err, why)
	}
	slot, err := d.SlotAt(ctx, "hydro", day, 11*60)
	if errors.Is(err, booking.ErrUnknown) {
		return
	}
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.Bookable(slot); !errors.Is(err, want) || want == nil && err != nil {
		d.t.Errorf("%s: the slot is refused with %v; want %v", scene, err, want)
	}
}
