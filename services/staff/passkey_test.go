package staff_test

import (
	"strings"
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

// halfIn makes an account whose password is set and whose second factor is not.
func (d *town) halfIn(login string) staff.Visit {
	d.t.Helper()
	_, token, err := d.Invite(d.t.Context(), services.System("test"), "นูรียา หมัดอาด้ำ", []staff.Grant{one(staff.Reception, staff.CentreScope("pakphun"))})
	if err != nil {
		d.t.Fatal(err)
	}
	door, err := d.Redeem(d.t.Context(), token, staff.Newcomer{Login: login, Password: password, Device: "Chrome, Windows"})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.visit(door.Token)
}

func TestAPasskeyIsBothFactors(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		v, key := d.halfIn("nureeya"), newDevice(t)
		door, codes := d.gets(v, key)
		if in := d.visit(door.Token); in.Session.Step != models.StepOpen || len(codes) != 10 {
			t.Errorf("a first passkey leads to %s with %d recovery codes; want in, with 10", in.Session.Step, len(codes))
		}
		if _, err := d.Visit(ctx, v.Session.TokenHash); err == nil {
			t.Error("the token of before the passkey still opens the session")
		}
		door, err := d.enters(key)
		if err != nil || d.visit(door.Token).Who.ID != v.Who.ID || door.Step != models.StepOpen {
			t.Fatalf("the passkey opens %+v, %v; want the person's session", door, err)
		}
		list, err := d.Passkeys(ctx, v.Who.ID)
		if err != nil || len(list) != 1 || list[0].Label != "Chrome, Windows" || list[0].UsedAt == nil {
			t.Errorf("the person's passkeys are %+v, %v; want one, used", list, err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.enter' AND detail = 'passkey' AND noun_id = ?", v.Who.ID); n != 1 {
			t.Errorf("coming in by a passkey stands %d times in the log; want once", n)
		}
		if n := d.count("SELECT count(*) FROM staff_challenges"); n != 0 {
			t.Errorf("%d answered challenges are kept", n)
		}
	})
}

func TestAPasswordBesideAPasskeyOpensNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		key := newDevice(t)
		_, codes := d.gets(d.halfIn("nureeya"), key)
		door, err := d.Enter(ctx, "nureeya", password, "Chrome, Windows", "203.0.113.9")
		if err != nil || door.Step != models.StepSecond {
			t.Fatalf("a password leads to %s, %v; want the second factor, for there is one", door.Step, err)
		}
		v := d.visit(door.Token)
		_, err = d.AskNewPasskey(ctx, v, here)
		want(t, "another passkey by the password alone", err, staff.ErrOver)
		_, _, err = d.Enrol(ctx, v, "", "000000")
		want(t, "an app by the password alone", err, staff.ErrOver)
		q, err := d.AskPasskey(ctx, v, here)
		if err != nil {
			t.Fatal(err)
		}
		door, err = d.ShowPasskey(ctx, v, here, q.Token, key.shows(q), "203.0.113.9")
		if err != nil || d.visit(door.Token).Session.Step != models.StepOpen {
			t.Errorf("the passkey as the second factor: %v; want in", err)
		}
		door, err = d.Enter(ctx, "nureeya", password, "Chrome, Windows", "203.0.113.9")
		if err != nil {
			t.Fatal(err)
		}
		if _, err = d.Second(ctx, d.visit(door.Token), codes[0], "203.0.113.9"); err != nil {
			t.Errorf("a recovery code in place of the passkey: %v; want in", err)
		}
	})
}

func TestPasskeysProveAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		p, key := d.administrator(), newDevice(t)
		d.gets(p.Visit, key)
		d.advance(time.Hour)
		v := d.visit(p.token)
		_, err := d.AskNewPasskey(ctx, v, here)
		want(t, "a passkey added an hour after the last proof", err, staff.ErrOver)
		want(t, "one removed then", d.RemovePasskey(ctx, v, "x"), staff.ErrOver)
		q, err := d.AskPasskey(ctx, v, here)
		if err != nil {
			t.Fatal(err)
		}
		door, err := d.ShowPasskey(ctx, v, here, q.Token, key.shows(q), "203.0.113.9")
		if err != nil || !d.visit(door.Token).Proved(d.Now()) {
			t.Errorf("the passkey proves %v; want a proof of now", err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.prove' AND detail = 'passkey'"); n != 1 {
			t.Errorf("the proof stands %d times in the log; want once", n)
		}
	})
}

