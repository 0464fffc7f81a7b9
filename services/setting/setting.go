// Package setting keeps what staff set above the site file: facts of the town and
// its centres, numbers for danger, and the words that residents read.
//
// The site file is what a town begins with. What staff set stands above it until
// it is taken back (docs/decisions/0015). Every change is a row that stays, so
// the way back to any earlier value is one more row. What holds now is one
// immutable Town, taken once for an event or a page; each replica makes it anew
// when it is nudged, and asks by itself now and then.
package setting

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tambon/config"
	"tambon/store"
)

// A Wire carries nudges between replicas. It may lose them.
type Wire interface {
	Nudge(ctx context.Context, topic string)
	Listen(ctx context.Context, topics ...string) <-chan string
}

// A CentreKeeper keeps the rows of centres that bookings are read with.
type CentreKeeper interface {
	KeepCentre(ctx context.Context, c config.Centre) error
}

// Options are what a Service is made from. Wire, Centres and Fits may be nil.
type Options struct {
	Store   *store.Store
	Now     func() time.Time
	Log     *slog.Logger
	File    config.Site // what the site file says
	Wire    Wire
	Centres CentreKeeper
	// Fits says what LINE, or the card that a sentence stands on, would not take.
	Fits Fits
}

// Service changes settings and knows what holds. Make it with New.
type Service struct {
	Options
	town    atomic.Pointer[Town]
	loading sync.Mutex
}

// New returns the service of a town that is as its file says; Load reads what
// staff set.
func New(o Options) *Service {
	s := &Service{Options: o}
	town := s.build(nil)
	s.town.Store(&town)
	return s
}

// Town is what holds now. It never changes; who wants the newest asks again.
func (s *Service) Town() Town { return *s.town.Load() }

const (
	// topic is nudged when anything was set.
	topic = "settings"
	// askEvery is how often a replica asks by itself, for nudges may be lost.
	askEvery = 3 * time.Second
)

// Load makes the Town anew from the database: all of what is committed, in one
// look, or none of it.
func (s *Service) Load(ctx context.Context) error {
	s.loading.Lock()
	defer s.loading.Unlock()
	rows, err := s.newest(ctx)
	if err != nil {
		return err
	}
	town := s.build(rows)
	s.town.Store(&town)
	return nil
}

// Run follows what is set, here and on other replicas, until ctx ends.
func (s *Service) Run(ctx context.Context) {
	var nudged <-chan string
	if s.Wire != nil {
		nudged = s.Wire.Listen(ctx, topic)
	}
	ask := time.NewTicker(askEvery)
	defer ask.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-nudged:
			if !open {
				nudged = nil
			}
		case <-ask.C:
		}
		if err := s.follow(ctx); err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "settings not read", "err", err)
		}
	}
}

// follow loads where anything was added since.
func (s *Service) follow(ctx context.Context) error {
	var rows int64
	if err := s.Store.DB(ctx).Raw("SELECT count(*) FROM setting_changes").Scan(&rows).Error; err != nil {
		return err
	}
	if rows == s.Town().revision {
		return nil
	}
	return s.Load(ctx)
}
