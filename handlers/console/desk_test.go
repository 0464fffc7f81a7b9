package console_test

// The desk over a real database: who sees and does what, and what two people do
// at once.

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/staff"
	"tambon/store"

	"gorm.io/gorm"
)

const deskDay = models.Date("2026-11-25") // apptest.Morning's, a Wednesday, 10:00

func nurse(centre string) staff.Grant {
	return staff.Grant{Role: staff.Reception, Scope: staff.CentreScope(centre)}
}

// visit books a visit today for somebody without LINE.
func (o *office) visit(service string, hour int, name string) models.Booking {
	o.t.Helper()
	ctx := o.t.Context()
	by := services.System("test")
	slot, err := o.Bookings.SlotAt(ctx, service, deskDay, hour*60)
	if err != nil {
		o.t.Fatal(err)
	}
	r, err := o.Residents.Register(ctx, models.Person{Name: name, Phone: "0812345678"}, by)
	if err != nil {
		o.t.Fatal(err)
	}
	b, err := o.Bookings.BookAtDesk(ctx, slot.Service.CentreID, booking.Request{ResidentID: r.ID, SlotID: slot.ID, Patient: name, Phone: "0812345678", Channel: "counter", By: by})
	if err != nil {
		o.t.Fatal(err)
	}
	return b
}

// says fails unless the page has all the words.
func (a answer) says(t *testing.T, words ...string) {
	t.Helper()
	page := strings.ReplaceAll(a.page, "\u00a0", " ")
	for _, w := range words {
		if !strings.Contains(page, w) {
			t.Errorf("the page (%d) should say %q; it is\n%s", a.status, w, page)
		}
	}
}

func (a answer) hides(t *testing.T, words ...string) {
	t.Helper()
	page := strings.ReplaceAll(a.page, "\u00a0", " ")
	for _, w := range words {
		if strings.Contains(page, w) {
			t.Errorf("the page should not say %q", w)
		}
	}
}

func TestADayAtTheDesk(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		o.visit("thai", 11, "คนใต้ ไม่เกี่ยว")
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		late := o.visit("physio", 10, "ฮาลีเมาะ หมัดหลี")
		desk := o.as(nurse("north"))
		if home := desk.get("/"); home.to != "/desk" {
			t.Errorf("home leads to %q; want the desk", home.to)
		}
		page := desk.get("/desk")
		page.says(t, "วันนี้ พุธ 25 พ.ย. 69", "วิไล แก้วมณี", "ฮาลีเมาะ หมัดหลี", "รอบ 10.00 น.", "รอบ 11.00 น.", "ว่าง 59", "มาถึงแล้ว")
		page.hides(t, "คนใต้", "081", "5678")

		at := "?centre=north&day=2026-11-25"
		press := func(b models.Booking, verb string, version int, fields ...string) answer {
			return desk.send(http.MethodPost, "/bookings/"+b.ID+"/"+verb+at, formOf(append(fields, "version", fmt.Sprint(version))...), http.Header{"Hx-Request": {"true"}})
		}
		press(b, "arrive", b.Version).says(t, "บันทึกแล้ว วิไล แก้วมณี มาถึงแล้ว 10.00 น.", "เลิกทำ", "person-next", "เริ่มบริการ")
		began := press(b, "begin", b.Version+1)
		began.says(t, "เริ่มบริการแล้ว", "รับบริการ <span>1</span>")
		history, err := o.Bookings.History(t.Context(), "north", b.ID)
		if err != nil {
			t.Fatal(err)
		}
		press(b, "undo", b.Version+2, "change", history[0].ID).says(t, "เลิกทำแล้ว วิไล แก้วมณี กลับเป็น มาถึงแล้ว")
		press(b, "finish", b.Version+3).says(t, "บันทึกแล้ว วิไล แก้วมณี เสร็จแล้ว", "เสร็จ <span>1</span>")
		press(late, "noshow", late.Version).says(t, "ไม่ได้มาตามนัด", "ไม่ได้มา <span>1</span>", "ไม่มีใครรอแล้ว")

		plain := desk.post("/bookings/"+b.ID+"/arrive"+at, "version", "0")
		if plain.status != http.StatusConflict {
			t.Errorf("a stale press without a script answers %d; want 409 with the desk", plain.status)
		}
		plain.says(t, "ยังไม่ได้บันทึก", "คิววันนี้")
		one := desk.get("/bookings/" + b.ID)
		one.says(t, "วิไล แก้วมณี", "•••-•••-5678", "แสดงเบอร์", "ประวัติ", "เลิกทำแล้ว")
		one.hides(t, "081-234-5678")
		desk.post("/bookings/"+b.ID+"/phone").says(t, "081-234-5678", `href="tel:0812345678"`)
		var looked int
		if err := s.DB(t.Context()).Raw("SELECT count(*) FROM audit_events WHERE verb = 'booking.phone' AND noun_id = ?", b.ID).Scan(&looked).Error; err != nil || looked != 1 {
			t.Errorf("%d looks at the phone are on record, %v; want one", looked, err)
		}
		desk.get("/desk/print"+at).says(t, "คิวพุธ 25 พ.ย. 69", "วิไล แก้วมณี", "HY-")
		desk.get("/desk/week"+at).says(t, "จันทร์ 23 พ.ย. 69", "พ 25", "วันนี้")
		desk.get("/desk?lang=en").says(t, "Today Wed 25 Nov 2026", "Queue today")
	})
}

