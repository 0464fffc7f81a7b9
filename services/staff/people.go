package staff

// The people of the console: invited, given roles, let go.

import (
	"context"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// A Person is an account as the page of people shows it.
type Person struct {
	models.Staff
	FullName string
	Grants   []Grant
}

// People lists every account, by name in the order of Thai letters' code points.
func (s *Service) People(ctx context.Context) ([]Person, error) {
	var list []models.Staff
	if err := s.store.DB(ctx).Find(&list).Error; err != nil {
		return nil, err
	}
	var grants []models.StaffGrant
	if err := s.store.DB(ctx).Order("role, scope").Find(&grants).Error; err != nil {
		return nil, err
	}
	people := make([]Person, len(list))
	for i, one := range list {
		name, err := s.Name(one)
		if err != nil {
			return nil, err
		}
		people[i] = Person{Staff: one, FullName: name}
		for _, g := range grants {
			if g.StaffID == one.ID {
				people[i].Grants = append(people[i].Grants, Grant{Role(g.Role), g.Scope})
			}
		}
	}
	slices.SortFunc(people, func(a, b Person) int { return strings.Compare(a.FullName, b.FullName) })
	return people, nil
}

// Person returns one account with its name and roles.
func (s *Service) Person(ctx context.Context, id string) (Person, error) {
	one, err := s.One(ctx, id)
	if err != nil {
		return Person{}, err
	}
	name, err := s.Name(one)
	if err != nil {
		return Person{}, err
	}
	grants, err := s.grants(ctx, id)
	return Person{one, name, grants}, err
}

func (s *Service) grants(ctx context.Context, staffID string) ([]Grant, error) {
	var rows []models.StaffGrant
	err := s.store.DB(ctx).Where("staff_id = ?", staffID).Order("role, scope").Find(&rows).Error
	list := make([]Grant, len(rows))
	for i, r := range rows {
		list[i] = Grant{Role(r.Role), r.Scope}
	}
	return list, err
}

// create makes an account without a password.
func (s *Service) create(ctx context.Context, name string, grants []Grant) (string, error) {
	now := s.now().UTC()
	one := models.Staff{ID: models.NewID(now), Language: string(text.Thai), State: models.StaffInvited, CreatedAt: now, UpdatedAt: now}
	one.Name = s.store.Keys.Seal("staff", "name", one.ID, []byte(name))
	if err := s.store.DB(ctx).Create(&one).Error; err != nil {
		return "", err
	}
	return one.ID, s.give(ctx, one.ID, grants)
}

// Seed makes an active account that no password opens, once: the demo looks
// through its eyes. It returns the account's id.
func (s *Service) Seed(ctx context.Context, login, name string, grants ...Grant) (id string, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		made, err := s.byLogin(ctx, login)
		if err != nil || made != nil {
			if made != nil {
				id = made.ID
			}
			return err
		}
		if id, err = s.create(ctx, name, grants); err != nil {
			return err
		}
		return s.store.DB(ctx).Exec("UPDATE staff SET login = ?, password_hash = ?, state = ? WHERE id = ?", login, nobody, models.StaffActive, id).Error
	})
	return id, err
}

func (s *Service) give(ctx context.Context, staffID string, grants []Grant) error {
	for _, g := range grants {
		row := models.StaffGrant{StaffID: staffID, Role: string(g.Role), Scope: g.Scope}
		if err := s.store.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// Invite makes an account for a person and the token of the link by which they
// come in; it is shown once.
func (s *Service) Invite(ctx context.Context, by services.Actor, name string, grants []Grant) (staffID, token string, err error) {
	name, ok := text.ReadName(name)
	if !ok {
		return "", "", ErrName
	}
	if grants, err = checked(grants); err != nil {
		return "", "", err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if staffID, err = s.create(ctx, name, grants); err != nil {
			return err
		}
		if token, err = s.link(ctx, models.LinkInvite, &staffID, inviteLasts); err != nil {
			return err
		}
		return s.audit(ctx, by, "staff.invite", staffID, spell(grants))
	})
	return staffID, token, err
}

// Reset makes a new link for a person: for one who was invited and lost it, or
// one who lost password or phone. Links made before open nothing any more.
func (s *Service) Reset(ctx context.Context, by services.Actor, staffID string) (token string, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		one, err := s.lock(ctx, staffID)
		if err != nil {
			return err
		}
		if one.State == models.StaffSuspended {
			return ErrChanged
		}
		kind := models.LinkReset
		if one.State == models.StaffInvited {
			kind = models.LinkInvite
		}
		err = s.store.DB(ctx).Exec("UPDATE staff_links SET used_at = ? WHERE staff_id = ? AND used_at IS NULL", s.now().UTC(), staffID).Error
		if err != nil {
			return err
		}
		if token, err = s.link(ctx, kind, &staffID, inviteLasts); err != nil {
			return err
		}
		return s.audit(ctx, by, "staff.reset", staffID, string(kind))
	})
	return token, err
}

