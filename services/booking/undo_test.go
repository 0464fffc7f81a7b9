package booking_test

// Taking back and moving.

import (
	"context"
	"errors"
	"slices"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

func TestUndo(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		b := d.book(d.resident("somsri"), d.slot("hydro", tomorrow, 9).ID)
		d.set(tomorrow, 8, 50)
		arrived := d.must(d.Arrive, b)
		begun := d.must(d.Begin, arrived.Booking)

		_, err := d.Undo(ctx, seen(begun.Booking), arrived.Change.ID)
		if c, ok := booking.Since(err); !errors.Is(err, booking.ErrChanged) || !ok || c.ID != begun.Change.ID || c.ActorID != "nurse" {
			t.Errorf("undoing what is no longer the newest: %v; want that it was begun since, and by whom", err)
		}
		if _, err := d.Undo(ctx, seen(begun.Booking), "nothing"); kindOf(err) != services.NotFound {
			t.Errorf("undoing what never was: %v", err)
		}
		back, err := d.Undo(ctx, seen(begun.Booking), begun.Change.ID)
		if err != nil || back.Booking.Status != models.BookingArrived {
			t.Fatalf("undone: %+v, %v; want arrived, as before", back.Booking, err)
		}
		if _, err := d.Undo(ctx, seen(back.Booking), begun.Change.ID); !errors.Is(err, booking.ErrUndone) {
			t.Errorf("undone again: %v", err)
		}
		if _, err := d.Undo(ctx, seen(back.Booking), back.Change.ID); !errors.Is(err, booking.ErrUndoNot) {
			t.Errorf("an undo undone: %v", err)
		}
		d.set(tomorrow, 23, 59)
		back, err = d.Undo(ctx, seen(back.Booking), arrived.Change.ID)
		if err != nil || back.Booking.Status != models.BookingBooked {
			t.Fatalf("the change before it, at the end of the day: %v; want booked, as at first", err)
		}
		d.set("2026-11-27", 0, 5)
		noshow := d.must(d.NoShow, back.Booking)
		d.set("2026-11-28", 0, 0)
		if _, err := d.Undo(ctx, seen(noshow.Booking), noshow.Change.ID); !errors.Is(err, booking.ErrUndoLate) {
			t.Errorf("on the next day: %v; want that it is too late", err)
		}
		d.sound()
	})
}

func TestUndoingACancellingTakesThePlaceAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		slot := d.slot("thai", tomorrow, 9)
		b := d.book(d.resident("somsri"), slot.ID)
		gone, err := d.CancelByStaff(ctx, seen(b), booking.Reason{Key: "other", Words: "  บ่อน้ำ\nรั่ว "})
		if err != nil || d.slot("thai", tomorrow, 9).Taken != 0 {
			t.Fatalf("%v; want the place free at once", err)
		}
		again, err := d.One(ctx, b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if why, err := d.Reason(again); err != nil || why != (booking.Reason{Key: "other", Words: "บ่อน้ำ รั่ว"}) {
			t.Errorf("the reason reads %+v, %v", why, err)
		}
		people := d.people(2)
		d.book(people[0], slot.ID)
		other := d.book(people[1], slot.ID)
		if _, err := d.Undo(ctx, seen(gone.Booking), gone.Change.ID); !errors.Is(err, booking.ErrFull) {
			t.Errorf("its place was given away: %v; want that it is full", err)
		}
		if _, err := d.Cancel(ctx, people[1], other.ID, "resident"); err != nil {
			t.Fatal(err)
		}
		d.set("2026-11-25", 10, 10)
		back, err := d.Undo(ctx, seen(gone.Booking), gone.Change.ID)
		if err != nil || back.Booking.Status != models.BookingBooked || d.slot("thai", tomorrow, 9).Taken != 2 {
			t.Fatalf("after ten minutes: %+v, %v; want it booked, with its place", back.Booking, err)
		}
		d.sound()
		gone = d.must(d.deeds()["cancel"], back.Booking)
		d.set("2026-11-25", 10, 21)
		if _, err := d.Undo(ctx, seen(gone.Booking), gone.Change.ID); !errors.Is(err, booking.ErrUndoLate) {
			t.Errorf("after eleven minutes: %v; want that it is too late", err)
		}
		for _, why := range []struct {
			reason booking.Reason
			want   error
		}{
			{booking.Reason{}, booking.ErrReason},
			{booking.Reason{Key: "resident.erase"}, booking.ErrReason},
			{booking.Reason{Key: "other", Words: " \u200b"}, booking.ErrReasonWords},
			{booking.Reason{Key: "weather", Words: string(slices.Repeat([]rune{'ก'}, 201))}, booking.ErrReasonLong},
		} {
			if _, err := d.CancelByStaff(ctx, seen(b), why.reason); !errors.Is(err, why.want) {
				t.Errorf("cancelled for %q: %v; want %v", why.reason.Key, err, why.want)
			}
		}
		d.sound()
	})
}