func TestTheSecondSeesWhatTheFirstDid(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		first, second := o.as(nurse("north")), o.as(nurse("north"))
		at := "?centre=north&day=2026-11-25"
		first.post("/bookings/"+b.ID+"/arrive"+at, "version", fmt.Sprint(b.Version))
		got := second.send(http.MethodPost, "/bookings/"+b.ID+"/noshow"+at, formOf("version", fmt.Sprint(b.Version)), http.Header{"Hx-Request": {"true"}})
		if got.status != http.StatusConflict {
			t.Errorf("the second press answers %d; want 409", got.status)
		}
		got.says(t, "ยังไม่ได้บันทึก", "สุดารัตน์ ชูแก้ว บันทึกไว้ก่อนแล้วว่า มาถึงแล้ว", "เริ่มบริการ")
		got.hides(t, "<html")
	})
}

func TestNothingOfAnotherCentreIsSaid(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("thai", 11, "คนใต้ ไม่เกี่ยว")
		south := o.as(nurse("south"))
		south.post("/bookings/"+b.ID+"/arrive?centre=south&day=2026-11-25", "version", fmt.Sprint(b.Version))
		history, err := o.Bookings.History(t.Context(), "south", b.ID)
		if err != nil {
			t.Fatal(err)
		}
		north := o.as(nurse("north"))
		north.get("/desk?did="+history[0].ID+"&made="+b.ID).hides(t, "คนใต้")
		for _, path := range []string{"/desk?centre=south", "/desk?centre=nowhere", "/bookings/" + b.ID, "/bookings/nothing"} {
			if got := north.get(path); got.status != http.StatusNotFound {
				t.Errorf("%s answers %d in the north; want 404", path, got.status)
			}
		}
		both := o.as(nurse("north"), nurse("south"))
		both.get("/desk?centre=south").says(t, "คนใต้", "รพ.สต.เหนือ", "รพ.สต.ใต้")
	})
}

func TestTheDesksStatementsDoNotGrowWithItsRows(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		desk := o.as(nurse("north"))
		var n atomic.Int64
		count := func(*gorm.DB) { n.Add(1) }
		c := s.DB(context.Background()).Callback()
		if err := c.Query().Before("gorm:query").Register("count", count); err != nil {
			t.Fatal(err)
		}
		if err := c.Row().Before("gorm:row").Register("count", count); err != nil {
			t.Fatal(err)
		}
		asked := func(path string) int64 {
			n.Store(0)
			if got := desk.get(path); got.status != http.StatusOK {
				t.Fatalf("%s answers %d", path, got.status)
			}
			return n.Load()
		}
		paths := []string{"/desk", "/desk/live?centre=north", "/desk/print", "/desk/week"}
		few := map[string]int64{}
		for i := range 50 {
			o.visit("hydro", 11, fmt.Sprintf("คนที%c ใจดี", rune('ก'+i%40)))
			for _, path := range paths {
				if i == 0 {
					few[path] = asked(path)
				}
			}
		}
		for _, path := range paths {
			if many := asked(path); many != few[path] || many > 25 {
				t.Errorf("%s takes %d statements for fifty and %d for one; want the same, at most 25", path, many, few[path])
			}
		}
		desk.get("/desk").says(t, "ดูอีก 20 คน")
	})
}

// A wire is nudged by hand.
type wire struct {
	out  chan string
	away atomic.Bool
}

func (w *wire) Listen(context.Context, ...string) <-chan string { return w.out }
func (w *wire) Present() bool                                   { return !w.away.Load() }

func TestTheDesksLine(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		w := &wire{out: make(chan string, 1)}
		stop := make(chan struct{})
		o.Wire, o.Beat, o.Stopping = w, 10*time.Millisecond, stop
		b := o.as(nurse("north"))
		open := func() *lineOf { return b.line("/desk/stream?centre=north&day=2026-11-25") }

		line := open()
		w.out <- "desk:north:2026-11-25"
		line.until(t, "event: nudge")
		line.until(t, "data: desk")
		if err := s.Tx(t.Context(), func(ctx context.Context) error { return s.DB(ctx).Exec("DELETE FROM staff_sessions").Error }); err != nil {
			t.Fatal(err)
		}
		line.ends(t, "the session has ended")

		b = o.as(nurse("north"))
		line = open()
		line.until(t, ": here")
		w.away.Store(true)
		line.ends(t, "Redis is away")
		if got := b.get("/desk/stream?centre=north"); got.status != http.StatusServiceUnavailable {
			t.Errorf("without Redis the line answers %d; want 503, so that the page asks by itself", got.status)
		}
		w.away.Store(false)
		line = open()
		line.until(t, ": here")
		close(stop)
		line.ends(t, "the program stops")
	})
}
