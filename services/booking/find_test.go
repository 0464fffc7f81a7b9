package booking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

func TestDaysTimesAndNearest(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		hydro, err := d.HealthService(ctx, "hydro")
		if err != nil || hydro.Centre.Phone != "075774130" {
			t.Fatalf("hydro is %+v, %v; want it with its centre", hydro, err)
		}
		d.set(tomorrow, 8, 30) // 9 and 10 o'clock are too late by now
		d.exec("UPDATE slots SET taken = capacity WHERE service_id = 'hydro' AND day = '2026-11-27'")
		d.exec("UPDATE slots SET taken = 4 WHERE service_id = 'hydro' AND day = '2026-11-30'")

		days, err := d.Days(ctx, hydro, tomorrow, 4)
		if want := "[{2026-11-26 5} {2026-11-30 3} {2026-12-01 15} {2026-12-02 15}]"; err != nil || fmt.Sprint(days) != want {
			t.Errorf("days %v, %v; want %s: no full day, no weekend", days, err, want)
		}
		days, err = d.Days(ctx, hydro, "2026-12-04", 9)
		if want := "[{2026-12-04 15} {2026-12-08 15} {2026-12-09 15} {2026-12-10 15}]"; err != nil || fmt.Sprint(days) != want {
			t.Errorf("days %v, %v; want %s: the 7th is closed, and 14 days ahead is the last", days, err, want)
		}
		if got := d.hours(d.Times(ctx, hydro, tomorrow)); !slices.Equal(got, []string{"26 11:00"}) {
			t.Errorf("times %v; want eleven o'clock alone", got)
		}
		for _, c := range []struct {
			day   models.Date
			hour  int
			limit int
			want  []string
		}{
			{"2026-11-27", 10, 3, []string{"26 11:00", "30 09:00", "30 10:00"}},
			{"2026-11-30", 10, 2, []string{"30 09:00", "30 11:00"}},
			{"2026-11-30", 10, 5, []string{"30 09:00", "30 11:00", "01 09:00", "01 10:00", "01 11:00"}},
			{tomorrow, 9, 1, []string{"26 11:00"}},
			{"2026-12-10", 11, 1, []string{"10 10:00"}},
		} {
			if got := d.hours(d.Nearest(ctx, hydro, c.day.At(c.hour*60, d.zone), c.limit)); !slices.Equal(got, c.want) {
				t.Errorf("nearest to %s at %d: %v; want %v", c.day, c.hour, got, c.want)
			}
		}
	})
}

func (d *town) hours(slots []models.Slot, err error) (hours []string) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, s := range slots {
		hours = append(hours, s.StartsAt.In(d.zone).Format("02 15:04"))
	}
	return hours
}

func TestWhyADayHasNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		hydro, err := d.HealthService(ctx, "hydro")
		if err != nil {
			t.Fatal(err)
		}
		d.exec("UPDATE slots SET taken = capacity WHERE day = '2026-11-27'")
		d.exec("UPDATE slots SET closed = TRUE WHERE day = '2026-11-30'")
		for _, c := range []struct {
			day  models.Date
			want *services.Error
		}{
			{"2026-11-24", booking.ErrPast},
			{"2026-11-25", booking.ErrTooLate},
			{"2026-11-27", booking.ErrFull},
			{"2026-11-28", booking.ErrNoSession},
			{"2026-11-30", booking.ErrClosed},
			{"2026-12-07", booking.ErrClosed},
			{"2026-12-10", booking.ErrTooEarly},
		} {
			if err := d.Why(ctx, hydro, c.day); !errors.Is(err, c.want) {
				t.Errorf("%s: %v; want %v", c.day, err, c.want)
			}
		}
		_, _, args := services.Explain(d.Why(ctx, hydro, "2026-12-07"))
		if fmt.Sprint(args) != "[reason_th วันหยุดชดเชย reason_en Substitution day]" {
			t.Errorf("the holiday says %v; want its reason in both languages", args)
		}
	})
}

func TestListsOfBookings(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri, boonmee := d.resident("somsri"), d.resident("boonmee")
		later := d.book(somsri, d.slot("hydro", "2026-11-27", 9).ID)
		sooner := d.book(somsri, d.slot("thai", tomorrow, 10).ID)
		other := d.book(boonmee, d.slot("hydro", tomorrow, 9).ID)
		gone := d.book(somsri, d.slot("hydro", tomorrow, 11).ID)
		if _, err := d.Cancel(ctx, somsri, gone.ID, "resident"); err != nil {
			t.Fatal(err)
		}
		ids := func(list []models.Booking, err error) (ids []string) {
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range list {
				ids = append(ids, b.ID)
			}
			return ids
		}
		if got, want := ids(d.Upcoming(ctx, somsri)), []string{sooner.ID, later.ID}; !slices.Equal(got, want) {
			t.Errorf("to come are %v; want %v, the nearest first and none that is cancelled", got, want)
		}
		if got, want := ids(d.OnDay(ctx, tomorrow)), []string{other.ID, sooner.ID}; !slices.Equal(got, want) {
			t.Errorf("on the day come %v; want %v, by the hour", got, want)
		}
		d.set(tomorrow, 10, 59)
		if got := ids(d.Upcoming(ctx, somsri)); len(got) != 2 {
			t.Errorf("during the session %d are to come; want 2, it is not over", len(got))
		}
		d.set(tomorrow, 11, 0)
		if got := ids(d.Upcoming(ctx, somsri)); !slices.Equal(got, []string{later.ID}) {
			t.Errorf("after the session %v are to come; want %s", got, later.ID)
		}
		if n, err := d.Count(ctx, somsri); err != nil || n != 3 {
			t.Errorf("they ever made %d, %v; want 3", n, err)
		}
		if name, phone, err := d.Person(sooner); err != nil || name != "สมศรี ใจดี" || phone != "0812345678" {
			t.Errorf("the person opens as %q, %q, %v", name, phone, err)
		}
	})
}

func TestFiscalYearBeginsInOctober(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		d.set("2027-09-28", 10, 0)
		d.open()
		for i, c := range []struct {
			service string
			day     models.Date
			want    string
		}{
			{"hydro", "2027-09-30", "HY-2570-000001"},
			{"hydro", "2027-10-01", "HY-2571-000001"},
			{"thai", "2027-10-01", "TM-2571-000001"},
			{"hydro", "2027-09-30", "HY-2570-000002"},
			{"hydro", "2027-10-04", "HY-2571-000002"},
		} {
			made := d.book(d.resident(fmt.Sprint(i)), d.slot(c.service, c.day, 9).ID)
			if made.Number == nil || *made.Number != c.want {
				t.Errorf("%s on %s has the number %v; want %s", c.service, c.day, made.Number, c.want)
			}
		}
		d.sound()
	})
}
