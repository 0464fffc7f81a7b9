package booking_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/resident"
	"tambon/store"
)

func (d *town) known(name string) models.Resident {
	d.t.Helper()
	ctx := context.Background()
	r, err := d.residents.One(ctx, d.resident(name))
	if err == nil {
		err = d.residents.Keep(ctx, r, models.Person{Name: "สมศรี ใจดี", Phone: "0812345678"})
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func TestErasing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri := d.known("somsri")
		past := d.book(somsri.ID, d.slot("hydro", tomorrow, 9).ID)
		gone := d.book(somsri.ID, d.slot("hydro", tomorrow, 10).ID)
		if _, err := d.Cancel(ctx, somsri.ID, gone.ID, "resident"); err != nil {
			t.Fatal(err)
		}
		d.set(tomorrow, 11, 0)
		next := d.book(somsri.ID, d.slot("hydro", "2026-11-27", 9).ID)
		other := d.book(d.resident("boonmee"), next.SlotID)
		d.exec("INSERT INTO pushes (id, resident_id, verb, messages, state, created_at) VALUES ('p', ?, 'booking.remind', ?, 'ready', ?)",
			somsri.ID, s.Keys.Seal("pushes", "messages", "p", []byte("[]")), d.Now())
		if err := d.residents.Erase(ctx, somsri, services.Resident(somsri.ID)); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]int{
			"SELECT count(*) FROM bookings WHERE resident_id = @id":                                                                      3,
			"SELECT count(*) FROM bookings WHERE resident_id = @id AND (patient IS NOT NULL OR phone IS NOT NULL)":                       0,
			"SELECT count(*) FROM residents WHERE id = @id AND line_user_id IS NULL AND name IS NULL AND phone IS NULL":                  1,
			"SELECT count(*) FROM bookings WHERE resident_id = @id AND status = 'booked'":                                                1, // the visit that was
			"SELECT count(*) FROM bookings WHERE resident_id = @id AND status = 'cancelled' AND cancel_reason = 'resident.erase'":        1,
			"SELECT count(*) FROM pushes WHERE resident_id = @id AND messages IS NULL AND state = 'dropped'":                             1,
			"SELECT count(*) FROM audit_events WHERE noun_id = @id AND verb = 'resident.erase' AND actor_id = @id":                       1,
			"SELECT count(*) FROM bookings WHERE resident_id <> @id AND patient IS NOT NULL AND phone IS NOT NULL AND status = 'booked'": 1,
		} {
			if n := d.count(query, map[string]any{"id": somsri.ID}); n != want {
				t.Errorf("%s: %d; want %d", query, n, want)
			}
		}
		if taken := d.slot("hydro", "2026-11-27", 9).Taken; taken != 1 {
			t.Errorf("%d places are taken; want the other person's one, the erased one's is free", taken)
		}
		if name, _, err := d.Person(other); err != nil || name == "" {
			t.Errorf("the other person is now %q, %v; want them untouched", name, err)
		}
		d.sound()

		if err := d.residents.Erase(ctx, somsri, services.Resident(somsri.ID)); kindOf(err) != services.NotFound {
			t.Errorf("erased again: %v; want not found", err)
		}
		if _, err := d.Book(ctx, request(somsri.ID, next.SlotID)); kindOf(err) != services.NotFound {
			t.Errorf("booked by the erased: %v; want not found", err)
		}
		if again := d.resident("somsri"); again == somsri.ID {
			t.Error("the same LINE user is the erased resident again; want a new one, who is asked anew")
		}
		_ = past
	})
}

func kindOf(err error) services.Kind {
	kind, _, _ := services.Explain(err)
	return kind
}

func TestErasingIsAllOrNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri := d.known("somsri")
		d.book(somsri.ID, d.slot("hydro", tomorrow, 9).ID)
		records := d.count("SELECT count(*) FROM audit_events")
		undone := errors.New("undone")
		err := s.Tx(ctx, func(ctx context.Context) error {
			if err := d.residents.Erase(ctx, somsri, services.Resident(somsri.ID)); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if d.count("SELECT count(*) FROM audit_events") != records || d.count("SELECT count(*) FROM bookings WHERE status = 'booked' AND patient IS NOT NULL") != 1 {
			t.Error("an erasure that was rolled back left a record or took a name; want nothing changed")
		}
		r, err := d.residents.One(ctx, somsri.ID)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := d.residents.Open(r); err != nil || p.Name != "สมศรี ใจดี" || p.Phone != "0812345678" {
			t.Errorf("the resident is %+v, %v; want them as before", p, err)
		}
		d.sound()
	})
}

