package crash

// Two replicas on one PostgreSQL: a person's order, and what a frozen one may
// still do. SQLite is one process's own, so nothing here runs on it.

import (
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/e2e/crash/commitstest"
	"tambon/line/simulator"
	"tambon/store"

	_ "github.com/jackc/pgx/v5/stdlib" // to make and drop the database
)

// emptyServer is a database without a single table: replicas that start at the
// same time make them.
func emptyServer(t *testing.T) (db apptest.Database, ok bool) {
	t.Helper()
	server := os.Getenv("TEST_DATABASE_URL")
	if server == "" {
		if os.Getenv("TAMBON_TEST") == "full" {
			t.Fatal("TEST_DATABASE_URL is not set; make test sets it")
		}
		return db, false
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text()[:16])
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		_ = admin.Close()
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	master := base64.StdEncoding.EncodeToString([]byte("a key that is for tests only, ok"))
	return apptest.Database{Engine: store.Postgres, Address: u.String(), Master: master}, true
}

// Nobody waits for an answer here: the words of one person reach both replicas
// in turn, and a booking comes of them only in their order.
func TestReplicasKeepAPersonsOrder(t *testing.T) {
	t.Parallel()
	db, ok := emptyServer(t)
	if !ok {
		return
	}
	w := newTown(t, db)
	var replicas [2]*child
	var starting sync.WaitGroup
	for i := range replicas {
		starting.Go(func() {
			c, err := w.start(tambon(t).real, w.env)
			if err != nil {
				t.Error(err)
			}
			replicas[i] = c
		})
	}
	starting.Wait()
	if t.Failed() {
		t.FailNow()
	}
	w.front.to(replicas[:]...)
	words := []string{"จองคิว", "วารีบำบัด", "มะรืนนี้", "9.30 น.", "รับทราบ", "นางสมศรี ใจดี", "081-234-5678", "ยืนยัน"}
	const people = 30
	var all []simulator.Resident
	for range people {
		who := w.newcomer()
		all = append(all, who)
		if _, err := w.line.Follow(who.Name); err != nil {
			t.Fatal(err)
		}
		for _, said := range words {
			if _, err := w.line.Text(who.Name, said); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.settled()
	events := people * (len(words) + 1)
	w.unbroken(events, people, 0)
	replied := map[string][]string{} // in order, by user
	users := map[string]string{}
	order, _ := w.front.came()
	for user, events := range order {
		for _, event := range events {
			users[event] = user
		}
	}
	for _, said := range w.book.all() {
		replied[users[said.event]] = append(replied[users[said.event]], said.event)
	}
	for _, who := range all {
		if want, got := order[who.UserID], replied[who.UserID]; !slices.Equal(got, want) {
			t.Errorf("%s was answered in the order %q, want that of the events, %q\n%s", who.Name, got, want, w.chat(who.Name))
		}
	}
	if n := w.count(`SELECT count(*) FROM (SELECT occurred_at, lag(occurred_at) OVER (PARTITION BY lane_id ORDER BY done_at) AS earlier
		FROM inbox_events) AS e WHERE earlier > occurred_at`); n > 0 {
		t.Errorf("%d events were worked before an older one of the same person, want none", n)
	}
	t.Logf("%d people, %d events in turn to two replicas: every person's order kept", people, events)
}

// A freeze stops a replica at one moment of the event that books.
type freeze struct {
	name    string
	kind    string // of the COMMIT at which it freezes; "": during LINE's call
	when    string // commitstest.Before or After; for a call whether LINE has accepted it
	service int
	least   time.Duration // before another may take over
	locked  bool          // it freezes inside its transaction, whose locks nobody can take

	who     simulator.Resident
	witness *witness
	child   *child
	frozen  chan struct{}
	since   time.Time
	mu      sync.Mutex
	awake   bool
	after   []string // COMMITs told after it woke
	act     simulator.Act
}

func TestAFrozenReplicaCannotWriteWhenItWakes(t *testing.T) {
	t.Parallel()
	db, ok := emptyServer(t)
	if !ok {
		return
	}
	w := newTown(t, db)
	other := w.serve(tambon(t).real)
	freezes := []*freeze{
		{name: "after it claimed the lane", kind: claiming, when: commitstest.After, service: 1, least: lease},
		{name: "while it calls LINE, which never hears it", when: commitstest.Before, service: 1, least: firstTry},
		{name: "while LINE answers it", when: commitstest.After, service: 1},
		{name: "inside the transaction of the effect", kind: "effect: book", when: commitstest.Before, service: 3, locked: true},
	}
	for _, f := range freezes {
		w.freezeOne(f)
	}
	t.Logf("%d replicas are frozen; their leases of %s pass", len(freezes), lease)
	w.front.to(other)
	confirm := booking(true, 3, 1)[7]
	for _, f := range freezes {
		if f.locked {
			continue
		}
		if err := w.answer(f.who.Name, confirm, f.act.Seq); err != nil {
			t.Fatalf("%s: %v\n%s", f.name, err, w.rows())
		}
		// What it had was taken only when its lease, or its first try, had ended.
		if waited, least := w.book.when(f.act.EventID).Sub(f.since), f.least-time.Second; waited < least {
			t.Errorf("%s: another replica took over after %s, want %s or more", f.name, waited, least)
		}
	}
	w.until("a frozen replica's answer is still to be sent", func() bool {
		return w.count("SELECT count(*) FROM inbox_events WHERE reply_state IN ('ready', 'push')") == 0
	})
	time.Sleep(time.Until(freezes[len(freezes)-1].since.Add(lease + time.Second))) // real time: the lease is
	for _, f := range freezes {
		f.mu.Lock()
		f.awake = true
		f.mu.Unlock()
		if err := f.child.wake(); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range freezes {
		if err := w.answer(f.who.Name, confirm, f.act.Seq); err != nil {
			t.Fatalf("%s: %v\n%s", f.name, err, w.rows())
		}
		if f.locked {
			continue // it held the lane's lock: that there is an answer shows that it woke and gave up
		}
		// Each that woke looks at its lane again and finds nothing to do.
		w.until(f.name+": the replica that woke does not come back to its lane", func() bool {
			f.mu.Lock()
			defer f.mu.Unlock()
			return slices.Contains(f.after, claiming) || slices.Contains(f.after, noting)
		})
	}
	w.settled()
	for _, f := range freezes {
		f.mu.Lock()
		told := slices.Clone(f.after)
		f.mu.Unlock()
		if len(told) > 0 && told[0] == "effect: book" {
			t.Errorf("%s: the replica wrote its effect when it woke; COMMITs: %q", f.name, told)
		}
		if n := w.book.answers(f.act.EventID) + w.book.pushes(f.who.UserID); n != 1 {
			t.Errorf("%s: the resident was answered %d times, want once\n%s", f.name, n, w.chat(f.who.Name))
		}
		t.Logf("%s: one effect, one answer; COMMITs of the one that woke: %q", f.name, told)
	}
	w.unbroken(len(freezes)*9, len(freezes), 0)
}

// freezeOne lets a new resident talk to a replica of their own up to the button
// that books, and freezes it when that is pressed.
func (w *town) freezeOne(f *freeze) {
	w.t.Helper()
	f.who, f.witness, f.frozen = w.newcomer(), newWitness(w.nursery), make(chan struct{})
	f.child = w.serve(tambon(w.t).telling, f.witness.env())
	steps := append([]step{follows}, booking(true, 3, 1)...)
	steps[2] = taps("booking.days", f.service, "เลือกวัน")
	last := len(steps) - 1
	for _, step := range steps[:last] {
		act, err := step.act(w, f.who.Name)
		if err == nil {
			err = w.answer(f.who.Name, step, act.Seq)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.settled()
	f.watch(w)
	var err error
	if f.act, err = steps[last].act(w, f.who.Name); err != nil {
		w.t.Fatal(err)
	}
	select {
	case <-f.frozen:
	case <-time.After(patience):
		w.t.Fatalf("%s: the replica never came there", f.name)
	}
	w.watch(nil)
}

// watch freezes the replica at its moment, and keeps what it commits once it is awake.
func (f *freeze) watch(w *town) {
	var once sync.Once
	stop := func() {
		once.Do(func() {
			if err := f.child.freeze(); err != nil {
				w.t.Error(err)
			}
			f.since = time.Now()
			close(f.frozen)
		})
	}
	f.witness.tell(func(when, kind string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.awake {
			if when == commitstest.After {
				f.after = append(f.after, kind)
			}
			return
		}
		if f.kind == kind && f.when == when {
			stop()
		}
	})
	if f.kind != "" {
		return
	}
	w.watch(func(before bool, _ *http.Request) {
		if before != (f.when == commitstest.Before) {
			return
		}
		stop()
		if before {
			panic(http.ErrAbortHandler)
		}
	})
}
