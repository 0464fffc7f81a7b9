package crash

// A town for one test: LINE in a box in this process, Tambon in others.

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/line/simulator"
	"tambon/store"
)

// The inbox's own times (line/inbox): a dead worker's lease, and how long a dead
// worker had the first try of an answer to itself.
const (
	lease    = 12 * time.Second
	firstTry = 6 * time.Second
)

type town struct {
	t     *testing.T
	db    apptest.Database
	line  *simulator.Platform
	front *front
	book  *book
	*nursery
	env   []string
	store *store.Store // nil while the test must not touch the database

	mu     sync.Mutex
	onCall func(before bool, r *http.Request) // nil: nothing; called around each of LINE's calls
	acted  map[string]int                     // a resident's place in their chat when they last acted
	people int
}

func newTown(t *testing.T, db apptest.Database) *town {
	t.Helper()
	w := &town{t: t, db: db, front: newFront(), book: &book{}, acted: map[string]int{}, nursery: newNursery(t)}
	w.line = simulator.New(simulator.Config{
		Secret: apptest.Secret, Token: apptest.Token, BotURL: "https://tambon.test", Unlimited: true,
		Backoff: slices.Repeat([]time.Duration{100 * time.Millisecond}, 1000),
		// What is tried here is Tambon's own order, not LINE's.
		Switches: simulator.Switches{RedeliveryInOrder: true},
	})
	w.line.Redelivery(true)
	w.line.Watch(func(r *http.Request) { w.called(true, r) }, func(r *http.Request) { w.called(false, r) })
	box, door := httptest.NewServer(w.line.Handler()), httptest.NewServer(w.front)
	if err := w.line.Point(door.URL + "/webhook"); err != nil {
		t.Fatal(err)
	}
	w.env = append(os.Environ(),
		"ADDR=127.0.0.1:0", "DATABASE_URL="+db.Address, "MASTER_KEY="+db.Master, "DATA_DIR="+t.TempDir(),
		"SITE_FILE="+roomySite(t), "TZ="+noon(time.Now()), "PUBLIC_URL=https://tambon.test",
		"LINE_CHANNEL_SECRET="+apptest.Secret, "LINE_CHANNEL_TOKEN="+apptest.Token, "LINE_API_URL="+box.URL, "LINE_DATA_URL="+box.URL)
	t.Cleanup(func() {
		w.line.Close()
		w.front.to()
		door.Close()
		box.Close()
		w.lookAway()
	})
	return w
}

// noon is a time zone in which it is about noon: reminders are sent by day
// only, and no test may depend on when it runs.
func noon(now time.Time) string {
	return fmt.Sprintf("Etc/GMT%+d", now.UTC().Hour()-12)
}

