package booking

// Two residents turn out to be one: their bookings come together, or part again.

import (
	"context"

	"tambon/models"
	"tambon/text"
)

// ClashesOf lists the pairs of bookings to come, the first resident's and the
// second's, that share some time and are for one person: under one name, or each
// under its own resident's.
func (s *Service) ClashesOf(ctx context.Context, residentIDs, names [2]string) ([][2]models.Booking, error) {
	var of [2][]visit
	for i, id := range residentIDs {
		open, err := s.Upcoming(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, b := range open {
			v := visit{Booking: b}
			if v.person.Name, v.person.Phone, err = s.Person(b); err != nil {
				return nil, err
			}
			of[i] = append(of[i], v)
		}
	}
	var list [][2]models.Booking
	for _, a := range of[0] {
		for _, b := range of[1] {
			first, second := text.Fold(a.person.Name), text.Fold(b.person.Name)
			own := first == text.Fold(names[0]) && second == text.Fold(names[1])
			if a.meets(b) && (own || first == second) {
				list = append(list, [2]models.Booking{a.Booking, b.Booking})
			}
		}
	}
	return list, nil
}

// MoveOf gives all bookings of one resident to another and returns their ids. The
// visits themselves stay as they are. The caller holds both residents' row locks.
func (s *Service) MoveOf(ctx context.Context, from, to string) (ids []string, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		ids = nil
		return s.store.DB(ctx).Raw("UPDATE bookings SET resident_id = ? WHERE resident_id = ? RETURNING id", to, from).Scan(&ids).Error
	})
	return ids, err
}

// ReturnOf gives those of the bookings back that from still holds.
func (s *Service) ReturnOf(ctx context.Context, from, to string, bookingIDs []string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE bookings SET resident_id = ? WHERE resident_id = ? AND id IN ?", to, from, bookingIDs).Error
	})
}
