package e2e

// The centre's head changes a schedule that hits six people, and sees them first.

import (
	"fmt"
	"strings"
	"testing"

	"tambon/text"
)

// chooses ticks a radio, box or option by its id, as a tap does.
func (s *screen) chooses(id string) {
	s.t.Helper()
	if !see[bool](s, "the choice "+id, `(() => {
		const it = document.getElementById(%v);
		if (it) { it.focus(); it.click(); }
		return !!it && it.checked;
	})()`, id) {
		s.fail("there should be the choice %s", id)
	}
}

func TestAScheduleThatHitsSixPeople(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	hours := []string{"09.30 น.", "09.30 น.", "10.30 น.", "10.30 น.", "13.00 น.", "14.00 น."}
	for i, name := range people[:6] {
		s.d.books(fmt.Sprintf("r%d", i), name, "วารีบำบัด", hours[i], fmt.Sprintf("08%08d", i))
	}
	s.refusals.Store(true)
	s.look("light", 820, 1180) // a tablet
	s.open("/console/schedule")
	s.on("วารีบำบัด")
	s.visited("schedule")
	s.follow("วันปิด")
	s.on("ตามไฟล์ของเมือง")
	s.visited("closures")
	s.follow("ปิดวัน")
	s.visited("closure-form")
	s.fill("from", text.Thai.Day(s.d.day))
	s.chooses("part-day")
	see[bool](s, "the service chosen", `(() => { document.getElementById('service').value = 'hydro'; return true; })()`)
	s.presses("ดูก่อนบันทึก")
	s.on("เขียนเหตุผลสั้น ๆ")
	s.visited("closure-refused")
	s.fill("reason", "ล้างสระ")
	s.presses("ดูก่อนบันทึก")
	s.on("กระทบ 6 คน")
	for _, name := range people[:6] {
		s.on(name)
	}
	s.visited("closure-look")
	s.presses("บันทึก (กระทบ 6 คน)")
	s.on("เลือกก่อนว่าจะทำอย่างไร")
	s.visited("closure-undecided")

	// Somebody books while she decides: she sees the seventh before anything is done.
	s.d.books("r6", people[6], "วารีบำบัด", "14.00 น.", "0800000006")
	s.chooses("then-cancel")
	s.presses("บันทึก (กระทบ 6 คน)")
	s.on("มีคนจองเพิ่มหรือยกเลิก")
	s.on(people[6])
	s.visited("closure-second-look")
	s.chooses("then-cancel")
	s.presses("บันทึก (กระทบ 7 คน)")
	s.on("ยกเลิกนัด 7 คน")
	s.visited("closure-saved")
	s.d.call("clock", map[string]any{"advance": "11m"}, nil)
	if said := s.d.heard("r2", "ล้างสระ"); !strings.Contains(said, "ขออภัย ต้องยกเลิกนัดนี้") {
		t.Errorf("the phone shows %s; want why the visit was called off", said)
	}

	s.open("/console/schedule/services/hydro")
	s.on("แก้เวลาเปิด")
	s.visited("service")
	s.follow("แก้เวลาเปิด")
	s.visited("hours-form")
	s.chooses("t2-days-6") // Saturdays too
	s.fill("t2-from", "๙.๐๐", "t2-to", "12.00")
	s.presses("ดูก่อนบันทึก")
	s.on("ไม่กระทบนัดของใคร")
	s.visited("hours-look")
	s.presses("บันทึก")
	s.on("ตั้งในระบบนี้")
	s.visited("service-saved")
}

// TestScheduleOnEveryScreen looks at the rooms on a laptop in the dark, in English,
// and on phones.
func TestScheduleOnEveryScreen(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	for i, name := range people[:6] {
		s.d.books(fmt.Sprintf("r%d", i), name, "วารีบำบัด", []string{"09.30 น.", "10.30 น.", "13.00 น."}[i/2], fmt.Sprintf("08%08d", i))
	}
	for _, view := range []struct {
		lang, theme string
		width       int64
	}{{"th", "dark", 1280}, {"en", "light", 1280}, {"th", "light", 390}, {"en", "dark", 360}, {"th", "light", 640}} {
		name := strings.Join([]string{view.lang, view.theme, fmt.Sprint(view.width)}, "-")
		s.look(view.theme, view.width, 1024)
		for room, path := range map[string]string{
			"schedule": "/schedule", "closures": "/schedule/closures", "closure-form": "/schedule/closures/set",
			"service": "/schedule/services/hydro", "facts-form": "/schedule/services/hydro/facts", "hours-form": "/schedule/services/hydro/hours",
		} {
			s.open("/console" + path + "?lang=" + view.lang)
			s.visited(room + "-" + name)
		}
		s.open("/console/schedule/closures/set?lang=" + view.lang)
		s.fill("from", s.d.day.Format("2/1/2006"), "reason", "ล้างสระ")
		s.chooses("part-day")
		s.presses(text.Lang(view.lang).T("console.look.see"))
		s.on(people[0])
		s.visited("closure-look-" + name)
	}
}
