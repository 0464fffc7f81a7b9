package crash

// Random kills while a town talks.

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
)

const (
	stormPeople = 40
	stormEvents = 2000 // at least
	stormKills  = 45
)

func TestRandomKills(t *testing.T) {
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		w := newTown(t, db)
		s := &storm{town: w, dice: rand.New(rand.NewPCG(seed, 1))}
		s.child = w.serve(tambon(t).real)
		began := time.Now()
		var talking sync.WaitGroup
		failures := make(chan error, stormPeople)
		for i := range stormPeople {
			who := w.newcomer()
			dice := rand.New(rand.NewPCG(seed, uint64(i)+2))
			talking.Go(func() {
				err := s.live(who.Name, dice)
				if err != nil {
					s.broken.Store(true)
				}
				failures <- err
			})
		}
		stop := make(chan struct{})
		var killing sync.WaitGroup
		killing.Go(func() { s.strike(stop) })
		talking.Wait()
		close(stop)
		killing.Wait()
		close(failures)
		for err := range failures {
			if err != nil {
				t.Error(err)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d; %s", seed, w.rows())
		}
		w.settled()
		s.judge()
		_, passed := w.front.came()
		t.Logf("%d events of %d people, %d bookings, %d kills, %d webhooks delivered again, in %s: nothing lost, nothing twice",
			len(s.events), stormPeople, s.booked, s.kills, passed-len(s.events), time.Since(began).Round(time.Second))
	})
}

// A storm is a town in which people talk and the process dies again and again.
type storm struct {
	*town
	child *child
	dice  *rand.Rand
	kills int

	broken atomic.Bool // a resident's life went wrong

	mu     sync.Mutex
	events []string
	booked int
}

// live is one resident's life: booking and cancelling until there were enough
// events. They wait for each answer, and a moment longer.
func (s *storm) live(who string, dice *rand.Rand) error {
	steps := []step{follows}
	for first := true; ; first = false {
		steps = slices.Concat(steps, booking(first, 3+dice.IntN(2), 1+dice.IntN(3)), cancelling())
		for _, step := range steps {
			if s.broken.Load() {
				return nil // another's failure is told
			}
			time.Sleep(time.Duration(dice.IntN(600)) * time.Millisecond)
			act, err := step.act(s.town, who)
			if err != nil {
				return fmt.Errorf("%s %s: %w\n%s", who, step.deed, err, s.chat(who))
			}
			if act.EventID == "" {
				return errors.New(who + " " + step.deed + ": LINE tells nobody of it")
			}
			s.mu.Lock()
			s.events = append(s.events, act.EventID)
			n := len(s.events)
			s.mu.Unlock()
			if err := s.answer(who, step, act.Seq); err != nil {
				return err
			}
			if n%200 == 0 {
				s.t.Logf("%d events", n)
			}
		}
		steps = nil
		s.mu.Lock()
		s.booked++
		enough := len(s.events) >= stormEvents
		s.mu.Unlock()
		if enough {
			return nil
		}
	}
}

// strike kills the process a moment after a webhook came, so often that the
// kills spread over all events, and starts it again.
func (s *storm) strike(stop <-chan struct{}) {
	came := make(chan struct{}, 1)
	s.front.watch(func() {
		select {
		case came <- struct{}{}:
		default:
		}
	})
	next := 1
	for {
		select {
		case <-stop:
			return
		case <-came:
		}
		s.mu.Lock()
		n := len(s.events)
		s.mu.Unlock()
		if n < next || s.kills == stormKills {
			continue
		}
		next = n + stormEvents/(stormKills+2)
		time.Sleep(time.Duration(s.dice.IntN(25_000)) * time.Microsecond)
		s.front.to()
		s.child.kill()
		s.kills++
		child, err := s.start(tambon(s.t).real, s.env)
		if err != nil {
			s.t.Error(err)
			return
		}
		s.child = child
		s.front.to(child)
	}
}

// judge counts what became of every event.
func (s *storm) judge() {
	s.t.Helper()
	replies := map[string]int{}
	pushes := 0
	for _, said := range s.book.all() {
		if said.event == "" {
			pushes++
			continue
		}
		replies[said.event]++
	}
	lost, twice := 0, 0
	for _, event := range s.events {
		switch n := replies[event]; {
		case n == 0:
			lost++
		case n > 1:
			twice++
		}
	}
	// A push stands for a reply that could not be one: then the reply is missing.
	if lost != pushes || twice > 0 {
		s.t.Errorf("of %d events %d have no reply and %d more than one; there were %d pushes", len(s.events), lost, twice, pushes)
	}
	if s.kills < 40 {
		s.t.Errorf("there were %d kills, want 40 or more", s.kills)
	}
	if len(s.events) < stormEvents {
		s.t.Errorf("there were %d events, want %d", len(s.events), stormEvents)
	}
	s.unbroken(len(s.events), s.booked, s.booked)
}
