package staff

// A person's own passkeys: made, listed, named, removed.

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"tambon/models"
	"tambon/services"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"gorm.io/gorm"
)

const maxLabel = 60 // letters

// mayEnrol reports whether a visit may set up a second factor: while there is
// none, or after a secret was shown.
func (s *Service) mayEnrol(v Visit) bool {
	return v.Session.Step == models.StepEnrol || v.Session.Step == models.StepOpen && v.Proved(s.now())
}

// AskNewPasskey asks the person's device to make a passkey.
func (s *Service) AskNewPasskey(ctx context.Context, v Visit, at Place) (Question, error) {
	if !s.mayEnrol(v) {
		return Question{}, ErrOver
	}
	party, err := at.party()
	if err != nil {
		return Question{}, err
	}
	who, err := s.holder(ctx, v.Who.ID)
	if err != nil {
		return Question{}, err
	}
	options, asked, err := party.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.keys).CredentialDescriptors()))
	if err != nil {
		return Question{}, err
	}
	return s.question(ctx, models.ChallengeEnrol, v.Session.ID, options.Response, asked)
}

// EnrolPasskey keeps the passkey that the device made. Where it is the person's
// first second factor it lets the session in, ends every other one, and returns
// the recovery codes, which are shown this once. Otherwise Door is empty.
func (s *Service) EnrolPasskey(ctx context.Context, v Visit, at Place, token string, answer []byte, label string) (door Door, codes []string, err error) {
	if !s.mayEnrol(v) {
		return door, nil, ErrOver
	}
	key, err := s.made(ctx, v, at, token, answer)
	if err != nil {
		return door, nil, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.keep(ctx, v, key, label); err != nil {
			return err
		}
		if v.Session.Step == models.StepEnrol {
			if door, codes, err = s.letIn(ctx, v); err != nil {
				return err
			}
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.enrol", v.Who.ID, "passkey")
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = ErrPasskey
	}
	return door, codes, err
}

// made checks the passkey that a device made for this session.
func (s *Service) made(ctx context.Context, v Visit, at Place, token string, answer []byte) (*webauthn.Credential, error) {
	party, err := at.party()
	if err != nil {
		return nil, err
	}
	var asked webauthn.SessionData
	session, err := s.answered(ctx, models.ChallengeEnrol, token, &asked, ErrPasskey)
	if err != nil {
		return nil, err
	}
	who, err := s.holder(ctx, v.Who.ID)
	if err != nil {
		return nil, err
	}
	given, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil || session != v.Session.ID {
		return nil, ErrPasskey
	}
	key, err := party.CreateCredential(who, asked, given)
	if err != nil {
		return nil, ErrPasskey
	}
	return key, nil
}

// keep writes a passkey down. The account's row is taken first: in a session
// that sets up the first factor, another one must not have come meanwhile.
func (s *Service) keep(ctx context.Context, v Visit, key *webauthn.Credential, label string) error {
	now := s.now().UTC()
	done := s.store.DB(ctx).Exec(`UPDATE staff SET version = version + 1, updated_at = ? WHERE id = ? AND state = ?
		AND (? = 'open' OR totp IS NULL AND NOT EXISTS (SELECT 1 FROM staff_passkeys WHERE staff_id = staff.id))`,
		now, v.Who.ID, models.StaffActive, v.Session.Step)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected == 0 {
		return ErrOver
	}
	raw, err := json.Marshal(key)
	if err != nil {
		return err
	}
	row := models.StaffPasskey{
		ID: models.NewID(now), StaffID: v.Who.ID, CredentialID: spellKey(key.ID), Credential: string(raw),
		SignCount: int64(key.Authenticator.SignCount), CreatedAt: now,
	}
	row.Label = s.store.Keys.Seal("staff_passkeys", "label", row.ID, []byte(label))
	return s.store.DB(ctx).Create(&row).Error
}

// A Passkey is one as its owner sees it.
type Passkey struct {
	ID, Label string
	CreatedAt time.Time
	UsedAt    *time.Time
}

// Passkeys lists a person's passkeys, the oldest first.
func (s *Service) Passkeys(ctx context.Context, staffID string) ([]Passkey, error) {
	var rows []models.StaffPasskey
	if err := s.store.DB(ctx).Where("staff_id = ?", staffID).Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]Passkey, len(rows))
	for i, row := range rows {
		label, err := s.store.Keys.Open("staff_passkeys", "label", row.ID, row.Label)
		if err != nil {
			return nil, err
		}
		list[i] = Passkey{row.ID, string(label), row.CreatedAt, row.UsedAt}
	}
	return list, nil
}

// NamePasskey calls one of the person's own passkeys otherwise.
func (s *Service) NamePasskey(ctx context.Context, v Visit, id, label string) error {
	label = strings.Join(strings.Fields(label), " ")
	if n := utf8.RuneCountInString(label); n == 0 || n > maxLabel {
		return ErrLabel
	}
	sealed := s.store.Keys.Seal("staff_passkeys", "label", id, []byte(label))
	return s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec("UPDATE staff_passkeys SET label = ? WHERE id = ? AND staff_id = ?", sealed, id, v.Who.ID)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrUnknown
		}
		return done.Error
	})
}

// RemovePasskey takes one of the person's own passkeys away; ErrLastWay where
// nothing would be left beside the password.
func (s *Service) RemovePasskey(ctx context.Context, v Visit, id string) error {
	if !v.Proved(s.now()) {
		return ErrOver
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.lock(ctx, v.Who.ID); err != nil {
			return err
		}
		done := s.store.DB(ctx).Exec("DELETE FROM staff_passkeys WHERE id = ? AND staff_id = ?", id, v.Who.ID)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return ErrUnknown
		}
		ways, err := s.Ways(ctx, v.Who.ID)
		if err != nil {
			return err
		}
		if !ways.App && ways.Passkeys == 0 {
			return ErrLastWay
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.remove_passkey", v.Who.ID, id)
	})
}
