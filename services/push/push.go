// Package push keeps the messages that Tambon starts by itself, so that every
// try of one carries the same words and the same retry key, stored before the
// first try: LINE then delivers it at most once.
package push

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm/clause"
)

// KeyLife is how long LINE remembers a retry key (Messaging API reference,
// "Retry an API request"). After it nobody can try again safely.
const KeyLife = 24 * time.Hour

// Service keeps pushes. Make it with New.
type Service struct {
	store *store.Store
	now   func() time.Time
}

// New returns the push service.
func New(s *store.Store, now func() time.Time) *Service { return &Service{s, now} }

// Begin stores a push under its retry key, or finds it from an earlier try, and
// notes the time of the first try. It returns the row and the messages to send.
func (s *Service) Begin(ctx context.Context, retryKey, residentID, verb string, messages []byte) (p models.Push, words []byte, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now().UTC()
		fresh := models.Push{
			ID: retryKey, ResidentID: residentID, Verb: verb, State: models.PushReady, CreatedAt: now, FirstTriedAt: &now,
			Messages: s.store.Keys.Seal("pushes", "messages", retryKey, messages),
		}
		if err := s.store.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
			return err
		}
		p = models.Push{}
		if err := s.store.DB(ctx).Where("id = ?", retryKey).Take(&p).Error; err != nil {
			return err
		}
		words, err = s.store.Keys.Open("pushes", "messages", p.ID, p.Messages)
		return err
	})
	return p, words, err
}

// Expired reports whether the push may no longer be tried.
func (s *Service) Expired(p models.Push) bool {
	return p.FirstTriedAt != nil && s.now().Sub(*p.FirstTriedAt) >= KeyLife
}

// Finish notes how the push ended and forgets its words. It joins the caller's
// transaction.
func (s *Service) Finish(ctx context.Context, p models.Push, state models.PushState) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Model(&models.Push{}).Where("id = ?", p.ID).
			Updates(map[string]any{"state": state, "messages": nil, "done_at": s.now().UTC()}).Error
	})
}

// EraseOf forgets the words of every push to a resident.
func (s *Service) EraseOf(ctx context.Context, _ services.Actor, residentID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE pushes SET messages = NULL, state = CASE WHEN state = 'ready' THEN 'dropped' ELSE state END WHERE resident_id = ?", residentID).Error
	})
}
