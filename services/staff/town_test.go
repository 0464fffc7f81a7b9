package staff_test

// A town with its console, and a person who comes in.

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"

	"github.com/pquerna/otp/totp"
)

// A town is the staff service on a real database, with a clock and a limiter
// that tests move.
type town struct {
	*staff.Service
	t     testing.TB
	store *store.Store

	mu    sync.Mutex
	now   time.Time
	tries map[string]int
	shut  bool // the limiter lets nobody try
}

func found(t testing.TB, s *store.Store) *town {
	t.Helper()
	d := &town{t: t, store: s, now: apptest.Morning, tries: map[string]int{}}
	d.Service = staff.New(s, d, d.Now, "เทศบาลเมืองปากพูน", "Pak Phun Town Municipality")
	return d
}

func (d *town) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *town) advance(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// Allow implements staff.Limiter: it counts, and lets time forget nothing.
func (d *town) Allow(_ context.Context, key string, r store.Rate) (bool, time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tries[key]++
	if d.shut && d.tries[key] > r.Times {
		return false, r.Per
	}
	return true, 0
}

// Forget implements staff.Limiter.
func (d *town) Forget(_ context.Context, key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.tries, key)
}

const password = "ปลากระบอก ย่าง สามตัว"

// A person has come in: their visit, and the secret of their app.
type person struct {
	staff.Visit
	token, secret string
	codes         []string
}

// administrator comes in by the set-up link.
func (d *town) administrator() person {
	d.t.Helper()
	token, err := d.SetupToken(d.t.Context())
	if err != nil || token == "" {
		d.t.Fatalf("the set-up link is %q, %v; want one in a town without staff", token, err)
	}
	return d.join(token, staff.Newcomer{Name: "อารีย์ พรหมแก้ว", Login: "aree", Password: password, Device: "Firefox, Linux"})
}

// invited makes an account with grants and comes in by its link.
func (d *town) invited(login string, grants ...staff.Grant) person {
	d.t.Helper()
	_, token, err := d.Invite(d.t.Context(), services.System("test"), "สุดารัตน์ ชูแก้ว", grants)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.join(token, staff.Newcomer{Login: login, Password: password, Device: "Chrome, Windows"})
}

func (d *town) join(token string, n staff.Newcomer) person {
	d.t.Helper()
	door, err := d.Redeem(d.t.Context(), token, n)
	if err != nil {
		d.t.Fatalf("the link does not let %s in: %v", n.Login, err)
	}
	return d.enrol(door)
}

func (d *town) enrol(door staff.Door) person {
	d.t.Helper()
	ctx := d.t.Context()
	v := d.visit(door.Token)
	seed, err := d.NewSeed(ctx, v, "ปากพูน")
	if err != nil {
		d.t.Fatal(err)
	}
	door, codes, err := d.Enrol(ctx, v, seed.Sealed, d.code(seed.Secret))
	if err != nil {
		d.t.Fatalf("the app's code does not enrol: %v", err)
	}
	return person{d.visit(door.Token), door.Token, seed.Secret, codes}
}

func (d *town) visit(token string) staff.Visit {
	d.t.Helper()
	v, err := d.Visit(d.t.Context(), token)
	if err != nil {
		d.t.Fatalf("the session is not known: %v", err)
	}
	return v
}

// code is what the app shows now.
func (d *town) code(secret string) string {
	code, err := totp.GenerateCode(secret, d.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return code
}

func (d *town) count(query string, args ...any) (n int) {
	d.t.Helper()
	if err := d.store.DB(d.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		d.t.Fatal(err)
	}
	return n
}

func want(t testing.TB, what string, err, refusal error) {
	t.Helper()
	if !errors.Is(err, refusal) {
		t.Errorf("%s: %v; want %v", what, err, refusal)
	}
}

func one(role staff.Role, scope string) staff.Grant { return staff.Grant{Role: role, Scope: scope} }
