package booking_test

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/store"

	"pgregory.net/rapid"
)

// TestMain lets 8 lives be tried instead of rapid's 100, unless -rapid.checks
// says otherwise: each has hundreds of transactions.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("8")
	}
	os.Exit(m.Run())
}

// TestPromisesHoldThroughAnyLife does whatever can happen in any order, alone
// and at once, and looks whether every promise holds.
func TestPromisesHoldThroughAnyLife(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		rapid.Check(t, func(t *rapid.T) {
			l := newLife(t, d)
			t.Repeat(map[string]func(*rapid.T){
				"book":         func(t *rapid.T) { l.do(t, l.booking(t)) },
				"cancel":       func(t *rapid.T) { l.do(t, l.cancelling(t)) },
				"correct":      func(t *rapid.T) { l.do(t, l.correcting(t)) },
				"erase":        func(t *rapid.T) { l.do(t, l.erasing(t)) },
				"many at once": func(t *rapid.T) { l.crowd(t); l.check(t) },
				"close a day":  func(t *rapid.T) { l.close(t); l.do(t, l.opening()) },
				"change rules": func(t *rapid.T) { l.change(t); l.do(t, l.opening()) },
				"time goes by": func(t *rapid.T) { l.pass(t); l.do(t, l.opening()) },
			})
			l.check(t)
		})
	})
}

// A life is what one run of the property has made so far.
type life struct {
	d     *town
	names []string
	slots []string
}

// A deed is one act; it is told a refusal or nothing, never another error.
type deed struct {
	name string
	run  func() error
}

func newLife(t *rapid.T, d *town) *life {
	for _, table := range []string{"river_job", "audit_events", "booking_changes", "bookings", "booking_numbers", "slots", "closures", "resident_tokens", "residents"} {
		d.exec("DELETE FROM " + table)
	}
	d.site = site()
	for i := range d.site.Services {
		d.site.Services[i].BookAheadMaxDays = 3
	}
	d.set("2026-11-25", 6, 0)
	d.open()
	l := &life{d: d, names: []string{"a", "b", "c", "d", "e"}}
	l.look(t)
	return l
}

// look finds the slots there are.
func (l *life) look(t *rapid.T) {
	err := l.d.store.DB(context.Background()).Raw("SELECT id FROM slots ORDER BY service_id, starts_at").Scan(&l.slots).Error
	if err != nil {
		t.Fatal(err)
	}
}

func (l *life) do(t *rapid.T, deeds ...deed) {
	said := atOnce(len(deeds), func(i int) error { return deeds[i].run() })
	for i, err := range said {
		if err != nil && kindOf(err) == services.Internal {
			t.Fatalf("%s: %v; want it done or refused by name", deeds[i].name, err)
		}
	}
	l.look(t)
}

func (l *life) who(t *rapid.T) string {
	r, err := l.d.residents.Meet(context.Background(), "U"+rapid.SampledFrom(l.names).Draw(t, "who"))
	if err != nil {
		t.Fatal(err)
	}
	return r.ID
}

func (l *life) booking(t *rapid.T) deed {
	r := request(l.who(t), rapid.SampledFrom(l.slots).Draw(t, "slot"))
	r.Patient = rapid.SampledFrom([]string{"สมศรี ใจดี", "ละออ ใจดี", "บุญมี สุขใจ"}).Draw(t, "patient")
	r.EventKey = rapid.SampledFrom([]string{"", "k1", "k2", "k3"}).Draw(t, "key")
	if r.EventKey != "" {
		r.EventKey += r.ResidentID // as LINE's event ids, a key is one person's
	}
	return deed{"book", func() error {
		_, err := l.d.Book(context.Background(), r)
		return err
	}}
}

func (l *life) cancelling(t *rapid.T) deed {
	var made []models.Booking
	if err := l.d.store.DB(context.Background()).Order("id").Find(&made).Error; err != nil {
		t.Fatal(err)
	}
	if len(made) == 0 {
		return deed{"cancel nothing", func() error { return nil }}
	}
	b := made[rapid.IntRange(0, len(made)-1).Draw(t, "booking")]
	return deed{"cancel", func() error {
		_, err := l.d.Cancel(context.Background(), b.ResidentID, b.ID, "resident")
		return err
	}}
}

