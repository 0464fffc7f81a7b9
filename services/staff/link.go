package staff

// Links that open a door once: the first set-up, an invitation, a new password.

import (
	"context"
	"errors"
	"regexp"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/text"

	"gorm.io/gorm"
)

const (
	setupLasts  = 24 * time.Hour
	inviteLasts = 72 * time.Hour
)

// SetupToken makes the link of the first set-up and takes back those made
// before; empty when somebody has been made administrator already.
func (s *Service) SetupToken(ctx context.Context) (string, error) {
	made, err := s.founded(ctx)
	if err != nil || made {
		return "", err
	}
	token := ""
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now().UTC()
		if err := s.store.DB(ctx).Exec("UPDATE staff_links SET used_at = ? WHERE kind = ? AND used_at IS NULL", now, models.LinkSetup).Error; err != nil {
			return err
		}
		token, err = s.link(ctx, models.LinkSetup, nil, setupLasts)
		return err
	})
	return token, err
}

// founded reports whether an administrator of the town was ever made.
func (s *Service) founded(ctx context.Context) (bool, error) {
	var n int64
	err := s.store.DB(ctx).Model(&models.StaffGrant{}).Where("role = ? AND scope = ?", Administrator, Town).Count(&n).Error
	return n > 0, err
}

func (s *Service) link(ctx context.Context, kind models.LinkKind, staffID *string, lasts time.Duration) (string, error) {
	now := s.now().UTC()
	token, kept := newToken()
	row := models.StaffLink{ID: models.NewID(now), Kind: kind, StaffID: staffID, TokenHash: kept, CreatedAt: now, ExpiresAt: now.Add(lasts)}
	return token, s.store.DB(ctx).Create(&row).Error
}

// An Invitation is what a link opens: its kind, and for whom it was made.
type Invitation struct {
	Kind   models.LinkKind
	Name   string // empty for the first set-up
	Login  string // chosen before; empty until then
	Grants []Grant
}

// Invitation reads what a link's token opens; ErrLink when it was used, is too
// old, or never was.
func (s *Service) Invitation(ctx context.Context, token string) (Invitation, error) {
	link, err := s.linkOf(ctx, token)
	if err != nil {
		return Invitation{}, err
	}
	if link.StaffID == nil {
		return Invitation{Kind: link.Kind, Grants: []Grant{{Administrator, Town}}}, nil
	}
	one, err := s.One(ctx, *link.StaffID)
	if err != nil {
		return Invitation{}, err
	}
	name, err := s.Name(one)
	if err != nil {
		return Invitation{}, err
	}
	grants, err := s.grants(ctx, one.ID)
	login := ""
	if one.Login != nil {
		login = *one.Login
	}
	return Invitation{link.Kind, name, login, grants}, err
}

func (s *Service) linkOf(ctx context.Context, token string) (models.StaffLink, error) {
	var link models.StaffLink
	err := s.store.DB(ctx).Where("token_hash = ? AND used_at IS NULL AND expires_at > ?", fingerprint(token), s.now().UTC()).Take(&link).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return link, ErrLink
	}
	return link, err
}

// A Newcomer is what a person gives when they come in by a link.
type Newcomer struct {
	Name     string // asked at the first set-up only
	Login    string // 3 to 32 small letters, figures, dots, dashes; kept as it is after a lost password
	Password string
	Device   string // browser and system: Chrome, Windows
	Language string // th or en
}

// Redeem uses a link up: it sets the login and the password, and opens a session
// in which the second factor must be set up. A used link is ErrLink.
func (s *Service) Redeem(ctx context.Context, token string, n Newcomer) (Door, error) {
	invitation, err := s.Invitation(ctx, token)
	if err != nil {
		return Door{}, err
	}
	if n, err = s.checkNewcomer(invitation, n); err != nil {
		return Door{}, err
	}
	kept, err := hash(n.Password) // outside the transaction, for it takes long
	if err != nil {
		return Door{}, err
	}
	door := Door{Step: models.StepEnrol}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		id, err := s.useLink(ctx, token)
		if err != nil {
			return err
		}
		if id == "" {
			if id, err = s.found(ctx, n.Name); err != nil {
				return err
			}
		}
		if err := s.settle(ctx, id, n, kept); err != nil {
			return err
		}
		if door.Token, err = s.begin(ctx, id, models.StepEnrol, n.Device); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(id), "staff.join", id, string(invitation.Kind))
	})
	return door, err
}

var login = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,30}[a-z0-9]$`)

func (s *Service) checkNewcomer(i Invitation, n Newcomer) (Newcomer, error) {
	n.Login = foldLogin(n.Login)
	if i.Login != "" {
		n.Login = i.Login
	}
	if i.Name != "" {
		n.Name = i.Name
	}
	name, ok := text.ReadName(n.Name)
	if !ok {
		return n, ErrName
	}
	n.Name = name
	if !login.MatchString(n.Login) {
		return n, ErrLogin
	}
	return n, s.checkPassword(n.Password, n.Login, n.Name)
}

// useLink marks a link used and returns whose it is; empty for the first set-up.
// Of two who come at once by set-up links only one comes in.
func (s *Service) useLink(ctx context.Context, token string) (string, error) {
	link, err := s.linkOf(ctx, token)
	if err != nil {
		return "", err
	}
	what, which := "id = ?", link.ID
	if link.Kind == models.LinkSetup {
		what, which = "kind = ?", string(models.LinkSetup)
	}
	done := s.store.DB(ctx).Exec("UPDATE staff_links SET used_at = ? WHERE used_at IS NULL AND "+what, s.now().UTC(), which)
	switch {
	case done.Error != nil:
		return "", done.Error
	case done.RowsAffected == 0:
		return "", ErrLink
	case link.StaffID == nil:
		return "", nil
	}
	return *link.StaffID, nil
}

// found makes the first account: the administrator of the town.
func (s *Service) found(ctx context.Context, name string) (string, error) {
	if made, err := s.founded(ctx); err != nil || made {
		return "", errors.Join(err, ErrLink)
	}
	return s.create(ctx, name, []Grant{{Administrator, Town}})
}

// settle gives an account its login and password. Whoever was in is out, and
// every other way in is set up anew: one of them may be what was lost.
func (s *Service) settle(ctx context.Context, id string, n Newcomer, kept string) error {
	now := s.now().UTC()
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec(`UPDATE staff SET login = ?, password_hash = ?, state = ?, totp = NULL, totp_step = 0, language = ?, updated_at = ?, version = version + 1
			WHERE id = ? AND state <> ?`, n.Login, kept, models.StaffActive, language(n.Language), now, id, models.StaffSuspended)
		if done.Error == nil && done.RowsAffected == 0 {
			return ErrLink
		}
		return done.Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrTaken
	}
	if err != nil {
		return err
	}
	for _, way := range []string{"staff_recovery_codes", "staff_passkeys", "staff_line"} {
		if err := s.store.DB(ctx).Exec("DELETE FROM "+way+" WHERE staff_id = ?", id).Error; err != nil {
			return err
		}
	}
	return s.endAll(ctx, id, "")
}

func language(code string) string {
	if code == string(text.English) {
		return code
	}
	return string(text.Thai)
}
