package app_test

import (
	"testing"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/text"
)

func TestTheTownHasALife(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		var first [5]int
		for round := range 2 {
			if err := w.Live(t.Context()); err != nil {
				t.Fatal(err)
			}
			counts := [5]int{
				w.Count("SELECT count(*) FROM residents"),
				w.Count("SELECT count(*) FROM bookings"),
				w.Count("SELECT count(*) FROM bookings WHERE status = 'fulfilled'"),
				w.Count("SELECT count(*) FROM bookings WHERE status = 'noshow'"),
				w.Count("SELECT count(DISTINCT s.day) FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.day > '2026-11-25'"),
			}
			if round == 0 {
				first = counts
			}
			if counts != first {
				t.Errorf("the second time there are %v people, bookings, visits, absences, days ahead; want %v as the first time", counts, first)
			}
		}
		if first[0] != 200 || first[1] < 200 || first[2] < 100 || first[3] < 3 || first[4] < 4 {
			t.Errorf("there are %v people, bookings, visits, absences, days ahead; want 200, more than 200, 100, 3 and 4", first)
		}
		w.Settled()
		if broken := w.Broken(); len(broken) > 0 {
			t.Errorf("the town's life breaks promises: %v", broken)
		}
		if n := w.Count("SELECT count(*) FROM slots WHERE closed = TRUE AND day >= '2026-11-25' AND NOT EXISTS (SELECT 1 FROM closures c WHERE c.day = slots.day)"); n > 0 {
			t.Errorf("%d slots ahead were closed", n)
		}
	})
}

func TestLifesNamesAreNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for n := range 1000 {
		name := app.LifeName(n)
		if seen[name] {
			t.Fatalf("the name %s comes twice", name)
		}
		seen[name] = true
		if read, ok := text.ReadName(name); !ok || read != name {
			t.Errorf("the name %s is read as %q", name, read)
		}
	}
}
