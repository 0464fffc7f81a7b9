package staff

// What a browser was asked a moment ago: answered by that browser, once.

import (
	"context"
	"encoding/json"
	"time"

	"tambon/models"
)

// asking is how long a challenge waits for its answer.
const asking = 5 * time.Minute

// ask keeps what a browser was asked. The token is for that browser's cookie.
func (s *Service) ask(ctx context.Context, kind models.StaffChallengeKind, sessionID string, what any) (string, error) {
	plain, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	now := s.now().UTC()
	token, kept := newToken()
	row := models.StaffChallenge{ID: models.NewID(now), TokenHash: kept, Kind: kind, SessionID: sessionID, ExpiresAt: now.Add(asking)}
	row.Data = s.store.Keys.Seal("staff_challenges", "data", row.ID, plain)
	err = s.store.Tx(ctx, func(ctx context.Context) error { return s.store.DB(ctx).Create(&row).Error })
	return token, err
}

// answered takes a challenge away, so that no second answer to it counts, and
// reads what was asked into what. none is the refusal of a browser that was not
// asked, in this session, or not in the last minutes.
func (s *Service) answered(ctx context.Context, kind models.StaffChallengeKind, token string, what any, none error) (sessionID string, err error) {
	var found []models.StaffChallenge
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		err := s.store.DB(ctx).Where("token_hash = ? AND kind = ? AND expires_at > ?", fingerprint(token), kind, s.now().UTC()).Limit(1).Find(&found).Error
		if err != nil || len(found) == 0 {
			return err
		}
		done := s.store.DB(ctx).Exec("DELETE FROM staff_challenges WHERE id = ?", found[0].ID)
		if done.RowsAffected == 0 {
			found = nil
		}
		return done.Error
	})
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", none
	}
	plain, err := s.store.Keys.Open("staff_challenges", "data", found[0].ID, found[0].Data)
	if err != nil {
		return "", err
	}
	return found[0].SessionID, json.Unmarshal(plain, what)
}
