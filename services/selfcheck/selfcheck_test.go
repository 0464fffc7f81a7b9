package selfcheck_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/line/simulator"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/selfcheck"
	"tambon/store"
	"tambon/text"
)

// damage says how each promise is broken behind the program's back.
var damage = map[string]string{
	"no slot holds more people than it has places":                                     "UPDATE slots SET capacity = 0 WHERE id = '{slot}'",
	"each slot's count is that of its bookings":                                        "UPDATE slots SET taken = taken + 1 WHERE id = '{slot}'",
	"each booking has a number of its series":                                          "UPDATE bookings SET number = 'XX-2570-000009' WHERE id = '{booking}'",
	"booking numbers have no gap":                                                      "UPDATE bookings SET number = 'HY-2570-000009' WHERE id = '{booking}'",
	"each booking is of its slot's service":                                            "UPDATE bookings SET service_id = 'horse' WHERE id = '{booking}'",
	"each booking was written into the record, once":                                   "DELETE FROM audit_events WHERE noun_id = '{booking}' AND verb = 'booking.book'",
	"each booking stands where its last change left it":                                "UPDATE booking_changes SET to_status = 'arrived' WHERE booking_id = '{cancelled}'",
	"each change of a booking was written into the record":                             "UPDATE booking_changes SET actor_id = 'nobody' WHERE booking_id = '{cancelled}'",
	"each cancelling, and each that was taken back, was written into the record, once": "DELETE FROM audit_events WHERE noun_id = '{cancelled}' AND verb = 'booking.cancel'",
	"the record names no booking that does not exist":                                  "INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id) VALUES ('a', '2026-11-25 03:00:00+00:00', 'system', 'x', 'booking.book', 'nowhere')",
	"an erased resident is named by no booking":                                        "UPDATE residents SET line_user_id = NULL, name = NULL, phone = NULL, erased_at = '2027-01-25 03:00:00+00:00' WHERE id = '{resident}'",
	"an erased resident holds no place in a time to come":                              "UPDATE residents SET line_user_id = NULL, name = NULL, phone = NULL, erased_at = '2026-11-25 03:00:00+00:00' WHERE id = '{nameless}'",
	"no words are kept for an erased resident":                                         "UPDATE residents SET line_user_id = NULL, name = NULL, phone = NULL, erased_at = '2026-11-25 03:00:00+00:00' WHERE id = '{pushed}'",
	"nobody is found by what is no longer kept":                                        "INSERT INTO resident_tokens (token, resident_id) VALUES ('00112233445566778899', '{pushed}')",
	"no booking is with somebody who was merged into another":                          "UPDATE residents SET merged_into = '{pushed}' WHERE id = '{resident}'",
	"everybody who was merged has a record of it":                                      "UPDATE residents SET merged_into = '{resident}' WHERE id = '{pushed}'",
	"no name or phone is kept longer than the privacy notice says":                     "UPDATE slots SET starts_at = '2020-01-01 03:00:00+00:00', ends_at = '2020-01-01 04:00:00+00:00' WHERE id = '{slot}'",
	"no event waits longer than ten minutes":                                           "UPDATE inbox_events SET status = 'received', received_at = '2026-11-25 02:00:00+00:00' WHERE id = '{event}'",
	"no answer waits longer than ten minutes":                                          "UPDATE inbox_events SET reply_state = 'ready', done_at = '2026-11-25 02:00:00+00:00' WHERE id = '{event}'",
}

func TestEveryBrokenPromiseIsCounted(t *testing.T) {
	t.Parallel()
	promises := selfcheck.Promises(apptest.Morning)
	if len(promises) != len(damage) {
		t.Fatalf("%d promises and %d kinds of damage; each promise is broken once here", len(promises), len(damage))
	}
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		rows := scene(t, w)
		if broken := w.Broken(); len(broken) > 0 {
			t.Fatalf("before any damage: %v; want every promise kept", broken)
		}
		allow(t, w)
		for _, p := range promises {
			sql, ok := damage[p.Name(text.English)]
			if !ok {
				t.Errorf("nobody breaks %q here", p.Name(text.English))
				continue
			}
			if got := broken(t, w.Store, strings.NewReplacer(rows...).Replace(sql)); !slices.Contains(got, p.Name(text.English)+": 1") {
				t.Errorf("after the damage to %q there is counted %q; want it once", p.Name(text.English), got)
			}
		}
	})
}

