package crash

// Who hears of each COMMIT and decides whether the process lives on.

import (
	"encoding/json"
	"net"
	"strings"
	"sync"

	"tambon/e2e/crash/commitstest"
)

// A witness listens to the processes whose driver tells of COMMITs.
type witness struct {
	net.Listener
	mu   sync.Mutex
	hear func(when, kind string) // may kill the process that waits for it
}

// newWitness listens until the nursery's children are gone: one that finds nobody
// at the other end dies by itself.
func newWitness(n *nursery) *witness {
	n.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		n.t.Fatal(err)
	}
	w := &witness{Listener: l}
	go func() {
		for {
			phone, err := l.Accept()
			if err != nil {
				return
			}
			go w.talk(phone)
		}
	}()
	n.mu.Lock()
	n.lines = append(n.lines, l)
	n.mu.Unlock()
	return w
}

func (w *witness) env() string { return commitstest.Env + "=" + w.Addr().String() }

func (w *witness) tell(hear func(when, kind string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hear = hear
}

func (w *witness) talk(phone net.Conn) {
	defer func() { _ = phone.Close() }()
	lines := json.NewDecoder(phone)
	for {
		var r commitstest.Report
		if lines.Decode(&r) != nil {
			return
		}
		w.mu.Lock()
		hear := w.hear
		w.mu.Unlock()
		if kind := kindOf(r.Said); hear != nil && kind != "" {
			hear(r.When, kind)
		}
		if _, err := phone.Write([]byte("true\n")); err != nil {
			return
		}
	}
}

// The kinds of transactions, by a statement that only they have; the first that
// fits. Those of River and of the start alone have none: how many there are
// depends on time.
var kinds = []struct{ kind, said string }{
	{"store the webhook's events", "INSERT INTO inbox_events"},
	{noting, "tried_at = CASE"},
	{claiming, "fence = fence + 1"},
	{"effect: book", "SET taken = taken + 1"},
	{"effect: cancel", "SET taken = taken - 1"},
	{"effect: other", "UPDATE inbox_events SET status"},
	{"take an answer", "SET tries = tries + 1"},
	{"begin a push", "INSERT INTO \"pushes\""},
	{"begin a push", "INSERT INTO `pushes`"},
	{"finish a push", "UPDATE \"pushes\""},
	{"finish a push", "UPDATE `pushes`"},
	{"other", "inbox_events"},
	{"other", "lanes"},
}

// The second and the last of an event. The last gives the lane back too, or
// claims it again when more waits in it.
const (
	claiming = "claim a lane and its oldest event"
	noting   = "note what LINE said, and look for the lane's next event"
)

func kindOf(said []string) string {
	all := strings.Join(said, "\n")
	for _, k := range kinds {
		if strings.Contains(all, k.said) {
			return k.kind
		}
	}
	return ""
}
