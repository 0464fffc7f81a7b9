package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/line/simulator"
	"tambon/models"
)

// TestFiftyPressConfirmForFivePlaces lets 50 residents come up to the summary
// card of the same session by tapping, and all press ยืนยันการจอง at once.
func TestFiftyPressConfirmForFivePlaces(t *testing.T) {
	t.Parallel()
	const residents, places = 50, 5
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, func(o *app.Options) {
			o.Site.Services = slices.Clone(o.Site.Services)
			o.Site.Services[0].Capacity, o.Site.Services[0].MaxOpen = places, 10
		})
		w.LINE.Redelivery(true) // a slow machine may answer 503 in the rush; LINE then comes again
		people := make([]string, residents)
		for i := range people {
			r := w.LINE.AddResident(simulator.Resident{Name: fmt.Sprintf("p%02d", i), DisplayName: "คนที่ " + fmt.Sprint(i), Friend: true})
			people[i] = r.Name
			introduce(t, w, r.UserID, i)
		}
		for round, clock := range []string{"09.30 น.", "10.30 น.", "13.00 น."} {
			together(t, w, people, func(name string) (simulator.Act, error) { return w.LINE.Text(name, "จองคิว") })
			for _, button := range []string{"วารีบำบัด", "พฤหัสบดี 26 พ.ย. 69", clock} {
				together(t, w, people, func(name string) (simulator.Act, error) { return w.LINE.Press(name, button) })
			}
			before := map[string]int{}
			for _, name := range people {
				before[name] = lastSeq(t, w, name)
			}
			together(t, w, people, func(name string) (simulator.Act, error) {
				return w.LINE.Press(name, "ยืนยันการจอง")
			})
			tickets, kindly := 0, 0
			for _, name := range people {
				switch read := readAfter(t, w, name, before[name]); {
				case strings.Contains(read, "จองสำเร็จ") && strings.Contains(read, "HY-2570-"):
					tickets++
				case strings.Contains(read, "ที่ว่างสุดท้ายเพิ่งมีผู้จองไป") && strings.Contains(read, "ดูวันอื่น"):
					kindly++
				default:
					t.Errorf("round %d: %s reads %q; want a ticket, or that others were faster and a way on", round, name, read)
				}
			}
			if tickets != places || kindly != residents-places {
				t.Errorf("round %d: %d tickets and %d who were told kindly; want %d and %d", round, tickets, kindly, places, residents-places)
			}
			if n := w.Count("SELECT count(*) FROM bookings WHERE status = 'booked'"); n != places*(round+1) {
				t.Errorf("round %d: %d bookings; want %d", round, n, places*(round+1))
			}
		}
		if broken := w.Broken(); len(broken) > 0 {
			t.Errorf("the database breaks promises: %v", broken)
		}
	})
}

// introduce lets a resident have read the notice and given name and phone before.
func introduce(t *testing.T, w *apptest.World, userID string, i int) {
	t.Helper()
	ctx := context.Background()
	r, err := w.Residents.Meet(ctx, userID)
	if err == nil {
		err = w.Residents.Acknowledge(ctx, r, w.Site.Privacy.Version)
	}
	if err == nil {
		err = w.Residents.Keep(ctx, r, models.Person{Name: "สมศรี ใจดี", Phone: fmt.Sprintf("08123456%02d", i)})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// together lets everybody do the same at once, and waits for the answers.
func together(t *testing.T, w *apptest.World, people []string, do func(name string) (simulator.Act, error)) {
	t.Helper()
	var all sync.WaitGroup
	for _, name := range people {
		all.Go(func() {
			if _, err := do(name); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	all.Wait()
	w.Settled()
}

func lastSeq(t *testing.T, w *apptest.World, name string) int {
	t.Helper()
	entries, err := w.LINE.Messages(name, 0)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%s has %d messages, %v; want some", name, len(entries), err)
	}
	return entries[len(entries)-1].Seq
}

func readAfter(t *testing.T, w *apptest.World, name string, seq int) string {
	t.Helper()
	entries, err := w.LINE.Messages(name, seq)
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, e := range entries {
		if e.Refused != nil {
			t.Errorf("LINE refused what %s should read: %s", name, e.Refused.Body)
		}
		if e.From == "bot" {
			read = append(read, e.Read...)
		}
	}
	return strings.Join(read, "\n")
}
