package resident

// Two rows of the register that are one person are merged. The merge remembers
// what it changed, and can be taken back (docs/decisions/0017).

import (
	"context"
	"slices"
	"time"

	"tambon/models"
	"tambon/services"
)

// UnmergeWithin is how long a merge can be taken back: a month, in which whose
// visits were mixed up has come or called.
const UnmergeWithin = 30 * 24 * time.Hour

// The refusals of merging.
var (
	ErrSelf      = services.E(services.Invalid, "resident.merge_self")
	ErrClash     = services.E(services.Conflict, "resident.merge_clash")
	ErrAccounts  = services.E(services.Invalid, "resident.merge_accounts")
	ErrUnmerged  = services.E(services.Conflict, "resident.unmerged_already")
	ErrMergeOld  = services.E(services.Conflict, "resident.unmerge_late")
	ErrMergeNext = services.E(services.Conflict, "resident.unmerge_order")
)

// A Pair is two residents as they stand on the page that compares them.
type Pair struct {
	Kept, Gone         string // ids: who shall stand for both, and who is merged
	KeptSeen, GoneSeen string // Seen of each
	// AccountsAsked says that the person was asked whether both LINE accounts are
	// theirs; it is needed where both rows have one.
	AccountsAsked bool
}

// Merge makes one resident stand for two. Their bookings come together; what the
// kept one lacks it gets from the other; LINE messages go to the account that
// they reach, and both accounts lead to the kept one. ErrClash: the person would
// be in two places, one of the bookings must go first. ErrAccounts: both have a
// LINE account, and nobody asked whose they are. ErrChanged: one of them
// was corrected meanwhile.
// Lock order: residents by id, then the bookings.
func (s *Service) Merge(ctx context.Context, by services.Actor, pair Pair) (m models.ResidentMerge, err error) {
	if pair.Kept == pair.Gone {
		return m, ErrSelf
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.lockBoth(ctx, pair.Kept, pair.Gone); err != nil {
			return err
		}
		kept, keptIs, err := s.opened(ctx, pair.Kept)
		if err != nil {
			return err
		}
		gone, goneIs, err := s.opened(ctx, pair.Gone)
		if err != nil {
			return err
		}
		if s.Seen(kept.ID, keptIs) != pair.KeptSeen || s.Seen(gone.ID, goneIs) != pair.GoneSeen {
			return ErrChanged
		}
		if kept.LineUserID != nil && gone.LineUserID != nil && !pair.AccountsAsked {
			return ErrAccounts
		}
		clashes, err := s.bookings.ClashesOf(ctx, [2]string{kept.ID, gone.ID}, [2]string{keptIs.Name, goneIs.Name})
		if err != nil {
			return err
		}
		if len(clashes) > 0 {
			return ErrClash
		}
		m = s.plan(by, kept, gone)
		if err := s.store.DB(ctx).Create(&m).Error; err != nil {
			return err
		}
		if err := s.moveBookings(ctx, m); err != nil {
			return err
		}
		if m.Exchanged {
			if err := s.exchange(ctx, kept, gone); err != nil {
				return err
			}
		}
		if err := s.fill(ctx, m, kept, gone, goneIs); err != nil {
			return err
		}
		return services.Audit(ctx, s.store, m.At, by, "resident.merge", kept.ID, gone.ID)
	})
	return m, err
}

