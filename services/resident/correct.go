package resident

// Names and phones are corrected, by their owner or by staff.

import (
	"cmp"
	"context"
	"encoding/hex"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// ErrChanged says that the person was corrected since they were on the page.
var ErrChanged = services.E(services.Conflict, "resident.changed")

// Keep stores the parts of the person that are not empty; the record says which,
// not what.
func (s *Service) Keep(ctx context.Context, r models.Resident, p models.Person) error {
	return s.keep(ctx, services.Resident(r.ID), r, p)
}

func (s *Service) keep(ctx context.Context, by services.Actor, r models.Resident, p models.Person) error {
	set := map[string]any{}
	detail := ""
	if p.Name != "" {
		set["name"] = s.store.Keys.Seal("residents", "name", r.ID, []byte(p.Name))
		detail = "name"
	}
	if p.Phone != "" {
		set["phone"] = s.store.Keys.Seal("residents", "phone", r.ID, []byte(p.Phone))
		detail = strings.TrimSpace(detail + " phone")
	}
	return s.act(ctx, by, r, "resident.correct", detail, set)
}

// Correct stores the parts of the person that are not empty, and lets the
// bookings to come follow; it returns how many did.
// Lock order: resident, then the bookings.
func (s *Service) Correct(ctx context.Context, r models.Resident, p models.Person) (followed int, err error) {
	return s.correct(ctx, services.Resident(r.ID), r.ID, "", p)
}

// CorrectByStaff is Correct by somebody who read the person as seen (Seen) and
// typed what p holds, which is read as a resident's own words. Where somebody was
// faster it is ErrChanged, and nothing is written.
func (s *Service) CorrectByStaff(ctx context.Context, by services.Actor, id, seen string, p models.Person) (followed int, err error) {
	name, ok := text.ReadName(p.Name)
	if !ok {
		return 0, ErrName
	}
	p.Name = name
	if strings.TrimSpace(p.Phone) == "" {
		p.Phone = ""
	} else if p.Phone, _, ok = text.ReadPhone(p.Phone); !ok {
		return 0, ErrPhone
	}
	return s.correct(ctx, by, id, seen, p)
}

func (s *Service) correct(ctx context.Context, by services.Actor, id, seen string, p models.Person) (followed int, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		// What is read below this lock is what the bookings were made with.
		if err := s.lock(ctx, id); err != nil {
			return err
		}
		r, err := s.One(ctx, id)
		if err != nil {
			return err
		}
		was, err := s.Open(r)
		if err != nil {
			return err
		}
		if seen != "" && seen != s.Seen(id, was) {
			return ErrChanged
		}
		if p.Name == was.Name && (p.Phone == "" || p.Phone == was.Phone) && seen != "" {
			return nil // nothing to correct
		}
		if err := s.keep(ctx, by, r, p); err != nil {
			return err
		}
		is := models.Person{Name: cmp.Or(p.Name, was.Name), Phone: cmp.Or(p.Phone, was.Phone)}
		followed, err = s.bookings.CorrectOf(ctx, by, r.ID, was, is)
		return err
	})
	return followed, err
}

// Seen is a mark of a resident as they stand on a page: it changes when their
// name or phone does, and tells neither.
func (s *Service) Seen(id string, p models.Person) string {
	return hex.EncodeToString(s.store.Keys.Blind("residents", "seen", []byte(id+"\x00"+p.Name+"\x00"+p.Phone))[:12])
}

// LastCorrection is the record of who corrected a resident last; the zero value
// when nobody did.
func (s *Service) LastCorrection(ctx context.Context, id string) (e models.AuditEvent, err error) {
	err = s.store.DB(ctx).Where("noun_id = ? AND verb = 'resident.correct'", id).Order("at DESC, id DESC").Limit(1).Find(&e).Error
	return e, err
}
