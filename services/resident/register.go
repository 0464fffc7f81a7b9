package resident

// Staff register somebody who has no LINE.

import (
	"context"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// The refusals of a registration.
var (
	ErrName  = services.E(services.Invalid, "resident.name_wrong")
	ErrPhone = services.E(services.Invalid, "resident.phone_wrong")
)

// Register makes a resident without LINE, who stands at the counter or is on the
// phone. The name is read as a resident's own; a phone may be missing, for not
// everybody has one.
func (s *Service) Register(ctx context.Context, p models.Person, by services.Actor) (r models.Resident, err error) {
	name, ok := text.ReadName(p.Name)
	if !ok {
		return r, ErrName
	}
	phone := ""
	if strings.TrimSpace(p.Phone) != "" {
		if phone, _, ok = text.ReadPhone(p.Phone); !ok {
			return r, ErrPhone
		}
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now().UTC()
		r = models.Resident{ID: models.NewID(now), Language: "th", CreatedAt: now, UpdatedAt: now}
		r.Name = s.store.Keys.Seal("residents", "name", r.ID, []byte(name))
		if phone != "" {
			r.Phone = s.store.Keys.Seal("residents", "phone", r.ID, []byte(phone))
		}
		// Following has TRUE as the column's default: it is written by name.
		if err := s.store.DB(ctx).Select("*").Create(&r).Error; err != nil {
			return err
		}
		if err := s.index(ctx, r.ID); err != nil {
			return err
		}
		return services.Audit(ctx, s.store, now, by, "resident.register", r.ID, "")
	})
	return r, err
}

// Phone opens a resident's phone for staff; that they looked is on record.
func (s *Service) Phone(ctx context.Context, id string, by services.Actor) (phone string, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		r, err := s.One(ctx, id)
		if err != nil {
			return err
		}
		p, err := s.Open(r)
		if err != nil {
			return err
		}
		phone = p.Phone
		return services.Audit(ctx, s.store, s.now(), by, "resident.reveal", r.ID, "")
	})
	return phone, err
}
