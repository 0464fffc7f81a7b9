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
	"tambon/services"
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
	p := resident.Pair{Kept: kept, Gone: gone, AccountsAsked: true}
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

// TestTwoAccountsLeadToOne merges who wrote from an old phone and from a new one.
func TestTwoAccountsLeadToOne(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		old, fresh := d.known("old"), d.known("new")
		mine := d.book(fresh.ID, d.slot("hydro", tomorrow, 9).ID)
		if err := d.residents.Follow(ctx, "Uold", false, 5); err != nil { // the old phone is gone
			t.Fatal(err)
		}
		if err := d.residents.Acknowledge(ctx, fresh, "2569-2"); err != nil {
			t.Fatal(err)
		}
		pair := d.pair(old.ID, fresh.ID)
		pair.AccountsAsked = false
		if _, err := d.residents.Merge(ctx, nurse, pair); !errors.Is(err, resident.ErrAccounts) {
			t.Errorf("two accounts that nobody asked about: %v; want ErrAccounts", err)
		}
		m, err := d.residents.Merge(ctx, nurse, d.pair(old.ID, fresh.ID))
		if err != nil {
			t.Fatal(err)
		}
		for _, account := range []string{"Uold", "Unew"} {
			r, err := d.residents.Meet(ctx, account)
			if err != nil || r.ID != old.ID {
				t.Fatalf("%s leads to %s, %v; want the one who was kept", account, r.ID, err)
			}
			if !r.Reached() || *r.LineUserID != "Unew" || r.NoticeVersion != "2569-2" {
				t.Errorf("messages go to %v, reached %v, notice %q; want the phone that is in use, and what it acknowledged", *r.LineUserID, r.Reached(), r.NoticeVersion)
			}
		}
		if own, err := d.Own(ctx, old.ID, mine.ID); err != nil || own.ID != mine.ID {
			t.Errorf("the visit of the other account: %v; want it theirs", err)
		}
		if _, err := d.Book(ctx, request(fresh.ID, d.slot("hydro", tomorrow, 11).ID)); kindOf(err) != services.NotFound {
			t.Errorf("booking as who was merged: %v; want resident.unknown", err)
		}
		if err := d.residents.Follow(ctx, "Uold", true, 9); err != nil {
			t.Fatal(err)
		}
		if r, err := d.residents.One(ctx, old.ID); err != nil || *r.LineUserID != "Unew" || r.FollowedAt == 9 {
			t.Errorf("the old account's follow changed %+v, %v; want its own row alone", r, err)
		}
		// What happened since stays; what moved goes back.
		d.set("2026-11-25", 11, 0)
		since := d.book(old.ID, d.slot("hydro", tomorrow, 11).ID)
		if _, err := d.residents.Correct(ctx, models.Resident{ID: old.ID}, models.Person{Phone: "0899999999"}); err != nil {
			t.Fatal(err)
		}
		if last, ok, err := d.residents.LastMerge(ctx, old.ID); err != nil || !ok || !last.Undoable || last.After != 1 {
			t.Errorf("the merge is %+v, %v, %v; want it undoable, with one booking since", last, ok, err)
		}
		if err := d.residents.Unmerge(ctx, nurse, old.ID, m.ID); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]string{mine.ID: fresh.ID, since.ID: old.ID} {
			if b, err := d.One(ctx, id); err != nil || b.ResidentID != want {
				t.Errorf("a booking is %s's, %v; want %s's", b.ResidentID, err, want)
			}
		}
		if r, err := d.residents.Meet(ctx, "Unew"); err != nil || r.ID != fresh.ID || r.NoticeVersion != "2569-2" {
			t.Errorf("the new account leads to %+v, %v; want its own row again", r, err)
		}
		r, err := d.residents.Meet(ctx, "Uold")
		if err != nil || r.NoticeVersion != "" {
			t.Errorf("the old account has the notice %q, %v; want none again", r.NoticeVersion, err)
		}
		if p, err := d.residents.Open(r); err != nil || p.Phone != "0899999999" {
			t.Errorf("the phone is %q, %v; want what was corrected since", p.Phone, err)
		}
		if err := d.residents.Unmerge(ctx, nurse, old.ID, m.ID); !errors.Is(err, resident.ErrUnmerged) {
			t.Errorf("undone twice: %v; want ErrUnmerged", err)
		}
		d.sound()
	})
}

func TestMergesPartInOrderAndInTime(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		var ids []string
		for range 3 {
			r, err := d.residents.Register(ctx, models.Person{Name: "สมศรี ใจดี", Phone: "0812345678"}, nurse)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, r.ID)
		}
		twins, err := d.residents.Twins(ctx, models.Resident{ID: ids[0], Name: d.row(ids[0]).Name, Phone: d.row(ids[0]).Phone})
		if err != nil || len(twins) != 2 || !twins[0].SameName || !twins[0].SamePhone {
			t.Errorf("her twins are %+v, %v; want the two others", twins, err)
		}
		merge := func(kept, gone string) models.ResidentMerge {
			d.set("2026-11-25", 10, d.Now().Minute()+1)
			m, err := d.residents.Merge(ctx, nurse, d.pair(kept, gone))
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		first, second := merge(ids[1], ids[0]), merge(ids[2], ids[1])
		if found, err := d.residents.Find(ctx, "สมศรี"); err != nil || len(found.People) != 1 || found.People[0].Resident.ID != ids[2] {
			t.Errorf("%d people are found, %v; want who stands for all three", len(found.People), err)
		}
		if r, err := d.residents.Standing(ctx, ids[0]); err != nil || r.ID != ids[2] {
			t.Errorf("the first is %s now, %v; want the third", r.ID, err)
		}
		if err := d.residents.Unmerge(ctx, nurse, ids[1], first.ID); !errors.Is(err, resident.ErrMergeNext) {
			t.Errorf("the first merge alone: %v; want ErrMergeNext", err)
		}
		if err := d.residents.Unmerge(ctx, nurse, ids[2], second.ID); err != nil {
			t.Fatal(err)
		}
		d.set("2026-12-26", 10, 0)
		if err := d.residents.Unmerge(ctx, nurse, ids[1], first.ID); !errors.Is(err, resident.ErrMergeOld) {
			t.Errorf("after a month: %v; want ErrMergeOld", err)
		}
		if n, err := d.residents.ForgetMerged(ctx); err != nil || n != 1 || d.row(ids[0]).Name != nil {
			t.Errorf("%d who were merged are forgotten, %v; want the one", n, err)
		}
		if err := d.residents.Erase(ctx, d.row(ids[1]), nurse); err != nil {
			t.Fatal(err)
		}
		if d.row(ids[0]).ErasedAt == nil || d.row(ids[2]).ErasedAt != nil {
			t.Error("erasing should reach who was merged into them, and nobody else")
		}
		d.sound()
	})
}

func (d *town) row(id string) models.Resident {
	d.t.Helper()
	r, err := d.residents.One(context.Background(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}
