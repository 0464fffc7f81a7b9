package audit_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/audit"
	"tambon/store"
)

// A town is a log with the acts of a morning in it.
type town struct {
	*audit.Service
	t   testing.TB
	s   *store.Store
	log *apptest.Journal
	now time.Time
}

func found(t testing.TB, s *store.Store) *town {
	d := &town{t: t, s: s, log: &apptest.Journal{}, now: apptest.Morning}
	d.Service = audit.New(s, func() time.Time { return d.now }, slog.New(slog.NewTextHandler(d.log, nil)))
	return d
}

// acts writes n acts, some at the same instant.
func (d *town) acts(n int) {
	d.t.Helper()
	err := d.s.Tx(context.Background(), func(ctx context.Context) error {
		for i := range n {
			d.now = d.now.Add(time.Duration(i%3) * 37 * time.Microsecond)
			err := services.Audit(ctx, d.s, d.now, services.Staff(fmt.Sprintf("s%d", i%4)), []string{"booking.arrive", "booking.cancel", "staff.enter"}[i%3], fmt.Sprintf("b%d", i), "booked")
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *town) seal() {
	d.t.Helper()
	if _, err := d.Seal(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *town) verify(known models.AuditHead) audit.Report {
	d.t.Helper()
	r, err := d.Verify(context.Background(), known)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *town) exec(query string, args ...any) error {
	return d.s.Tx(context.Background(), func(ctx context.Context) error { return d.s.DB(ctx).Exec(query, args...).Error })
}

func TestAWholeChain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		if r := d.verify(models.AuditHead{}); !r.Whole() || r.Sealed != 0 {
			t.Errorf("an empty chain is %+v; want whole", r)
		}
		d.acts(450)
		var both sync.WaitGroup
		for range 4 {
			both.Go(d.seal)
		}
		both.Wait()
		d.acts(30)
		r := d.verify(models.AuditHead{})
		if !r.Whole() || r.Sealed != 450 || r.Waiting != 30 || len(r.Unsealed) != 20 || r.Head.Seq != 450 {
			t.Errorf("four who seal at once made %d rows, %d wait, head %d, faults %v; want 450, 30, 450, none", r.Sealed, r.Waiting, r.Head.Seq, r.Faults)
		}
		d.seal()
		line := d.log.String()[strings.LastIndex(d.log.String(), "head=")+5:]
		known, err := audit.ParseMark(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("the head in the log is not read again: %v", err)
		}
		d.acts(10)
		d.seal()
		if r := d.verify(known); !r.Whole() || r.Sealed != 490 {
			t.Errorf("with an earlier head from the log: %v, %d rows; want whole and 490", r.Faults, r.Sealed)
		}
		if _, waiting, since, err := d.Head(t.Context()); waiting != 0 || !since.IsZero() || err != nil {
			t.Errorf("%d wait since %v, %v; want none", waiting, since, err)
		}
	})
}

// TestTampering changes the log in a hundred random ways, as somebody could who
// may write the database and does not hold the key.
func TestTampering(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		d.acts(120)
		d.seal()
		var rows []models.AuditEvent
		if err := s.DB(t.Context()).Order("seq").Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		known := d.verify(models.AuditHead{}).Head
		random := rand.New(rand.NewPCG(2569, 11))
		for round := range 100 {
			one, two := rows[random.IntN(len(rows))], rows[random.IntN(len(rows)-1)]
			if two.ID == one.ID {
				two = rows[len(rows)-1]
			}
			what, how := tamper(round, one, two, random)
			if err := how(d); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if r := d.verify(known); r.Whole() {
				t.Errorf("round %d, row %d: %s was not found", round, *one.Seq, what)
			}
			d.restore(rows, known)
			if r := d.verify(known); !r.Whole() {
				t.Fatalf("after putting all back the chain is broken: %v", r.Faults)
			}
		}
	})
}

