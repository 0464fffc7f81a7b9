package console_test

// Two cards of one person, over a real database.

import (
	"net/http"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

func TestMergingTwoCards(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		one := o.visit("hydro", 11, "วิไล แก้วมณี")
		two := o.visit("physio", 13, "วิไล แก้วมณี")
		o.visit("hydro", 12, "มะลิ แก้วมณี") // her sister, at the same phone
		south := o.visit("thai", 11, "วิไล แก้วมณี")
		desk := o.as(nurse("north"))
		at := "/residents/" + one.ResidentID
		card := desk.get(at)
		card.says(t, "อาจมีบัตรซ้ำ", "ชื่อ วิไล แก้วมณี เบอร์เดียวกัน", "/merge?with="+two.ResidentID)
		card.hides(t, "มะลิ", south.ResidentID)
		desk.get("/residents/twins?centre=north").says(t, "ชื่อที่ซ้ำกัน", "วิไล แก้วมณี", "เทียบสองบัตร")

		pair := desk.get(at + "/merge?with=" + two.ResidentID)
		pair.says(t, "บัตรที่ 1", "บัตรที่ 2", "ใช้ชื่อและเบอร์จากบัตรใด", "เลิกรวมได้ภายใน 30 วัน")
		pair.hides(t, "081-234-5678")
		if got := desk.get(at + "/merge?with=" + south.ResidentID); got.status != http.StatusNotFound {
			t.Errorf("a card of another centre answers %d; want 404", got.status)
		}
		fields := []string{
			"with", two.ResidentID, "keep", two.ResidentID, "seen", between(pair.page, `name="seen" value="`, `"`), "seen-with", between(pair.page, `name="seen-with" value="`, `"`),
		}
		if got := desk.post(at+"/merge", "with", two.ResidentID, "keep", two.ResidentID); got.status != http.StatusConflict {
			t.Errorf("cards that nobody saw answer %d; want 409", got.status)
		}
		if got := desk.post(at+"/merge", fields...); got.to != "/residents/"+two.ResidentID+"?did=merged" {
			t.Fatalf("merged leads to %q (%d)\n%s", got.to, got.status, got.page)
		}
		if got := desk.get(at); got.to != "/residents/"+two.ResidentID {
			t.Errorf("the card that is merged leads to %q; want the one that was kept", got.to)
		}
		kept := desk.get("/residents/" + two.ResidentID + "?did=merged")
		kept.says(t, "รวมเป็นใบเดียวแล้ว", *one.Number, *two.Number, "สุดารัตน์ ชูแก้ว รวมอีกบัตรเข้ามา", "เลิกรวมได้ถึง ศุกร์ 25 ธ.ค. 69")
		merge := between(kept.page, `name="merge" value="`, `"`)
		if got := desk.post("/residents/"+two.ResidentID+"/unmerge", "merge", merge); got.to != "/residents/"+two.ResidentID+"?did=unmerged" {
			t.Fatalf("undone leads to %q (%d)\n%s", got.to, got.status, got.page)
		}
		back := desk.get(at)
		back.says(t, *one.Number)
		back.hides(t, *two.Number)
		desk.post("/residents/"+two.ResidentID+"/unmerge", "merge", merge).says(t, "เลิกรวมไปแล้ว")
		if n := o.count("SELECT count(*) FROM audit_events WHERE verb IN ('resident.merge', 'resident.unmerge') AND actor_kind = 'staff'"); n != 2 {
			t.Errorf("%d acts are on record; want the merge and its undoing", n)
		}
	})
}

func TestCardsWithVisitsAtOneTime(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		one := o.visit("hydro", 11, "วิไล แก้วมณี")
		two := o.visit("physio", 11, "วิไล แก้วมณี")
		desk := o.as(nurse("north"))
		at := "/residents/" + one.ResidentID + "/merge"
		page := desk.get(at + "?with=" + two.ResidentID)
		page.says(t, "คนเดียวไปสองที่พร้อมกันไม่ได้", *one.Number, *two.Number, "ยกเลิกพร้อมเหตุผล")
		page.hides(t, "รวม 2 บัตรเป็นใบเดียว")
		p := o.pairOf(one.ResidentID, two.ResidentID)
		fields := []string{"with", two.ResidentID, "keep", one.ResidentID, "seen", p.KeptSeen, "seen-with", p.GoneSeen}
		if got := desk.post(at, fields...); got.status != http.StatusConflict {
			t.Errorf("merging all the same answers %d; want 409", got.status)
		}
		if _, err := o.Bookings.CancelByStaff(t.Context(), booking.Act{Centre: "north", BookingID: two.ID, Version: two.Version, By: services.Staff("nurse")}, booking.Reason{Key: "asked"}); err != nil {
			t.Fatal(err)
		}
		if got := desk.post(at, fields...); got.status != http.StatusSeeOther {
			t.Errorf("once one is cancelled merging answers %d; want it done", got.status)
		}
		if b, err := o.Bookings.One(t.Context(), two.ID); err != nil || b.ResidentID != one.ResidentID || b.Status != models.BookingCancelled {
			t.Errorf("the cancelled visit is %+v, %v; want it on the card that was kept", b, err)
		}
	})
}
