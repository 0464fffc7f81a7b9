package resident

// Staff find a person in the register.

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// ErrFindShort says that more letters or digits are needed.
var ErrFindShort = services.E(services.Invalid, "resident.find_short")

// MaxFound is how many people a search shows at most.
const MaxFound = 50

// A Match is a person that was found.
type Match struct {
	Resident  models.Resident
	Name      string
	Tail      string     // last four digits of the phone; empty: none kept
	LINE      bool       // LINE reaches them
	LastVisit *time.Time // when they last came; nil: never yet
}

// Matches are the people that were found, by name.
type Matches struct {
	People []Match
	More   bool // there are others: more letters narrow it
}

// Find looks for people by the beginnings of one or more words of their name
// (three letters or more, or whole shorter words), by a phone, or by its last
// four digits. It takes three statements.
func (s *Service) Find(ctx context.Context, said string) (Matches, error) {
	wanted, words, err := s.wanted(said)
	if err != nil {
		return Matches{}, err
	}
	q := s.store.DB(ctx).Model(&token{}).Distinct("resident_id").Where("token IN ?", wanted[0])
	for _, more := range wanted[1:] {
		q = q.Where("resident_id IN (SELECT resident_id FROM resident_tokens WHERE token IN ?)", more)
	}
	var ids []string
	if err := q.Order("resident_id DESC").Limit(2*MaxFound).Pluck("resident_id", &ids).Error; err != nil {
		return Matches{}, err
	}
	if len(ids) == 0 {
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return len([]rune(w)) >= shortest }) {
			return Matches{}, ErrFindShort
		}
		return Matches{}, nil
	}
	var rows []models.Resident
	if err := s.store.DB(ctx).Where("id IN ? AND erased_at IS NULL AND merged_into IS NULL", ids).Find(&rows).Error; err != nil {
		return Matches{}, err
	}
	m := Matches{More: len(ids) == 2*MaxFound}
	for _, r := range rows {
		p, err := s.Open(r)
		if err != nil {
			return Matches{}, err
		}
		if beginsWith(text.NameWords(p.Name), words) {
			m.People = append(m.People, Match{Resident: r, Name: p.Name, Tail: tail(p.Phone), LINE: r.Reached()})
		}
	}
	slices.SortFunc(m.People, func(a, b Match) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Resident.ID, b.Resident.ID))
	})
	if len(m.People) > MaxFound {
		m.People, m.More = m.People[:MaxFound], true
	}
	return m, s.lastVisits(ctx, m.People)
}

// wanted turns what was typed into tokens, of each group of which one is
// needed, and the words that the name must have.
func (s *Service) wanted(said string) (groups [][]string, words []string, err error) {
	digits := strings.NewReplacer("-", "", " ", "").Replace(text.Fold(said))
	if digits != "" && strings.Trim(digits, "+0123456789") == "" {
		if phone, _, ok := text.ReadPhone(said); ok {
			return [][]string{s.lookFor("phone", phone)}, nil, nil
		}
		if len(digits) == 4 {
			return [][]string{s.lookFor("tail", digits)}, nil, nil
		}
		return nil, nil, ErrFindShort
	}
	words = text.NameWords(said)
	long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len([]rune(w)) < shortest })
	if len(long) == 0 {
		long = words // each is whole, or nobody has it
	}
	if len(long) == 0 || len(long) > 6 {
		return nil, nil, ErrFindShort
	}
	for _, w := range long {
		letters := []rune(w)
		groups = append(groups, s.lookFor("name", string(letters[:min(longest, len(letters))])))
	}
	return groups, words, nil
}

// beginsWith says whether each of the words begins a word of the name.
func beginsWith(name, words []string) bool {
	for _, w := range words {
		if !slices.ContainsFunc(name, func(n string) bool { return strings.HasPrefix(n, w) }) {
			return false
		}
	}
	return true
}

func (s *Service) lastVisits(ctx context.Context, people []Match) error {
	if len(people) == 0 {
		return nil
	}
	ids := make([]string, len(people))
	for i, m := range people {
		ids[i] = m.Resident.ID
	}
	var rows []struct {
		ResidentID string
		Last       time.Time
	}
	err := s.store.DB(ctx).Raw(`SELECT b.resident_id, max(s.starts_at) AS last FROM bookings b JOIN slots s ON s.id = b.slot_id
		WHERE b.resident_id IN ? AND b.status IN ? GROUP BY b.resident_id`,
		ids, []models.BookingStatus{models.BookingArrived, models.BookingCheckedIn, models.BookingFulfilled}).Scan(&rows).Error
	for _, r := range rows {
		for i := range people {
			if people[i].Resident.ID == r.ResidentID {
				people[i].LastVisit = &r.Last
			}
		}
	}
	return err
}
