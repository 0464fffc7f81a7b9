package staff

// Browsers in which a person has come in.

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
)

const (
	// wholeDay is how long a session lives at most: a long day at the counter.
	wholeDay = 12 * time.Hour
	// idle is how long a session lives without a request: a lunch and a home visit.
	idle = 3 * time.Hour
	// halfIn is how long one may take over the second factor.
	halfIn = 10 * time.Minute
	// proof is how long a shown secret counts for dangerous acts.
	proof = 10 * time.Minute
	// noting is how often a request is written down: more would be a write for each.
	noting = time.Minute
)

// newToken returns a secret of 130 random bits for a cookie or a link, and the
// fingerprint that is kept of it.
func newToken() (token, kept string) {
	token = strings.ToLower(rand.Text())
	return token, fingerprint(token)
}

func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// begin opens a session for a person. The token is for the browser alone.
func (s *Service) begin(ctx context.Context, staffID string, step models.SessionStep, device string) (string, error) {
	now := s.now().UTC()
	token, kept := newToken()
	row := models.StaffSession{
		ID: models.NewID(now), TokenHash: kept, StaffID: staffID, Step: step, Device: device,
		CreatedAt: now, SeenAt: now, ProvedAt: now, ExpiresAt: now.Add(lifetime(step)),
	}
	return token, s.store.DB(ctx).Create(&row).Error
}

func lifetime(step models.SessionStep) time.Duration {
	if step == models.StepOpen {
		return wholeDay
	}
	return halfIn
}

// advance lets a session go a step further in, under a new token: the old one,
// which may have been planted, opens nothing any more.
func (s *Service) advance(ctx context.Context, session models.StaffSession, step models.SessionStep) (string, error) {
	now := s.now().UTC()
	token, kept := newToken()
	done := s.store.DB(ctx).Exec(`UPDATE staff_sessions SET token_hash = ?, step = ?, seen_at = ?, proved_at = ?, expires_at = ?
		WHERE id = ? AND token_hash = ?`, kept, step, now, now, now.Add(lifetime(step)), session.ID, session.TokenHash)
	if done.Error == nil && done.RowsAffected == 0 {
		return "", ErrOver
	}
	return token, done.Error
}

// A Visit is a request by somebody whose session is known.
type Visit struct {
	Session models.StaffSession
	Who     Identity
}

// Proved reports whether the person showed a secret a short time ago, as
// dangerous acts demand.
func (v Visit) Proved(now time.Time) bool { return now.Sub(v.Session.ProvedAt) < proof }

// Visit finds the session of a browser's token and who it is; ErrOver when there
// is none, its time is over, or the account is no longer active.
func (s *Service) Visit(ctx context.Context, token string) (Visit, error) {
	now := s.now().UTC()
	var found []models.StaffSession
	err := s.store.DB(ctx).Where("token_hash = ? AND expires_at > ? AND seen_at > ?", fingerprint(token), now, now.Add(-idle)).
		Limit(1).Find(&found).Error
	if err != nil {
		return Visit{}, err
	}
	if len(found) == 0 {
		return Visit{}, ErrOver
	}
	who, err := s.Identity(ctx, found[0].StaffID)
	if err != nil {
		return Visit{}, err
	}
	if now.Sub(found[0].SeenAt) > noting {
		err = s.store.Tx(ctx, func(ctx context.Context) error {
			return s.store.DB(ctx).Exec("UPDATE staff_sessions SET seen_at = ? WHERE id = ? AND seen_at < ?", now, found[0].ID, now).Error
		})
	}
	return Visit{found[0], who}, err
}

// Still finds who a visit is by now, without counting as a use of the session:
// ErrOver once it has ended, here or in another browser. It is for what stays
// open by itself.
func (s *Service) Still(ctx context.Context, v Visit) (Identity, error) {
	now := s.now().UTC()
	var n int64
	err := s.store.DB(ctx).Model(&models.StaffSession{}).Where("id = ? AND token_hash = ? AND expires_at > ? AND seen_at > ?",
		v.Session.ID, v.Session.TokenHash, now, now.Add(-idle)).Count(&n).Error
	if err != nil {
		return Identity{}, err
	}
	if n == 0 {
		return Identity{}, ErrOver
	}
	return s.Identity(ctx, v.Who.ID)
}

// Identity returns who an active account is and what it may do; ErrOver for any other.
func (s *Service) Identity(ctx context.Context, staffID string) (Identity, error) {
	one, err := s.One(ctx, staffID)
	if err != nil {
		return Identity{}, err
	}
	if one.State != models.StaffActive {
		return Identity{}, ErrOver
	}
	name, err := s.Name(one)
	if err != nil {
		return Identity{}, err
	}
	grants, err := s.grants(ctx, staffID)
	return Identity{ID: one.ID, Name: name, Language: one.Language, Grants: grants}, err
}

// Sessions lists the browsers in which a person is in, the newest use first.
func (s *Service) Sessions(ctx context.Context, staffID string) ([]models.StaffSession, error) {
	now := s.now().UTC()
	var list []models.StaffSession
	err := s.store.DB(ctx).Where("staff_id = ? AND step = ? AND expires_at > ? AND seen_at > ?", staffID, models.StepOpen, now, now.Add(-idle)).
		Order("seen_at DESC, id").Find(&list).Error
	return list, err
}

// Leave ends a session.
func (s *Service) Leave(ctx context.Context, v Visit) error {
	return s.EndSession(ctx, v, v.Session.ID)
}

// EndSession ends one of the person's own sessions, here or in another browser;
// of one that is not theirs nothing is said but that it is over.
func (s *Service) EndSession(ctx context.Context, v Visit, sessionID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec("DELETE FROM staff_sessions WHERE id = ? AND staff_id = ?", sessionID, v.Who.ID)
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.leave", v.Who.ID, sessionID)
	})
}

// endAll ends every session of a person but one; keep may be empty.
func (s *Service) endAll(ctx context.Context, staffID, keep string) error {
	return s.store.DB(ctx).Exec("DELETE FROM staff_sessions WHERE staff_id = ? AND id <> ?", staffID, keep).Error
}

// ForgetSessions deletes sessions, links and challenges whose time is over.
func (s *Service) ForgetSessions(ctx context.Context) error {
	now := s.now().UTC()
	return s.store.Tx(ctx, func(ctx context.Context) error {
		err := s.store.DB(ctx).Exec("DELETE FROM staff_sessions WHERE expires_at < ? OR seen_at < ?", now, now.Add(-idle)).Error
		if err != nil {
			return err
		}
		if err := s.store.DB(ctx).Exec("DELETE FROM staff_challenges WHERE expires_at < ?", now).Error; err != nil {
			return err
		}
		return s.store.DB(ctx).Exec("DELETE FROM staff_links WHERE expires_at < ? OR used_at < ?", now, now.Add(-wholeDay)).Error
	})
}
