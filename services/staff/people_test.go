package staff_test

import (
	"errors"
	"sync"
	"testing"

	"tambon/app/apptest"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"
)

func TestWhatNewcomersGiveIsChecked(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		boss := d.administrator()
		d.invited("taken", one(staff.Auditor, staff.Town))
		_, token, err := d.Invite(t.Context(), services.Staff(boss.Who.ID), "นางสาวสุดารัตน์ ชูแก้ว", []staff.Grant{one(staff.Therapist, staff.CentreScope("c"))})
		if err != nil {
			t.Fatal(err)
		}
		i, err := d.Invitation(t.Context(), token)
		if err != nil || i.Name != "สุดารัตน์ ชูแก้ว" || len(i.Grants) != 1 {
			t.Errorf("the link opens %+v, %v; want the person and the role", i, err)
		}
		for what, c := range map[string]struct {
			login, password string
			refusal         error
		}{
			"eleven letters":                  {"sudarat", "abcdefghxyz", staff.ErrShort},
			"eleven letters and a zero-width": {"sudarat", "ปลาย่างสาม", staff.ErrShort},
			"a whole book":                    {"sudarat", string(make([]rune, 500)), staff.ErrLong},
			"one letter again and again":      {"sudarat", "กกกกกกกกกกกกกกก", staff.ErrSimple},
			"figures in a row":                {"sudarat", "123456789012", staff.ErrSimple},
			"the word itself":                 {"sudarat", "Password-2569-x", staff.ErrSimple},
			"the town":                        {"sudarat", "pakphun! PAK PHUN town municipality", staff.ErrBanal},
			"the town in Thai":                {"sudarat", "xk29 เทศบาลเมืองปากพูน", staff.ErrBanal},
			"the own name":                    {"sudarat", "สุดารัตน์ กินข้าวแล้ว", staff.ErrBanal},
			"the own login":                   {"sudarat", "xSUDARATx 8 8 kite", staff.ErrBanal},
			"a login with a space":            {"su darat", password, staff.ErrLogin},
			"a login of two letters":          {"su", password, staff.ErrLogin},
			"a Thai login":                    {"สุดารัตน์", password, staff.ErrLogin},
			"somebody's login":                {"taken", password, staff.ErrTaken},
		} {
			_, err := d.Redeem(t.Context(), token, staff.Newcomer{Login: c.login, Password: c.password})
			want(t, what, err, c.refusal)
		}
		d.join(token, staff.Newcomer{Login: "Sudarat", Password: password})
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		boss := d.administrator()
		version := func(id string) int {
			t.Helper()
			p, err := d.One(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			return p.Version
		}
		by := services.Staff(boss.Who.ID)
		err := d.Grant(t.Context(), by, boss.Who.ID, version(boss.Who.ID), []staff.Grant{one(staff.Auditor, staff.Town)})
		want(t, "the only administrator gives the role away", err, staff.ErrLast)
		want(t, "one suspends oneself", d.Suspend(t.Context(), by, boss.Who.ID, version(boss.Who.ID)), staff.ErrNotByYou)

		other := d.invited("second", one(staff.Administrator, staff.Town))
		for round := range 5 {
			errs := make([]error, 2)
			pair := []string{boss.Who.ID, other.Who.ID}
			versions := []int{version(pair[0]), version(pair[1])}
			var both sync.WaitGroup
			for i := range pair {
				both.Go(func() {
					errs[i] = d.Suspend(t.Context(), services.Staff(pair[i]), pair[1-i], versions[1-i])
				})
			}
			both.Wait()
			lost := 0
			for i, err := range errs {
				switch {
				case err == nil:
					lost++
					if err := d.Restore(t.Context(), services.System("test"), pair[1-i], version(pair[1-i])); err != nil {
						t.Fatal(err)
					}
				case !errors.Is(err, staff.ErrLast):
					t.Errorf("round %d: %v; want ErrLast or done", round, err)
				}
			}
			if lost != 1 {
				t.Errorf("round %d: %d of two administrators suspended each other; want one", round, lost)
			}
		}
	})
}

func TestSuspendedIsOutAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		boss := d.administrator()
		by := services.Staff(boss.Who.ID)
		p := d.invited("sudarat", one(staff.Reception, staff.CentreScope("c")))
		one, err := d.One(t.Context(), p.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "with an old version", d.Suspend(t.Context(), by, p.Who.ID, one.Version-1), staff.ErrChanged)
		if err := d.Suspend(t.Context(), by, p.Who.ID, one.Version); err != nil {
			t.Fatal(err)
		}
		_, err = d.Visit(t.Context(), p.token)
		want(t, "a session of a suspended person", err, staff.ErrOver)
		_, err = d.Enter(t.Context(), "sudarat", password, "", "::1")
		want(t, "the right password of a suspended person", err, staff.ErrWrong)
		_, err = d.Reset(t.Context(), by, p.Who.ID)
		want(t, "a new link for a suspended person", err, staff.ErrChanged)
		if err := d.Restore(t.Context(), by, p.Who.ID, one.Version+1); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Enter(t.Context(), "sudarat", password, "", "::1"); err != nil {
			t.Errorf("after being let in again the password is refused: %v", err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE noun_id = ? AND verb IN ('staff.suspend', 'staff.restore')", p.Who.ID); n != 2 {
			t.Errorf("%d acts are in the audit log; want the suspension and its end", n)
		}
	})
}

func TestRolesHoldInTheirCentre(t *testing.T) {
	t.Parallel()
	nurse := staff.Identity{Grants: []staff.Grant{one(staff.Reception, staff.CentreScope("a"))}}
	all := staff.Identity{Grants: []staff.Grant{one(staff.CentreHead, staff.Town)}}
	local := staff.Identity{Grants: []staff.Grant{one(staff.Administrator, staff.CentreScope("a"))}}
	for _, c := range []struct {
		who    staff.Identity
		act    staff.Permission
		centre string
		may    bool
	}{
		{nurse, "booking.read", "a", true},
		{nurse, "booking.read", "b", false},
		{nurse, "booking.read", "", false},
		{nurse, "staff.read", "a", false},
		{nurse, "booking.none", "a", false},
		{nurse, staff.Self, "", true},
		{all, "booking.cancel", "b", true},
		{local, "staff.invite", "a", false},
	} {
		if c.who.May(c.act, c.centre) != c.may {
			t.Errorf("%v: %s in centre %q is %t; want %t", c.who.Grants, c.act, c.centre, !c.may, c.may)
		}
	}
}
