package staff

// Showing a passkey in a session: as the second factor, or again.

import (
	"context"
	"encoding/json"

	"tambon/models"
	"tambon/services"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// AskPasskey asks the person of a session for one of their passkeys.
func (s *Service) AskPasskey(ctx context.Context, v Visit, at Place) (Question, error) {
	party, err := at.party()
	if err != nil {
		return Question{}, err
	}
	who, err := s.holder(ctx, v.Who.ID)
	if err != nil {
		return Question{}, err
	}
	if len(who.keys) == 0 {
		return Question{}, ErrPasskeyHere
	}
	options, asked, err := party.BeginLogin(who)
	if err != nil {
		return Question{}, err
	}
	return s.question(ctx, models.ChallengeProve, v.Session.ID, options.Response, asked)
}

// ShowPasskey takes a passkey in place of a code: it lets a session in whose
// first factor was shown, or proves again who sits there.
func (s *Service) ShowPasskey(ctx context.Context, v Visit, at Place, token string, answer []byte, address string) (Door, error) {
	verb := map[models.SessionStep]string{models.StepSecond: "staff.enter", models.StepOpen: "staff.prove"}[v.Session.Step]
	if verb == "" {
		return Door{}, ErrOver
	}
	party, err := at.party()
	if err != nil {
		return Door{}, err
	}
	if err := s.slowed(ctx, "code:"+v.Who.ID, address); err != nil {
		return Door{}, err
	}
	var asked webauthn.SessionData
	session, err := s.answered(ctx, models.ChallengeProve, token, &asked, ErrPasskey)
	if err != nil {
		return Door{}, err
	}
	who, err := s.holder(ctx, v.Who.ID)
	if err != nil {
		return Door{}, err
	}
	given, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil || session != v.Session.ID {
		return Door{}, ErrPasskey
	}
	key, err := party.ValidateLogin(who, asked, given)
	if err != nil {
		return Door{}, s.refused(ctx, v.Who.ID, "passkey", ErrPasskey)
	}
	door := Door{Step: models.StepOpen}
	err = s.shown(ctx, v.Who.ID, key, verb, func(ctx context.Context) (err error) {
		door.Token, err = s.advance(ctx, v.Session, models.StepOpen)
		return err
	})
	if err == nil {
		s.limit.Forget(ctx, personKey("code:"+v.Who.ID))
	}
	return door, err
}

// shown writes a passkey's use down and does what it opens. A count that went
// back means that somebody made a copy of the authenticator (WebAuthn section
// 6.1.1): neither of the two comes in by it, and the log says so.
func (s *Service) shown(ctx context.Context, staffID string, key *webauthn.Credential, verb string, then func(context.Context) error) error {
	raw, err := json.Marshal(key)
	if err != nil {
		return err
	}
	count := key.Authenticator.SignCount
	copied := key.Authenticator.CloneWarning
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec(`UPDATE staff_passkeys SET credential = ?, sign_count = ?, used_at = ? WHERE credential_id = ? AND staff_id = ?
			AND (sign_count < ? OR sign_count = 0 AND ? = 0)`, string(raw), count, s.now().UTC(), spellKey(key.ID), staffID, count, count)
		if done.Error != nil {
			return done.Error
		}
		if copied = copied || done.RowsAffected == 0; copied {
			return ErrPasskey
		}
		if err := then(ctx); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(staffID), verb, staffID, "passkey")
	})
	if copied {
		return s.refused(ctx, staffID, "passkey copied", ErrPasskey)
	}
	return err
}
