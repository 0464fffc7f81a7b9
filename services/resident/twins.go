package resident

// Twins: two rows of the register that may be one person.

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tambon/models"
	"tambon/text"
)

// MaxTwins is how many twins of one person are offered at most.
const MaxTwins = 5

// A Twin is somebody who may be the same person.
type Twin struct {
	Match
	SameName  bool // every word of it, in any order
	SamePhone bool
}

// Twins lists who may be the same person as a resident: who has the same name,
// or the same phone and a given name that begins alike. A phone alone says
// nothing, for families share one.
func (s *Service) Twins(ctx context.Context, r models.Resident) ([]Twin, error) {
	p, err := s.Open(r)
	if err != nil || p.Name == "" {
		return nil, err
	}
	var rows []models.Resident
	// Two lists, for with OR the whole register is read.
	alike, args := "SELECT id FROM residents WHERE twin_key <> '' AND twin_key = ? AND merged_into IS NULL AND erased_at IS NULL", []any{s.twinKey(p)}
	if p.Phone != "" {
		alike += " UNION SELECT resident_id FROM resident_tokens WHERE token IN ?"
		args = append(args, s.lookFor("phone", p.Phone))
	}
	err = s.store.DB(ctx).Where("id <> ? AND erased_at IS NULL AND merged_into IS NULL", r.ID).Where("id IN ("+alike+")", args...).
		Order("id").Limit(10 * MaxTwins).Find(&rows).Error
	if err != nil {
		return nil, err
	}
	var list []Twin
	for _, other := range rows {
		o, err := s.Open(other)
		if err != nil {
			return nil, err
		}
		t := Twin{
			Match:    Match{Resident: other, Name: o.Name, Tail: tail(o.Phone), LINE: other.Reached()},
			SameName: s.twinKey(o) == s.twinKey(p), SamePhone: o.Phone != "" && o.Phone == p.Phone,
		}
		if t.SameName || t.SamePhone && beginAlike(o.Name, p.Name) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b Twin) int { return cmp.Compare(b.alike(), a.alike()) })
	list = list[:min(len(list), MaxTwins)]
	matches := make([]Match, len(list))
	for i := range list {
		matches[i] = list[i].Match
	}
	err = s.lastVisits(ctx, matches)
	for i := range list {
		list[i].LastVisit = matches[i].LastVisit
	}
	return list, err
}

func (t Twin) alike() (n int) {
	if t.SameName {
		n += 2
	}
	if t.SamePhone {
		n++
	}
	return n
}

// beginAlike says whether the given names share their first letters.
func beginAlike(a, b string) bool {
	first := func(name string) string {
		words := text.NameWords(name)
		if len(words) == 0 {
			return ""
		}
		letters := []rune(words[0])
		return string(letters[:min(shortest, len(letters))])
	}
	return first(a) != "" && (strings.HasPrefix(first(a), first(b)) || strings.HasPrefix(first(b), first(a)))
}

// TwinRows lists the people whom a centre sees and who share their whole name
// with somebody else whom it sees, one a name; the first of them, where there
// are many. It is where looking for twins begins.
func (s *Service) TwinRows(ctx context.Context, centre string, limit int) ([]models.Resident, error) {
	var rows []models.Resident
	err := s.store.DB(ctx).Raw(`SELECT r.* FROM residents r JOIN (
		SELECT r.twin_key, min(r.id) AS id FROM residents r WHERE r.twin_key IN (SELECT twin_key FROM residents
			WHERE twin_key <> '' AND merged_into IS NULL AND erased_at IS NULL GROUP BY twin_key HAVING count(*) > 1)
		AND r.twin_key <> '' AND r.merged_into IS NULL AND r.erased_at IS NULL AND `+seenFrom+`
		GROUP BY r.twin_key HAVING count(*) > 1 ORDER BY r.twin_key LIMIT ?) t ON t.id = r.id ORDER BY r.id DESC`, centre, limit).Scan(&rows).Error
	return rows, err
}