func TestUndoRaces(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		ctx := context.Background()
		for round := range 10 {
			d.set(tomorrow.Add(-1), 10, 0)
			slot := d.slot("hydro", tomorrow, 8+round)
			b := d.book(d.resident("a"), slot.ID)
			gone := d.must(d.deeds()["cancel"], b)
			d.exec("UPDATE slots SET capacity = 1 WHERE id = ?", slot.ID)
			people := d.people(5)
			said := atOnce(20, func(i int) error {
				if i%4 == 0 {
					_, err := d.Book(ctx, request(people[i/4], slot.ID))
					return err
				}
				_, err := d.Undo(ctx, seen(gone.Booking), gone.Change.ID)
				return err
			})
			won := 0
			for _, err := range said {
				switch {
				case err == nil:
					won++
				case !errors.Is(err, booking.ErrFull) && !errors.Is(err, booking.ErrUndone) && !errors.Is(err, booking.ErrChanged):
					t.Errorf("round %d: %v; want full, undone or changed", round, err)
				}
			}
			if won != 1 {
				t.Errorf("round %d: the last place was given %d times; want once", round, won)
			}
			d.sound()
		}
	})
}

func TestMove(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri := d.resident("somsri")
		nine, ten, later := d.slot("hydro", tomorrow, 9), d.slot("hydro", tomorrow, 10), d.slot("hydro", "2026-11-30", 9)
		b := d.book(somsri, nine.ID)
		d.book(somsri, d.slot("thai", tomorrow, 10).ID)
		for _, c := range []struct {
			slot models.Slot
			want error
		}{{nine, booking.ErrSameSlot}, {d.slot("thai", tomorrow, 9), booking.ErrOtherService}, {ten, booking.ErrOverlap}} {
			if _, err := d.Move(ctx, seen(b), c.slot.ID); !errors.Is(err, c.want) {
				t.Errorf("to %s: %v; want %v", c.slot.ID, err, c.want)
			}
		}
		moved, err := d.Move(ctx, seen(b), later.ID)
		if err != nil || moved.Booking.SlotID != later.ID || *moved.Booking.Number != *b.Number || moved.Booking.Slot.Day != later.Day {
			t.Fatalf("moved: %+v, %v; want the same number in the new slot", moved.Booking, err)
		}
		if d.slot("hydro", tomorrow, 9).Taken != 0 || d.slot("hydro", "2026-11-30", 9).Taken != 1 {
			t.Error("want the old place free and the new one taken")
		}
		reminders := func() int {
			return d.count("SELECT count(*) FROM river_job WHERE kind = 'booking.remind' AND args->>'slot_id' = ?", later.ID)
		}
		if n := reminders(); n != 2 {
			t.Errorf("%d reminders of the new hour; want 2", n)
		}
		back, err := d.Undo(ctx, seen(moved.Booking), moved.Change.ID)
		if err != nil || back.Booking.SlotID != nine.ID || d.slot("hydro", tomorrow, 9).Taken != 1 {
			t.Fatalf("undone: %+v, %v; want it where it was", back.Booking, err)
		}
		if _, err = d.Move(ctx, seen(back.Booking), later.ID); err != nil {
			t.Fatal(err)
		}
		if n := reminders(); n != 2 {
			t.Errorf("%d reminders after moving there again; want the 2 that still wait", n)
		}
		d.sound()
	})
}

func TestTwentyMoveIntoTheLastPlace(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		d.exec("UPDATE slots SET capacity = 20 WHERE service_id = 'hydro'")
		last := d.slot("hydro", tomorrow, 12)
		d.exec("UPDATE slots SET capacity = 1 WHERE id = ?", last.ID)
		var all []models.Booking
		for i, who := range d.people(20) { // from before and from after
			all = append(all, d.book(who, d.slot("hydro", tomorrow, 10+i%2*4).ID))
		}
		said := atOnce(20, func(i int) error {
			_, err := d.Move(context.Background(), seen(all[i]), last.ID)
			return err
		})
		if got := d.successes(said, booking.ErrFull); got != 1 {
			t.Errorf("%d of twenty moved into the last place; want one, and the others where they were", got)
		}
		if a, b := d.slot("hydro", tomorrow, 10).Taken, d.slot("hydro", tomorrow, 14).Taken; a+b != 19 {
			t.Errorf("%d stay where they were; want 19", a+b)
		}
		d.sound()
	})
}
