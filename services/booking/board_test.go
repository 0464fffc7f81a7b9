package booking_test

// What the desk sees, and that its cost does not grow with the people.

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"

	"gorm.io/gorm"
)

// named books for a person by name.
func (d *town) named(name, phone string, slot models.Slot) models.Booking {
	d.t.Helper()
	r := request(d.resident(name), slot.ID)
	r.Patient, r.Phone, r.Channel, r.By = name, phone, "counter", nurse
	made, err := d.BookAtDesk(context.Background(), "pakphun", r)
	if err != nil {
		d.t.Fatal(err)
	}
	return made
}

func TestBoard(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		d.exec("DELETE FROM slots WHERE id = ?", d.slot("thai", tomorrow, 11).ID)
		a := d.named("ก", "", d.slot("hydro", tomorrow, 9))
		d.named("ข", "", d.slot("hydro", tomorrow, 9))
		d.named("ค", "", d.slot("thai", tomorrow, 10))
		d.named("ง", "", d.slot("thai", tomorrow, 10))
		d.exec("UPDATE slots SET closed = TRUE WHERE id = ?", d.slot("hydro", tomorrow, 11).ID)
		d.set(tomorrow, 9, 30)
		d.must(d.Arrive, a)
		board := func() (text string) {
			b, err := d.Board(ctx, "pakphun", tomorrow)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range b.Rows {
				text += row.Service.ID
				for _, c := range row.Cells {
					text += fmt.Sprintf(" %s %d/%d+%d,%d", c.State, c.Slot.Taken, c.Slot.Capacity, c.Free, c.Arrived)
				}
				text += "; "
			}
			if b.Over() {
				text += "over, "
			}
			return text + fmt.Sprint(b.Free, " free, ", len(b.Times), " times")
		}
		want := "hydro now 2/5+3,1 free 0/5+5,0 closed 0/5+0,0; thai now 0/2+2,0 full 2/2+0,0 off 0/0+0,0; 10 free, 3 times"
		if got := board(); got != want {
			t.Errorf("the board is\n%s; want\n%s", got, want)
		}
		d.set(tomorrow, 10, 0)
		want = "hydro past 2/5+0,1 now 0/5+5,0 closed 0/5+0,0; thai past 0/2+0,0 now 2/2+0,0 off 0/0+0,0; 5 free, 3 times"
		if got := board(); got != want {
			t.Errorf("an hour later the board is\n%s; want\n%s", got, want)
		}
		d.set(tomorrow, 20, 0)
		want = "hydro past 2/5+0,1 past 0/5+0,0 past 0/5+0,0; thai past 0/2+0,0 past 2/2+0,0 off 0/0+0,0; over, 0 free, 3 times"
		if got := board(); got != want {
			t.Errorf("in the evening the board is\n%s; want\n%s", got, want)
		}
		d.set(tomorrow, 10, 0)
		other, err := d.Board(ctx, "elsewhere", tomorrow)
		if err != nil || len(other.Rows) != 0 || len(other.Times) != 0 {
			t.Errorf("another centre's board is %+v, %v; want nothing of this one", other, err)
		}
		w, err := d.Week(ctx, "pakphun", "2026-11-25", 7)
		if err != nil || len(w.Rows) != 2 || w.Rows[0].Days[1] != (booking.DayLoad{Capacity: 10, Taken: 2}) ||
			w.Rows[1].Days[1] != (booking.DayLoad{Capacity: 4, Taken: 2}) || w.Rows[1].Days[3] != (booking.DayLoad{}) {
			t.Errorf("the week is %+v, %v; want tomorrow's two services and nothing on Saturday", w, err)
		}
		c, err := d.Counts(ctx, "pakphun", tomorrow)
		if want := (booking.Counts{Booked: 3, Arrived: 1}); err != nil || c != want || c.All() != 4 {
			t.Errorf("counted %+v, %v; want %+v", c, err, want)
		}
		for _, n := range []struct {
			day, want models.Date
			step      int
		}{{"2026-11-27", "2026-11-30", 1}, {"2026-11-30", "2026-11-27", -1}, {"2030-01-01", "", 1}} {
			if got, err := d.NextDay(ctx, "pakphun", n.day, n.step); err != nil || got != n.want {
				t.Errorf("the day beside %s is %q, %v; want %q", n.day, got, err, n.want)
			}
		}
	})
}