// broken does the damage, counts, and takes the damage back.
func broken(t *testing.T, s *store.Store, sql string) (list []string) {
	t.Helper()
	undo := fmt.Errorf("undo")
	err := s.Tx(context.Background(), func(ctx context.Context) error {
		if err := s.DB(ctx).Exec(sql).Error; err != nil {
			return err
		}
		for _, p := range selfcheck.Promises(apptest.Morning) {
			r, err := selfcheck.Check(ctx, s, p)
			if err != nil {
				return err
			}
			if r.Broken > 0 {
				list = append(list, fmt.Sprintf("%s: %d", r.Name, r.Broken))
			}
		}
		return undo
	})
	if err != undo {
		t.Errorf("%s: %v", sql, err)
	}
	return list
}

// allow takes away the CHECKs that would refuse the damage, as a tool that
// knows nothing of them would.
func allow(t *testing.T, w *apptest.World) {
	t.Helper()
	if w.DB.Engine == store.SQLite {
		if _, err := w.Store.Writer().Exec("PRAGMA ignore_check_constraints = 1"); err != nil {
			t.Fatal(err)
		}
		return
	}
	var checks []string
	err := w.Store.DB(context.Background()).Raw("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'slots'::regclass").Scan(&checks).Error
	if err != nil || len(checks) == 0 {
		t.Fatalf("the CHECKs of slots are %q, %v; want some", checks, err)
	}
	for _, name := range checks {
		w.Exec("ALTER TABLE slots DROP CONSTRAINT " + name)
	}
}

// scene books and cancels, for residents of several fates, and returns the ids
// of the rows to damage.
func scene(t *testing.T, w *apptest.World) []string {
	t.Helper()
	ctx := context.Background()
	somsri := w.LINE.AddResident(simulator.Resident{Name: "somsri", DisplayName: "สมศรี ใจดี", Friend: true})
	if _, err := w.LINE.Text(somsri.Name, "สวัสดี"); err != nil {
		t.Fatal(err)
	}
	w.Settled()
	book := func(who, service string, minute int) models.Booking {
		r, err := w.Residents.Meet(ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		slot, err := w.Bookings.SlotAt(ctx, service, "2026-11-26", minute)
		if err != nil {
			t.Fatal(err)
		}
		made, err := w.Bookings.Book(ctx, booking.Request{
			ResidentID: r.ID, SlotID: slot.ID, Patient: "สมศรี ใจดี", Phone: "0812345678", Channel: "line", By: services.Resident(r.ID),
		})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	first := book("Uone", "hydro", 570)
	gone := book("Utwo", "hydro", 630)
	if _, err := w.Bookings.Cancel(ctx, gone.ResidentID, gone.ID, "resident"); err != nil {
		t.Fatal(err)
	}
	nameless := book("Uthree", "thai", 540)
	w.Exec("UPDATE bookings SET patient = NULL, phone = NULL WHERE id = ?", nameless.ID)
	pushed, err := w.Residents.Meet(ctx, "Ufour")
	if err != nil {
		t.Fatal(err)
	}
	words := w.Store.Keys.Seal("pushes", "messages", "p", []byte("[]"))
	w.Exec("INSERT INTO pushes (id, resident_id, verb, messages, state, created_at) VALUES ('p', ?, 'booking.remind', ?, 'ready', ?)", pushed.ID, words, apptest.Morning)
	var event string
	if err := w.Store.DB(ctx).Raw("SELECT min(id) FROM inbox_events").Scan(&event).Error; err != nil || event == "" {
		t.Fatalf("event %q, %v; want one", event, err)
	}
	return []string{
		"{slot}", first.SlotID, "{booking}", first.ID, "{cancelled}", gone.ID, "{resident}", first.ResidentID,
		"{nameless}", nameless.ResidentID, "{pushed}", pushed.ID, "{event}", event,
	}
}
