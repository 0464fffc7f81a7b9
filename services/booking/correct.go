package booking

// A resident's corrected name and phone reach the bookings to come.

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// CorrectOf gives a resident's bookings to come the corrected name and phone,
// each with a record of it, and returns how many those were. A booking under the
// name that was kept is the resident's own and follows in both; one for somebody
// else keeps its name, and its phone too unless that was the resident's. A name
// that would put one person into two places at one time is somebody else's.
// The caller holds the resident's row lock, so no booking is made meanwhile.
func (s *Service) CorrectOf(ctx context.Context, by services.Actor, residentID string, was, is models.Person) (int, error) {
	followed := 0
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		open, err := s.Upcoming(ctx, residentID)
		if err != nil {
			return err
		}
		visits := make([]visit, len(open))
		for i, b := range open {
			visits[i].Booking = b
			if visits[i].person.Name, visits[i].person.Phone, err = s.Person(b); err != nil {
				return err
			}
		}
		slices.SortFunc(visits, func(a, b visit) int { return cmp.Compare(a.ID, b.ID) })
		followed = 0
		for i := range visits {
			v := &visits[i]
			after := v.corrected(was, is, visits)
			if after == v.person {
				continue
			}
			done, err := s.correct(ctx, by, v, after)
			if err != nil {
				return err
			}
			if done {
				followed++
			}
		}
		return nil
	})
	return followed, err
}

// A visit is a booking to come and who it is for, opened.
type visit struct {
	models.Booking
	person models.Person
}

// corrected is the person of the visit after a resident's correction.
func (v visit) corrected(was, is models.Person, all []visit) models.Person {
	twice := slices.ContainsFunc(all, func(o visit) bool {
		return o.ID != v.ID && o.meets(v) && text.Fold(o.person.Name) == text.Fold(is.Name)
	})
	own := was.Name != "" && text.Fold(v.person.Name) == text.Fold(was.Name) && !twice
	p := v.person
	if own {
		p.Name = is.Name
	}
	if is.Phone != was.Phone && (own || was.Phone != "" && p.Phone == was.Phone) {
		p.Phone = is.Phone
	}
	return p
}

// meets reports whether two visits share some time.
func (v visit) meets(o visit) bool {
	return v.Slot.StartsAt.Before(o.Slot.EndsAt) && o.Slot.StartsAt.Before(v.Slot.EndsAt)
}

// correct writes the person of a visit, unless it was cancelled meanwhile.
func (s *Service) correct(ctx context.Context, by services.Actor, v *visit, p models.Person) (done bool, err error) {
	now := s.now()
	wrote := s.store.DB(ctx).Exec(`UPDATE bookings SET patient = ?, phone = ?, updated_at = ?, version = version + 1 WHERE id = ? AND status IN ?`,
		s.store.Keys.Seal("bookings", "patient", v.ID, []byte(p.Name)), s.store.Keys.Seal("bookings", "phone", v.ID, []byte(p.Phone)),
		now.UTC(), v.ID, toCome)
	if wrote.Error != nil || wrote.RowsAffected == 0 {
		return false, wrote.Error
	}
	var parts []string
	if p.Name != v.person.Name {
		parts = append(parts, "name")
	}
	if p.Phone != v.person.Phone {
		parts = append(parts, "phone")
	}
	v.person = p
	return true, services.Audit(ctx, s.store, now, by, "booking.correct", v.ID, strings.Join(parts, " "))
}