func TestQueue(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		nine, ten := d.slot("hydro", tomorrow, 9), d.slot("hydro", tomorrow, 10)
		d.named("วิไล แก้วมณี", "0811111111", nine)
		second := d.named("ฮาลีเมาะ หมัดหลี", "0822222222", nine)
		third := d.named("พระมหาสมพร", "0833333333", nine)
		d.named("ละออง เพชรทอง", "0844444444", ten)
		d.set(tomorrow, 8, 30)
		third = d.must(d.Arrive, third).Booking
		d.set(tomorrow, 8, 40)
		second = d.must(d.Arrive, second).Booking
		d.set(tomorrow, 9, 12)
		names := func(f booking.Filter) (list []string) {
			t.Helper()
			p, err := d.Queue(ctx, "pakphun", tomorrow, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range p.Rows {
				list = append(list, r.Name)
			}
			return list
		}
		for _, c := range []struct {
			what string
			f    booking.Filter
			want []string
		}{
			{"everybody", booking.Filter{}, []string{"พระมหาสมพร", "ฮาลีเมาะ หมัดหลี", "วิไล แก้วมณี", "ละออง เพชรทอง"}},
			{"of an hour", booking.Filter{SlotID: ten.ID}, []string{"ละออง เพชรทอง"}},
			{"of a service", booking.Filter{ServiceID: "thai"}, nil},
			{"who have arrived", booking.Filter{Statuses: []models.BookingStatus{models.BookingArrived}}, []string{"พระมหาสมพร", "ฮาลีเมาะ หมัดหลี"}},
			{"a part of the name", booking.Filter{Find: "มณี"}, []string{"วิไล แก้วมณี"}},
			{"a part, misspelt in its marks", booking.Filter{Find: "เเก\u200b้ว"}, []string{"วิไล แก้วมณี"}},
			{"the phone's end", booking.Filter{Find: "๔๔๔๔"}, []string{"ละออง เพชรทอง"}},
			{"the number", booking.Filter{Find: "hy-2570-000002"}, []string{"ฮาลีเมาะ หมัดหลี"}},
			{"a page", booking.Filter{Limit: 2, After: third.ID}, []string{"ฮาลีเมาะ หมัดหลี", "วิไล แก้วมณี"}},
			{"a page after who is gone", booking.Filter{Limit: 1, After: "gone"}, []string{"พระมหาสมพร"}},
		} {
			if got := names(c.f); !slices.Equal(got, c.want) {
				t.Errorf("%s: %q; want %q", c.what, got, c.want)
			}
		}
		p, err := d.Queue(ctx, "pakphun", tomorrow, booking.Filter{})
		if err != nil || p.Rows[0].Wait != 42*time.Minute || p.Rows[0].Late != 0 || p.Rows[2].Late != 12*time.Minute || p.Rows[3].Late != 0 {
			t.Errorf("%+v, %v; want who came at 8.30 to wait for 42 minutes, and who has not come at 9 to be 12 late", p.Rows, err)
		}
		begun := d.must(d.Begin, third)
		d.set(tomorrow, 9, 20)
		if _, err := d.Undo(ctx, seen(begun.Booking), begun.Change.ID); err != nil {
			t.Fatal(err)
		}
		if p, err := d.Queue(ctx, "pakphun", tomorrow, booking.Filter{}); err != nil || p.Rows[0].Wait != 50*time.Minute {
			t.Errorf("after an undo they wait for %v, %v; want since they came, not since the undo", p.Rows[0].Wait, err)
		}
		if p, err := d.Queue(ctx, "elsewhere", tomorrow, booking.Filter{}); err != nil || len(p.Rows) != 0 {
			t.Errorf("another centre sees %d people, %v; want none", len(p.Rows), err)
		}
		_ = second
	})
}

