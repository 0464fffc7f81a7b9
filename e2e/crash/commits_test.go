package crash

// A kill before and after every COMMIT of a conversation and of a reminder.

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/e2e/crash/commitstest"
	"tambon/line/simulator"
)

// A point is where a process dies: at the nth COMMIT of a kind. Counted by kind,
// a lane that is woken once more moves no other point. The zero point: nowhere.
type point struct {
	kind string
	nth  int
	when string // commitstest.Before or After
}

func (p point) String() string { return fmt.Sprintf("%s COMMIT %d of %q", p.when, p.nth, p.kind) }

// points are those before and after each of the COMMITs.
func points(kinds []string) (all []point) {
	seen := map[string]int{}
	for _, kind := range kinds {
		seen[kind]++
		all = append(all, point{kind, seen[kind], commitstest.Before}, point{kind, seen[kind], commitstest.After})
	}
	return all
}

// A sweep is a town whose process can be killed at the nth COMMIT.
type sweep struct {
	*town
	witness *witness
	child   *child

	mu     sync.Mutex
	kinds  []string       // of the COMMITs since it was armed
	at     point          // which of them kills
	seen   map[string]int // COMMITs by kind
	killed chan time.Time // when the process was gone
	rested chan struct{}  // the lane's worker noted the answer and found nothing more to do
	deaths map[string]map[string]int
}

func TestKilledAtEveryCommit(t *testing.T) {
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		town := newTown(t, db)
		s := &sweep{town: town, witness: newWitness(town.nursery), deaths: map[string]map[string]int{}}
		s.child = s.serve(tambon(t).telling, s.witness.env())
		conversation := slices.Concat([]step{follows}, booking(true, 3, 1), cancelling())
		s.talk(conversation, point{}) // the first one after a start meets what the start left to do
		kinds, heard := s.talk(conversation, point{})
		for range 2 { // now and then a sweep wakes a lane once more
			if again, _ := s.talk(conversation, point{}); len(again) < len(kinds) {
				kinds = again
			}
		}
		if len(kinds) < 5*len(conversation) {
			t.Fatalf("a conversation of %d events has %d COMMITs, want at least 5 for each: storing, claiming, the effect, taking and noting the answer", len(conversation), len(kinds))
		}
		t.Logf("%d events, %d COMMITs, %d messages", len(conversation), len(kinds), heard)
		for i, at := range points(kinds) {
			if _, got := s.talk(conversation, at); got != heard {
				t.Fatalf("killed %s: the resident saw %d messages, want %d", at, got, heard)
			}
			if i%20 == 19 {
				t.Logf("killed at %d of %d points", i+1, 2*len(kinds))
			}
		}
		talks := 4 + 2*len(kinds)
		s.settled()
		s.unbroken(talks*len(conversation), talks, talks)
		s.remind()
		s.tellDeaths()
	})
}

// talk lets a new resident have the conversation and kills the process once. It
// returns the COMMITs until then and how many messages the resident saw.
func (s *sweep) talk(steps []step, at point) (kinds []string, heard int) {
	s.t.Helper()
	who := s.newcomer()
	s.settled()
	s.lookAway()
	s.arm(at)
	alive := true
	var events []string
	for _, step := range steps {
		act, err := step.act(s.town, who.Name)
		if err != nil {
			s.t.Fatalf("killed %s: %s %s: %v\n%s", at, who.Name, step.deed, err, s.chat(who.Name))
		}
		events = append(events, act.EventID)
		answered := make(chan error, 1)
		go func() { answered <- s.answer(who.Name, step, act.Seq) }()
		for heard, rested := false, !alive; !heard || !rested; {
			select {
			case err := <-answered:
				if err != nil {
					s.t.Fatalf("killed %s: %v\n%s", at, err, s.rows())
				}
				heard = true
			case killed := <-s.killed:
				s.revive(killed)
				alive, rested = false, true
			case <-s.rested:
				rested = true
			case <-time.After(patience):
				s.t.Fatalf("%s %s: after %s the lane is still at work; COMMITs: %q", who.Name, step.deed, patience, s.disarm())
			}
		}
	}
	kinds = s.disarm()
	if at.nth > 0 && alive {
		s.t.Fatalf("nobody was killed %s; there were %q", at, kinds)
	}
	s.settled()
	for i, event := range events {
		if got := s.book.answers(event) + s.book.pushes(who.UserID); got != 1 {
			s.t.Fatalf("killed %s: %s %s was answered %d times, want once\n%s", at, who.Name, steps[i].deed, got, s.chat(who.Name))
		}
	}
	return kinds, s.heard(who.Name)
}

// arm counts COMMITs from now on and kills the process at one.
func (s *sweep) arm(at point) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kinds, s.at, s.seen = nil, at, map[string]int{}
	s.killed, s.rested = make(chan time.Time, 1), make(chan struct{}, 1)
	s.witness.tell(s.hear)
}

func (s *sweep) disarm() (kinds []string) {
	s.witness.tell(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kinds)
}

