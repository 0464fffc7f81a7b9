package resident

// A resident is forgotten for good.

import (
	"context"
	"slices"

	"tambon/models"
	"tambon/services"
)

// An Eraser forgets a resident in tables that are not this package's.
type Eraser interface {
	EraseOf(ctx context.Context, by services.Actor, residentID string) error
}

// Erase forgets the resident and everybody who was merged into them: names,
// phones, LINE accounts, and through the erasers all that other tables hold.
// What stays counts, but names nobody. Of somebody who is erased already it is
// resident.unknown.
// Lock order: residents by id, then what the erasers touch.
func (s *Service) Erase(ctx context.Context, r models.Resident, by services.Actor) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		// The locks come first, so that nothing new is booked meanwhile; the erasers
		// still need the LINE user ids.
		ids, err := s.lockWhole(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, id := range ids {
			for _, e := range s.erasers {
				if err := e.EraseOf(ctx, by, id); err != nil {
					return err
				}
			}
		}
		now := s.now().UTC()
		err = s.store.DB(ctx).Model(&models.Resident{}).Where("id IN ?", ids).Updates(map[string]any{
			"line_user_id": nil, "name": nil, "phone": nil, "following": false, "erased_at": now, "updated_at": now, "twin_key": "",
		}).Error
		if err != nil {
			return err
		}
		if err := s.store.DB(ctx).Exec("DELETE FROM resident_tokens WHERE resident_id IN ?", ids).Error; err != nil {
			return err
		}
		return services.Audit(ctx, s.store, now, by, "resident.erase", r.ID, "")
	})
}

// lockWhole locks a resident and all who were merged into them, and returns
// their ids. A merge or its undoing between reading and locking is read again.
func (s *Service) lockWhole(ctx context.Context, id string) ([]string, error) {
	for {
		ids, err := s.whole(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, each := range ids {
			held := s.store.DB(ctx).Exec("UPDATE residents SET version = version + 1 WHERE id = ? AND erased_at IS NULL", each)
			if held.Error != nil {
				return nil, held.Error
			}
			if held.RowsAffected == 0 {
				return nil, errUnknown
			}
		}
		again, err := s.whole(ctx, id)
		if err != nil || slices.Equal(ids, again) {
			return ids, err
		}
	}
}

// whole lists the ids of a resident and of all who were merged into them, sorted.
func (s *Service) whole(ctx context.Context, id string) (ids []string, err error) {
	err = s.store.DB(ctx).Raw(`WITH RECURSIVE whole (id) AS (
		SELECT id FROM residents WHERE id = ? AND merged_into IS NULL UNION SELECT r.id FROM residents r JOIN whole w ON r.merged_into = w.id)
		SELECT id FROM whole ORDER BY id`, id).Scan(&ids).Error
	if err == nil && len(ids) == 0 {
		err = errUnknown
	}
	return ids, err
}
