package staff

// LINE Login: the first factor in place of the password, for who linked their
// LINE account before. Nobody gets an account by it.

import (
	"context"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"time"

	"tambon/models"
	"tambon/services"

	"gorm.io/gorm"
)

// The refusals of LINE Login.
var (
	ErrLINE        = services.E(services.Invalid, "staff.line_wrong")    // an answer that this browser did not wait for
	ErrLINENo      = services.E(services.Invalid, "staff.line_no")       // the person said no, or LINE did
	ErrLINEAway    = services.E(services.Unavailable, "staff.line_away") // LINE did not answer, or what it said proves nothing
	ErrLINEUnknown = services.E(services.Invalid, "staff.line_unknown")  // nobody has linked this account
	ErrLINETaken   = services.E(services.Conflict, "staff.line_taken")   // somebody else has
)

// An Errand is why a browser goes to LINE, and what it must bring back.
type Errand struct {
	State, Nonce, Verifier string
	Callback               string
	Next                   string // where the person wanted to go
	Link                   bool   // to link the account, not to come in
}

// GoToLINE remembers an errand and returns the token by which the same browser
// comes back. Visit is empty but for linking.
func (s *Service) GoToLINE(ctx context.Context, v Visit, e Errand, address string) (token string, out Errand, err error) {
	if e.Link && (v.Session.Step != models.StepOpen || !v.Proved(s.now())) {
		return "", e, ErrOver
	}
	if err := s.slowedAsking(ctx, address); err != nil {
		return "", e, err
	}
	e.State, _ = newToken()
	e.Nonce, _ = newToken()
	token, err = s.ask(ctx, models.ChallengeLINE, v.Session.ID, e)
	return token, e, err
}

// BackFromLINE takes the errand on which a browser went, once. The state must be
// the errand's, and who went to link an account must still sit in that session.
func (s *Service) BackFromLINE(ctx context.Context, v Visit, token, state, address string) (Errand, error) {
	if err := s.slowedAddress(ctx, address); err != nil {
		return Errand{}, err
	}
	var e Errand
	session, err := s.answered(ctx, models.ChallengeLINE, token, &e, ErrLINE)
	if err != nil {
		return Errand{}, err
	}
	if subtle.ConstantTimeCompare([]byte(state), []byte(e.State)) != 1 || e.Link && (session != v.Session.ID || v.Session.Step != models.StepOpen) {
		return Errand{}, ErrLINE
	}
	return e, nil
}

// EnterByLINE opens a session for the person who linked a LINE account; the
// second factor is asked next. Subject is the id token's sub.
func (s *Service) EnterByLINE(ctx context.Context, subject, device string) (Door, error) {
	linked, err := s.lineOf(ctx, subject)
	if err != nil {
		return Door{}, err
	}
	one, err := s.One(ctx, linked.StaffID)
	if err != nil {
		return Door{}, err
	}
	if one.State != models.StaffActive {
		return Door{}, s.refused(ctx, one.ID, "line", ErrLINEUnknown)
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE staff_line SET used_at = ? WHERE staff_id = ?", s.now().UTC(), one.ID).Error
	})
	if err != nil {
		return Door{}, err
	}
	return s.halfway(ctx, one.ID, device)
}

// lineOf finds who linked a LINE account, under any of the master keys.
func (s *Service) lineOf(ctx context.Context, subject string) (models.StaffLine, error) {
	var prints []string
	for _, blind := range s.store.Keys.Blinds("staff_line", "subject", []byte(subject)) {
		prints = append(prints, hex.EncodeToString(blind))
	}
	var found []models.StaffLine
	err := s.store.DB(ctx).Where("subject IN ?", prints).Limit(1).Find(&found).Error
	if err != nil {
		return models.StaffLine{}, err
	}
	if len(found) == 0 {
		return models.StaffLine{}, ErrLINEUnknown
	}
	return found[0], nil
}

// LinkLINE links a LINE account to the person's own, in place of the one they
// had. The errand proved who sits there.
func (s *Service) LinkLINE(ctx context.Context, v Visit, subject string) error {
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.lock(ctx, v.Who.ID); err != nil {
			return err
		}
		other, err := s.lineOf(ctx, subject)
		if err == nil && other.StaffID != v.Who.ID {
			return ErrLINETaken
		}
		if err != nil && !errors.Is(err, ErrLINEUnknown) {
			return err
		}
		if err := s.store.DB(ctx).Exec("DELETE FROM staff_line WHERE staff_id = ?", v.Who.ID).Error; err != nil {
			return err
		}
		row := models.StaffLine{StaffID: v.Who.ID, LinkedAt: s.now().UTC()}
		row.Subject = hex.EncodeToString(s.store.Keys.Blind("staff_line", "subject", []byte(subject)))
		if err := s.store.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.link_line", v.Who.ID, "")
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrLINETaken
	}
	return err
}

// UnlinkLINE forgets the person's LINE account.
func (s *Service) UnlinkLINE(ctx context.Context, v Visit) error {
	if !v.Proved(s.now()) {
		return ErrOver
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec("DELETE FROM staff_line WHERE staff_id = ?", v.Who.ID)
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.unlink_line", v.Who.ID, "")
	})
}

// LINESince returns when the person linked their LINE account; nil when they
// have not.
func (s *Service) LINESince(ctx context.Context, staffID string) (*time.Time, error) {
	var found []models.StaffLine
	err := s.store.DB(ctx).Where("staff_id = ?", staffID).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0].LinkedAt, nil
}
