package booking_test

// A corrected name or phone reaches the bookings to come, and only those that
// copied it.

import (
	"context"
	"errors"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/store"
)

// bookFor books for a person by name and phone.
func (d *town) bookFor(residentID, slotID, patient, phone string) models.Booking {
	d.t.Helper()
	r := request(residentID, slotID)
	r.Patient, r.Phone = patient, phone
	made, err := d.Book(context.Background(), r)
	if err != nil {
		d.t.Fatal(err)
	}
	return made
}

// wantPerson fails the test unless the booking is for this name and phone now.
func (d *town) wantPerson(what string, b models.Booking, name, phone string) {
	d.t.Helper()
	now, err := d.One(context.Background(), b.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	if n, p, err := d.Person(now); err != nil || n != name || p != phone {
		d.t.Errorf("%s is for %q, %q (%v); want %q, %q", what, n, p, err, name, phone)
	}
}

func TestACorrectionReachesTheBookingsToCome(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		const old, mother = "0812345678", "0898765432"
		d := found(t, s, nil)
		ctx := context.Background()
		somsri := d.known("somsri")
		past := d.book(somsri.ID, d.slot("hydro", tomorrow, 9).ID)
		gone := d.book(somsri.ID, d.slot("hydro", tomorrow, 11).ID)
		if _, err := d.Cancel(ctx, somsri.ID, gone.ID, "resident"); err != nil {
			t.Fatal(err)
		}
		d.set(tomorrow, 10, 0) // the first visit is over
		const day = models.Date("2026-11-27")
		own := d.bookFor(somsri.ID, d.slot("hydro", day, 9).ID, "สมศรี  ใจดี", old)
		ownOtherPhone := d.bookFor(somsri.ID, d.slot("thai", day, 10).ID, "สมศรี ใจดี", "0612345678")
		lent := d.bookFor(somsri.ID, d.slot("hydro", day, 10).ID, "ละออ ใจดี", old)
		other := d.bookFor(somsri.ID, d.slot("thai", day, 9).ID, "บุญมี สุขใจ", mother)
		stranger := d.bookFor(d.known("kamon").ID, d.slot("hydro", day, 9).ID, "สมศรี ใจดี", old)
		correct := func(p models.Person, want int) {
			t.Helper()
			if n, err := d.residents.Correct(ctx, somsri, p); err != nil || n != want {
				t.Errorf("corrected to %+v: %d bookings follow, %v; want %d", p, n, err, want)
			}
		}
		correct(models.Person{Name: "สมศรี ใจงาม"}, 2)
		d.wantPerson("one's own", own, "สมศรี ใจงาม", old)
		d.wantPerson("one's own with another phone", ownOtherPhone, "สมศรี ใจงาม", "0612345678")
		correct(models.Person{Phone: "0912345678"}, 3)
		correct(models.Person{Name: "สมศรี ใจงาม", Phone: "0912345678"}, 0)
		d.wantPerson("one's own", own, "สมศรี ใจงาม", "0912345678")
		d.wantPerson("one's own with another phone", ownOtherPhone, "สมศรี ใจงาม", "0912345678")
		d.wantPerson("somebody else's under the resident's phone", lent, "ละออ ใจดี", "0912345678")
		d.wantPerson("somebody else's", other, "บุญมี สุขใจ", mother)
		d.wantPerson("another resident's", stranger, "สมศรี ใจดี", old)
		d.wantPerson("the visit that was", past, "สมศรี ใจดี", old)
		d.wantPerson("the cancelled one", gone, "สมศรี ใจดี", old)
		for query, want := range map[string]int{
			"SELECT count(*) FROM audit_events WHERE verb = 'booking.correct' AND actor_kind = 'resident' AND actor_id = @id":                  5,
			"SELECT count(*) FROM audit_events WHERE verb = 'booking.correct' AND noun_id = @own AND detail IN ('name', 'phone')":              2,
			"SELECT count(*) FROM audit_events WHERE verb = 'resident.correct' AND actor_id = @id AND noun_id = @id AND detail = 'name phone'": 2,
		} {
			if n := d.count(query, map[string]any{"id": somsri.ID, "own": own.ID}); n != want {
				t.Errorf("%s: %d; want %d", query, n, want)
			}
		}
		d.sound()
	})
}

func TestACorrectionPutsNobodyInTwoPlaces(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		somsri := d.known("somsri")
		under := d.bookFor(somsri.ID, d.slot("hydro", tomorrow, 9).ID, "สมศรี ใจดี", "0812345678")
		child := d.bookFor(somsri.ID, d.slot("thai", tomorrow, 9).ID, "มานี ใจดี", "0812345678")
		free := d.bookFor(somsri.ID, d.slot("hydro", tomorrow, 10).ID, "สมศรี ใจดี", "0812345678")
		n, err := d.residents.Correct(context.Background(), somsri, models.Person{Name: "มานี ใจดี"})
		if err != nil || n != 1 {
			t.Errorf("%d bookings follow, %v; want the one that meets no other", n, err)
		}
		d.wantPerson("the booking at the same hour", under, "สมศรี ใจดี", "0812345678")
		d.wantPerson("the child's", child, "มานี ใจดี", "0812345678")
		d.wantPerson("the booking an hour later", free, "มานี ใจดี", "0812345678")
	})
}

func TestACorrectionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		somsri := d.known("somsri")
		own := d.book(somsri.ID, d.slot("hydro", tomorrow, 9).ID)
		records, undone := d.count("SELECT count(*) FROM audit_events"), errors.New("undone")
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			if _, err := d.residents.Correct(ctx, somsri, models.Person{Name: "สมศรี ใจงาม"}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) || d.count("SELECT count(*) FROM audit_events") != records {
			t.Errorf("%v; want the correction rolled back with its records", err)
		}
		d.wantPerson("one's own", own, "สมศรี ใจดี", "0812345678")
	})
}

// Whatever comes first, no booking to come is left with the name as it was.
func TestCorrectingWhileBookingAndCancelling(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		ctx := context.Background()
		somsri := d.known("somsri")
		var made [6]models.Booking
		for i := range made {
			slot, err := d.SlotAt(ctx, "hydro", tomorrow, 8*60+i*30)
			if err != nil {
				t.Fatal(err)
			}
			made[i] = d.book(somsri.ID, slot.ID)
		}
		for i, err := range atOnce(7, func(i int) error {
			switch {
			case i == 6:
				_, err := d.residents.Correct(ctx, somsri, models.Person{Name: "สมศรี ใจงาม", Phone: "0912345678"})
				return err
			case i%2 == 0:
				return nil
			}
			_, err := d.Cancel(ctx, somsri.ID, made[i].ID, "resident")
			return err
		}) {
			if err != nil {
				t.Errorf("deed %d: %v; want it done", i, err)
			}
		}
		open, err := d.Upcoming(ctx, somsri.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range open {
			d.wantPerson("a booking that stayed", b, "สมศรี ใจงาม", "0912345678")
		}
		d.sound()
	})
}
