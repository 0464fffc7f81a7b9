package handlers_test

// The database away: LINE is told so in time, and work goes on by itself.

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/store"

	_ "modernc.org/sqlite" // a second program at the file
)

// linePatience is how long LINE waits for the webhook's answer (Messaging API reference, "Webhooks").
const linePatience = 2 * time.Second

func TestWebhookWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		ways := map[string]func() (back func()){}
		if db.Engine == store.Postgres {
			wire := newWire(t, db.Address)
			db.Address = wire.through(t, db.Address)
			ways["its server is stopped"] = func() func() { wire.set(cut); return func() { wire.set(open) } }
			ways["its server does not answer"] = func() func() { wire.set(silent); return func() { wire.set(open) } }
		} else {
			ways["another program holds the file"] = func() func() { return hold(t, db.Address) }
		}
		w, _ := start(t, db, nil)
		id := resident(w, "p")
		if got := deliver(t, w, batch(written(id, "first", "เมนู"))); got != http.StatusOK {
			t.Fatalf("before anything is away: %d", got)
		}
		w.Settled()
		number := 0
		for way, leave := range ways {
			back := leave()
			quickest := time.Hour
			for range 3 {
				event := []byte(batch(written(id, fmt.Sprintf("away%d", number), "เมนู")))
				number++
				began := time.Now()
				if got := post(t, w, event, sign(apptest.Secret, event)); got != http.StatusServiceUnavailable {
					t.Errorf("%s: LINE was answered %d, want 503: nothing is stored", way, got)
				}
				quickest = min(quickest, time.Since(began))
			}
			if quickest > linePatience {
				t.Errorf("%s: LINE was answered after %v at best; it waits for %v", way, quickest, linePatience)
			}
			if got, said := look(t, w, "/readyz"); got != http.StatusServiceUnavailable {
				t.Errorf("%s: /readyz says %d %s, want 503", way, got, said)
			}
			if got, _ := look(t, w, "/healthz"); got != http.StatusOK {
				t.Errorf("%s: /healthz says %d, want 200: restarting the program would not help", way, got)
			}
			back()
			event := batch(written(id, fmt.Sprintf("back%d", number), "เมนู"))
			comes(t, way+": the webhook takes events again", func() bool { return deliver(t, w, event) == http.StatusOK })
			comes(t, way+": /readyz says so", func() bool { got, _ := look(t, w, "/readyz"); return got == http.StatusOK })
			w.Settled()
			if n := w.Count("SELECT count(*) FROM inbox_events WHERE event_id LIKE 'back%' AND status <> 'done'"); n != 0 {
				t.Errorf("%s: %d events are not done after the database came back", way, n)
			}
		}
		if got := len(heard(t, w, "p")); got < 1+len(ways) {
			t.Errorf("the person heard %d answers, want the first and one for each time the database came back, %d", got, 1+len(ways))
		}
	})
}

// comes waits for what must come by itself once the database is back.
func comes(t *testing.T, what string, so func() bool) {
	t.Helper()
	for patience := time.Now().Add(time.Minute); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(patience) {
			t.Fatalf("a minute after the database came back this is still not so: %s", what)
		}
	}
}

// hold locks a SQLite file as another program would.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	other, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := other.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	return func() {
		_, _ = conn.ExecContext(context.Background(), "ROLLBACK")
		_ = conn.Close()
		_ = other.Close()
	}
}

type state int

const (
	open   state = iota
	cut          // connections break and none are taken
	silent       // connections stay, and nothing comes through
)

// A wire carries connections to a server, and can be cut.
type wire struct {
	listener net.Listener
	target   string
	mu       sync.Mutex
	now      state
	changed  chan struct{}
	conns    map[net.Conn]bool
}

func newWire(t *testing.T, address string) *wire {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: listener, target: u.Host, changed: make(chan struct{}), conns: map[net.Conn]bool{}}
	var carrying sync.WaitGroup
	carrying.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			carrying.Go(func() { w.carry(client, &carrying) })
		}
	})
	t.Cleanup(func() { _ = listener.Close(); w.set(cut); carrying.Wait() })
	return w
}

func (w *wire) through(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(address, u.Host, w.listener.Addr().String(), 1)
}

func (w *wire) set(s state) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = s
	close(w.changed)
	w.changed = make(chan struct{})
	if s == cut {
		for c := range w.conns {
			_ = c.Close()
		}
	}
}

func (w *wire) keep(c net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.now == cut {
		_ = c.Close()
		return false
	}
	w.conns[c] = true
	return true
}

func (w *wire) drop(c net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.conns, c)
	_ = c.Close()
}

func (w *wire) carry(client net.Conn, carrying *sync.WaitGroup) {
	defer w.drop(client)
	if !w.keep(client) {
		return
	}
	server, err := net.Dial("tcp", w.target)
	if err != nil {
		return
	}
	defer w.drop(server)
	if !w.keep(server) {
		return
	}
	carrying.Go(func() { w.copy(client, server) })
	w.copy(server, client)
}

// copy carries bytes while the wire is open, and holds them while it is silent.
func (w *wire) copy(to, from net.Conn) {
	defer func() { _ = to.Close(); _ = from.Close() }()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		for {
			w.mu.Lock()
			now, changed := w.now, w.changed
			w.mu.Unlock()
			if now != silent {
				break
			}
			<-changed
		}
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