// roomySite is the demo's town with service every day and places for everybody.
func roomySite(t *testing.T) string {
	t.Helper()
	site, err := os.ReadFile(filepath.Join(root, "config", "site", "pakphun.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	site = regexp.MustCompile(`capacity: \d+`).ReplaceAll(site, []byte("capacity: 400"))
	site = regexp.MustCompile(`days: \[[^\]]*\]`).ReplaceAll(site, []byte("days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]"))
	path := filepath.Join(t.TempDir(), "site.yaml")
	if err := os.WriteFile(path, site, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (w *town) called(before bool, r *http.Request) {
	if !before {
		w.book.note(r, w.front)
	}
	w.mu.Lock()
	do := w.onCall
	w.mu.Unlock()
	if do != nil {
		do(before, r)
	}
}

// watch lets do see each call of LINE, before it is judged and after it was accepted.
func (w *town) watch(do func(before bool, r *http.Request)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.onCall = do
}

// serve starts a process that gets all webhooks from now on.
func (w *town) serve(program string, env ...string) *child {
	w.t.Helper()
	c, err := w.start(program, append(slices.Clone(w.env), env...))
	if err != nil {
		w.t.Fatal(err)
	}
	w.front.to(c)
	return c
}

// newcomer adds a person to the world.
func (w *town) newcomer() simulator.Resident {
	w.people++
	return w.line.AddResident(simulator.Resident{Name: fmt.Sprintf("resident-%04d", w.people), DisplayName: "สมศรี ใจดี"})
}

// look opens the database for the test's own eyes. Nobody looks while a process
// is to be killed: on SQLite the next process, and not this one, must then be
// the one that finds the file as the dead left it.
func (w *town) look() *store.Store {
	if w.store == nil {
		keys, err := store.NewKeys(w.db.Master)
		if err == nil {
			w.store, err = store.Open(context.Background(), w.db.Address, keys)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return w.store
}

func (w *town) lookAway() {
	if w.store != nil {
		if err := w.store.Close(); err != nil {
			w.t.Error(err)
		}
		w.store = nil
	}
}

func (w *town) count(query string, args ...any) (n int) {
	w.t.Helper()
	if err := w.look().DB(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return n
}

func (w *town) exec(query string, args ...any) {
	w.t.Helper()
	s := w.look()
	if err := s.Tx(context.Background(), func(ctx context.Context) error { return s.DB(ctx).Exec(query, args...).Error }); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// pass lets what a process left when it was killed at that moment become old
// enough to be taken over, as if time had passed. Random kills and frozen
// replicas wait for the real time instead.
func (w *town) pass(killed time.Time) {
	w.t.Helper()
	w.exec("UPDATE lanes SET leased_until = 1 WHERE leased_until > 1 AND leased_until <= ?", killed.Add(lease).UnixMilli())
	w.exec("UPDATE inbox_events SET next_try_at = 0 WHERE reply_state IN ('ready', 'push') AND COALESCE(tried_at, done_at) < ?", killed.UTC())
}

// settled waits until every event is delivered, worked and answered, and no lane is at work.
func (w *town) settled() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.line.Settle(ctx); err != nil {
		w.t.Fatalf("LINE did not finish delivering: %v", err)
	}
	w.until("an event waits, an answer waits or a lane is at work", func() bool {
		return w.count(`SELECT (SELECT count(*) FROM inbox_events WHERE status = 'received' OR reply_state IN ('ready', 'push'))
			+ (SELECT count(*) FROM lanes WHERE leased_until > ?)`, time.Now().UnixMilli()) == 0
	})
}

// until waits for something; not says what is the case until then.
func (w *town) until(not string, is func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); !is(); time.Sleep(3 * time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("after %s still: %s", patience, not)
		}
	}
}

// unbroken fails the test when a promise of selfcheck is broken, an event is
// lost or doubled, or a booking is.
func (w *town) unbroken(events, booked, cancelled int) {
	w.t.Helper()
	for _, broken := range apptest.Broken(w.t, w.look(), time.Now()) {
		w.t.Error(broken)
	}
	for _, c := range []struct {
		what, query string
		want        int
	}{
		{"stored events", "SELECT count(*) FROM inbox_events", events},
		{"events that were done", "SELECT count(*) FROM inbox_events WHERE status = 'done'", events},
		{"events whose answer LINE did not take", "SELECT count(*) FROM inbox_events WHERE reply_state NOT IN ('sent', 'assumed')", 0},
		{"bookings", "SELECT count(*) FROM bookings", booked},
		{"bookings cancelled", "SELECT count(*) FROM bookings WHERE status = 'cancelled'", cancelled},
		{"bookings in the record", "SELECT count(*) FROM audit_events WHERE verb = 'booking.book'", booked},
		{"cancellings in the record", "SELECT count(*) FROM audit_events WHERE verb = 'booking.cancel'", cancelled},
		{"places taken", "SELECT COALESCE(sum(taken), 0) FROM slots", booked - cancelled},
		{"reminders", "SELECT count(*) FROM river_job WHERE kind = 'booking.remind'", 2 * booked},
	} {
		if got := w.count(c.query); got != c.want {
			w.t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}
