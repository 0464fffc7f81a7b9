package booking_test

// Two rows of the register are one person: merging them, and taking it back.

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/store"
)

// tables is what a database holds, without the log, the merges themselves, and
// the counters that locks move. A row is a line.
func (d *town) tables() map[string][]string {
	d.t.Helper()
	list := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if d.store.Engine == store.Postgres {
		list = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	}
	var names []string
	if err := d.store.DB(context.Background()).Raw(list).Scan(&names).Error; err != nil {
		d.t.Fatal(err)
	}
	held := map[string][]string{}
	for _, name := range names {
		if strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "audit_") || strings.HasPrefix(name, "resident_merge") || strings.HasPrefix(name, "sqlite_") {
			continue
		}
		var rows []map[string]any
		if err := d.store.DB(context.Background()).Table(name).Find(&rows).Error; err != nil {
			d.t.Fatal(err)
		}
		for _, row := range rows {
			if name == "residents" {
				delete(row, "version")
			}
			held[name] = append(held[name], spelled(row))
		}
		slices.Sort(held[name])
	}
	return held
}

// spelled is a row with its columns in order.
func spelled(row map[string]any) string {
	var b strings.Builder
	for _, column := range slices.Sorted(maps.Keys(row)) {
		value := row[column]
		if at, ok := value.(time.Time); ok {
			value = at.UTC().Format(time.RFC3339Nano)
		}
		fmt.Fprintf(&b, "%s=%x ", column, fmt.Sprint(value))
	}
	return b.String()
}

func (d *town) same(what string, before, after map[string][]string) {
	d.t.Helper()
	for _, table := range slices.Sorted(maps.Keys(before)) {
		if !slices.Equal(before[table], after[table]) {
			d.t.Fatalf("%s: %s changed from\n%s\nto\n%s", what, table, strings.Join(before[table], "\n"), strings.Join(after[table], "\n"))
		}
	}
}

// somebody makes a resident of whom all is left to chance.
func (d *town) somebody(luck *rand.Rand, i int) models.Resident {
	d.t.Helper()
	ctx := context.Background()
	p := models.Person{Name: []string{"สมศรี ใจดี", "สมศรี ใจงาม", "ละออ ทองสุข", "ฮาลีเมาะ หมัดหลี"}[luck.IntN(4)]}
	if luck.IntN(3) > 0 {
		p.Phone = fmt.Sprintf("08%08d", luck.IntN(5))
	}
	if luck.IntN(2) == 0 {
		r, err := d.residents.Register(ctx, p, nurse)
		if err != nil {
			d.t.Fatal(err)
		}
		return r
	}
	r, err := d.residents.Meet(ctx, fmt.Sprintf("U%04d", i))
	if err != nil {
		d.t.Fatal(err)
	}
	acts := []func() error{
		func() error { return d.residents.Acknowledge(ctx, r, fmt.Sprintf("2569-%d", luck.IntN(3))) },
		func() error { return d.residents.Keep(ctx, r, p) },
		func() error { return d.residents.Follow(ctx, *r.LineUserID, luck.IntN(2) == 0, int64(i)) },
		func() error { return d.residents.Speak(ctx, r, "en") },
	}
	for _, act := range acts {
		if luck.IntN(3) > 0 {
			if err := act(); err != nil {
				d.t.Fatal(err)
			}
		}
	}
	if _, err := d.residents.IndexAll(ctx); err != nil { // as the hourly job does
		d.t.Fatal(err)
	}
	return r
}

func (d *town) pair(kept, gone string) resident.Pair {
	d.t.Helper()
	p := resident.Pair{Kept: kept, Gone: gone}
	for id, seen := range map[string]*string{kept: &p.KeptSeen, gone: &p.GoneSeen} {
		r, err := d.residents.One(context.Background(), id)
		if err != nil {
			d.t.Fatal(err)
		}
		is, err := d.residents.Open(r)
		if err != nil {
			d.t.Fatal(err)
		}
		*seen = d.residents.Seen(id, is)
	}
	return p
}

// TestMergingTakenBackLeavesNothing merges a hundred pairs of people of whom all
// is left to chance, and takes it back: every table is as it was.
func TestMergingTakenBackLeavesNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, func(c *config.Site) { c.Services[0].Capacity, c.Services[1].Capacity = 200, 200 })
		ctx := context.Background()
		luck := rand.New(rand.NewPCG(2569, 17))
		var people []string
		for i := range 40 {
			d.set("2026-11-25", 8, i) // no two at one moment
			people = append(people, d.somebody(luck, i).ID)
		}
		d.set("2026-11-25", 10, 0)
		for range 60 {
			who := people[luck.IntN(len(people))]
			slot := d.slot([]string{"hydro", "thai"}[luck.IntN(2)], tomorrow.Add(luck.IntN(2)), 9+luck.IntN(3))
			name := []string{"สมศรี ใจดี", "สมศรี ใจงาม", "แม่ ใจดี"}[luck.IntN(3)]
			_, err := d.BookAtDesk(ctx, "pakphun", booking.Request{ResidentID: who, SlotID: slot.ID, Patient: name, Phone: "0812345678", Channel: "phone", By: nurse})
			if err != nil && !errors.Is(err, booking.ErrOverlap) {
				t.Fatal(err)
			}
		}
		merged, refused := 0, 0
		for range 100 {
			at := luck.Perm(len(people))[:2]
			pair := d.pair(people[at[0]], people[at[1]])
			before := d.tables()
			m, err := d.residents.Merge(ctx, nurse, pair)
			if errors.Is(err, resident.ErrClash) {
				refused++
				d.same("a refused merge", before, d.tables())
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			merged++
			d.sound()
			if n := d.count("SELECT count(*) FROM bookings WHERE resident_id = ?", pair.Gone); n > 0 {
				t.Fatalf("%d bookings stayed with who was merged; want all with the other", n)
			}
			if err := d.residents.Unmerge(ctx, nurse, pair.Kept, m.ID); err != nil {
				t.Fatal(err)
			}
			d.same("a merge taken back", before, d.tables())
			d.sound()
		}
		if merged < 50 || refused == 0 {
			t.Errorf("%d pairs were merged and %d refused; want most merged and some refused", merged, refused)
		}
	})
}