func TestErasingWhileBooking(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		for round := range 10 {
			somsri := d.known("somsri")
			for _, err := range atOnce(9, func(i int) error {
				if i == 4 {
					return d.residents.Erase(context.Background(), somsri, services.Resident(somsri.ID))
				}
				slot, err := d.SlotAt(context.Background(), "hydro", tomorrow, 8*60+i*30)
				if err != nil {
					return err
				}
				_, err = d.Book(context.Background(), request(somsri.ID, slot.ID))
				return err
			}) {
				if err != nil && kindOf(err) != services.NotFound {
					t.Errorf("round %d: %v; want a booking, or that the resident is gone", round, err)
				}
			}
			d.sound()
		}
	})
}

func TestNamesAreForgottenAfterTwoYears(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		somsri, boonmee, kamon := d.known("somsri"), d.known("boonmee"), d.known("kamon")
		old := d.book(somsri.ID, d.slot("hydro", tomorrow, 9).ID)
		d.book(boonmee.ID, d.slot("hydro", tomorrow, 9).ID)
		d.set("2026-12-24", 9, 0)
		d.open()
		recent := d.book(boonmee.ID, d.slot("hydro", "2026-12-25", 9).ID)
		retain := func() {
			t.Helper()
			if err := (resident.Retainer{Service: d.residents, Bookings: d.Service}).Work(ctx, nil); err != nil {
				t.Fatal(err)
			}
		}
		named := func(table, column string, ids ...string) int {
			return d.count("SELECT count(*) FROM "+table+" WHERE id IN ? AND "+column+" IS NOT NULL AND phone IS NOT NULL", ids)
		}
		d.set("2028-11-26", 9, 59) // the visit ended at ten
		retain()
		if n := named("bookings", "patient", old.ID, recent.ID); n != 2 {
			t.Errorf("a minute early %d bookings have a name; want both", n)
		}
		if n := named("residents", "name", somsri.ID, boonmee.ID, kamon.ID); n != 2 {
			t.Errorf("%d residents have a name; want two: kamon never booked and changed nothing for two years", n)
		}
		d.set("2028-11-26", 10, 1)
		retain()
		if named("bookings", "patient", old.ID) != 0 || named("bookings", "patient", recent.ID) != 1 {
			t.Error("two years after the visit its name should be gone, and that of the later visit not")
		}
		if named("residents", "name", somsri.ID) != 0 || named("residents", "name", boonmee.ID) != 1 {
			t.Error("somsri's last visit is two years ago, boonmee's is not; want hers forgotten and his kept")
		}
		for query, want := range map[string]int{
			"SELECT count(*) FROM audit_events WHERE verb = 'booking.forget' AND actor_kind = 'system'":                   2,
			"SELECT count(*) FROM audit_events WHERE verb = 'resident.forget' AND actor_kind = 'system'":                  2,
			"SELECT count(*) FROM residents WHERE line_user_id = 'Usomsri' AND erased_at IS NULL AND notice_version = ''": 1,
			"SELECT count(*) FROM bookings WHERE number IS NOT NULL":                                                      3,
			"SELECT count(*) FROM residents WHERE line_user_id = 'Uboonmee' AND name IS NOT NULL":                         1,
		} {
			if n := d.count(query); n != want {
				t.Errorf("%s: %d; want %d", query, n, want)
			}
		}
		d.sound()
		d.mu.Lock()
		d.now = d.now.AddDate(0, 2, 0)
		d.mu.Unlock()
		if n := len(apptest.Broken(t, s, d.Now())); n != 1 {
			t.Errorf("selfcheck counts %d broken promises when the job did not run for weeks; want one", n)
		}
		retain()
		d.sound()
	})
}

func TestForgettingManyTakesSeveralTransactions(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		const many = 501
		sealed := s.Keys.Seal("residents", "name", "any", []byte("สมศรี"))
		var people []models.Resident
		for range many {
			people = append(people, models.Resident{ID: models.NewID(d.Now()), Name: sealed, Language: "th", CreatedAt: d.Now(), UpdatedAt: d.Now()})
		}
		if err := s.Tx(context.Background(), func(ctx context.Context) error { return s.DB(ctx).CreateInBatches(&people, 200).Error }); err != nil {
			t.Fatal(err)
		}
		n, err := d.residents.ForgetBefore(context.Background(), d.Now().Add(time.Second))
		if err != nil || n != many || d.count("SELECT count(*) FROM residents WHERE name IS NOT NULL") != 0 {
			t.Errorf("%d forgotten, %v; want all %d", n, err, many)
		}
	})
}