// Grant replaces a person's roles. ErrChanged when somebody changed the account
// since it had the given version; ErrLast when nobody would administer the town.
func (s *Service) Grant(ctx context.Context, by services.Actor, staffID string, version int, grants []Grant) error {
	grants, err := checked(grants)
	if err != nil {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.change(ctx, staffID, version); err != nil {
			return err
		}
		if err := s.store.DB(ctx).Exec("DELETE FROM staff_grants WHERE staff_id = ?", staffID).Error; err != nil {
			return err
		}
		if err := s.give(ctx, staffID, grants); err != nil {
			return err
		}
		if err := s.administered(ctx); err != nil {
			return err
		}
		return s.audit(ctx, by, "staff.grant", staffID, spell(grants))
	})
}

// Suspend shuts a person out at once: every session and link of theirs ends.
func (s *Service) Suspend(ctx context.Context, by services.Actor, staffID string, version int) error {
	if by.ID == staffID {
		return ErrNotByYou
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.change(ctx, staffID, version); err != nil {
			return err
		}
		if err := s.turn(ctx, staffID, models.StaffActive, models.StaffSuspended); err != nil {
			return err
		}
		if err := s.store.DB(ctx).Exec("UPDATE staff_links SET used_at = ? WHERE staff_id = ? AND used_at IS NULL", s.now().UTC(), staffID).Error; err != nil {
			return err
		}
		if err := s.endAll(ctx, staffID, ""); err != nil {
			return err
		}
		if err := s.administered(ctx); err != nil {
			return err
		}
		return s.audit(ctx, by, "staff.suspend", staffID, "")
	})
}

// Restore lets a suspended person come in again, with the password they had.
func (s *Service) Restore(ctx context.Context, by services.Actor, staffID string, version int) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.change(ctx, staffID, version); err != nil {
			return err
		}
		if err := s.turn(ctx, staffID, models.StaffSuspended, models.StaffActive); err != nil {
			return err
		}
		return s.audit(ctx, by, "staff.restore", staffID, "")
	})
}

// turn changes an account from one state to another; ErrChanged when it is in a third.
func (s *Service) turn(ctx context.Context, staffID string, from, to models.StaffState) error {
	done := s.store.DB(ctx).Exec("UPDATE staff SET state = ? WHERE id = ? AND state = ?", to, staffID, from)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrChanged
	}
	return done.Error
}

// change locks an account that still has the given version.
func (s *Service) change(ctx context.Context, staffID string, version int) error {
	// Every administrator's row is locked first, in one order: of two who let each
	// other go at once, the second sees that they would be the last.
	err := s.store.DB(ctx).Exec(`UPDATE staff SET version = version WHERE id IN (SELECT staff_id FROM staff_grants WHERE role = ? AND scope = ?)`,
		Administrator, Town).Error
	if err != nil {
		return err
	}
	done := s.store.DB(ctx).Exec("UPDATE staff SET version = version + 1, updated_at = ? WHERE id = ? AND version = ?", s.now().UTC(), staffID, version)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrChanged
	}
	return done.Error
}

func (s *Service) lock(ctx context.Context, staffID string) (models.Staff, error) {
	done := s.store.DB(ctx).Exec("UPDATE staff SET version = version + 1, updated_at = ? WHERE id = ?", s.now().UTC(), staffID)
	if done.Error != nil {
		return models.Staff{}, done.Error
	}
	return s.One(ctx, staffID)
}

// administered refuses what would leave the town without an active administrator.
func (s *Service) administered(ctx context.Context) error {
	var n int64
	err := s.store.DB(ctx).Model(&models.Staff{}).Joins("JOIN staff_grants g ON g.staff_id = staff.id").
		Where("staff.state = ? AND g.role = ? AND g.scope = ?", models.StaffActive, Administrator, Town).Count(&n).Error
	if err == nil && n == 0 {
		return ErrLast
	}
	return err
}

// checked returns grants without doubles; ErrRole when one is none, or there are none.
func checked(grants []Grant) ([]Grant, error) {
	var list []Grant
	for _, g := range grants {
		if !g.wellFormed() {
			return nil, ErrRole
		}
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		return nil, ErrRole
	}
	return list, nil
}

// spell is grants as the audit log writes them: reception centre:pakphun.
func spell(grants []Grant) string {
	out := ""
	for i, g := range grants {
		if i > 0 {
			out += ", "
		}
		out += string(g.Role) + " " + g.Scope
	}
	return out
}