// hear is called while the process waits in its COMMIT.
func (s *sweep) hear(when, kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if when == commitstest.Before {
		s.kinds = append(s.kinds, kind)
		s.seen[kind]++
	}
	if s.at == (point{kind, s.seen[kind], when}) {
		s.front.to()
		s.child.kill()
		if s.deaths[kind] == nil {
			s.deaths[kind] = map[string]int{}
		}
		s.deaths[kind][when]++
		s.at = point{}
		s.killed <- time.Now()
		return
	}
	if when == commitstest.After && kind == noting {
		select {
		case s.rested <- struct{}{}:
		default:
		}
	}
}

// revive starts the process again, which finds what the dead one left.
func (s *sweep) revive(killed time.Time) {
	s.witness.tell(nil)
	s.child = s.serve(tambon(s.t).telling, s.witness.env())
	s.pass(killed)
}

func (s *sweep) tellDeaths() {
	total := 0
	for _, kind := range slices.Sorted(maps.Keys(s.deaths)) {
		before, after := s.deaths[kind][commitstest.Before], s.deaths[kind][commitstest.After]
		total += before + after
		if kind != "other" && (before == 0 || after == 0) {
			s.t.Errorf("never killed both before and after the COMMIT: %s", kind)
		}
		s.t.Logf("killed %3d times before and %3d after the COMMIT: %s", before, after, kind)
	}
	s.t.Logf("%d kills, nothing lost, nothing twice", total)
}

// remind kills at every COMMIT of the job that sends a reminder.
func (s *sweep) remind() {
	s.t.Helper()
	kinds := slices.DeleteFunc(s.remindOnce(point{}), func(kind string) bool {
		return kind == claiming // a sweep may have woken the booking's lane once more
	})
	if len(kinds) < 2 {
		s.t.Fatalf("a reminder has the COMMITs %q, want at least 2: the push is stored before it is sent, and finished with its job", kinds)
	}
	for _, at := range points(kinds) {
		s.remindOnce(at)
	}
	s.t.Logf("a reminder has %d COMMITs", len(kinds))
	if left := s.count("SELECT count(*) FROM pushes WHERE state <> 'sent'"); left > 0 {
		s.t.Errorf("%d pushes are not noted as sent, want none", left)
	}
}

func (s *sweep) remindOnce(at point) (kinds []string) {
	s.t.Helper()
	who := s.newcomer()
	for _, step := range append([]step{follows}, booking(true, 3, 1)...) {
		act, err := step.act(s.town, who.Name)
		if err == nil {
			err = s.answer(who.Name, step, act.Seq)
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	s.settled()
	s.arm(at)
	job, seq := s.due(), s.lastSeq(who.Name)
	s.lookAway()
	if at.nth > 0 {
		select {
		case killed := <-s.killed:
			s.witness.tell(nil)
			s.rescue(killed)
			s.child = s.serve(tambon(s.t).telling, s.witness.env())
		case <-time.After(patience):
			s.t.Fatalf("nobody was killed %s of a reminder; there were %q", at, s.disarm())
		}
	}
	if err := s.reminded(who, seq, job); err != nil {
		s.t.Fatalf("killed %s of a reminder: %v", at, err)
	}
	return s.disarm()
}

// due makes the newest reminder due, as if its time had come, and returns its job.
func (w *town) due() (job int) {
	w.t.Helper()
	job = w.count("SELECT max(id) FROM river_job WHERE kind = 'booking.remind' AND state = 'scheduled'")
	w.exec("UPDATE river_job SET state = 'available', scheduled_at = ? WHERE id = ?", time.Now().UTC(), job)
	return job
}

// rescue lets River's patience with a dead process pass: its leader's term and
// the two minutes after which a job counts as stuck.
func (w *town) rescue(killed time.Time) {
	w.t.Helper()
	w.exec("DELETE FROM river_leader")
	w.exec("UPDATE river_job SET attempted_at = ? WHERE state = 'running'", killed.Add(-3*time.Minute).UTC())
	w.lookAway()
}

// reminded waits until a reminder's job is done and checks that the resident saw
// it once. A job that is to be tried again is tried at once.
func (w *town) reminded(who simulator.Resident, after, job int) error {
	w.t.Helper()
	w.until("the reminder's job is not done", func() bool {
		w.exec("UPDATE river_job SET state = 'available', scheduled_at = ? WHERE id = ? AND state = 'retryable'", time.Now().UTC(), job)
		return w.count("SELECT count(*) FROM river_job WHERE id = ? AND state = 'completed'", job) == 1
	})
	came, err := w.line.Messages(who.Name, after)
	if err != nil {
		return err
	}
	if len(came) != 1 || !strings.Contains(strings.Join(came[0].Read, "\n"), "นัด") || w.book.pushes(who.UserID) != 1 {
		return fmt.Errorf("%s was reminded by %d pushes and %d messages, want one\n%s", who.Name, w.book.pushes(who.UserID), len(came), w.chat(who.Name))
	}
	return nil
}

func (w *town) lastSeq(who string) int {
	shown, err := w.line.Messages(who, 0)
	if err != nil || len(shown) == 0 {
		w.t.Fatalf("%s has an empty chat: %v", who, err)
	}
	return shown[len(shown)-1].Seq
}
