package resident

// A merge is taken back: everything that it changed is as it was, and what
// happened since stays where it happened.

import (
	"context"
	"slices"

	"tambon/models"
	"tambon/services"
)

// Unmerge takes a merge into a resident back, within UnmergeWithin. Bookings that
// moved go back, as they are by now, and so does a LINE account; what was
// corrected, acknowledged or booked since stays with who stood for both. Of
// several merges the newest goes first (ErrMergeNext).
// Lock order: residents by id, then the bookings.
func (s *Service) Unmerge(ctx context.Context, by services.Actor, keptID, mergeID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		m, err := s.mergeOf(ctx, keptID, mergeID)
		if err != nil {
			return err
		}
		ids := []string{m.KeptID, m.GoneID}
		slices.Sort(ids)
		for _, id := range ids {
			if err := s.store.DB(ctx).Exec("UPDATE residents SET version = version + 1 WHERE id = ?", id).Error; err != nil {
				return err
			}
		}
		if m, err = s.mergeOf(ctx, keptID, mergeID); err != nil { // as it stands below the locks
			return err
		}
		kept, keptIs, err := s.opened(ctx, m.KeptID)
		if err != nil {
			return err
		}
		gone, goneIs, err := s.opened(ctx, m.GoneID)
		if err != nil {
			return err
		}
		if err := s.separable(ctx, m, kept); err != nil {
			return err
		}
		if err := s.returnBookings(ctx, m); err != nil {
			return err
		}
		set := restored(m, kept, gone)
		if m.TookName && keptIs.Name == goneIs.Name {
			set["name"] = nil
		}
		if m.TookPhone && keptIs.Phone == goneIs.Phone {
			set["phone"] = nil
		}
		if m.Exchanged {
			if err := s.exchange(ctx, kept, gone); err != nil {
				return err
			}
		}
		return s.separate(ctx, by, m, set)
	})
}

func (s *Service) mergeOf(ctx context.Context, keptID, mergeID string) (m models.ResidentMerge, err error) {
	found := s.store.DB(ctx).Where("id = ? AND kept_id = ?", mergeID, keptID).Limit(1).Find(&m)
	if found.Error == nil && found.RowsAffected == 0 {
		return m, errUnknown
	}
	return m, found.Error
}

// separable says whether the merge can be taken back now.
func (s *Service) separable(ctx context.Context, m models.ResidentMerge, kept models.Resident) error {
	switch {
	case kept.ErasedAt != nil:
		return errUnknown
	case m.UndoneAt != nil:
		return ErrUnmerged
	case kept.MergedInto != nil:
		return ErrMergeNext
	case s.now().Sub(m.At) > UnmergeWithin:
		return ErrMergeOld
	}
	last, _, err := s.LastMerge(ctx, kept.ID)
	if err == nil && last.ID != m.ID {
		return ErrMergeNext
	}
	return err
}

func (s *Service) returnBookings(ctx context.Context, m models.ResidentMerge) error {
	var ids []string
	err := s.store.DB(ctx).Raw("SELECT booking_id FROM resident_merge_bookings WHERE merge_id = ?", m.ID).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return err
	}
	return s.bookings.ReturnOf(ctx, m.KeptID, m.GoneID, ids)
}

// restored is what the kept row gets back, where nothing has changed it since.
func restored(m models.ResidentMerge, kept, gone models.Resident) map[string]any {
	set := map[string]any{}
	if kept.UpdatedAt.Equal(later(m.WasUpdatedAt, gone.UpdatedAt)) {
		set["updated_at"] = m.WasUpdatedAt
	}
	was := models.Resident{NoticeVersion: m.WasNoticeVersion, NoticeAt: m.WasNoticeAt}
	if newer(gone, was) && kept.NoticeAt != nil && kept.NoticeAt.Equal(*gone.NoticeAt) {
		set["notice_version"], set["notice_at"] = m.WasNoticeVersion, m.WasNoticeAt
	}
	return set
}

func (s *Service) separate(ctx context.Context, by services.Actor, m models.ResidentMerge, set map[string]any) error {
	db, now := s.store.DB(ctx), s.now().UTC()
	if len(set) > 0 {
		if err := db.Model(&models.Resident{}).Where("id = ?", m.KeptID).UpdateColumns(set).Error; err != nil {
			return err
		}
	}
	if err := db.Exec("UPDATE residents SET merged_into = NULL WHERE id = ?", m.GoneID).Error; err != nil {
		return err
	}
	for _, id := range []string{m.KeptID, m.GoneID} {
		if err := s.index(ctx, id); err != nil {
			return err
		}
	}
	if err := db.Exec("UPDATE resident_merges SET undone_at = ? WHERE id = ?", now, m.ID).Error; err != nil {
		return err
	}
	return services.Audit(ctx, s.store, now, by, "resident.unmerge", m.KeptID, m.GoneID)
}
