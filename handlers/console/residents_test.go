package console_test

// The register and a resident's card over a real database.

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/staff"
	"tambon/store"
)

func head(centre string) staff.Grant {
	return staff.Grant{Role: staff.CentreHead, Scope: staff.CentreScope(centre)}
}

var addresses = regexp.MustCompile(`(?:href|action|hx-get|hx-post)="([^"]*)"`)

func (o *office) register(name, phone string) models.Resident {
	o.t.Helper()
	r, err := o.Residents.Register(o.t.Context(), models.Person{Name: name, Phone: phone}, services.System("test"))
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

func TestAResidentsCard(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		early := o.visit("physio", 10, "อาทิตย์ สายัณห์")
		desk := o.as(nurse("north"))
		at := "/residents/" + b.ResidentID
		card := desk.get(at)
		card.says(t, "วิไล แก้วมณี", "•••-•••-5678", "แสดงเบอร์", "นัดที่จะถึง", "วันนี้ พุธ 25 พ.ย. 69 11.00 น.", "มาถึงแล้ว", "เลื่อนนัด", "ไม่มี LINE ต้องโทร", "ครบกำหนดลบ เสาร์ 25 พ.ย. 71")
		card.hides(t, "081-234-5678", "0812345678", "ส่งออกให้เจ้าของ", "ลบข้อมูลของคนนี้")
		if title := between(card.page, "<title>", "</title>"); strings.Contains(title, "วิไล") {
			t.Errorf("the page's title is %q; want nobody's name", title)
		}
		desk.post("/bookings/"+early.ID+"/finish?centre=north", "version", fmt.Sprint(early.Version))
		desk.get("/residents/"+early.ResidentID).says(t, "ที่ผ่านมา", "ไม่มีนัดที่จะถึง", "กายภาพบำบัด", "เสร็จแล้ว")

		shown := desk.post(at + "/reveal")
		shown.says(t, "081-234-5678", `href="tel:0812345678"`, "เบอร์จะซ่อนเองใน 2 นาที")
		if back := shown.header.Get("Refresh"); back != "120; url=/console"+at {
			t.Errorf("what was revealed leads back by %q; want to the card", back)
		}
		if n := o.count("SELECT count(*) FROM audit_events WHERE verb = 'resident.reveal' AND noun_id = ? AND actor_kind = 'staff'", b.ResidentID); n != 1 {
			t.Errorf("%d looks are on record; want one", n)
		}
		for _, gone := range []string{"/residents/nobody", "/residents/" + strings.Repeat("z", 24)} {
			if got := desk.get(gone); got.status != http.StatusNotFound {
				t.Errorf("%s answers %d; want 404", gone, got.status)
			}
		}
	})
}

func TestTheRegister(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		south := o.visit("thai", 11, "คนใต้ ไม่เกี่ยว")
		for i := range 35 {
			o.register(fmt.Sprintf("กมล คนที%c", 'ก'+rune(i)), "")
		}
		desk := o.as(nurse("north"))
		first := desk.get("/residents")
		first.says(t, "ผู้รับบริการ", "กมล")
		first.hides(t, "คนใต้")
		more := regexp.MustCompile(`hx-get="/console(/residents\?[^"]*)"`).FindStringSubmatch(first.page)
		if more == nil {
			t.Fatal("37 people fit one page; want more behind a press")
		}
		second := desk.get(strings.ReplaceAll(more[1], "&amp;", "&"))
		second.hides(t, "คนใต้")
		if both := first.page + second.page; strings.Count(both, `href="/console/residents/`+b.ResidentID+`"`) != 1 || strings.Count(both, "กมล คนที") != 35 {
			t.Error("the two pages should list everybody of the centre and nobody of another, once")
		}

		for said, want := range map[string]string{"วิไล": "วิไล แก้วมณี", "5678": "วิไล แก้วมณี", "081-234-5678": "วิไล แก้วมณี", "ไม่มีใคร": "ไม่พบในทะเบียน", "ก": "พิมพ์ชื่ออย่างน้อย 3 ตัวอักษร"} {
			desk.post("/residents?centre=north", "q", said).says(t, want)
		}
		found := desk.post("/residents?centre=north", "q", "คนใต้")
		found.says(t, "คนใต้ ไม่เกี่ยว", "ใช้บริการที่ รพ.สต. อื่น")
		found.hides(t, "/residents/"+south.ResidentID)
		if got := desk.post("/residents?centre=north", "q", *b.Number); got.to != "/residents/"+b.ResidentID {
			t.Errorf("a booking's number leads to %q; want its resident", got.to)
		}
		for _, page := range []answer{first, second, found, desk.post("/residents?centre=north", "q", "วิไล"), desk.get("/residents/" + b.ResidentID)} {
			for _, address := range addresses.FindAllStringSubmatch(page.page, -1) {
				plain, _ := url.QueryUnescape(address[1])
				for _, word := range []string{"วิไล", "คนใต้", "5678"} {
					if strings.Contains(plain, word) && !strings.HasPrefix(plain, "tel:") {
						t.Errorf("the address %q names somebody", plain)
					}
				}
			}
		}
	})
}

