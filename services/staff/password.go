package staff

// Passwords: which are good enough, and how they are kept.

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tambon/services"
	"tambon/text"

	"github.com/alexedwards/argon2id"
	"github.com/trustelem/zxcvbn/frequency"
)

const (
	minPassword = 12
	maxPassword = 200 // more only costs time to hash
)

// hashing is the second recommended option of OWASP's Password Storage Cheat
// Sheet: 19 MiB, 2 passes, 1 lane.
func hashing() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// nobody is the hash of a password that nobody has: a login that does not exist
// takes as long to refuse as one that does.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$dGFtYm9udGFtYm9udGFtYg$6pDeqeQkGP9Awm2hvoMZqqJF1nzb0sxJbVTvpDqRC0E"

// The refusals of a password.
var (
	ErrShort  = services.E(services.Invalid, "staff.password_short")
	ErrLong   = services.E(services.Invalid, "staff.password_long")
	ErrBanal  = services.E(services.Invalid, "staff.password_banal")
	ErrSimple = services.E(services.Invalid, "staff.password_simple")
	ErrOld    = services.E(services.Invalid, "staff.password_old")
)

// checkPassword refuses what is too short (in letters as people count them),
// made of few different signs, or built from names that everybody knows: the
// person's own, the town's, a centre's. Composition rules and expiry are left
// out on purpose (ASVS 5.0 V6.2.5, V6.2.10).
func (s *Service) checkPassword(password string, own ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return ErrShort
	case n > maxPassword:
		return ErrLong
	}
	plain := flat(password)
	different := map[rune]bool{}
	for _, r := range plain {
		different[r] = true
	}
	if len(different) < 5 || sequence(plain) {
		return ErrSimple
	}
	for _, word := range append(own, s.banal...) {
		for _, part := range append(strings.Fields(word), word) {
			if p := flat(part); utf8.RuneCountInString(p) >= 4 && strings.Contains(plain, p) {
				return ErrBanal
			}
		}
	}
	for _, word := range []string{"รหัสผ่าน", "tambon", "เทศบาล"} {
		if strings.Contains(plain, flat(word)) {
			return ErrSimple
		}
	}
	if worth(plain) < minPassword {
		return ErrSimple
	}
	return nil
}

// worth is how many letters a password is worth: a password or an English word
// that many people use counts as four, however long, and the same again as none
// (ASVS 5.0 V6.2.4; 60,000 words of zxcvbn's lists).
func worth(plain string) int {
	var inside []string
	for _, list := range []string{"passwords", "english_wikipedia"} {
		for _, word := range frequency.FrequencyLists[list] {
			if len(word) >= 4 && strings.Contains(plain, word) {
				inside = append(inside, word)
			}
		}
	}
	slices.SortFunc(inside, func(a, b string) int { return len(b) - len(a) })
	n := 0
	for _, word := range inside {
		if rest := strings.ReplaceAll(plain, word, "\n"); rest != plain {
			plain, n = rest, n+4
		}
	}
	return n + utf8.RuneCountInString(strings.ReplaceAll(plain, "\n", ""))
}

// flat is a text as people see it, without spaces: ขวัญ ใจ and ขวัญใจ are one.
func flat(s string) string { return strings.ReplaceAll(text.Fold(s), " ", "") }

// sequence reports whether most of s counts up or down: abcdefghijkl, 987654321098.
func sequence(s string) bool {
	runes := []rune(s)
	steps := 0
	for i := 1; i < len(runes); i++ {
		if d := runes[i] - runes[i-1]; d == 1 || d == -1 {
			steps++
		}
	}
	return len(runes) > 0 && steps*4 >= len(runes)*3
}

// ChangePassword gives the person another password, who also shows the old one.
// Every other browser is out. The address is where the browser calls from.
func (s *Service) ChangePassword(ctx context.Context, v Visit, old, password, address string) error {
	if !v.Proved(s.now()) {
		return ErrOver
	}
	if err := s.slowed(ctx, "password:"+v.Who.ID, address); err != nil {
		return err
	}
	one, err := s.One(ctx, v.Who.ID)
	if err != nil {
		return err
	}
	if right, err := matches(old, one.PasswordHash); err != nil {
		return err
	} else if !right {
		return s.refused(ctx, one.ID, "password", ErrOld)
	}
	if err := s.checkPassword(password, *one.Login, v.Who.Name); err != nil {
		return err
	}
	kept, err := hash(password)
	if err != nil {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		done := s.store.DB(ctx).Exec("UPDATE staff SET password_hash = ?, updated_at = ?, version = version + 1 WHERE id = ? AND password_hash = ?",
			kept, s.now().UTC(), v.Who.ID, one.PasswordHash)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return ErrOld
		}
		if err := s.endAll(ctx, v.Who.ID, v.Session.ID); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.change_password", v.Who.ID, "")
	})
}

func hash(password string) (string, error) { return argon2id.CreateHash(password, hashing()) }

// matches compares a password with a hash; an account without one never matches.
func matches(password, kept string) (bool, error) {
	if kept == "" {
		kept = nobody
	}
	if utf8.RuneCountInString(password) > maxPassword {
		password = ""
	}
	return argon2id.ComparePasswordAndHash(password, kept)
}