// lockBoth locks two residents in the order of their ids.
func (s *Service) lockBoth(ctx context.Context, ids ...string) error {
	slices.Sort(ids)
	for _, id := range ids {
		if err := s.lock(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) opened(ctx context.Context, id string) (models.Resident, models.Person, error) {
	r, err := s.One(ctx, id)
	if err != nil {
		return r, models.Person{}, err
	}
	p, err := s.Open(r)
	return r, p, err
}

// plan is what a merge will change.
func (s *Service) plan(by services.Actor, kept, gone models.Resident) models.ResidentMerge {
	now := s.now().UTC()
	return models.ResidentMerge{
		ID: models.NewID(now), KeptID: kept.ID, GoneID: gone.ID, At: now, ActorKind: by.Kind, ActorID: by.ID,
		Exchanged: !kept.Reached() && gone.Reached() || kept.LineUserID == nil && gone.LineUserID != nil,
		TookName:  kept.Name == nil && gone.Name != nil, TookPhone: kept.Phone == nil && gone.Phone != nil,
		WasNoticeVersion: kept.NoticeVersion, WasNoticeAt: kept.NoticeAt, WasUpdatedAt: kept.UpdatedAt,
	}
}

func (s *Service) moveBookings(ctx context.Context, m models.ResidentMerge) error {
	ids, err := s.bookings.MoveOf(ctx, m.GoneID, m.KeptID)
	if err != nil || len(ids) == 0 {
		return err
	}
	rows := make([]map[string]any, len(ids))
	for i, id := range ids {
		rows[i] = map[string]any{"merge_id": m.ID, "booking_id": id}
	}
	return s.store.DB(ctx).Table("resident_merge_bookings").Create(rows).Error
}

// exchange lets the LINE accounts of two rows change places, with whether they
// follow the town's and the language they speak.
func (s *Service) exchange(ctx context.Context, a, b models.Resident) error {
	db := s.store.DB(ctx)
	// An account has one row at a time.
	if err := db.Exec("UPDATE residents SET line_user_id = NULL WHERE id = ?", a.ID).Error; err != nil {
		return err
	}
	for _, to := range []struct {
		id   string
		from models.Resident
	}{{b.ID, a}, {a.ID, b}} {
		err := db.Exec("UPDATE residents SET line_user_id = ?, following = ?, followed_at = ?, language = ? WHERE id = ?",
			to.from.LineUserID, to.from.Following, to.from.FollowedAt, to.from.Language, to.id).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// fill gives the kept row what only the other one has, and the newer of their
// acknowledgements; the other one is found no more.
func (s *Service) fill(ctx context.Context, m models.ResidentMerge, kept, gone models.Resident, goneIs models.Person) error {
	set := map[string]any{"updated_at": later(kept.UpdatedAt, gone.UpdatedAt)}
	if m.TookName {
		set["name"] = s.store.Keys.Seal("residents", "name", kept.ID, []byte(goneIs.Name))
	}
	if m.TookPhone {
		set["phone"] = s.store.Keys.Seal("residents", "phone", kept.ID, []byte(goneIs.Phone))
	}
	if newer(gone, kept) {
		set["notice_version"], set["notice_at"] = gone.NoticeVersion, gone.NoticeAt
	}
	db := s.store.DB(ctx)
	if err := db.Model(&models.Resident{}).Where("id = ?", kept.ID).UpdateColumns(set).Error; err != nil {
		return err
	}
	if err := s.index(ctx, kept.ID); err != nil {
		return err
	}
	if err := db.Exec("DELETE FROM resident_tokens WHERE resident_id = ?", gone.ID).Error; err != nil {
		return err
	}
	return db.Exec("UPDATE residents SET merged_into = ? WHERE id = ?", kept.ID, gone.ID).Error
}

// newer says whether a has acknowledged the privacy notice after b.
func newer(a, b models.Resident) bool {
	return a.NoticeAt != nil && (b.NoticeAt == nil || a.NoticeAt.After(*b.NoticeAt))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// A Merged is a merge that stands, and whether it can be taken back.
type Merged struct {
	models.ResidentMerge
	Undoable bool
	After    int // bookings that were made since; they would stay with the kept one
}

// LastMerge returns the newest merge into a resident that stands; ok is false
// when there is none.
func (s *Service) LastMerge(ctx context.Context, id string) (m Merged, ok bool, err error) {
	var found []models.ResidentMerge
	err = s.store.DB(ctx).Where("kept_id = ? AND undone_at IS NULL", id).Order("at DESC, id DESC").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return m, false, err
	}
	m = Merged{ResidentMerge: found[0], Undoable: s.now().Sub(found[0].At) <= UnmergeWithin}
	var n int64
	err = s.store.DB(ctx).Model(&models.Booking{}).Where("resident_id = ? AND created_at > ?", id, m.At.UTC()).Count(&n).Error
	m.After = int(n)
	return m, true, err
}
