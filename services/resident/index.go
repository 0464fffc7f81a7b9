package resident

// The register is sealed, so it is searched by keyed fingerprints: of the
// beginnings of each word of a name, of the phone, and of its last four digits.

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"tambon/models"
	"tambon/text"

	"gorm.io/gorm/clause"
)

// Beginnings of shortest to longest letters are kept; a shorter word is kept
// whole. What is typed beyond the longest is compared after opening.
const (
	shortest = 3
	longest  = 6
)

// indexRules is counted up when other tokens are made of a person, so that all
// are made anew.
const indexRules = "2"

// A token is one row of the index.
type token struct {
	Token      string
	ResidentID string
}

// TableName implements GORM's Tabler.
func (token) TableName() string { return "resident_tokens" }

// indexMark names the key and the rules under which tokens are made now.
func (s *Service) indexMark() string {
	return indexRules + "-" + hex.EncodeToString(s.store.Keys.Blind("resident_tokens", "mark", nil)[:4])
}

func spell(fingerprint []byte) string { return hex.EncodeToString(fingerprint[:10]) }

// lookFor is the tokens of a datum under every key, for a search while keys rotate.
func (s *Service) lookFor(column, plain string) []string {
	var list []string
	for _, f := range s.store.Keys.Blinds("resident_tokens", column, []byte(plain)) {
		list = append(list, spell(f))
	}
	return list
}

// tokens lists a person's tokens under the newest key.
func (s *Service) tokens(p models.Person) []string {
	set := map[string]bool{}
	keep := func(column, plain string) {
		set[spell(s.store.Keys.Blind("resident_tokens", column, []byte(plain)))] = true
	}
	for _, word := range text.NameWords(p.Name) {
		letters := []rune(word)
		for n := min(shortest, len(letters)); n <= min(longest, len(letters)); n++ {
			keep("name", string(letters[:n]))
		}
	}
	if p.Phone != "" {
		keep("phone", p.Phone)
		keep("tail", tail(p.Phone))
	}
	return slices.Sorted(maps.Keys(set))
}

// twinKey is the fingerprint of a whole name, whatever the order of its words.
func (s *Service) twinKey(p models.Person) string {
	words := text.NameWords(p.Name)
	if len(words) == 0 {
		return ""
	}
	slices.Sort(words)
	return spell(s.store.Keys.Blind("residents", "twin_key", []byte(strings.Join(words, " "))))
}

func tail(phone string) string { return phone[max(0, len(phone)-4):] }

// Fingerprints are by what a person is found, under the newest key.
type Fingerprints struct {
	Tokens []string // of resident_tokens
	Twin   string   // residents.twin_key
	Mark   string   // residents.indexed
}

// Fingerprints makes those of a person, for who writes many rows at once.
func (s *Service) Fingerprints(p models.Person) Fingerprints {
	return Fingerprints{s.tokens(p), s.twinKey(p), s.indexMark()}
}

// index makes the tokens of a resident those of their row. It joins the caller's
// transaction and takes the row's lock.
func (s *Service) index(ctx context.Context, id string) error {
	db := s.store.DB(ctx)
	// The row's lock comes first: what is read below it stays.
	if err := db.Exec("UPDATE residents SET indexed = ?, indexed_at = updated_at WHERE id = ?", s.indexMark(), id).Error; err != nil {
		return err
	}
	r, err := s.One(ctx, id)
	if err != nil {
		return err
	}
	p, err := s.Open(r)
	if err != nil {
		return err
	}
	if err := db.Exec("UPDATE residents SET twin_key = ? WHERE id = ?", s.twinKey(p), id).Error; err != nil {
		return err
	}
	if err := db.Exec("DELETE FROM resident_tokens WHERE resident_id = ?", id).Error; err != nil {
		return err
	}
	var rows []token
	for _, t := range s.tokens(p) {
		rows = append(rows, token{t, id})
	}
	if len(rows) == 0 {
		return nil
	}
	return db.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error
}
