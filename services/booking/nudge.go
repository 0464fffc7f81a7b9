package booking

// Who watches a day is told that it changed.

import (
	"context"

	"tambon/models"
)

// A Nudger tells those who watch a topic that something changed. It may lose
// what it is told: pages also ask by themselves.
type Nudger interface {
	Nudge(ctx context.Context, topic string)
}

// WithNudger returns the service with somebody who is told, after the commit, of
// every change of a day's places or people.
func (s *Service) WithNudger(n Nudger) *Service {
	with := *s
	with.live = n
	return &with
}

// DeskTopic is the topic of one day at a centre: desk:pakphun:2026-11-26.
func DeskTopic(centre string, day models.Date) string { return "desk:" + centre + ":" + string(day) }

func (s *Service) nudge(ctx context.Context, slot models.Slot) {
	if s.live == nil {
		return
	}
	topic := DeskTopic(slot.Service.CentreID, slot.Day)
	// Not ctx: it carries a transaction that is over by then.
	s.store.AfterCommit(ctx, func() { s.live.Nudge(context.Background(), topic) })
}
