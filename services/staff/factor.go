package staff

// The second factor: codes of an authenticator app, and recovery codes on paper.

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"image"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/text"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

const (
	totpPeriod    = 30 // seconds, RFC 6238 section 4.1
	totpSkew      = 1  // steps before and after: phones go wrong by seconds
	recoveryCodes = 10
)

// A Seed is a new secret for an authenticator app that is not in force yet.
// Sealed carries it through the page, and opens in this session alone.
type Seed struct {
	Secret string // base32, to type in
	Sealed string
	key    *otp.Key
}

// QR draws what the app scans, in a square of the given pixels.
func (s Seed) QR(pixels int) (image.Image, error) { return s.key.Image(pixels, pixels) }

// NewSeed makes a secret for the person's authenticator app. Issuer is what the
// app shows beside the code: the town.
func (s *Service) NewSeed(ctx context.Context, v Visit, issuer string) (Seed, error) {
	one, err := s.One(ctx, v.Who.ID)
	if err != nil {
		return Seed{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: *one.Login, Period: totpPeriod})
	if err != nil {
		return Seed{}, err
	}
	return s.seed(key, v), nil
}

func (s *Service) seed(key *otp.Key, v Visit) Seed {
	sealed := s.store.Keys.Seal("staff", "seed", v.Session.ID, []byte(key.URL()))
	return Seed{Secret: key.Secret(), Sealed: base64.RawURLEncoding.EncodeToString(sealed), key: key}
}

// SameSeed returns the seed that a page carried, to show it again.
func (s *Service) SameSeed(v Visit, sealed string) (Seed, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return Seed{}, ErrOver
	}
	plain, err := s.store.Keys.Open("staff", "seed", v.Session.ID, models.Secret(raw))
	if err != nil || len(plain) == 0 {
		return Seed{}, ErrOver
	}
	key, err := otp.NewKeyFromURL(string(plain))
	if err != nil {
		return Seed{}, err
	}
	return s.seed(key, v), nil
}

// Enrol puts a seed in force once the app shows its code, lets the session in,
// and returns the recovery codes, which are shown this once. Other sessions end.
func (s *Service) Enrol(ctx context.Context, v Visit, sealed, code string) (Door, []string, error) {
	if v.Session.Step == models.StepSecond || v.Session.Step == models.StepOpen && !v.Proved(s.now()) {
		return Door{}, nil, ErrOver
	}
	seed, err := s.SameSeed(v, sealed)
	if err != nil {
		return Door{}, nil, err
	}
	step, ok := stepOf(seed.Secret, code, s.now(), 0)
	if !ok {
		return Door{}, nil, ErrCode
	}
	var door Door
	var codes []string
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		secret := s.store.Keys.Seal("staff", "totp", v.Who.ID, []byte(seed.Secret))
		done := s.store.DB(ctx).Exec(`UPDATE staff SET totp = ?, totp_step = ?, updated_at = ?, version = version + 1
			WHERE id = ? AND state = ? AND (? = 'open' OR totp IS NULL AND NOT EXISTS (SELECT 1 FROM staff_passkeys WHERE staff_id = staff.id))`,
			secret, step, s.now().UTC(), v.Who.ID, models.StaffActive, v.Session.Step)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return ErrOver
		}
		if door, codes, err = s.letIn(ctx, v); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.enrol", v.Who.ID, "totp")
	})
	return door, codes, err
}

// letIn opens the session in which a second factor was set up, makes recovery
// codes, and ends every other session.
func (s *Service) letIn(ctx context.Context, v Visit) (door Door, codes []string, err error) {
	if codes, err = s.newCodes(ctx, v.Who.ID); err != nil {
		return door, nil, err
	}
	if err = s.endAll(ctx, v.Who.ID, v.Session.ID); err != nil {
		return door, nil, err
	}
	door.Step = models.StepOpen
	door.Token, err = s.advance(ctx, v.Session, models.StepOpen)
	return door, codes, err
}

