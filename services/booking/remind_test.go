package booking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/services/booking"
	"tambon/store"
)

func TestRemindersByTheRules(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("2006-01 02 15:04", "2026-11 "+s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, c := range []struct{ name, start, now, want string }{
		{"an ordinary one", "26 09:30", "24 10:00", "day 25 18:00, soon 26 07:30"},
		{"seven o'clock itself", "26 09:00", "24 10:00", "day 25 18:00, soon 26 07:00"},
		{"half past six waits for seven", "26 08:30", "24 10:00", "day 25 18:00, soon 26 07:00"},
		{"six waits for seven", "26 08:00", "24 10:00", "day 25 18:00, soon 26 07:00"},
		{"45 minutes remain", "26 07:45", "24 10:00", "day 25 18:00, soon 26 07:00"},
		{"44 minutes remain", "26 07:44", "24 10:00", "day 25 18:00"},
		{"half an hour remains", "26 07:30", "24 10:00", "day 25 18:00"},
		{"two hours before midnight", "26 00:30", "24 10:00", "day 25 18:00"},
		{"midnight", "26 00:00", "24 10:00", "day 25 18:00"},
		{"the last minute before eight in the evening", "26 21:59", "24 10:00", "day 25 18:00, soon 26 19:59"},
		{"eight in the evening is too late", "26 22:00", "24 10:00", "day 25 18:00"},
		{"made on the evening before", "26 09:30", "25 18:30", "soon 26 07:30"},
		{"made at the very time", "26 09:30", "25 18:00", "soon 26 07:30"},
		{"made a minute before it", "26 09:30", "25 17:59", "day 25 18:00, soon 26 07:30"},
		{"made in the early morning, after its time", "26 08:30", "26 06:45", ""},
		{"made in the night, before its time", "26 08:30", "26 06:15", "soon 26 07:00"},
		{"made less than two hours before", "26 15:00", "26 13:30", ""},
		{"made on the same morning", "26 15:00", "26 08:00", "soon 26 13:00"},
		{"Friday, two o'clock: before the prayer", "27 14:00", "24 10:00", "day 26 18:00, soon 27 11:45"},
		{"Friday, a minute before: at noon less one", "27 13:59", "24 10:00", "day 26 18:00, soon 27 11:59"},
		{"Friday, the last that falls into the prayer", "27 15:59", "24 10:00", "day 26 18:00, soon 27 11:45"},
		{"Friday, after the prayer", "27 16:00", "24 10:00", "day 26 18:00, soon 27 14:00"},
		{"made on Friday before the earlier time", "27 15:00", "27 11:44", "soon 27 11:45"},
		{"made on Friday after the earlier time", "27 15:00", "27 11:45", ""},
		{"a Thursday's noon is no prayer", "26 15:00", "24 10:00", "day 25 18:00, soon 26 13:00"},
		{"made after midnight of the same day", "26 09:30", "26 00:10", "soon 26 07:30"},
	} {
		var got []string
		for _, r := range booking.Reminders(at(c.start).UTC(), at(c.now).UTC(), zone) {
			got = append(got, r.Which+" "+r.At.In(zone).Format("02 15:04"))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s (start %s, made %s): %q; want %q", c.name, c.start, c.now, s, c.want)
		}
	}
}

// A job that comes late is judged anew: nothing is sent in the quiet hours or
// during the Friday prayer.
func TestTheMomentOfALateReminder(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("+07", 7*3600)
	for _, c := range []struct{ at, start, want string }{
		{"27 11:59", "27 15:00", "27 11:59"},
		{"27 12:00", "27 15:00", "27 14:00"},
		{"27 13:59", "27 15:00", "27 14:00"},
		{"27 14:00", "27 15:00", "27 14:00"},
		{"27 12:30", "27 14:45", "27 14:00"},
		{"27 12:30", "27 14:44", "none"},
		{"26 12:30", "26 15:00", "26 12:30"},
		{"27 20:00", "28 09:00", "28 07:00"},
	} {
		at := func(s string) time.Time {
			moment, err := time.ParseInLocation("2006-01 02 15:04", "2026-11 "+s, zone)
			if err != nil {
				t.Fatal(err)
			}
			return moment
		}
		got := "none"
		if moment, ok := booking.Moment(at(c.at).UTC(), at(c.start).UTC(), zone); ok {
			got = moment.In(zone).Format("02 15:04")
		}
		if got != c.want {
			t.Errorf("due at %s for a visit at %s: %s; want %s", c.at, c.start, got, c.want)
		}
	}
}

// After a standstill both reminders are due: only the one that is still of use is sent.
func TestAReminderIsOvertakenByTheNext(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("2006-01 02 15:04", "2026-11 "+s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, c := range []struct {
		name, which, moment, start string
		want                       bool
	}{
		{"in its time", booking.DayBefore, "25 18:00", "26 09:30", false},
		{"an hour late", booking.DayBefore, "25 19:00", "26 09:30", false},
		{"the next morning, long before the next", booking.DayBefore, "26 07:00", "26 15:00", false},
		{"the next morning, half an hour before the next", booking.DayBefore, "26 07:00", "26 09:30", true},
		{"together with the next", booking.DayBefore, "26 07:00", "26 08:30", true},
		{"after the next", booking.DayBefore, "26 08:30", "26 09:30", true},
		{"the next morning, and there is no other", booking.DayBefore, "26 07:00", "26 07:40", false},
		{"the later one itself", booking.Soon, "26 08:30", "26 09:30", false},
	} {
		if got := booking.Overtaken(c.which, at(c.moment).UTC(), at(c.start).UTC(), zone); got != c.want {
			t.Errorf("%s: overtaken %v; want %v", c.name, got, c.want)
		}
	}
}

func TestRemindersAreJobsOfTheBooking(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri, slot := d.resident("somsri"), d.slot("hydro", tomorrow, 9)
		undone := errors.New("undone")
		err := s.Tx(ctx, func(ctx context.Context) error {
			if _, err := d.Book(ctx, request(somsri, slot.ID)); err != nil {
				return err
			}
			return undone
		})
		for _, table := range []string{"river_job", "bookings", "audit_events", "booking_numbers"} {
			if n := d.count("SELECT count(*) FROM " + table); !errors.Is(err, undone) || n != 0 {
				t.Errorf("after a rollback (%v) %s has %d rows; want none", err, table, n)
			}
		}
		d.book(somsri, slot.ID)
		var due []time.Time
		if err := s.DB(ctx).Raw("SELECT scheduled_at FROM river_job WHERE kind = 'booking.remind' ORDER BY scheduled_at").Scan(&due).Error; err != nil {
			t.Fatal(err)
		}
		want := []time.Time{tomorrow.Add(-1).At(18*60, d.zone), tomorrow.At(7*60, d.zone)}
		if !slices.EqualFunc(due, want, time.Time.Equal) {
			t.Errorf("the jobs are due %v; want %v", due, want)
		}
		d.set("2026-11-26", 6, 30)
		before := d.count("SELECT count(*) FROM river_job")
		d.book(d.resident("boonmee"), d.slot("hydro", tomorrow, 10).ID)
		if n := d.count("SELECT count(*) FROM river_job") - before; n != 1 {
			t.Errorf("made after the evening's reminder it has %d jobs; want the one two hours before", n)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'booking.book'"); n != 2 {
			t.Errorf("%d bookings are on record; want 2", n)
		}
		d.sound()
	})
}

func TestARefusalInsideACallersTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		slot := d.slot("thai", tomorrow, 9)
		people := d.people(3)
		err := s.Tx(ctx, func(ctx context.Context) error {
			for i, id := range people {
				_, err := d.Book(ctx, request(id, slot.ID))
				if full := errors.Is(err, booking.ErrFull); full != (i == 2) {
					return fmt.Errorf("booking %d: %w", i, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := d.count("SELECT count(*) FROM bookings"); n != 2 {
			t.Errorf("%d bookings; want the two that were not refused", n)
		}
		d.sound()
	})
}
