package staff_test

// Passwords: what nobody may choose, and how one is changed.

import (
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"
)

func TestPasswordsThatManyUseAreRefused(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		token, err := d.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		login := "aree.p"
		choose := func(password string) error {
			_, err := d.Redeem(t.Context(), token, staff.Newcomer{Name: "อารีย์ พรหมแก้ว", Login: login, Password: password})
			return err
		}
		for _, password := range []string{
			"1q2w3e4r5t6y", "1qaz2wsx3edc", "qwertyuiop123", "zaq12wsxcde3", "123qweasdzxc", "asdfghjkl1234", "christopher1", "manchesterunited", "basketball23",
			"letmeinletmein", "iloveyou1234", "welcome123456", "Superman 2024", "dragonball1995", "professional", "ghbdtnghbdtn", "passwordpassword",
		} {
			want(t, password, choose(password), staff.ErrSimple)
		}
		for _, password := range []string{
			"correct horse battery staple", "four dolphins eat mangoes", "แมวสามตัวบนหลังคา", "xk29-vM41.pQ77", "นกแก้ว 12 rambutan",
			strings.Repeat("ปลากระบอก ย่าง สามตัว ", 4),
		} {
			if err := choose(password); err != nil {
				t.Errorf("%s: %v; want it taken: no rule of composition, and 64 letters and more", password, err)
			}
			if _, token, err = d.Invite(t.Context(), services.System("test"), "สุดารัตน์ ชูแก้ว", []staff.Grant{one(staff.Reception, staff.CentreScope("c"))}); err != nil {
				t.Fatal(err)
			}
			login += "x"
		}
	})
}

func TestChangingThePassword(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p := d.administrator()
		other, err := d.Enter(t.Context(), "aree", password, "Safari, iPad", "::1")
		if err != nil {
			t.Fatal(err)
		}
		const fresh = "Four dolphins eat MANGOES, ย่าง"
		change := func(v staff.Visit, old, password string) error {
			return d.ChangePassword(t.Context(), v, old, password, "::1")
		}
		want(t, "without the old password", change(p.Visit, "", fresh), staff.ErrOld)
		want(t, "with a wrong one", change(p.Visit, password+"!", fresh), staff.ErrOld)
		want(t, "to a short one", change(p.Visit, password, "สั้น"), staff.ErrShort)
		stale := p.Visit
		stale.Session.ProvedAt = stale.Session.ProvedAt.Add(-11 * time.Minute)
		want(t, "eleven minutes after the last proof", change(stale, password, fresh), staff.ErrOver)
		d.visit(other.Token)
		if err := change(p.Visit, password, fresh); err != nil {
			t.Fatal(err)
		}
		d.visit(p.token)
		_, err = d.Visit(t.Context(), other.Token)
		want(t, "another browser after the change", err, staff.ErrOver)
		for what, given := range map[string]string{"the old password": password, "the new one in small letters": strings.ToLower(fresh), "cut short": fresh[:len(fresh)-1], "with a space after it": fresh + " "} {
			_, err = d.Enter(t.Context(), "aree", given, "", "::1")
			want(t, what, err, staff.ErrWrong)
		}
		if _, err = d.Enter(t.Context(), "aree", fresh, "", "::1"); err != nil {
			t.Errorf("the new password is refused: %v", err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.change_password' AND noun_id = ?", p.Who.ID); n != 1 {
			t.Errorf("the change stands %d times in the log; want once", n)
		}
		d.shut = true
		for range 6 {
			err = change(p.Visit, "ผิดผิดผิดผิดผิดผิด", fresh)
		}
		want(t, "the sixth guess at the old password", err, staff.ErrSlow)
	})
}
