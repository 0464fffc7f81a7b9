package booking_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/jobs"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/schedule"
	"tambon/store"
)

// A town is a database with two health services, and the rules around it. Its
// clock stands at Wednesday 25 November 2026, 10:00, until it is moved.
type town struct {
	*booking.Service
	t         testing.TB
	store     *store.Store
	residents *resident.Service
	schedule  *schedule.Service
	site      config.Site
	zone      *time.Location

	mu  sync.Mutex
	now time.Time
}

// tomorrow is a Thursday with sessions at 9, 10 and 11 o'clock.
const tomorrow = models.Date("2026-11-26")

func found(t testing.TB, s *store.Store, change func(*config.Site)) *town {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	d := &town{t: t, store: s, zone: zone, now: apptest.Morning, site: site()}
	if change != nil {
		change(&d.site)
	}
	queue := jobs.New(s, d, slog.New(slog.DiscardHandler))
	jobs.Register(queue, nobody{})
	jobs.Register(queue, silent{})
	if err := queue.Open(); err != nil {
		t.Fatal(err)
	}
	d.Service = booking.New(s, queue, d.Now, zone)
	d.schedule = schedule.New(s, d.Now, zone)
	d.residents = resident.New(s, d.Now, d.Service, d.Service, push.New(s, d.Now))
	d.open()
	return d
}

// nobody reminds of bookings: the queue is never started here.
type nobody struct{ jobs.Defaults[booking.Remind] }

func (nobody) Work(context.Context, *jobs.Job[booking.Remind]) error { return nil }

// silent tells nobody anything.
type silent struct{ jobs.Defaults[booking.Tell] }

func (silent) Work(context.Context, *jobs.Job[booking.Tell]) error { return nil }

func site() config.Site {
	working := []config.Weekday{1, 2, 3, 4, 5}
	service := func(code, prefix string, capacity int) config.HealthService {
		return config.HealthService{
			Code: code, Prefix: prefix, Centre: "pakphun", Name: config.Words{TH: code}, Minutes: 60, Capacity: capacity,
			Rules:        []config.Rule{{Days: working, From: 9 * 60, To: 12 * 60, Step: 60}},
			BookAheadMin: 120, BookAheadMaxDays: 14, CancelCutoff: 120, MaxOpen: 2,
		}
	}
	return config.Site{
		Centres:  []config.Centre{{Code: "pakphun", Name: config.Words{TH: "รพ.สต.ปากพูน"}, Phone: "075774130"}},
		Services: []config.HealthService{service("hydro", "HY", 5), service("thai", "TM", 2)},
		Closures: []config.Closure{{Day: "2026-12-07", Reason: config.Words{TH: "วันหยุดชดเชย", EN: "Substitution day"}}},
	}
}

// open writes the site and its slots.
func (d *town) open() {
	d.t.Helper()
	if err := d.schedule.Sync(context.Background(), d.site); err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.schedule.OpenSlots(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// Now is the town's time.
func (d *town) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// set moves the clock to an hour of a day in the town.
func (d *town) set(day models.Date, hour, minute int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = day.At(hour*60+minute, d.zone)
}

func (d *town) resident(name string) string {
	d.t.Helper()
	r, err := d.residents.Meet(context.Background(), "U"+name)
	if err != nil {
		d.t.Fatal(err)
	}
	return r.ID
}

func (d *town) people(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = d.resident(fmt.Sprintf("%03d", i))
	}
	return ids
}

func (d *town) slot(service string, day models.Date, hour int) models.Slot {
	d.t.Helper()
	slot, err := d.SlotAt(context.Background(), service, day, hour*60)
	if err != nil {
		d.t.Fatalf("%s on %s at %d: %v", service, day, hour, err)
	}
	return slot
}

func request(residentID, slotID string) booking.Request {
	return booking.Request{
		ResidentID: residentID, SlotID: slotID, Patient: "สมศรี ใจดี", Phone: "0812345678", Channel: "line", By: services.Resident(residentID),
	}
}

func (d *town) book(residentID, slotID string) models.Booking {
	d.t.Helper()
	made, err := d.Book(context.Background(), request(residentID, slotID))
	if err != nil {
		d.t.Fatal(err)
	}
	return made
}

func (d *town) count(query string, args ...any) int {
	d.t.Helper()
	var n int
	if err := d.store.DB(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
	return n
}

func (d *town) exec(query string, args ...any) {
	d.t.Helper()
	err := d.store.Tx(context.Background(), func(ctx context.Context) error { return d.store.DB(ctx).Exec(query, args...).Error })
	if err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
}

// sound fails the test if the database breaks a promise.
func (d *town) sound() {
	d.t.Helper()
	if broken := apptest.Broken(d.t, d.store, d.Now()); len(broken) > 0 {
		d.t.Errorf("the database breaks promises: %v", broken)
	}
}

// atOnce runs do n times at one moment and returns what each said.
func atOnce(n int, do func(i int) error) []error {
	said, start := make([]error, n), make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			said[i] = do(i)
		})
	}
	close(start)
	all.Wait()
	return said
}
