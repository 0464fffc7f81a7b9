package simulator

// Deliveries that go wrong by themselves, the same way from the same seed.

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Mischief is how deliveries go wrong. The zero value is none. What happens is
// drawn from Seed alone: the same events give the same requests again.
type Mischief struct {
	Seed      uint64  `json:"seed"`
	Duplicate float64 `json:"duplicate"` // probability that an event comes twice
	Redeliver float64 `json:"redeliver"` // probability that an event comes again as a redelivery, though it was answered
	Reorder   float64 `json:"reorder"`   // probability that an event trades places with another one that waits
	DelayMs   int     `json:"delayMs"`   // a request waits up to so long, by the platform's clock
	Batch     int     `json:"batch"`     // a request carries up to so many events, of any people; 0 and 1: one
}

const (
	mischiefWindow = 8    // how many events wait for each other while they may trade places
	maxBatch       = 1000 // LINE gives no number; this one bounds memory
	// lull is how long events that wait for company wait at most.
	lull = 200 * time.Millisecond
)

func (m Mischief) on() bool {
	return m.Duplicate > 0 || m.Redeliver > 0 || m.Reorder > 0 || m.DelayMs > 0 || m.Batch > 1
}

func (m Mischief) check() error {
	for _, chance := range []float64{m.Duplicate, m.Redeliver, m.Reorder} {
		if !(chance >= 0 && chance <= 1) {
			return fmt.Errorf("%w: a probability is %v; 0 to 1 was wanted", errInput, chance)
		}
	}
	if m.DelayMs < 0 || m.DelayMs > 24*60*60*1000 || m.Batch < 0 || m.Batch > maxBatch {
		return fmt.Errorf("%w: delayMs is 0 to a day's 86400000 and batch 0 to %d", errInput, maxBatch)
	}
	return nil
}

// window is how many events are arranged together.
func (m Mischief) window() int {
	if m.Reorder > 0 || m.Duplicate > 0 || m.Redeliver > 0 {
		return max(m.Batch, mischiefWindow)
	}
	return max(m.Batch, 1)
}

// A shipment is one request as mischief arranged it.
type shipment struct {
	events []parcel
	after  time.Duration
	at     time.Time
}

// plan arranges events that wait together into requests; first counts the events
// before them.
func (m Mischief) plan(first uint64, events []parcel) []shipment {
	draw := rand.New(rand.NewPCG(m.Seed, first))
	out := slices.Clone(events)
	for i := range out {
		if j := draw.IntN(len(out)); draw.Float64() < m.Reorder {
			out[i], out[j] = out[j], out[i]
		}
	}
	repeat := func(chance float64, again bool) {
		for _, one := range events {
			where := draw.Float64()
			if draw.Float64() >= chance {
				continue
			}
			one.again = again
			i := 1 + slices.IndexFunc(out, func(o parcel) bool { return o.event.WebhookEventID == one.event.WebhookEventID })
			i += int(where * float64(len(out)-i+1))
			out = slices.Insert(out, i, one)
		}
	}
	repeat(m.Duplicate, false)
	repeat(m.Redeliver, true)
	var all []shipment
	for len(out) > 0 {
		n := min(len(out), 1+draw.IntN(max(m.Batch, 1)))
		wait := time.Duration(draw.IntN(m.DelayMs+1)) * time.Millisecond
		all, out = append(all, shipment{events: out[:n:n], after: wait}), out[n:]
	}
	return all
}

// Misbehave lets deliveries go wrong from now on. It is an error when a
// probability is none.
func (p *Platform) Misbehave(m Mischief) error {
	if err := m.check(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.disperse()
	p.send.mischief, p.send.number = m, 0
	p.tell("world", struct{}{})
	return nil
}

// mingle lets an event wait for others to be arranged with. The caller holds mu.
func (p *Platform) mingle(one parcel) {
	s := &p.send
	s.crowd = append(s.crowd, one)
	switch {
	case len(s.crowd) >= s.mischief.window():
		p.disperse()
	case len(s.crowd) == 1:
		number, world := s.number, s.world
		p.at(p.clock.now().Add(lull), func() {
			if p.send.number == number && p.send.world == world {
				p.disperse()
			}
		})
	}
}

// disperse arranges what waits and sends it. The caller holds mu.
func (p *Platform) disperse() {
	s := &p.send
	if len(s.crowd) == 0 {
		return
	}
	now := p.clock.now()
	for _, one := range s.mischief.plan(s.number, s.crowd) {
		one.at = now.Add(one.after)
		i := slices.IndexFunc(s.lane, func(o shipment) bool { return o.at.After(one.at) })
		if i < 0 {
			i = len(s.lane)
		}
		s.lane = slices.Insert(s.lane, i, one)
	}
	s.number += uint64(len(s.crowd))
	s.crowd = nil
	p.ship()
}

// ship sends the requests that are due, one after another. The caller holds mu.
func (p *Platform) ship() {
	s := &p.send
	if s.shipping || len(s.lane) == 0 {
		return
	}
	if next := s.lane[0].at; next.After(p.clock.now()) {
		p.at(next, p.ship)
		return
	}
	s.shipping = true
	world := s.world
	p.spawn(func() {
		for {
			p.mu.Lock()
			if world != p.send.world {
				p.mu.Unlock()
				return
			}
			if len(p.send.lane) == 0 || p.send.lane[0].at.After(p.clock.now()) {
				p.send.shipping = false
				p.ship()
				p.mu.Unlock()
				return
			}
			next := p.send.lane[0]
			p.send.lane = p.send.lane[1:]
			p.mu.Unlock()
			p.carry(next.events, 0)
		}
	})
}
