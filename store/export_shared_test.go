package store

// What tests look into.

import (
	"strconv"
	"time"
)

// EmbeddedKeys is how many keys the embedded Redis holds.
func (s *Shared) EmbeddedKeys() int { return len(s.embedded.mini.Keys()) }

// Channel is where the town's nudges pass.
func (s *Shared) Channel() string { return s.channel }

// EmbeddedFlood puts keys there that pass after a while.
func (s *Shared) EmbeddedFlood(n int, after time.Duration) {
	for i := range n {
		name := s.name("limit", strconv.Itoa(i))
		_ = s.embedded.mini.Set(name, "1")
		s.embedded.mini.SetTTL(name, after)
	}
}

// NewLocal makes the limits of a replica that is on its own.
func NewLocal() *local { return newLocal() }

// Allow is what Shared.Allow asks while Redis is away.
func (l *local) Allow(name string, r Rate, now time.Time) (bool, time.Duration) {
	return l.allow(name, r, now)
}

// Len is how many keys are remembered.
func (l *local) Len() int { return len(l.until) }
