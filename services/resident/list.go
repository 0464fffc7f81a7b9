package resident

// The register as a centre sees it: who was booked for there, and who was not
// booked for anywhere yet.

import (
	"context"
	"time"

	"tambon/models"
)

// Centres lists the centres at which somebody has or had a booking, by code; of
// somebody who was merged, those of who stands for them. ErrUnknown's kind where
// there is nobody.
func (s *Service) Centres(ctx context.Context, id string) (list []string, err error) {
	r, err := s.Standing(ctx, id)
	if err != nil {
		return nil, err
	}
	err = s.store.DB(ctx).Raw(`SELECT DISTINCT h.centre_id FROM bookings b JOIN health_services h ON h.id = b.service_id
		WHERE b.resident_id = ? ORDER BY h.centre_id`, r.ID).Scan(&list).Error
	return list, err
}

// CentresOf lists the same of people who stand for themselves, by their ids.
func (s *Service) CentresOf(ctx context.Context, ids []string) (map[string][]string, error) {
	list := map[string][]string{}
	if len(ids) == 0 {
		return list, nil
	}
	var rows []struct{ ResidentID, CentreID string }
	err := s.store.DB(ctx).Raw(`SELECT DISTINCT b.resident_id, h.centre_id FROM bookings b JOIN health_services h ON h.id = b.service_id
		WHERE b.resident_id IN ? ORDER BY h.centre_id`, ids).Scan(&rows).Error
	for _, r := range rows {
		list[r.ResidentID] = append(list[r.ResidentID], r.CentreID)
	}
	return list, err
}

// seenFrom narrows residents (r) to those whom a centre sees.
const seenFrom = `(NOT EXISTS (SELECT 1 FROM bookings b WHERE b.resident_id = r.id)
	OR EXISTS (SELECT 1 FROM bookings b JOIN health_services h ON h.id = b.service_id WHERE b.resident_id = r.id AND h.centre_id = ?))`

// SeenFrom says which of the residents a centre sees.
func (s *Service) SeenFrom(ctx context.Context, centre string, ids []string) (map[string]bool, error) {
	seen := map[string]bool{}
	if len(ids) == 0 {
		return seen, nil
	}
	var list []string
	err := s.store.DB(ctx).Raw("SELECT r.id FROM residents r WHERE r.id IN ? AND "+seenFrom, ids, centre).Scan(&list).Error
	for _, id := range list {
		seen[id] = true
	}
	return seen, err
}

// List is a page of those whom a centre sees, who was registered last first,
// after the one with the id; empty begins. It takes two statements.
func (s *Service) List(ctx context.Context, centre, after string, limit int) (m Matches, err error) {
	q := "SELECT r.* FROM residents r WHERE r.erased_at IS NULL AND r.merged_into IS NULL AND r.name IS NOT NULL AND " + seenFrom
	args := []any{centre}
	if after != "" {
		q, args = q+" AND r.id < ?", append(args, after)
	}
	var rows []models.Resident
	if err := s.store.DB(ctx).Raw(q+" ORDER BY r.id DESC LIMIT ?", append(args, limit+1)...).Scan(&rows).Error; err != nil {
		return m, err
	}
	if m.More = len(rows) > limit; m.More {
		rows = rows[:limit]
	}
	for _, r := range rows {
		p, err := s.Open(r)
		if err != nil {
			return m, err
		}
		m.People = append(m.People, Match{Resident: r, Name: p.Name, Tail: tail(p.Phone), LINE: r.Reached()})
	}
	return m, s.lastVisits(ctx, m.People)
}

// KeptUntil is when a resident's name and phone will be forgotten, unless they
// come or change something before.
func (s *Service) KeptUntil(ctx context.Context, r models.Resident) (time.Time, error) {
	var last struct{ Ends, Changed *time.Time }
	err := s.store.DB(ctx).Raw(`SELECT max(s.ends_at) AS ends, max(b.updated_at) AS changed FROM bookings b JOIN slots s ON s.id = b.slot_id
		WHERE b.resident_id = ?`, r.ID).Scan(&last).Error
	at := r.UpdatedAt
	for _, other := range []*time.Time{last.Ends, last.Changed} {
		if other != nil {
			at = later(at, *other)
		}
	}
	return at.AddDate(models.KeepYears, 0, 0), err
}

// Rows lists the rows of the register that are one person: who stands for them,
// and who was merged into that one.
func (s *Service) Rows(ctx context.Context, id string) (rows []models.Resident, err error) {
	ids, err := s.whole(ctx, id)
	if err != nil {
		return nil, err
	}
	err = s.store.DB(ctx).Where("id IN ?", ids).Order("id").Find(&rows).Error
	return rows, err
}
