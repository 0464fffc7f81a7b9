package simulator

// The clock: real time plus an offset, or frozen; movable either way.

import (
	"fmt"
	"sync"
	"time"
)

// clock has a lock of its own, because Tambon asks it all the time.
type clock struct {
	mu     sync.RWMutex
	offset time.Duration
	frozen bool
	still  time.Time // the time while frozen
}

func newClock(cfg Config) *clock {
	c := &clock{}
	start := cfg.Start
	if start.IsZero() {
		start = time.Now().Truncate(time.Millisecond)
	}
	c.set(start, cfg.Frozen)
	return c
}

func (c *clock) now() time.Time {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.frozen {
		return c.still
	}
	return time.Now().Add(c.offset).Round(0)
}

func (c *clock) stands() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.frozen
}

func (c *clock) set(t time.Time, frozen bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.still, c.offset, c.frozen = t.Round(0), time.Until(t), frozen
}

// Now is the platform's time in UTC. Tambon is given this as its own clock in demo and tests.
func (p *Platform) Now() time.Time { return p.clock.now().UTC() }

// Advance moves the clock by d, which may be negative, and returns the new time.
func (p *Platform) Advance(d time.Duration) time.Time {
	return p.move(func(now time.Time) time.Time { return now.Add(d) })
}

// Set moves the clock to t and returns it.
func (p *Platform) Set(t time.Time) time.Time {
	return p.move(func(time.Time) time.Time { return t })
}

// SetClock moves the clock on to the next time of day, such as 18:00, in the platform's zone.
func (p *Platform) SetClock(hhmm string) (time.Time, error) {
	next, err := p.upcoming(hhmm)
	if err != nil {
		return time.Time{}, err
	}
	return p.move(next), nil
}

// upcoming finds the next such time of day.
func (p *Platform) upcoming(hhmm string) (func(now time.Time) time.Time, error) {
	at, err := time.Parse("15:04", hhmm)
	if err != nil {
		return nil, fmt.Errorf("simulator: %q is no time of day; 18:00 would be", hhmm)
	}
	return func(now time.Time) time.Time {
		now = now.In(p.cfg.Zone)
		next := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, p.cfg.Zone)
		if !next.After(now) {
			next = next.AddDate(0, 0, 1)
		}
		return next
	}, nil
}

// Pause freezes the clock or lets it run on.
func (p *Platform) Pause(paused bool) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.turn(p.clock.now(), paused)
}

// OnMove has fn called whenever the clock was moved, before whoever moved it goes
// on: a program that shares the clock does then what the new time asks for.
func (p *Platform) OnMove(fn func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.moved = append(p.moved, fn)
}

// move sets the clock to where to says, and plays what the script has until then.
func (p *Platform) move(to func(now time.Time) time.Time) time.Time {
	p.mu.Lock()
	t := p.turn(to(p.clock.now()), p.clock.stands())
	p.mu.Unlock()
	p.tellMoved()
	p.play()
	return t
}

// tellMoved tells those who asked that the clock was moved. The caller does not hold mu.
func (p *Platform) tellMoved() {
	p.mu.Lock()
	moved := p.moved
	p.mu.Unlock()
	for _, fn := range moved {
		fn()
	}
}

// turn sets the clock and tells it. The caller holds mu.
func (p *Platform) turn(t time.Time, frozen bool) time.Time {
	p.clock.set(t, frozen)
	p.awaken()
	p.wind()
	p.keepAppointments()
	p.tell("clock", map[string]any{"now": t.UTC()})
	return t.UTC()
}
