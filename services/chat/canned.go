package chat

// Answers that are given often: a label on a button, and the words.

import (
	"context"
	"errors"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"

	"github.com/rivo/uniseg"
	"gorm.io/gorm"
)

// MaxLabel is how long the label of a canned answer may be, in characters.
const MaxLabel = 24

// The refusals of canned answers.
var (
	ErrLabel   = services.E(services.Invalid, "canned.label")
	ErrWords   = services.E(services.Invalid, "canned.words")
	ErrTaken   = services.E(services.Conflict, "canned.taken")
	ErrChanged = services.E(services.Conflict, "canned.changed")
)

// Canned lists the answers by their labels.
func (s *Service) Canned(ctx context.Context) ([]models.CannedAnswer, error) {
	var list []models.CannedAnswer
	err := s.store.DB(ctx).Order("label, id").Find(&list).Error
	return list, err
}

// CannedOne returns one of them.
func (s *Service) CannedOne(ctx context.Context, id string) (models.CannedAnswer, error) {
	var a models.CannedAnswer
	err := s.store.DB(ctx).Where("id = ?", id).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, ErrUnknown
	}
	return a, err
}

// WriteCanned adds an answer, or with an ID changes the one of that Version.
func (s *Service) WriteCanned(ctx context.Context, by services.Actor, a models.CannedAnswer) error {
	a.Label, a.Words = text.Clean(a.Label), strings.TrimSpace(strings.ReplaceAll(a.Words, "\r\n", "\n"))
	switch {
	case a.Label == "" || uniseg.GraphemeClusterCount(a.Label) > MaxLabel:
		return ErrLabel
	case a.Words == "" || uniseg.GraphemeClusterCount(a.Words) > MaxWords:
		return ErrWords
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		a.UpdatedAt = s.now().UTC()
		var n int64
		if err := s.store.DB(ctx).Model(&models.CannedAnswer{}).Where("label = ? AND id <> ?", a.Label, a.ID).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return ErrTaken
		}
		if a.ID == "" {
			a.ID = models.NewID(a.UpdatedAt)
			if err := s.store.DB(ctx).Create(&a).Error; err != nil {
				return err
			}
			return s.audit(ctx, by, "canned.edit", a.ID, "new")
		}
		done := s.store.DB(ctx).Exec("UPDATE canned_answers SET label = ?, words = ?, updated_at = ?, version = version + 1 WHERE id = ? AND version = ?",
			a.Label, a.Words, a.UpdatedAt, a.ID, a.Version)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrChanged
		}
		if done.Error != nil {
			return done.Error
		}
		return s.audit(ctx, by, "canned.edit", a.ID, "changed")
	})
}

// RemoveCanned removes the answer of that version.
func (s *Service) RemoveCanned(ctx context.Context, by services.Actor, id string, version int) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec("DELETE FROM canned_answers WHERE id = ? AND version = ?", id, version)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrChanged
		}
		if done.Error != nil {
			return done.Error
		}
		return s.audit(ctx, by, "canned.edit", id, "removed")
	})
}
