package staff_test

import (
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"
)

// links links a LINE account as the console does.
func (d *town) links(p staff.Visit, subject string) {
	d.t.Helper()
	if err := d.LinkLINE(d.t.Context(), p, subject); err != nil {
		d.t.Fatalf("the LINE account is not linked: %v", err)
	}
}

const hers = "U0123456789abcdef0123456789abcdef"

func TestLINEIsTheFirstFactorAlone(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		_, err := d.EnterByLINE(ctx, hers, "Chrome, Windows")
		want(t, "a LINE account that nobody linked", err, staff.ErrLINEUnknown)
		if n := d.count("SELECT count(*) FROM staff"); n != 0 {
			t.Errorf("LINE Login made %d accounts; want none ever", n)
		}
		d.administrator()
		p := d.invited("sudarat", one(staff.Reception, staff.CentreScope("pakphun")))
		d.links(p.Visit, hers)
		door, err := d.EnterByLINE(ctx, hers, "Chrome, Windows")
		if err != nil || door.Step != models.StepSecond {
			t.Fatalf("LINE leads to %s, %v; want the second factor", door.Step, err)
		}
		d.advance(time.Minute)
		if _, err := d.Second(ctx, d.visit(door.Token), d.code(p.secret), "203.0.113.9"); err != nil {
			t.Errorf("the app's code after LINE: %v; want in", err)
		}
		if n := d.count("SELECT count(*) FROM staff_line WHERE subject LIKE '%0123456789abcdef%' OR length(subject) <> 64"); n != 0 {
			t.Error("the database holds the LINE account's id; want its fingerprint alone")
		}

		if err := d.Suspend(ctx, services.System("test"), p.Who.ID, d.count("SELECT version FROM staff WHERE id = ?", p.Who.ID)); err != nil {
			t.Fatal(err)
		}
		_, err = d.EnterByLINE(ctx, hers, "Chrome, Windows")
		want(t, "a suspended person's LINE account", err, staff.ErrLINEUnknown)
	})
}

func TestALINEAccountIsOnePersons(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		boss, nurse := d.administrator(), d.invited("sudarat", one(staff.Reception, staff.CentreScope("pakphun")))
		d.links(nurse.Visit, hers)
		want(t, "one that is somebody else's", d.LinkLINE(ctx, boss.Visit, hers), staff.ErrLINETaken)
		d.links(nurse.Visit, hers)
		d.links(nurse.Visit, "Uffff")
		_, err := d.EnterByLINE(ctx, hers, "")
		want(t, "the account of before", err, staff.ErrLINEUnknown)
		d.links(boss.Visit, hers)
		if n := d.count("SELECT count(*) FROM staff_line"); n != 2 {
			t.Errorf("%d accounts are linked; want one for each", n)
		}
		if err := d.UnlinkLINE(ctx, boss.Visit); err != nil {
			t.Fatal(err)
		}
		_, err = d.EnterByLINE(ctx, hers, "")
		want(t, "an unlinked account", err, staff.ErrLINEUnknown)
		d.advance(time.Hour)
		want(t, "unlinking an hour after the last proof", d.UnlinkLINE(ctx, d.visit(nurse.token)), staff.ErrOver)
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb IN ('staff.link_line', 'staff.unlink_line')"); n != 5 {
			t.Errorf("the log holds %d lines of linking; want 5", n)
		}

		token, err := d.Reset(ctx, services.System("test"), nurse.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Redeem(ctx, token, staff.Newcomer{Password: password}); err != nil {
			t.Fatal(err)
		}
		_, err = d.EnterByLINE(ctx, "Uffff", "")
		want(t, "LINE after a new link", err, staff.ErrLINEUnknown)
	})
}

func TestErrandsToLINEAreOneBrowsersOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		goes := func(v staff.Visit, link bool) (string, staff.Errand) {
			t.Helper()
			token, e, err := d.GoToLINE(ctx, v, staff.Errand{Verifier: "v", Next: "/people", Link: link}, "203.0.113.9")
			if err != nil {
				t.Fatal(err)
			}
			return token, e
		}
		back := func(v staff.Visit, token, state string) error {
			_, err := d.BackFromLINE(ctx, v, token, state, "203.0.113.9")
			return err
		}
		token, e := goes(staff.Visit{}, false)
		got, err := d.BackFromLINE(ctx, staff.Visit{}, token, e.State, "203.0.113.9")
		if err != nil || got != e || e.State == "" || e.Nonce == "" || e.State == e.Nonce {
			t.Fatalf("the errand comes back as %+v, %v; want %+v", got, err, e)
		}
		want(t, "the same answer again", back(staff.Visit{}, token, e.State), staff.ErrLINE)
		mine, _ := goes(staff.Visit{}, false)
		_, theirs := goes(staff.Visit{}, false)
		want(t, "a state of another browser", back(staff.Visit{}, mine, theirs.State), staff.ErrLINE)
		mine, e = goes(staff.Visit{}, false)
		want(t, "no cookie", back(staff.Visit{}, "", e.State), staff.ErrLINE)
		d.advance(6 * time.Minute)
		want(t, "after six minutes", back(staff.Visit{}, mine, e.State), staff.ErrLINE)

		boss, nurse := d.administrator(), d.invited("sudarat", one(staff.Reception, staff.CentreScope("pakphun")))
		token, e = goes(boss.Visit, true)
		want(t, "somebody else's errand of linking", back(nurse.Visit, token, e.State), staff.ErrLINE)
		token, e = goes(boss.Visit, true)
		want(t, "an errand of linking without a session", back(staff.Visit{}, token, e.State), staff.ErrLINE)
		d.advance(time.Hour)
		_, _, err = d.GoToLINE(ctx, d.visit(boss.token), staff.Errand{Link: true}, "203.0.113.9")
		want(t, "linking an hour after the last proof", err, staff.ErrOver)
	})
}