func TestFalsePasskeysAreRefused(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		p, key := d.administrator(), newDevice(t)
		d.gets(p.Visit, key)
		enter := func(q staff.Question, answer []byte) error {
			_, err := d.EnterByPasskey(ctx, here, q.Token, answer, "", "203.0.113.9")
			return err
		}
		ask := func() staff.Question {
			q, err := d.AskAnybody(ctx, here, "203.0.113.9")
			if err != nil {
				t.Fatal(err)
			}
			return q
		}

		q := ask()
		answer := key.shows(q)
		if err := enter(q, answer); err != nil {
			t.Fatal(err)
		}
		want(t, "the same answer again", enter(q, answer), staff.ErrPasskey)
		late := ask()
		d.advance(6 * time.Minute)
		if err := (staff.Forgetter{Service: d.Service}).Work(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if n := d.count("SELECT count(*) FROM staff_challenges"); n != 0 {
			t.Errorf("%d questions that are over are kept", n)
		}
		want(t, "an answer after six minutes", enter(late, key.shows(late)), staff.ErrPasskey)
		mine, other := ask(), ask()
		want(t, "an answer to another browser's challenge", enter(mine, key.shows(other)), staff.ErrPasskey)
		want(t, "an answer that cannot be read", enter(ask(), []byte(`{"id":1}`)), staff.ErrPasskey)
		want(t, "no answer", enter(ask(), nil), staff.ErrPasskey)

		q = ask()
		key.origin = "https://oa.example.go.th.evil.example"
		want(t, "a page that only looks like this", enter(q, key.shows(q)), staff.ErrPasskey)
		key.origin, key.party = here.Origin, "evil.example"
		q = ask()
		want(t, "a passkey of another host", enter(q, key.shows(q)), staff.ErrPasskey)
		key.party = "oa.example.go.th"
		key.flags = 0x01
		q = ask()
		want(t, "a device that verified nobody", enter(q, key.shows(q)), staff.ErrPasskey)
		key.flags = 0x05
		q = ask()
		want(t, "a device that is not known", enter(q, newDevice(t).shows(q)), staff.ErrPasskey)
		thief := newDevice(t)
		thief.id, thief.handle = key.id, key.handle
		thief.count = 100
		q = ask()
		want(t, "another device under its name", enter(q, thief.shows(q)), staff.ErrPasskey)

		if _, err := d.AskAnybody(ctx, staff.Place{Origin: "https://192.0.2.7", Town: "x"}, ""); err == nil {
			t.Error("an address of figures asks for passkeys; want none there")
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.refuse' AND detail = 'passkey' AND noun_id = ?", p.Who.ID); n == 0 {
			t.Error("refusals of a known passkey do not stand in the log")
		}
	})
}

func TestOthersPasskeysProveNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		boss, key := d.administrator(), newDevice(t)
		d.gets(boss.Visit, key)
		nurse, hers := d.invited("sudarat", one(staff.Reception, staff.CentreScope("pakphun"))), newDevice(t)
		d.gets(nurse.Visit, hers)

		q, err := d.AskPasskey(ctx, boss.Visit, here)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.ShowPasskey(ctx, boss.Visit, here, q.Token, hers.shows(q), "203.0.113.9")
		want(t, "somebody else's passkey", err, staff.ErrPasskey)
		q, err = d.AskPasskey(ctx, boss.Visit, here)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.ShowPasskey(ctx, nurse.Visit, here, q.Token, hers.shows(q), "203.0.113.9")
		want(t, "a challenge of somebody else's session", err, staff.ErrPasskey)
		q, err = d.AskNewPasskey(ctx, boss.Visit, here)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = d.EnrolPasskey(ctx, nurse.Visit, here, q.Token, newDevice(t).makes(q), "")
		want(t, "a passkey made for somebody else's session", err, staff.ErrPasskey)
		q, err = d.AskNewPasskey(ctx, boss.Visit, here)
		if err != nil {
			t.Fatal(err)
		}
		twice := newDevice(t)
		twice.id = hers.id
		_, _, err = d.EnrolPasskey(ctx, boss.Visit, here, q.Token, twice.makes(q), "")
		want(t, "a passkey that somebody has", err, staff.ErrPasskey)

		theirs, err := d.Passkeys(ctx, nurse.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "somebody else's passkey named", d.NamePasskey(ctx, boss.Visit, theirs[0].ID, "ของฉัน"), staff.ErrUnknown)
		want(t, "and removed", d.RemovePasskey(ctx, boss.Visit, theirs[0].ID), staff.ErrUnknown)

		if err := d.Suspend(ctx, services.Staff(boss.Who.ID), nurse.Who.ID, d.count("SELECT version FROM staff WHERE id = ?", nurse.Who.ID)); err != nil {
			t.Fatal(err)
		}
		_, err = d.enters(hers)
		want(t, "a suspended person's passkey", err, staff.ErrPasskey)
	})
}

func TestACopiedDeviceIsRefusedAndWrittenDown(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		p, key := d.administrator(), newDevice(t)
		d.gets(p.Visit, key)
		for range 3 {
			if _, err := d.enters(key); err != nil {
				t.Fatal(err)
			}
		}
		stolen := *key
		stolen.count = 2
		_, err := d.enters(&stolen)
		want(t, "a count that went back", err, staff.ErrPasskey)
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'staff.refuse' AND detail = 'passkey copied' AND noun_id = ?", p.Who.ID); n != 1 {
			t.Errorf("the copy stands %d times in the log; want once", n)
		}

		// Two at once with one count: at most one of them is the device.
		var in atomic.Int32
		var all sync.WaitGroup
		for range 6 {
			twin := *key
			all.Go(func() {
				if _, err := d.enters(&twin); err == nil {
					in.Add(1)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 {
			t.Errorf("%d of six copies came in by one count; want 1", in.Load())
		}

		// Devices that do not count say 0 each time, and stay welcome.
		still := newDevice(t)
		still.count = 0
		d.gets(p.Visit, still)
		for range 2 {
			still.count = ^uint32(0) // shows adds one
			if _, err := d.enters(still); err != nil {
				t.Errorf("a device that does not count: %v; want in", err)
			}
		}
	})
}

func TestTheLastWayInStays(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		ctx := t.Context()
		door, _ := d.gets(d.halfIn("nureeya"), newDevice(t))
		v := d.visit(door.Token)
		list, err := d.Passkeys(ctx, v.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "the only passkey removed", d.RemovePasskey(ctx, v, list[0].ID), staff.ErrLastWay)
		for label, refusal := range map[string]error{"": staff.ErrLabel, strings.Repeat("ก", 61): staff.ErrLabel, " มือถือ   เครื่องใหม่ ": nil} {
			want(t, "the name "+label, d.NamePasskey(ctx, v, list[0].ID, label), refusal)
		}
		d.gets(v, newDevice(t))
		if err := d.RemovePasskey(ctx, v, list[0].ID); err != nil {
			t.Errorf("one of two passkeys removed: %v", err)
		}
		if list, err = d.Passkeys(ctx, v.Who.ID); err != nil || len(list) != 1 {
			t.Errorf("%d passkeys are left, %v; want the second", len(list), err)
		}

		// A new link after a lost phone: what was lost opens nothing any more.
		token, err := d.Reset(ctx, services.System("test"), v.Who.ID)
		if err != nil {
			t.Fatal(err)
		}
		door, err = d.Redeem(ctx, token, staff.Newcomer{Password: password})
		if err != nil || door.Step != models.StepEnrol {
			t.Errorf("a new link leads to %s, %v; want a new second factor", door.Step, err)
		}
		if list, err = d.Passkeys(ctx, v.Who.ID); err != nil || len(list) != 0 {
			t.Errorf("%d passkeys outlive a new link, %v; want none", len(list), err)
		}
	})
}