// tamper is one way to change the log.
func tamper(round int, one, two models.AuditEvent, random *rand.Rand) (string, func(*town) error) {
	set := func(column string, value any) func(*town) error {
		return func(d *town) error {
			return d.exec("UPDATE audit_events SET "+column+" = ? WHERE id = ?", value, one.ID)
		}
	}
	switch round % 12 {
	case 0:
		return "another actor", set("actor_id", "somebody")
	case 1:
		return "another kind of actor", set("actor_kind", "system")
	case 2:
		return "another verb", set("verb", "booking.undo")
	case 3:
		return "another thing", set("noun_id", "b-other")
	case 4:
		return "another detail", set("detail", one.Detail+" ")
	case 5:
		return "another time", set("at", one.At.Add(time.Duration(1+random.IntN(1000))*time.Microsecond))
	case 6:
		return "another id", set("id", "x"+one.ID[1:])
	case 7:
		return "a row taken out", func(d *town) error { return d.exec("DELETE FROM audit_events WHERE id = ?", one.ID) }
	case 8:
		return "a row taken out and the rest moved up", func(d *town) error {
			if err := d.exec("DELETE FROM audit_events WHERE id = ?", one.ID); err != nil {
				return err
			}
			if err := d.exec("UPDATE audit_events SET seq = -seq WHERE seq > ?", *one.Seq); err != nil {
				return err
			}
			if err := d.exec("UPDATE audit_events SET seq = -seq - 1 WHERE seq < 0"); err != nil {
				return err
			}
			return d.exec("UPDATE audit_heads SET seq = seq - 1")
		}
	case 9:
		return "two rows changed places", func(d *town) error {
			for _, step := range [][]any{{nil, one.ID}, {*one.Seq, two.ID}, {*two.Seq, one.ID}} {
				if err := d.exec("UPDATE audit_events SET seq = ? WHERE id = ?", step...); err != nil {
					return err
				}
			}
			return nil
		}
	case 10:
		return "the end cut off, and the head set back", func(d *town) error {
			if err := d.exec("DELETE FROM audit_events WHERE seq >= ?", *one.Seq); err != nil {
				return err
			}
			var last models.AuditEvent
			if err := d.s.DB(context.Background()).Order("seq DESC").Limit(1).Find(&last).Error; err != nil {
				return err
			}
			return d.exec("UPDATE audit_heads SET seq = ?, mac = ?", *one.Seq-1, last.MAC)
		}
	default:
		return "a row put in at the end by hand", func(d *town) error {
			if err := d.exec("INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, detail, seq, mac) VALUES ('forged', ?, 'staff', 's1', 'booking.cancel', 'b', '', 121, ?)", one.At, two.MAC); err != nil {
				return err
			}
			return d.exec("UPDATE audit_heads SET seq = 121, mac = ?", two.MAC)
		}
	}
}

// restore puts the log back as it was.
func (d *town) restore(rows []models.AuditEvent, head models.AuditHead) {
	d.t.Helper()
	err := d.s.Tx(context.Background(), func(ctx context.Context) error {
		if err := d.s.DB(ctx).Exec("DELETE FROM audit_events").Error; err != nil {
			return err
		}
		if err := d.s.DB(ctx).Create(&rows).Error; err != nil {
			return err
		}
		return d.s.DB(ctx).Exec("UPDATE audit_heads SET seq = ?, mac = ?", head.Seq, head.MAC).Error
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestReadingTheLog(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		d.acts(130)
		seen, before := map[string]bool{}, ""
		for pages := 1; ; pages++ {
			p, err := d.List(t.Context(), audit.Filter{Before: before})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range p.Rows {
				if seen[r.ID] {
					t.Fatalf("row %s stands on two pages", r.ID)
				}
				seen[r.ID] = true
			}
			if before = p.More; before == "" {
				if len(seen) != 130 || pages != 3 {
					t.Errorf("%d rows on %d pages; want 130 on 3", len(seen), pages)
				}
				break
			}
		}
		for what, c := range map[string]struct {
			f    audit.Filter
			rows int
		}{
			"a noun":           {audit.Filter{Verb: "booking", Limit: 200}, 87},
			"half a noun":      {audit.Filter{Verb: "book", Limit: 200}, 0},
			"a sign for all":   {audit.Filter{Verb: "%", Limit: 200}, 0},
			"a verb":           {audit.Filter{Verb: "staff.enter", Limit: 200}, 43},
			"a person":         {audit.Filter{ActorKind: "staff", ActorID: "s0", Limit: 200}, 33},
			"a thing":          {audit.Filter{NounID: "b7"}, 1},
			"before the day":   {audit.Filter{To: apptest.Morning.Add(-time.Hour)}, 0},
			"since the day":    {audit.Filter{From: apptest.Morning, Limit: 200}, 130},
			"nobody's words":   {audit.Filter{ActorID: "' OR 1=1 --"}, 0},
			"after a lost row": {audit.Filter{Before: "gone"}, 0},
		} {
			if p, err := d.List(t.Context(), c.f); err != nil || len(p.Rows) != c.rows {
				t.Errorf("%s: %d rows, %v; want %d", what, len(p.Rows), err, c.rows)
			}
		}
	})
}

func TestHeadsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "42", "42:", "42:xyz", "x:" + strings.Repeat("ab", 32), "0:" + strings.Repeat("ab", 32), "42:abab"} {
		if _, err := audit.ParseMark(s); err == nil {
			t.Errorf("%q is read as a head", s)
		}
	}
}
