package console_test

// Booking, moving, cancelling, finding and calling at the desk.

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"
)

// hidden is the value of a hidden field of a page.
func (a answer) hidden(t *testing.T, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(a.page)
	if found == nil {
		t.Fatalf("the page has no %s", name)
	}
	return found[1]
}

func (o *office) slotID(service string, hour int) string {
	o.t.Helper()
	slot, err := o.Bookings.SlotAt(o.t.Context(), service, deskDay, hour*60)
	if err != nil {
		o.t.Fatal(err)
	}
	return slot.ID
}

func (o *office) count(query string, args ...any) (n int) {
	o.t.Helper()
	if err := o.store.DB(o.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		o.t.Fatal(err)
	}
	return n
}

func TestBookingAtTheDesk(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		known, err := o.Residents.Register(t.Context(), models.Person{Name: "จำเนียร นวลศรี", Phone: "0899992290"}, services.System("test"))
		if err != nil {
			t.Fatal(err)
		}
		desk := o.as(nurse("north"))
		slot := o.slotID("physio", 13)
		page := desk.get("/desk/book?centre=north&slot=" + slot)
		page.says(t, "กายภาพบำบัด", "วันนี้ พุธ 25 พ.ย. 69 13.00 น.", "ยังไม่ได้เลือกผู้รับบริการ", "autofocus")
		key := page.hidden(t, "key")
		desk.get("/desk/book?centre=north").says(t, "วันนี้ พุธ 25 พ.ย. 69 11.00 น.") // the soonest

		look := func(touched string, fields ...string) answer {
			return desk.send(http.MethodPost, "/desk/book/look?centre=north", formOf(fields...), http.Header{"Hx-Request": {"true"}, "Hx-Trigger": {touched}})
		}
		found := look("book-q", "q", "จำเน", "slot", slot, "service", "physio", "on", string(deskDay))
		found.says(t, "จำเนียร นวลศรี", "เบอร์ลงท้าย 2290", "ยังไม่เคยมา", "คนใหม่", `id="slip"`)
		found.hides(t, "<html", "0899992290", "089-999")
		if to := found.header.Get("HX-Retarget"); to != "#found" {
			t.Errorf("what was found goes to %q; want #found", to)
		}
		look("service", "service", "hydro", "on", string(deskDay)).says(t, "11.00 น.", "วารีบำบัด")

		desk.post("/desk/book?centre=north", "q", "จำเ", "slot", slot, "service", "physio", "key", key).says(t, "จำเนียร นวลศรี", "ยืนยันการจอง")
		none := desk.post("/desk/book?centre=north", "q", "ไม่มีใคร", "slot", slot, "service", "physio", "key", key)
		if none.status != http.StatusUnprocessableEntity {
			t.Errorf("booking for nobody answers %d; want 422", none.status)
		}
		none.says(t, "เลือกผู้รับบริการ หรือเลือก คนใหม่", `value="ไม่มีใคร"`)

		booked := desk.post("/desk/book?centre=north", "who", known.ID, "slot", slot, "service", "physio", "key", key, "channel", "phone")
		again := desk.post("/desk/book?centre=north", "who", known.ID, "slot", slot, "service", "physio", "key", key, "channel", "phone")
		if booked.status != http.StatusSeeOther || booked.to != again.to {
			t.Errorf("the form answers %d %s and, sent twice, %s; want the same booking", booked.status, booked.to, again.to)
		}
		desk.get(booked.to).says(t, "จองสำเร็จ จำเนียร นวลศรี กายภาพบำบัด วันนี้ พุธ 25 พ.ย. 69 13.00 น. เลขที่ PT-")
		if n := o.count("SELECT count(*) FROM bookings WHERE channel = 'phone' AND resident_id = ?", known.ID); n != 1 {
			t.Errorf("%d bookings were made; want one", n)
		}
		full := desk.post("/desk/book?centre=north", "who", known.ID, "slot", slot, "service", "physio", "key", "another")
		if full.status != http.StatusConflict {
			t.Errorf("two places at one time answer %d; want 409", full.status)
		}
		full.says(t, "คนเดียวกันจองสองที่พร้อมกันไม่ได้", "จำเนียร นวลศรี")
	})
}

func TestBookingForSomebodyNew(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		desk := o.as(nurse("north"))
		fields := func(name, phone string) []string {
			return []string{"q", "บุญ", "who", "new", "name", name, "phone", phone, "slot", o.slotID("hydro", 11), "service", "hydro", "key", "k1"}
		}
		for _, c := range []struct{ name, phone, says string }{
			{"123", "0812345678", "กรอกชื่อและนามสกุล"}, {"บุญมา ดีงาม", "0812", "กรอกเบอร์โทรให้ครบ"},
		} {
			got := desk.post("/desk/book?centre=north", fields(c.name, c.phone)...)
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("%s %s answers %d; want 422", c.name, c.phone, got.status)
			}
			got.says(t, c.says, `value="`+c.name+`"`, `value="`+c.phone+`"`)
		}
		if n := o.count("SELECT count(*) FROM residents"); n != 0 {
			t.Errorf("refusals left %d people in the register; want none", n)
		}
		first := desk.post("/desk/book?centre=north", fields("บุญมา ดีงาม", "081-234-5678")...)
		second := desk.post("/desk/book?centre=north", fields("บุญมา ดีงาม", "081-234-5678")...)
		if first.status != http.StatusSeeOther || first.to != second.to || o.count("SELECT count(*) FROM residents") != 1 {
			t.Errorf("a form sent twice answers %s and %s, with %d people; want one person with one booking", first.to, second.to, o.count("SELECT count(*) FROM residents"))
		}
		other := desk.post("/desk/book?centre=north", "who", "new", "name", "บุญมี สุขใจ", "slot", o.slotID("thai", 11), "service", "thai", "key", "k2")
		if other.status == http.StatusSeeOther {
			t.Error("a slot of another centre was booked")
		}
	})
}

