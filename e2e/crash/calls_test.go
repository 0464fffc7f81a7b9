package crash

// A kill during each call of LINE: before LINE judges it, and after it accepted.

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"tambon/app/apptest"
)

// The moments of a call at which its caller dies.
var moments = []struct {
	name   string
	before bool
	lost   bool // the call dies with its caller: LINE never judges it
}{
	{"LINE never judges what the dead process wrote", true, true},
	{"LINE accepts what a process wrote that is dead by then", true, false},
	{"LINE has accepted and its answer finds nobody", false, false},
}

func TestKilledDuringACallOfLINE(t *testing.T) {
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := newTown(t, db)
		c := w.serve(tambon(t).real)
		conversation := slices.Concat([]step{follows}, booking(true, 3, 1), cancelling())
		kills := 0
		for _, moment := range moments {
			who := w.newcomer()
			var events []string
			for _, step := range conversation {
				killed := w.killAt(c, moment.before, moment.lost)
				act, err := step.act(w, who.Name)
				if err != nil {
					t.Fatal(err)
				}
				events = append(events, act.EventID)
				c = w.next(killed, "")
				kills++
				if err := w.answer(who.Name, step, act.Seq); err != nil {
					t.Fatalf("%s: %v\n%s", moment.name, err, w.rows())
				}
				w.settled()
				w.lookAway()
			}
			for i, event := range events {
				if got := w.book.answers(event) + w.book.pushes(who.UserID); got != 1 {
					t.Errorf("%s: %s was answered %d times, want once\n%s", moment.name, conversation[i].deed, got, w.chat(who.Name))
				}
			}
			t.Logf("replies: %s: killed at each of %d calls", moment.name, len(conversation))
		}
		w.unbroken(len(moments)*len(conversation), len(moments), len(moments))
		for _, moment := range moments {
			who := w.newcomer()
			for _, step := range append([]step{follows}, booking(true, 3, 1)...) {
				act, err := step.act(w, who.Name)
				if err == nil {
					err = w.answer(who.Name, step, act.Seq)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			w.settled()
			killed := w.killAt(c, moment.before, moment.lost)
			seq, job := w.lastSeq(who.Name), w.due()
			w.lookAway()
			c = w.next(killed, "job")
			kills++
			if err := w.reminded(who, seq, job); err != nil {
				t.Errorf("%s: %v", moment.name, err)
			}
			t.Logf("pushes: %s: killed", moment.name)
		}
		t.Logf("%d kills, nothing lost, nothing twice", kills)
	})
}

// killAt kills the process during its next call of LINE.
func (w *town) killAt(c *child, before, lost bool) (killed <-chan time.Time) {
	at := make(chan time.Time, 1)
	w.watch(func(now bool, _ *http.Request) {
		if now != before {
			return
		}
		w.watch(nil)
		w.front.to()
		c.kill()
		at <- time.Now()
		if lost {
			panic(http.ErrAbortHandler)
		}
	})
	return at
}

// next waits for the kill and starts the next process; what is "job" waits for
// River's patience, else for the inbox's.
func (w *town) next(killed <-chan time.Time, what string) *child {
	w.t.Helper()
	var at time.Time
	select {
	case at = <-killed:
	case <-time.After(patience):
		w.t.Fatal(fmt.Errorf("nobody called LINE within %s", patience))
	}
	if what == "job" {
		w.rescue(at)
	}
	c := w.serve(tambon(w.t).real)
	if what == "" {
		w.pass(at)
	}
	return c
}