func TestResidentsOfAnotherCentre(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		nobodys := o.register("ใหม่ ยังไม่จอง", "0899999999")
		for _, path := range []string{"", "/correct"} {
			if got := o.as(nurse("south")).get("/residents/" + b.ResidentID + path); got.status != http.StatusNotFound || strings.Contains(got.page, "วิไล") {
				t.Errorf("another centre's %q answers %d; want 404 and no name", path, got.status)
			}
		}
		if got := o.as(nurse("south")).post("/residents/" + b.ResidentID + "/reveal"); got.status != http.StatusNotFound || strings.Contains(got.page, "081") {
			t.Errorf("another centre's phone answers %d; want 404", got.status)
		}
		for _, centre := range []string{"north", "south"} {
			o.as(nurse(centre)).get("/residents/"+nobodys.ID).says(t, "ใหม่ ยังไม่จอง")
		}
		south, err := o.Bookings.SlotAt(t.Context(), "thai", deskDay, 13*60)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Bookings.BookAtDesk(t.Context(), "south", bookingFor(b.ResidentID, south.ID)); err != nil {
			t.Fatal(err)
		}
		o.as(nurse("south")).get("/residents/"+b.ResidentID).says(t, "วิไล แก้วมณี", "แพทย์แผนไทย", "มีนัดที่ รพ.สต. อื่นอีก 1 คิว")
	})
}

func TestCorrectingAResident(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		at := "/residents/" + b.ResidentID
		first, second := o.as(nurse("north")), o.as(nurse("north"))
		page := first.get(at + "/correct")
		page.says(t, "วิไล แก้วมณี", "•••-•••-5678")
		page.hides(t, "0812345678")
		seen := between(page.page, `name="seen" value="`, `"`)
		first.post(at+"/correct", "seen", seen, "name", "123", "phone", "").says(t, "กรอกชื่อและนามสกุล", `value="123"`)
		first.post(at+"/correct", "seen", seen, "name", "วิไล แก้วมณี", "phone", "12").says(t, "กรอกเบอร์โทรให้ครบ", `value="12"`)
		if got := first.post(at+"/correct", "seen", seen, "name", "วิไลวรรณ แก้วมณี", "phone", "089-999-0000"); got.to != at+"?did=corrected&n=1" {
			t.Fatalf("a correction leads to %q (%d)", got.to, got.status)
		}
		after, err := o.Bookings.One(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if name, phone, err := o.Bookings.Person(after); name != "วิไลวรรณ แก้วมณี" || phone != "0899990000" {
			t.Errorf("the visit to come is for %q %q, %v; want what was corrected", name, phone, err)
		}
		late := second.post(at+"/correct", "seen", seen, "name", "วิไลพร แก้วมณี", "phone", "")
		if late.status != http.StatusConflict {
			t.Errorf("who was overtaken gets %d; want 409", late.status)
		}
		late.says(t, "มีคนแก้ไว้ก่อนแล้ว", "สุดารัตน์ ชูแก้ว", "<del>", `value="วิไลพร แก้วมณี"`, "•••-•••-0000")
		again := between(late.page, `name="seen" value="`, `"`)
		second.post(at+"/correct", "seen", again, "name", "วิไลพร แก้วมณี", "phone", "")
		second.get(at).says(t, "วิไลพร แก้วมณี", "•••-•••-0000")
		if n := o.count("SELECT count(*) FROM audit_events WHERE verb IN ('resident.correct', 'booking.correct') AND actor_kind = 'staff'"); n != 4 {
			t.Errorf("%d corrections are on record as staff's; want two of the resident and two of the visit", n)
		}
		if broken := apptest.Broken(t, s, apptest.Morning); len(broken) > 0 {
			t.Errorf("the database breaks promises: %v", broken)
		}
	})
}

func between(page, from, to string) string {
	_, rest, _ := strings.Cut(page, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

func bookingFor(residentID, slotID string) booking.Request {
	return booking.Request{ResidentID: residentID, SlotID: slotID, Patient: "วิไล แก้วมณี", Phone: "0812345678", Channel: "counter", By: services.System("test")}
}