func (l *life) erasing(t *rapid.T) deed {
	id := l.who(t)
	return deed{"erase", func() error {
		return l.d.residents.Erase(context.Background(), models.Resident{ID: id}, services.Resident(id))
	}}
}

func (l *life) correcting(t *rapid.T) deed {
	id := l.who(t)
	p := models.Person{
		Name:  rapid.SampledFrom([]string{"", "สมศรี ใจดี", "ละออ ใจดี"}).Draw(t, "name"),
		Phone: rapid.SampledFrom([]string{"", "0812345678", "0898765432"}).Draw(t, "phone"),
	}
	return deed{"correct", func() error {
		_, err := l.d.residents.Correct(context.Background(), models.Resident{ID: id}, p)
		return err
	}}
}

func (l *life) opening() deed {
	site := l.d.site
	return deed{"open", func() error {
		if err := l.d.schedule.Sync(context.Background(), site); err != nil {
			return err
		}
		_, err := l.d.schedule.OpenSlots(context.Background())
		return err
	}}
}

func (l *life) crowd(t *rapid.T) {
	var deeds []deed
	for range rapid.IntRange(2, 12).Draw(t, "people") {
		switch rapid.IntRange(0, 9).Draw(t, "deed") {
		default:
			deeds = append(deeds, l.booking(t))
		case 0, 1, 2:
			deeds = append(deeds, l.cancelling(t))
		case 3:
			deeds = append(deeds, l.erasing(t))
		case 5:
			deeds = append(deeds, l.correcting(t))
		case 4:
			l.change(t)
			deeds = append(deeds, l.opening())
		}
	}
	l.do(t, deeds...)
}

// close closes a day, or opens it again.
func (l *life) close(t *rapid.T) {
	l.d.site.Closures = nil
	if rapid.Bool().Draw(t, "closed") {
		day := models.DateOf(l.d.Now(), l.d.zone).Add(rapid.IntRange(0, 3).Draw(t, "day"))
		l.d.site.Closures = []config.Closure{{Day: config.Day(day), Reason: config.Words{TH: "ปิด"}}}
	}
}

// change gives services other hours and places.
func (l *life) change(t *rapid.T) {
	services := append([]config.HealthService{}, l.d.site.Services...)
	h := &services[rapid.IntRange(0, 1).Draw(t, "service")]
	h.Capacity = rapid.IntRange(1, 5).Draw(t, "places")
	h.Minutes = rapid.SampledFrom([]int{30, 60, 90}).Draw(t, "minutes")
	from := rapid.IntRange(8, 10).Draw(t, "from")
	h.Rules = []config.Rule{{Days: h.Rules[0].Days, From: config.Clock(from * 60), To: 12 * 60, Step: 60}}
	l.d.site.Services = services
}

func (l *life) pass(t *rapid.T) {
	l.d.mu.Lock()
	defer l.d.mu.Unlock()
	l.d.now = l.d.now.Add(time.Duration(rapid.IntRange(1, 8).Draw(t, "hours")) * time.Hour)
}

func (l *life) check(t *rapid.T) {
	if broken := apptest.Broken(l.d.t, l.d.store, l.d.Now()); len(broken) > 0 {
		t.Fatalf("the database breaks promises: %v", broken)
	}
	for query, what := range map[string]string{
		`SELECT count(*) FROM slots s JOIN closures c ON c.day = s.day WHERE s.closed = FALSE AND s.starts_at > ?`: "sessions are open on a closed day",
		`SELECT count(*) FROM (SELECT b.resident_id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.status = 'booked' AND s.ends_at > ?
			GROUP BY b.resident_id, b.service_id HAVING count(*) > 2) o`: "residents hold more than the limit of a service",
	} {
		if n := l.d.count(query, l.d.Now().UTC()); n > 0 {
			t.Fatalf("%d %s", n, what)
		}
	}
}
