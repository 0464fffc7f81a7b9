package booking_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services/booking"
	"tambon/store"
)

// everyDay gives hydro 20 sessions of half an hour on every day, and a resident
// any number of bookings.
func everyDay(s *config.Site) {
	h := &s.Services[0]
	h.Minutes, h.MaxOpen = 30, 1000
	h.Rules = []config.Rule{{Days: []config.Weekday{0, 1, 2, 3, 4, 5, 6}, From: 8 * 60, To: 18 * 60, Step: 30}}
}

func TestFiftyForFivePlaces(t *testing.T) {
	t.Parallel()
	const rounds, residents, places = 100, 50, 5
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		ctx := context.Background()
		people := d.people(residents)
		for round := range rounds {
			slot, err := d.SlotAt(ctx, "hydro", tomorrow.Add(round/20), 8*60+round%20*30)
			if err != nil {
				t.Fatal(err)
			}
			made := make([]models.Booking, residents)
			var last int
			said := atOnce(residents, func(i int) (err error) {
				made[i], err = d.Book(ctx, request(people[i], slot.ID))
				return err
			})
			if got := d.successes(said, booking.ErrFull); got != places {
				t.Fatalf("round %d: %d got a place; want exactly %d", round, got, places)
			}
			for i := range made {
				if said[i] == nil {
					last = i
				}
			}
			if round%10 > 0 {
				continue
			}
			if _, err := d.Cancel(ctx, people[last], made[last].ID, "resident"); err != nil {
				t.Fatal(err)
			}
			said = atOnce(residents, func(i int) error {
				if said[i] == nil && i != last {
					return booking.ErrFull // has a place already
				}
				_, err := d.Book(ctx, request(people[i], slot.ID))
				return err
			})
			if got := d.successes(said, booking.ErrFull); got != 1 {
				t.Fatalf("round %d: after one cancelled, %d got its place; want exactly one", round, got)
			}
		}
		if n := d.count("SELECT count(*) FROM bookings WHERE status = 'booked'"); n != rounds*places {
			t.Errorf("%d places are held; want %d", n, rounds*places)
		}
		d.sound()
	})
}

// successes counts those who were not refused, and fails the test on another refusal.
func (d *town) successes(said []error, refusal error) int {
	d.t.Helper()
	n := 0
	for _, err := range said {
		switch {
		case err == nil:
			n++
		case !errors.Is(err, refusal):
			d.t.Errorf("somebody was told %v; want %v", err, refusal)
		}
	}
	return n
}

func TestAskingTwiceBooksOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		r := request(d.resident("somsri"), d.slot("hydro", tomorrow, 9).ID)
		r.EventKey = "line:01HZ"
		got := make([]models.Booking, 12)
		for i, err := range atOnce(len(got), func(i int) (err error) {
			got[i], err = d.Book(context.Background(), r)
			return err
		}) {
			if err != nil {
				t.Fatalf("the same request again: %v; want the same booking", err)
			}
			if got[i].ID != got[0].ID || got[i].Number == nil || *got[i].Number != *got[0].Number || got[i].Slot.Service.ID != "hydro" {
				t.Fatalf("the same request gave %+v and %+v; want one booking, with its slot and service", got[i], got[0])
			}
		}
		if n := d.count("SELECT count(*) FROM bookings"); n != 1 {
			t.Errorf("%d bookings; want one", n)
		}
		if n := d.count("SELECT count(*) FROM river_job WHERE kind = 'booking.remind'"); n != 2 {
			t.Errorf("%d reminders; want the two of one booking", n)
		}
		r.ResidentID = d.resident("boonmee")
		if other, err := d.Book(context.Background(), r); err == nil {
			t.Errorf("another resident with the same key got %s; want nobody's booking handed out", other.ID)
		}
		d.sound()
	})
}

func TestLimitHoldsForTwentyHands(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, func(s *config.Site) {
			everyDay(s)
			s.Services[0].MaxOpen = 2
		})
		somsri := d.resident("somsri")
		said := atOnce(20, func(i int) error {
			slot, err := d.SlotAt(context.Background(), "hydro", tomorrow, 8*60+i*30)
			if err != nil {
				return err
			}
			_, err = d.Book(context.Background(), request(somsri, slot.ID))
			return err
		})
		if got := d.successes(said, booking.ErrLimit); got != 2 {
			t.Errorf("one resident got %d bookings at once; want exactly the limit of 2", got)
		}
		d.sound()
	})
}

func TestNobodyIsInTwoPlacesAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		somsri := d.resident("somsri")
		said := atOnce(20, func(i int) error {
			r := request(somsri, d.slot([]string{"hydro", "thai"}[i%2], tomorrow, 9).ID)
			r.Patient = []string{"สมศรี ใจดี", "สมศรี  ใจดี"}[i/2%2] // as typed twice
			_, err := d.Book(context.Background(), r)
			return err
		})
		if got := d.successes(said, booking.ErrOverlap); got != 1 {
			t.Errorf("one person got %d places at nine o'clock; want one", got)
		}
		mother := request(somsri, d.slot("hydro", tomorrow, 9).ID)
		mother.Patient = "ละออ ใจดี"
		if _, err := d.Book(context.Background(), mother); err != nil {
			t.Errorf("for the mother at the same hour: %v; want a booking, they are two people", err)
		}
		d.sound()
	})
}

func TestCancellingAtOnceGivesOnePlaceBack(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		slot := d.slot("hydro", tomorrow, 9)
		people := d.people(2)
		d.book(people[0], slot.ID)
		b := d.book(people[1], slot.ID)
		said := atOnce(10, func(int) error {
			_, err := d.Cancel(context.Background(), people[1], b.ID, "resident")
			return err
		})
		if got := d.successes(said, booking.ErrCancelled); got != 1 {
			t.Errorf("%d of ten cancelled it; want one, the others are told that it is cancelled already", got)
		}
		if taken := d.slot("hydro", tomorrow, 9).Taken; taken != 1 {
			t.Errorf("%d places are taken; want the other person's one", taken)
		}
		d.sound()
	})
}

func TestNumbersHaveNoGapUnderRefusals(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		people := d.people(12)
		slots := []models.Slot{d.slot("hydro", tomorrow, 9), d.slot("hydro", tomorrow, 10)}
		said := atOnce(24, func(i int) error {
			_, err := d.Book(context.Background(), request(people[i%12], slots[i/12].ID))
			return err
		})
		if got := d.successes(said, booking.ErrFull); got != 10 {
			t.Errorf("%d got a place; want the 10 of two sessions", got)
		}
		for i := range 10 {
			if number := fmt.Sprintf("HY-2570-%06d", i+1); d.count("SELECT count(*) FROM bookings WHERE number = ?", number) != 1 {
				t.Errorf("nobody has %s; want the numbers 1 to 10 without a gap", number)
			}
		}
		d.sound()
	})
}
