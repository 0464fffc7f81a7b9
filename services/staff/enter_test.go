package staff_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"
)

func TestTheFirstComesInByTheSetUpLink(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		old, err := d.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p := d.administrator()
		if !p.Who.May("staff.invite", "") || p.Who.May("booking.read", "pakphun") {
			t.Error("the first person may not do what an administrator may, or may read bookings")
		}
		different := map[string]bool{}
		for _, code := range p.codes {
			different[code] = len(code) == 19 // 16 letters of 32, in four groups: 80 bits
		}
		if len(p.codes) != 10 || len(different) != 10 || !different[p.codes[0]] {
			t.Errorf("they were given the recovery codes %q; want 10 different ones of four times four letters", p.codes)
		}
		_, err = d.Redeem(t.Context(), old, staff.Newcomer{Name: "คนอื่น มาทีหลัง", Login: "other", Password: password})
		want(t, "a set-up link of an earlier start", err, staff.ErrLink)
		if token, err := d.SetupToken(t.Context()); token != "" || err != nil {
			t.Errorf("a founded town makes a set-up link again: %q, %v", token, err)
		}
	})
}

func TestOnlyOneOfTwentyFoundsTheTown(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		token, err := d.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var in atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, err := d.Redeem(t.Context(), token, staff.Newcomer{Name: "อารีย์ พรหมแก้ว", Login: "aree", Password: password}); err == nil {
					in.Add(1)
				}
			})
		}
		all.Wait()
		if n := d.count("SELECT count(*) FROM staff"); in.Load() != 1 || n != 1 {
			t.Errorf("%d came in by one set-up link and there are %d accounts; want 1 and 1", in.Load(), n)
		}
	})
}

func TestAPasswordAloneOpensNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		d.advance(time.Minute)
		door, err := d.Enter(t.Context(), " Aree ", password, "Chrome, Android", "203.0.113.7")
		if err != nil || door.Step != models.StepSecond {
			t.Fatalf("the right password leads to %q, %v; want the second factor", door.Step, err)
		}
		half := d.visit(door.Token)
		_, err = d.Prove(t.Context(), half, d.code(p.secret), "203.0.113.7")
		want(t, "a half-open session proves itself", err, staff.ErrOver)
		_, err = d.NewSeedAndEnrol(t, half)
		want(t, "a half-open session sets up another app", err, staff.ErrOver)
		_, err = d.Second(t.Context(), half, "000000", "203.0.113.7")
		want(t, "a wrong code", err, staff.ErrCode)
		in, err := d.Second(t.Context(), half, d.code(p.secret), "203.0.113.7")
		if err != nil || in.Step != models.StepOpen {
			t.Fatalf("the app's code leads to %q, %v; want in", in.Step, err)
		}
		_, err = d.Visit(t.Context(), door.Token)
		want(t, "the token from before the second factor", err, staff.ErrOver)
	})
}

// NewSeedAndEnrol tries to put another app in the place of the person's.
func (d *town) NewSeedAndEnrol(t *testing.T, v staff.Visit) (staff.Door, error) {
	seed, err := d.NewSeed(t.Context(), v, "ปากพูน")
	if err != nil {
		return staff.Door{}, err
	}
	door, _, err := d.Enrol(t.Context(), v, seed.Sealed, d.code(seed.Secret))
	return door, err
}

func TestACodeLetsInOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		second := func(code string) error {
			door, err := d.Enter(t.Context(), "aree", password, "", "::1")
			if err != nil {
				t.Fatal(err)
			}
			_, err = d.Second(t.Context(), d.visit(door.Token), code, "::1")
			return err
		}
		want(t, "the code that enrolled", second(d.code(p.secret)), staff.ErrCode)
		d.advance(time.Minute)
		code := d.code(p.secret)
		want(t, "a new code", second(code), nil)
		want(t, "the same code again", second(code), staff.ErrCode)
		want(t, "a recovery code, written large and apart", second(" "+p.codes[3]+" "), nil)
		want(t, "the same recovery code again", second(p.codes[3]), staff.ErrCode)
		d.advance(time.Minute)
		thai := thaiDigits(d.code(p.secret))
		want(t, "a code in Thai digits", second(thai), nil)
		late := d.code(p.secret)
		d.advance(90 * time.Second)
		want(t, "a code of ninety seconds ago", second(late), staff.ErrCode)
		if left, err := d.Ways(t.Context(), p.Who.ID); left.Codes != 9 || err != nil {
			t.Errorf("%d recovery codes are left, %v; want 9", left.Codes, err)
		}
	})
}

func thaiDigits(s string) string {
	out := []rune(s)
	for i, r := range out {
		out[i] = r - '0' + '๐'
	}
	return string(out)
}

func TestRefusalsTellNobodyWhoHasAnAccount(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		for what, given := range map[string][2]string{
			"a wrong password":  {"aree", "ปลากระบอก ย่าง สี่ตัว"},
			"an unknown login":  {"nobody", password},
			"nothing at all":    {"", ""},
			"SQL":               {"' OR 1=1 --", password},
			"an endless one":    {"aree", string(make([]byte, 1<<20))},
			"a password's hash": {"aree", "$argon2id$v=19$m=19456,t=2,p=1$x$y"},
		} {
			_, err := d.Enter(t.Context(), given[0], given[1], "", "::1")
			want(t, what, err, staff.ErrWrong)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.refuse' AND noun_id = ?", p.Who.ID); n != 3 {
			t.Errorf("%d refusals of the account are in the audit log; want 3", n)
		}
	})
}