// NewCodes replaces the person's recovery codes, which are shown this once.
func (s *Service) NewCodes(ctx context.Context, v Visit) (codes []string, err error) {
	if !v.Proved(s.now()) {
		return nil, ErrOver
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if codes, err = s.newCodes(ctx, v.Who.ID); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(v.Who.ID), "staff.renew_codes", v.Who.ID, "")
	})
	return codes, err
}

// newCodes replaces the person's recovery codes.
func (s *Service) newCodes(ctx context.Context, staffID string) ([]string, error) {
	if err := s.store.DB(ctx).Exec("DELETE FROM staff_recovery_codes WHERE staff_id = ?", staffID).Error; err != nil {
		return nil, err
	}
	var codes []string
	for range recoveryCodes {
		code := strings.ToLower(rand.Text())[:16] // 80 bits
		row := models.StaffRecoveryCode{StaffID: staffID, Hash: s.codeHash(staffID, code)}
		if err := s.store.DB(ctx).Create(&row).Error; err != nil {
			return nil, err
		}
		codes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
	}
	return codes, nil
}

// codeHash is a fingerprint under the master key: without it nobody can try codes
// against the table.
func (s *Service) codeHash(staffID, code string) string {
	return hex.EncodeToString(s.store.Keys.Blind("staff_recovery_codes", "hash", []byte(staffID+" "+code)))
}

// takeCode uses up a code of the app or a recovery code, and says which it was.
// ErrCode when it is neither, or was used before.
func (s *Service) takeCode(ctx context.Context, staffID, code string) (how string, err error) {
	code = strings.NewReplacer(" ", "", "-", "").Replace(text.Fold(code))
	one, err := s.One(ctx, staffID)
	if err != nil {
		return "", err
	}
	secret, err := s.store.Keys.Open("staff", "totp", one.ID, one.TOTP)
	if err != nil {
		return "", err
	}
	if step, ok := stepOf(string(secret), code, s.now(), one.TOTPStep); ok {
		done := s.store.DB(ctx).Exec("UPDATE staff SET totp_step = ? WHERE id = ? AND totp_step < ?", step, staffID, step)
		if done.Error != nil || done.RowsAffected > 0 {
			return "totp", done.Error
		}
		return "", ErrCode
	}
	done := s.store.DB(ctx).Exec("UPDATE staff_recovery_codes SET used_at = ? WHERE staff_id = ? AND hash = ? AND used_at IS NULL",
		s.now().UTC(), staffID, s.codeHash(staffID, code))
	if done.Error != nil || done.RowsAffected > 0 {
		return "recovery", done.Error
	}
	return "", ErrCode
}

// stepOf returns the 30 s step whose code this is, newer than the last one used:
// RFC 6238 section 5.2 lets no code in twice.
func stepOf(secret, code string, now time.Time, last int64) (int64, bool) {
	if secret == "" {
		return 0, false
	}
	code = text.Fold(code)
	at := now.Unix() / totpPeriod
	for step := at - totpSkew; step <= at+totpSkew; step++ {
		right, err := totp.GenerateCode(secret, time.Unix(step*totpPeriod, 0))
		if err == nil && step > last && subtle.ConstantTimeCompare([]byte(right), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// Ways are what a person can show as a second factor.
type Ways struct {
	App      bool // an authenticator app
	Passkeys int
	Codes    int // recovery codes that are not used
}

// Ways returns what a person can show as a second factor.
func (s *Service) Ways(ctx context.Context, staffID string) (w Ways, err error) {
	err = s.store.DB(ctx).Raw(`SELECT staff.totp IS NOT NULL AS app,
		(SELECT count(*) FROM staff_passkeys k WHERE k.staff_id = staff.id) AS passkeys,
		(SELECT count(*) FROM staff_recovery_codes c WHERE c.staff_id = staff.id AND c.used_at IS NULL) AS codes
		FROM staff WHERE staff.id = ?`, staffID).Scan(&w).Error
	return w, err
}
