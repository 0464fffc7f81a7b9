package booking_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

func TestEveryRefusalByName(t *testing.T) {
	t.Parallel()
	errResident := services.E(services.NotFound, "resident.unknown")
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri, boonmee := d.resident("somsri"), d.resident("boonmee")
		tomorrow9 := d.slot("hydro", tomorrow, 9).ID
		book := func(resident, slot string) func() error {
			return func() error {
				_, err := d.Book(ctx, request(resident, slot))
				return err
			}
		}
		for _, c := range []struct {
			name string
			want *services.Error
			set  func() // the scene; taken back afterwards
			do   func() error
		}{
			{"no such slot", booking.ErrUnknown, nil, book(somsri, "nowhere")},
			{"no such resident", errResident, nil, book("nobody", tomorrow9)},
			{"a service that is not offered", booking.ErrUnknown, func() { d.exec("UPDATE health_services SET active = FALSE") }, book(somsri, tomorrow9)},
			{"two hours before is too late", booking.ErrTooLate, func() { d.set(tomorrow, 7, 0) }, book(somsri, tomorrow9)},
			{"a session that has begun", booking.ErrPast, func() { d.set(tomorrow, 9, 0) }, book(somsri, tomorrow9)},
			{"more than 14 days ahead", booking.ErrTooEarly, nil, book(somsri, d.slot("hydro", "2026-12-11", 9).ID)},
			{"a closed session", booking.ErrClosed, func() { d.exec("UPDATE slots SET closed = TRUE") }, book(somsri, tomorrow9)},
			{"a full session", booking.ErrFull, func() { d.exec("UPDATE slots SET capacity = 0") }, book(somsri, tomorrow9)},
			{"too many open bookings", booking.ErrLimit, func() {
				d.book(somsri, d.slot("hydro", tomorrow, 10).ID)
				d.book(somsri, d.slot("hydro", tomorrow, 11).ID)
			}, book(somsri, tomorrow9)},
			{"two places at one hour", booking.ErrOverlap, func() { d.book(somsri, d.slot("thai", tomorrow, 9).ID) }, book(somsri, tomorrow9)},
			{"no such booking", booking.ErrNotYours, nil, func() error {
				_, err := d.Cancel(ctx, somsri, "nothing", "")
				return err
			}},
			{"somebody else's booking", booking.ErrNotYours, nil, func() error {
				_, err := d.Cancel(ctx, boonmee, d.book(somsri, tomorrow9).ID, "")
				return err
			}},
			{"cancelled twice", booking.ErrCancelled, nil, func() error {
				id := d.book(somsri, tomorrow9).ID
				if _, err := d.Cancel(ctx, somsri, id, ""); err != nil {
					return err
				}
				_, err := d.Cancel(ctx, somsri, id, "")
				return err
			}},
			{"cancelled too late", booking.ErrCancelLate, nil, func() error {
				id := d.book(somsri, tomorrow9).ID
				d.set(tomorrow, 7, 0)
				_, err := d.Cancel(ctx, somsri, id, "")
				return err
			}},
		} {
			t.Run(c.name, func(t *testing.T) {
				if c.set != nil {
					c.set()
				}
				bookings, records := d.count("SELECT count(*) FROM bookings"), d.count("SELECT count(*) FROM audit_events")
				jobs, taken := d.count("SELECT count(*) FROM river_job"), d.count("SELECT sum(taken) FROM slots")
				err := c.do()
				if !errors.Is(err, c.want) {
					t.Errorf("the answer is %v; want %v", err, c.want)
				}
				if kind, _, _ := services.Explain(err); kind != c.want.Kind {
					t.Errorf("its kind is %s; want %s", kind, c.want.Kind)
				}
				if c.name != "somebody else's booking" && c.name != "cancelled twice" && c.name != "cancelled too late" { // these booked first
					if d.count("SELECT count(*) FROM bookings") != bookings || d.count("SELECT count(*) FROM audit_events") != records ||
						d.count("SELECT count(*) FROM river_job") != jobs || d.count("SELECT sum(taken) FROM slots") != taken {
						t.Error("the refusal left a booking, a record, a job or a taken place; want nothing")
					}
				}
				d.set("2026-11-25", 10, 0)
				d.exec("DELETE FROM river_job")
				d.exec("DELETE FROM audit_events")
				d.exec("DELETE FROM booking_changes")
				d.exec("DELETE FROM bookings")
				d.exec("UPDATE health_services SET active = TRUE")
				d.exec("UPDATE slots SET taken = 0, closed = FALSE, capacity = 5")
			})
		}
	})
}

func TestALimitNamesItself(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		somsri := d.resident("somsri")
		d.book(somsri, d.slot("hydro", tomorrow, 9).ID)
		d.book(somsri, d.slot("hydro", tomorrow, 10).ID)
		_, err := d.Book(context.Background(), request(somsri, d.slot("hydro", tomorrow, 11).ID))
		if _, key, args := services.Explain(err); key != "booking.limit" || len(args) != 2 || args[1] != 2 {
			t.Errorf("the third is refused with %s %v; want booking.limit with n 2", key, args)
		}
		d.book(somsri, d.slot("thai", tomorrow, 11).ID) // another service has its own limit
	})
}

func TestLastMinuteThatCanBeBookedAndCancelled(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		somsri := d.resident("somsri")
		d.set(tomorrow, 6, 59)
		b := d.book(somsri, d.slot("hydro", tomorrow, 9).ID)
		gone, err := d.Cancel(context.Background(), somsri, b.ID, "resident")
		if err != nil {
			t.Fatalf("a minute before the cut-off: %v; want it cancelled", err)
		}
		if gone.Status != models.BookingCancelled || gone.CancelledAt == nil || gone.CancelReason != "resident" || gone.Slot.Service.ID != "hydro" {
			t.Errorf("cancelled, it is %+v; want its status, hour, reason and slot", gone)
		}
		d.book(somsri, b.SlotID) // the place is free at once
		d.sound()
	})
}

func TestClosedBetweenLookingAndTaking(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		if s.Engine == store.SQLite {
			return // one writer: nobody comes between
		}
		d := found(t, s, nil)
		slot, somsri := d.slot("hydro", tomorrow, 9), d.resident("somsri")
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		held, release := make(chan struct{}), make(chan error, 1)
		go func() {
			release <- s.Tx(ctx, func(ctx context.Context) error {
				err := s.DB(ctx).Exec("UPDATE slots SET closed = TRUE WHERE id = ?", slot.ID).Error
				close(held)
				for waiting := 0; err == nil && waiting == 0; { // until the booking waits for this row
					err = s.DB(ctx).Raw("SELECT count(*) FROM pg_locks WHERE NOT granted").Scan(&waiting).Error
				}
				return err
			})
		}()
		<-held
		_, err := d.Book(context.Background(), request(somsri, slot.ID))
		if !errors.Is(err, booking.ErrClosed) {
			t.Errorf("booked while the session was being closed: %v; want ErrClosed, not full", err)
		}
		if err := <-release; err != nil {
			t.Fatal(err)
		}
		d.sound()
	})
}