func TestMovingAndCancelling(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		desk := o.as(nurse("north"))
		at := "/bookings/" + b.ID
		page := desk.get(at + "/move")
		page.says(t, "วิไล แก้วมณี", "รอบเดิม", "13.00 น.", "ไม่มี LINE ต้องโทรบอก")
		version := page.hidden(t, "version")
		if got := desk.post(at+"/move", "version", version); got.status != http.StatusUnprocessableEntity {
			t.Errorf("moving to no time answers %d; want 422", got.status)
		}
		moved := desk.post(at+"/move", "version", version, "slot", o.slotID("hydro", 13))
		desk.get(moved.to).says(t, "วิไล แก้วมณี เลื่อนนัดแล้ว", "13.00 น.", "ต้องโทรบอก", "เลิกทำ", "ต้องโทรบอก 1 คน")
		desk.get("/desk/calls?centre=north").says(t, "วิไล แก้วมณี", "นัดเดิม วันนี้ พุธ 25 พ.ย. 69 11.00 น.", "โทรแล้ว")

		version = desk.get(at+"/cancel").hidden(t, "version")
		desk.post(at+"/cancel", "version", version).says(t, "เลือกเหตุผลที่ยกเลิก")
		desk.post(at+"/cancel", "version", version, "reason", "other").says(t, "เขียนเหตุผลสั้น ๆ")
		sure := desk.post(at+"/cancel", "version", version, "reason", "machine", "words", "ปั๊มน้ำเสีย")
		sure.says(t, "ยกเลิกการจองของ วิไล แก้วมณี", "ยกเลิกการจอง 1 คน", "เลิกทำได้ภายใน 10 นาที")
		if n := o.count("SELECT count(*) FROM bookings WHERE status = 'cancelled'"); n != 0 {
			t.Error("it was cancelled before anybody confirmed")
		}
		gone := desk.post(at+"/cancel", "version", version, "reason", "machine", "words", "ปั๊มน้ำเสีย", "sure", "yes")
		desk.get(gone.to).says(t, "วิไล แก้วมณี ยกเลิกแล้ว", "เลิกทำ")
		desk.get(at).says(t, "อุปกรณ์ใช้ไม่ได้ ปั๊มน้ำเสีย", "ยกเลิกแล้ว")
		calls := desk.get("/desk/calls?centre=north")
		calls.says(t, "วิไล แก้วมณี", "อุปกรณ์ใช้ไม่ได้")
		desk.post("/desk/calls?centre=north", "change", calls.hidden(t, "change"))
		desk.get("/desk/calls?centre=north").says(t, "ไม่มีใครที่ต้องโทรบอก")

		stale := desk.post(at+"/cancel", "version", "0", "reason", "asked", "sure", "yes")
		if stale.status != http.StatusConflict {
			t.Errorf("cancelling over an old page answers %d; want 409", stale.status)
		}
		stale.says(t, "ยังไม่ได้บันทึก", "บันทึกไว้ก่อนแล้วว่า ยกเลิกแล้ว")
		therapist := o.as(staff.Grant{Role: staff.Therapist, Scope: staff.CentreScope("north")})
		therapist.get("/desk?show=cancelled").hides(t, "เลื่อนนัด", "ยกเลิกพร้อมเหตุผล")
	})
}

func TestFindingAtTheDesk(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		south := o.visit("thai", 11, "สมพร ใต้สุด")
		desk := o.as(nurse("north"))
		for said, want := range map[string]string{*b.Number: "/bookings/" + b.ID, strings.ToLower(strings.ReplaceAll(*b.Number, "-", " ")): "/bookings/" + b.ID} {
			if got := desk.get("/find?q=" + strings.ReplaceAll(said, " ", "+")); got.to != want {
				t.Errorf("%q leads to %q; want %s", said, got.to, want)
			}
		}
		if got := desk.get("/find?q=" + *south.Number); got.to != "" || got.status != http.StatusOK {
			t.Errorf("a number of another centre answers %d %s; want nothing found", got.status, got.to)
		}
		desk.get("/find?q=แก้ว").says(t, "วิไล แก้วมณี", "11.00 น.", "เบอร์ลงท้าย 5678", fmt.Sprintf("/desk/book?centre=north&amp;who=%s", b.ResidentID))
		desk.get("/find?q=ก้วม").says(t, "วิไล แก้วมณี", "ไม่พบในทะเบียน") // any part, of today's queue
		desk.get("/find?q=5678").says(t, "วิไล แก้วมณี", "สมพร ใต้สุด")    // the register is the town's
		desk.get("/find?q=ก").says(t, "พิมพ์ชื่ออย่างน้อย 3 ตัวอักษร")
		desk.get("/find?q=081-234-5678").hides(t, "0812345678\"")
		if strings.Contains(o.log.String(), "วิไล") || strings.Contains(o.log.String(), "แก้ว") {
			t.Error("the log names somebody")
		}
	})
}
