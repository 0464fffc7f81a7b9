package selfcheck_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services/selfcheck"
	"tambon/store"
	"tambon/text"
)

var many = flag.Int("bookings", 2000, "how many bookings TestManyBookingsHold checks; -v prints how long each promise took")

func TestManyBookingsHold(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		plant(t, s, *many)
		for _, p := range selfcheck.Promises(apptest.Morning) {
			before := time.Now()
			r, err := selfcheck.Check(context.Background(), s, p)
			if err != nil {
				t.Fatal(err)
			}
			if r.Broken > 0 {
				t.Errorf("%q is broken %d times by bookings that are all well", p.Name(text.English), r.Broken)
			}
			t.Logf("%8v  %s", time.Since(before).Round(time.Millisecond/10), p.Name(text.English))
		}
	})
}

// plant writes n bookings of five services and three fiscal years, four to a
// slot, one in ten cancelled, as the program would have left them.
func plant(t *testing.T, s *store.Store, n int) {
	t.Helper()
	const services, places, years = 5, 4, 3
	at := apptest.Morning
	slots := make([]models.Slot, (n/services/places+1)*services)
	for i := range slots {
		start := at.Add(time.Duration(i) * time.Minute)
		slots[i] = models.Slot{
			ID: fmt.Sprintf("s%06d", i), ServiceID: fmt.Sprint(i % services), Day: models.DateOf(start, time.UTC),
			StartsAt: start, EndsAt: start.Add(time.Hour), Capacity: places,
		}
	}
	var record []models.AuditEvent
	note := func(verb, id string) {
		record = append(record, models.AuditEvent{ID: fmt.Sprintf("a%06d", len(record)), At: at, ActorKind: "system", ActorID: "x", Verb: verb, NounID: id})
	}
	bookings, last := make([]models.Booking, n), map[string]int{}
	for i := range bookings {
		slot := &slots[i/services/places*services+i%services]
		series := fmt.Sprintf("S%c-%d", 'A'+i%services, 2568+i*years/n)
		last[series]++
		number := fmt.Sprintf("%s-%06d", series, last[series])
		b := models.Booking{
			ID: fmt.Sprintf("b%06d", i), Number: &number, ServiceID: slot.ServiceID, SlotID: slot.ID, ResidentID: "r",
			Status: models.BookingBooked, Channel: "line", CreatedAt: at, UpdatedAt: at,
		}
		note("booking.book", b.ID)
		if i%10 == 0 {
			b.Status, b.CancelledAt = models.BookingCancelled, &at
			note("booking.cancel", b.ID)
		} else {
			slot.Taken++
		}
		bookings[i] = b
	}
	err := s.Tx(context.Background(), func(ctx context.Context) error {
		db := s.DB(ctx)
		err := errors.Join(
			db.Create(&models.Centre{ID: "c"}).Error,
			db.Create(&models.Resident{ID: "r", Language: "th", CreatedAt: at, UpdatedAt: at}).Error,
		)
		for i := range services {
			err = errors.Join(err, db.Omit("Centre").Create(&models.HealthService{
				ID: fmt.Sprint(i), CentreID: "c", Prefix: fmt.Sprintf("S%c", 'A'+i), Minutes: 60, Capacity: places, AheadMaxDays: 1, MaxOpen: 1, Active: true,
			}).Error)
		}
		for series, n := range last {
			prefix, year, _ := strings.Cut(series, "-")
			err = errors.Join(err, db.Exec("INSERT INTO booking_numbers (prefix, year, last) VALUES (?, ?, ?)", prefix, year, n).Error)
		}
		return errors.Join(err,
			db.Omit("Service").CreateInBatches(&slots, 500).Error,
			db.Omit("Slot").CreateInBatches(&bookings, 500).Error,
			db.CreateInBatches(&record, 500).Error)
	})
	if err != nil {
		t.Fatal(err)
	}
}