func TestLookingAtOne(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		b := d.named("วิไล แก้วมณี", "0811111111", d.slot("hydro", tomorrow, 9))
		for _, said := range []string{"HY-2570-000001", " hy 2570 1", "ＨＹ-๒๕๗๐-๐๐๐๐๐๑", "https://tambon.test/b/HY-2570-000001?x=1"} {
			if got, err := d.ByNumber(ctx, "pakphun", said); err != nil || got.ID != b.ID {
				t.Errorf("%q finds %q, %v; want the booking", said, got.ID, err)
			}
		}
		for _, said := range []string{"", "HY-2570-000002", "2570-000001", "HY-2570-0000019"} {
			if _, err := d.ByNumber(ctx, "pakphun", said); kindOf(err) != services.NotFound {
				t.Errorf("%q: %v; want that there is none", said, err)
			}
		}
		if _, err := d.ByNumber(ctx, "elsewhere", "HY-2570-000001"); kindOf(err) != services.NotFound {
			t.Errorf("by another centre: %v; want that there is none", err)
		}
		if phone, err := d.Phone(ctx, "pakphun", b.ID, nurse); err != nil || phone != "0811111111" {
			t.Errorf("the phone is %q, %v", phone, err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'booking.phone' AND actor_kind = 'staff' AND noun_id = ?", b.ID); n != 1 {
			t.Errorf("%d records of who looked at the phone; want one", n)
		}
		d.set(tomorrow, 9, 0)
		d.must(d.Arrive, b)
		h, err := d.History(ctx, "pakphun", b.ID)
		if err != nil || len(h) != 2 || h[0].Verb != "booking.arrive" || h[1].Verb != "booking.book" || h[1].ActorID != "nurse" {
			t.Errorf("the history is %+v, %v; want arrived and, before it, booked by the nurse", h, err)
		}
	})
}

// statements counts what is asked of the database by readers.
func (d *town) statements(do func()) int64 {
	var n atomic.Int64
	count := func(*gorm.DB) { n.Add(1) }
	c := d.store.DB(context.Background()).Callback()
	if err := c.Query().Before("gorm:query").Replace("count", count); err != nil {
		d.t.Fatal(err)
	}
	if err := c.Row().Before("gorm:row").Replace("count", count); err != nil {
		d.t.Fatal(err)
	}
	do()
	return n.Load()
}

func TestTheDesksStatementsDoNotGrow(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, everyDay)
		d.exec("UPDATE slots SET capacity = 100")
		ctx := context.Background()
		look := map[string]func() error{
			"board":  func() error { _, err := d.Board(ctx, "pakphun", tomorrow); return err },
			"week":   func() error { _, err := d.Week(ctx, "pakphun", tomorrow, 7); return err },
			"counts": func() error { _, err := d.Counts(ctx, "pakphun", tomorrow); return err },
			"queue":  func() error { _, err := d.Queue(ctx, "pakphun", tomorrow, booking.Filter{Limit: 50}); return err },
			"find": func() error {
				_, err := d.Queue(ctx, "pakphun", tomorrow, booking.Filter{Find: "สมศรี"})
				return err
			},
			"calls": func() error { _, err := d.Calls(ctx, "pakphun"); return err },
		}
		at := func() map[string]int64 {
			n := map[string]int64{}
			for name, do := range look {
				n[name] = d.statements(func() {
					if err := do(); err != nil {
						t.Fatal(err)
					}
				})
			}
			return n
		}
		var few map[string]int64
		for i, who := range d.people(60) {
			b := d.book(who, d.slot("hydro", tomorrow, 8+i%9).ID)
			if i == 0 || i > 50 {
				d.exec("UPDATE residents SET following = FALSE WHERE id = ?", who)
				d.must(d.deeds()["cancel"], b)
			}
			if i == 1 {
				few = at()
			}
		}
		for name, n := range at() {
			if n != few[name] || n > 4 {
				t.Errorf("%s takes %d statements for many and %d for one; want the same, at most 4", name, n, few[name])
			}
		}
	})
}
