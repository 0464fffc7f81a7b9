package console_test

// The pages of settings: who may, what is shown before it is saved, and the way back.

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services/staff"
	"tambon/store"
)

var administrator = staff.Grant{Role: staff.Administrator, Scope: staff.Town}

func TestAChangeIsSeenBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(administrator)
		const path = "/settings/texts/card.menu.book"
		b.get(path).says(t, "บริการของ {centre}", "ใช้อยู่ตอนนี้")
		fields := []string{"version", "0", "th", " จองที่\u200b {centre}  ", "en", "Book at {centre}", "why", "ให้สั้นลง"}
		look := b.post(path, fields...)
		look.says(t, "จะเปลี่ยนเป็น", "จองที่ รพ.สต.เหนือ", "บันทึกค่าใหม่")
		if got := o.Settings.Town().Wording.In("th").T("card.menu.book"); strings.Contains(got, "จองที่") {
			t.Fatal("looking at a change makes it")
		}
		if got := b.post(path, append(fields, "sure", "yes")...); got.status != http.StatusSeeOther || got.to != path+"?did=set" {
			t.Fatalf("saving answers %d %s", got.status, got.to)
		}
		b.get(path+"?did=set").says(t, "บันทึกแล้ว", "จองที่ {centre}", "ให้สั้นลง", "สุดารัตน์ ชูแก้ว", "ใช้ข้อความตั้งต้น")
		b.get("/settings/texts?which=set").says(t, "จองที่ {centre}", "พบ 1 ข้อความ")

		// The other had the page open since before.
		late := b.post(path, "version", "0", "th", "นัดที่ {centre}", "en", "Book at {centre}", "sure", "yes")
		if late.status != http.StatusConflict {
			t.Errorf("who was overtaken gets %d; want 409", late.status)
		}
		late.says(t, "แก้ค่านี้ไปก่อนแล้ว", "<del>จอง</del><ins>นัด</ins>", "บันทึกของฉันแทน", `name="version" value="1"`)

		back := b.post(path, "version", "1", "file", "yes", "sure", "yes")
		if back.status != http.StatusSeeOther {
			t.Errorf("taking it back answers %d", back.status)
		}
		b.get(path).says(t, "กลับไปใช้ข้อความตั้งต้น", "กลับไปใช้ค่านี้")
	})
}

func TestWhatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(administrator)
		for _, c := range []struct {
			path   string
			fields []string
			says   []string
		}{
			{"/settings/town/phone", []string{"number", "๑๖๖๙"}, []string{"กรอกเบอร์โทร 9 หรือ 10", `value="๑๖๖๙"`}},
			{"/settings/texts/card.menu.book", []string{"th", "<script>alert(1)</script> {centre}", "en", "x {centre}"}, []string{"ใส่วงเล็บแหลมไม่ได้", "&lt;script&gt;alert(1)&lt;/script&gt; {centre}"}},
			{"/settings/texts/card.menu.book", []string{"th", "จอง {centre", "en", "x {centre}"}, []string{"วงเล็บปีกกา", "จอง {centre</textarea>"}},
			{"/settings/texts/card.menu.book", []string{"th", "จอง", "en", "x {centre}"}, []string{"{centre}"}},
			{"/settings/texts/card.menu.book", []string{"th", strings.Repeat("ก", 5000), "en", "x {centre}"}, []string{"ยาวเกินไป"}},
			{"/settings/texts/card.menu.book", []string{"th", "บริการของ {centre}", "en", "Services of {centre}", "why", strings.Repeat("ก", 300)}, []string{"เหตุผลยาวเกินไป"}},
			{"/settings/hotlines/change", []string{"0.number", "1669", "0.th", "เจ็บป่วย"}, []string{"อันตรายถึงชีวิต เช่น", `value="เจ็บป่วย"`}},
		} {
			for _, sure := range []string{"", "yes"} {
				got := b.post(c.path, append(c.fields, "version", "0", "sure", sure)...)
				if got.status != http.StatusUnprocessableEntity {
					t.Errorf("%s %.60v answers %d; want 422", c.path, c.fields, got.status)
				}
				got.says(t, append(c.says, "ค่านี้ยังไม่ได้บันทึก")...)
				if strings.Contains(got.page, "<script>alert") {
					t.Errorf("%s runs what was typed", c.path)
				}
			}
		}
		if n := o.count("SELECT count(*) FROM setting_changes"); n != 0 {
			t.Errorf("%d refused changes are kept", n)
		}
		if got := b.get("/settings/texts/console.nav.home"); got.status != http.StatusNotFound {
			t.Errorf("a sentence of the console answers %d; want 404", got.status)
		}
	})
}

func TestTheNoticeSaysWhomItAsksAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(administrator)
		b.post("/settings/texts/card.privacy.what", "version", "0", "th", "ถามชื่อและเบอร์เท่านั้น", "en", "Name and phone only").
			says(t, "จะต้องอ่านและรับทราบใหม่", "ผู้รับบริการจะเห็น")
		b.post("/settings/hotlines/change", "version", "0", "0.number", "๑๖๖๙", "0.th", "เจ็บป่วย", "0.danger", "yes").
			says(t, "ลองโทรทุกเบอร์ก่อนบันทึก", "1669 เจ็บป่วย")
	})
}

// A centre's head changes the facts of their own centre, and sees no other's.
func TestACentresHeadSetsTheirOwnCentre(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		head := o.as(staff.Grant{Role: staff.CentreHead, Scope: staff.CentreScope("north")})
		if got := head.get("/settings"); got.to != "/settings/centres" {
			t.Errorf("settings lead a centre's head to %q; want the centres", got.to)
		}
		list := head.get("/settings/centres")
		list.says(t, "รพ.สต.เหนือ")
		list.hides(t, "รพ.สต.ใต้", "/settings/texts")
		form := url.Values{"version": {"0"}, "number": {"075774131"}, "sure": {"yes"}}
		if got := head.send(http.MethodPost, "/settings/centres/south/phone", form, nil); got.status != http.StatusNotFound {
			t.Errorf("another centre's phone answers %d; want 404", got.status)
		}
		if got := head.send(http.MethodPost, "/settings/centres/north/phone", form, nil); got.status != http.StatusSeeOther {
			t.Errorf("their own centre's phone answers %d; want that it is saved", got.status)
		}
		if n := o.count("SELECT count(*) FROM centres WHERE id = 'north' AND phone = '075774131'"); n != 1 {
			t.Error("the centre's row does not follow")
		}
	})
}