func TestTriesAreSlowed(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		d.shut = true
		for range 5 {
			_, err := d.Enter(t.Context(), "aree", "ผิดผิดผิดผิดผิดผิด", "", "::1")
			want(t, "a wrong try", err, staff.ErrWrong)
		}
		_, err := d.Enter(t.Context(), "aree", password, "", "203.0.113.9")
		want(t, "the right password after five wrong ones, from another address", err, staff.ErrSlow)
		for range 20 {
			_, _ = d.Enter(t.Context(), models.NewID(d.Now()), "ผิดผิดผิดผิดผิดผิด", "", "198.51.100.3")
		}
		_, err = d.Enter(t.Context(), "somebody", password, "", "198.51.100.3")
		want(t, "the 21st login from one address", err, staff.ErrSlow)
		for range 5 {
			_, _ = d.Prove(t.Context(), p.Visit, "000000", "::1")
		}
		_, err = d.Prove(t.Context(), p.Visit, d.code(p.secret), "203.0.113.9")
		want(t, "a code after five wrong ones", err, staff.ErrSlow)
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		again := func() string {
			t.Helper()
			d.advance(time.Minute)
			door, err := d.Enter(t.Context(), "aree", password, "Safari, iPad", "::1")
			if err != nil {
				t.Fatal(err)
			}
			if door, err = d.Second(t.Context(), d.visit(door.Token), d.code(p.secret), "::1"); err != nil {
				t.Fatal(err)
			}
			return door.Token
		}
		other := again()
		if list, err := d.Sessions(t.Context(), p.Who.ID); len(list) != 2 || err != nil || list[0].Device != "Safari, iPad" {
			t.Errorf("the sessions are %v, %v; want two, the iPad's first", list, err)
		}
		stranger := d.invited("sudarat", one(staff.Reception, staff.CentreScope("c")))
		if err := d.EndSession(t.Context(), stranger.Visit, d.visit(other).Session.ID); err != nil {
			t.Fatal(err)
		}
		d.visit(other) // a stranger's wish ended nothing
		if err := d.EndSession(t.Context(), p.Visit, d.visit(other).Session.ID); err != nil {
			t.Fatal(err)
		}
		_, err := d.Visit(t.Context(), other)
		want(t, "a session that was ended elsewhere", err, staff.ErrOver)

		d.advance(3*time.Hour + time.Minute)
		_, err = d.Visit(t.Context(), p.token)
		want(t, "a session after three idle hours", err, staff.ErrOver)
		busy := again()
		for range 6 {
			d.advance(110 * time.Minute)
			d.visit(busy)
		}
		d.advance(110 * time.Minute)
		_, err = d.Visit(t.Context(), busy)
		want(t, "a busy session after twelve hours", err, staff.ErrOver)

		last := again()
		if !d.visit(last).Proved(d.Now()) {
			t.Error("who has just come in must prove themselves again; want ten minutes")
		}
		d.advance(11 * time.Minute)
		if d.visit(last).Proved(d.Now()) {
			t.Error("a proof counts for more than ten minutes")
		}
		door, err := d.Prove(t.Context(), d.visit(last), d.code(p.secret), "::1")
		if err != nil || !d.visit(door.Token).Proved(d.Now()) {
			t.Errorf("a code proves nothing: %v", err)
		}
		if err := (staff.Forgetter{Service: d.Service}).Work(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if n := d.count("SELECT count(*) FROM staff_sessions WHERE staff_id = ?", p.Who.ID); n != 1 {
			t.Errorf("%d sessions of the administrator are kept; want the open one", n)
		}
	})
}

func TestANewLinkTakesAllThatWas(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		boss := d.administrator()
		p := d.invited("sudarat", one(staff.Reception, staff.CentreScope("c")))
		first, err := d.Reset(t.Context(), services.Staff(boss.Who.ID), p.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		second, err := d.Reset(t.Context(), services.Staff(boss.Who.ID), p.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.visit(p.token) // until the link is used nothing changes
		_, err = d.Redeem(t.Context(), first, staff.Newcomer{Password: password + " ใหม่"})
		want(t, "a link that a newer one replaced", err, staff.ErrLink)
		fresh := d.join(second, staff.Newcomer{Login: "somebodyelse", Password: password + " ใหม่"})
		if fresh.Who.ID != p.Who.ID {
			t.Error("the link led to another account")
		}
		_, err = d.Visit(t.Context(), p.token)
		want(t, "a session from before the new password", err, staff.ErrOver)
		_, err = d.Enter(t.Context(), "sudarat", password, "", "::1")
		want(t, "the old password", err, staff.ErrWrong)
		_, err = d.Redeem(t.Context(), second, staff.Newcomer{Password: password})
		want(t, "the link again", err, staff.ErrLink)
		late, err := d.Reset(t.Context(), services.Staff(boss.Who.ID), p.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.advance(73 * time.Hour)
		_, err = d.Redeem(t.Context(), late, staff.Newcomer{Password: password})
		want(t, "a link after three days", err, staff.ErrLink)
	})
}
