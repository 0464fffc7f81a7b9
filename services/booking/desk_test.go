package booking_test

// The counter: marks, their order, their days, and many hands at once.

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

// nurse is staff of the town's centre.
var nurse = services.Staff("nurse")

func seen(b models.Booking) booking.Act {
	return booking.Act{Centre: "pakphun", BookingID: b.ID, Version: b.Version, By: nurse}
}

// A counterAct is what staff do to a booking.
type counterAct func(context.Context, booking.Act) (booking.Done, error)

func (d *town) deeds() map[string]counterAct {
	return map[string]counterAct{
		"arrive": d.Arrive, "begin": d.Begin, "finish": d.Finish, "noshow": d.NoShow,
		"cancel": func(ctx context.Context, a booking.Act) (booking.Done, error) {
			return d.CancelByStaff(ctx, a, booking.Reason{Key: "weather"})
		},
		"move": func(ctx context.Context, a booking.Act) (booking.Done, error) {
			return d.Move(ctx, a, d.slot("hydro", tomorrow, 11).ID)
		},
	}
}

// must does what may not be refused.
func (d *town) must(do counterAct, b models.Booking) booking.Done {
	d.t.Helper()
	done, err := do(context.Background(), seen(b))
	if err != nil {
		d.t.Fatal(err)
	}
	return done
}

func TestWhichMarkFollowsWhich(t *testing.T) {
	t.Parallel()
	const yes, no = true, false
	want := map[string]map[string]bool{
		"":       {"arrive": yes, "begin": yes, "finish": yes, "noshow": yes, "cancel": yes, "move": yes},
		"arrive": {"arrive": no, "begin": yes, "finish": yes, "noshow": yes, "cancel": yes, "move": yes},
		"begin":  {"arrive": no, "begin": no, "finish": yes, "noshow": no, "cancel": yes, "move": no},
		"finish": {"arrive": no, "begin": no, "finish": no, "noshow": no, "cancel": no, "move": no},
		"noshow": {"arrive": no, "begin": no, "finish": no, "noshow": no, "cancel": no, "move": no},
		"cancel": {"arrive": no, "begin": no, "finish": no, "noshow": no, "cancel": no, "move": no},
	}
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		d.site.Services[0].Capacity = 100
		d.exec("UPDATE slots SET capacity = 100")
		deeds := d.deeds()
		for before, row := range want {
			for after, ok := range row {
				d.set("2026-11-25", 10, 0)
				b := d.book(d.resident(before+after), d.slot("hydro", tomorrow, 9).ID)
				d.set(tomorrow, 9, 5)
				if before != "" {
					b = d.must(deeds[before], b).Booking
				}
				done, err := deeds[after](context.Background(), seen(b))
				switch {
				case ok && err != nil:
					t.Errorf("%s after %q: %v; want it done", after, before, err)
				case ok && done.Change.FromStatus != b.Status:
					t.Errorf("%s after %q says it came from %s; want %s", after, before, done.Change.FromStatus, b.Status)
				case !ok && !errors.Is(err, booking.ErrStep):
					t.Errorf("%s after %q: %v; want that its state does not allow it", after, before, err)
				}
			}
		}
		d.sound()
	})
}

func TestMarksHaveTheirDay(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		deeds := d.deeds()
		for _, c := range []struct {
			day    models.Date
			hour   int
			deed   string
			refuse error
		}{
			{"2026-11-25", 15, "arrive", booking.ErrNotToday},
			{"2026-11-25", 15, "begin", booking.ErrNotToday},
			{"2026-11-25", 15, "finish", booking.ErrNotToday},
			{"2026-11-25", 15, "noshow", booking.ErrNotBegun},
			{tomorrow, 8, "arrive", nil},
			{tomorrow, 8, "begin", nil},
			{tomorrow, 8, "noshow", booking.ErrNotBegun},
			{tomorrow, 9, "noshow", nil},
			{tomorrow, 23, "cancel", nil},
			{"2026-11-27", 9, "arrive", booking.ErrNotToday},
			{"2026-11-27", 9, "finish", nil},
			{"2026-11-27", 9, "noshow", nil},
			{"2026-11-27", 9, "cancel", booking.ErrOver},
		} {
			name := fmt.Sprintf("%s on %s at %d", c.deed, c.day, c.hour)
			d.set("2026-11-25", 10, 0)
			b := d.book(d.resident(name), d.slot("hydro", tomorrow, 9).ID)
			d.set(c.day, c.hour, 0)
			if _, err := deeds[c.deed](context.Background(), seen(b)); !errors.Is(err, c.refuse) {
				t.Errorf("%s: %v; want %v", name, err, c.refuse)
			}
			d.exec("UPDATE slots SET capacity = capacity + 1")
		}
	})
}

func TestTwentyHandsMarkOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		deeds := d.deeds()
		for round, name := range []string{"arrive", "begin", "finish", "noshow", "cancel"} {
			d.set("2026-11-25", 10, 0)
			b := d.book(d.resident(name), d.slot("hydro", tomorrow, 9+round).ID)
			d.set(tomorrow, 15, 0)
			said := atOnce(20, func(int) error {
				_, err := deeds[name](context.Background(), seen(b))
				return err
			})
			if got := d.successes(said, booking.ErrChanged); got != 1 {
				t.Errorf("%s: %d of twenty hands did it; want one", name, got)
			}
			for _, err := range said {
				if c, ok := booking.Since(err); err != nil && (!ok || c.Verb != "booking."+name || c.ActorID != "nurse") {
					t.Errorf("%s: a hand that lost was told of %+v; want who was first, and what they did", name, c)
				}
			}
			if n := d.count("SELECT count(*) FROM booking_changes WHERE booking_id = ?", b.ID); n != 1 {
				t.Errorf("%s: %d changes are in the history; want one", name, n)
			}
		}
		d.sound()
	})
}

func TestCancellingAgainstArriving(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		for round := range 20 {
			d.set(tomorrow.Add(-1), 10, 0)
			somsri := d.resident(fmt.Sprint(round))
			b := d.book(somsri, d.slot("hydro", tomorrow, 17).ID)
			d.set(tomorrow, 10, 0)
			said := atOnce(8, func(i int) error {
				var err error
				switch i % 4 {
				case 0:
					_, err = d.Arrive(context.Background(), seen(b))
				case 1:
					_, err = d.CancelByStaff(context.Background(), seen(b), booking.Reason{Key: "asked"})
				default:
					_, err = d.Cancel(context.Background(), somsri, b.ID, "resident")
				}
				return err
			})
			for _, err := range said {
				if err != nil && !errors.Is(err, booking.ErrChanged) && !errors.Is(err, booking.ErrCancelled) {
					t.Errorf("round %d: %v; want done, changed or cancelled already", round, err)
				}
			}
			d.sound()
			d.exec("UPDATE slots SET capacity = capacity + 1")
		}
	})
}

func TestAnotherCentresStaffSeeNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		b := d.book(d.resident("somsri"), d.slot("hydro", tomorrow, 9).ID)
		d.set(tomorrow, 9, 0)
		stranger := seen(b)
		stranger.Centre = "elsewhere"
		for name, do := range d.deeds() {
			if _, err := do(ctx, stranger); kindOf(err) != services.NotFound {
				t.Errorf("%s by another centre: %v; want that there is no such booking", name, err)
			}
		}
		done := d.must(d.Arrive, b)
		stranger.Version++
		if _, err := d.Undo(ctx, stranger, done.Change.ID); kindOf(err) != services.NotFound {
			t.Errorf("undo by another centre: %v; want that there is no such booking", err)
		}
		r := request(d.resident("boonmee"), d.slot("hydro", tomorrow, 9).ID)
		if _, err := d.BookAtDesk(ctx, "elsewhere", r); kindOf(err) != services.NotFound {
			t.Errorf("booked in another centre: %v; want that there is no such slot", err)
		}
	})
}

func TestBookingAtTheDesk(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		desk := func(who string, slot models.Slot) error {
			r := request(d.resident(who), slot.ID)
			r.Channel, r.By, r.Patient = "counter", nurse, who
			_, err := d.BookAtDesk(ctx, "pakphun", r)
			return err
		}
		nine := d.slot("thai", tomorrow, 9)
		d.set(tomorrow, 9, 59)
		if err := desk("walk-in", nine); err != nil {
			t.Errorf("a minute before the session's end: %v; want a place for a walk-in", err)
		}
		d.set(tomorrow, 10, 0)
		if err := desk("late", nine); !errors.Is(err, booking.ErrOver) {
			t.Errorf("after its end: %v; want that it is over", err)
		}
		for i, hour := range []int{10, 11} {
			for _, day := range []models.Date{tomorrow, "2026-11-27"} {
				if err := desk("often", d.slot("thai", day, hour)); err != nil {
					t.Errorf("booking %d beyond what a resident may hold: %v; want a place", i, err)
				}
			}
		}
		if err := desk("often", d.slot("hydro", tomorrow, 10)); !errors.Is(err, booking.ErrOverlap) {
			t.Errorf("the same person at the same time: %v; want a refusal", err)
		}
		if err := desk("second", d.slot("thai", tomorrow, 10)); err != nil {
			t.Error(err)
		}
		if err := desk("third", d.slot("thai", tomorrow, 10)); !errors.Is(err, booking.ErrFull) {
			t.Errorf("the third of two places: %v; want that it is full", err)
		}
		d.exec("UPDATE slots SET closed = TRUE WHERE id = ?", d.slot("hydro", tomorrow, 11).ID)
		if err := desk("closed", d.slot("hydro", tomorrow, 11)); !errors.Is(err, booking.ErrSlotClosed) {
			t.Errorf("in a closed slot: %v; want a refusal", err)
		}
		if n := d.count("SELECT count(*) FROM bookings WHERE channel = 'counter' AND number IS NOT NULL"); n != 6 {
			t.Errorf("%d bookings by the counter, with numbers; want 6", n)
		}
		d.sound()
	})
}
