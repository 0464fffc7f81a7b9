package console_test

// The schedule's pages over a real database: what staff see before they save, what
// happens then, and what two of them do at once.

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/services/staff"
	"tambon/store"
)

// closed closes a day of a centre and returns the id of the change.
func (o *office) closed(centre string, day models.Date) string {
	o.t.Helper()
	ctx := o.t.Context()
	st, err := o.Schedule.Standing(ctx, centre)
	if err != nil {
		o.t.Fatal(err)
	}
	change := schedule.CloseDays(schedule.Span{}, schedule.Span{Shut: schedule.Shut{Day: day, To: 24 * 60, ReasonTH: "ประชุม"}, Last: day})
	w := schedule.Wish{Centre: centre, Change: change, By: services.Staff("somebody"), Mark: schedule.Mark(change, st)}
	p, err := o.Schedule.Plan(ctx, w)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.Schedule.Save(ctx, w, p.Seen, schedule.Keep); err != nil {
		o.t.Fatal(err)
	}
	past, err := o.Schedule.History(ctx, st, "")
	if err != nil || len(past) == 0 {
		o.t.Fatalf("%d changes, %v", len(past), err)
	}
	return past[0].ID
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="(mark|seen)" value="([^"]*)">`)

// held is a hidden value of a page's form.
func (a answer) held(t *testing.T, name string) string {
	t.Helper()
	for _, m := range hiddenField.FindAllStringSubmatch(a.page, -1) {
		if m[1] == name {
			return m[2]
		}
	}
	t.Fatalf("the page (%d) has no %s:\n%s", a.status, name, a.page)
	return ""
}

func (o *office) rows(query string, args ...any) (n int) {
	o.t.Helper()
	if err := o.store.DB(o.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		o.t.Fatal(err)
	}
	return n
}

func TestClosingADayIsSeenFirst(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		for _, name := range []string{"บุญเรือน สังข์ทอง", "สมศรี ใจดี", "ธนกร ศรีสุวรรณ", "จำเนียร นวลศรี", "ฮาลีเมาะ หมัดหลี", "วิไล แก้วมณี"} {
			o.visit("hydro", 14, name)
		}
		b := o.as(head("north"))
		at := "/schedule/closures/set?centre=north"
		form := b.get(at)
		form.says(t, "วันแรกที่ปิด", "ทั้งศูนย์", "ผู้รับบริการจะเห็นใน LINE")
		fields := []string{"mark", form.held(t, "mark"), "from", "๒๕ พ.ย. ๒๕๖๙", "to", "25/11/69", "part", "afternoon", "service", "hydro", "reason", "ล้างสระ"}
		look := b.post(at, fields...)
		look.says(t, "กระทบ 6 คน", "ยังไม่ได้บันทึก", "บุญเรือน สังข์ทอง", "ต้องโทรบอกทุกคน", "ปิดตั้งแต่ 12.00 น. (ล้างสระ)", "บันทึก (กระทบ 6 คน)", "ยกเลิกนัด และแจ้งเหตุผล")
		if n := o.rows("SELECT count(*) FROM closures"); n != 0 {
			t.Errorf("%d closures after the look; want nothing done", n)
		}
		seen := look.held(t, "seen")
		undecided := b.post(at, append(fields, "seen", seen)...)
		if undecided.status != http.StatusUnprocessableEntity {
			t.Errorf("without a decision the answer is %d; want 422", undecided.status)
		}
		undecided.says(t, "เลือกก่อนว่าจะทำอย่างไร", "ล้างสระ")
		back := b.post(at, append(fields, "back", "yes")...)
		back.says(t, `value="ล้างสระ"`, `value="๒๕ พ.ย. ๒๕๖๙"`)

		o.visit("hydro", 15, "กมลวรรณพร ศิริ")
		again := b.post(at, append(fields, "seen", seen, "then", "cancel")...)
		if again.status != http.StatusConflict {
			t.Errorf("after another booking the answer is %d; want the second look", again.status)
		}
		again.says(t, "มีคนจองเพิ่มหรือยกเลิก", "กระทบ 7 คน", "กมลวรรณพร ศิริ")
		done := b.post(at, append(fields, "seen", again.held(t, "seen"), "then", "cancel")...)
		if done.status != http.StatusSeeOther || !strings.HasPrefix(done.to, "/schedule/closures?") {
			t.Fatalf("saving answers %d %s", done.status, done.to)
		}
		b.get(done.to).says(t, "ยกเลิกนัด 7 คน", "พุธ 25 พ.ย. 69", "ปิดตั้งแต่ 12.00 น.", "ตั้งในระบบนี้", "สุดารัตน์ ชูแก้ว", "เลิกทำ กลับไปเป็นก่อนหน้า")
		if n := o.rows("SELECT count(*) FROM bookings WHERE status = 'cancelled'"); n != 7 {
			t.Errorf("%d bookings are cancelled; want seven", n)
		}
		page := b.get(done.to)
		undo := regexp.MustCompile(`/schedule/changes/[^"]*/undo`).FindString(page.page)
		sure := b.get(undo)
		sure.says(t, "เลิกทำ กลับไปเป็นก่อนหน้า", "ไม่กระทบนัดของใคร")
		taken := b.post(undo, "seen", sure.held(t, "seen"))
		b.get(taken.to).says(t, "นัด 7 คนกลับมาเหมือนเดิม")
		if n := o.rows("SELECT count(*) FROM bookings WHERE status = 'booked'"); n != 7 {
			t.Errorf("%d bookings stand after the undo; want seven", n)
		}
		o.as(nurse("north")).get("/schedule/closures").hides(t, "/undo", "ปิดวัน<")
		o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town}).get("/audit?what=closure").says(t, "แก้วันปิด", "ดูที่แก้")
	})
}

func TestNamesAreForThoseWhoSeeTheQueue(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		o.visit("hydro", 14, "บุญเรือน สังข์ทอง")
		b := o.as(staff.Grant{Role: staff.DepartmentHead, Scope: staff.Town})
		at := "/schedule/closures/set?centre=north"
		fields := []string{"mark", b.get(at).held(t, "mark"), "from", "25 พ.ย. 69", "part", "day", "reason", "ประชุม"}
		look := b.post(at, fields...)
		look.says(t, "กระทบ 1 คน", "ชื่อเห็นได้เฉพาะ", "เก็บนัดไว้ตามเดิม")
		look.hides(t, "บุญเรือน", "ยกเลิกนัด และแจ้งเหตุผล")
		if got := b.post(at, append(fields, "seen", look.held(t, "seen"), "then", "cancel")...); got.status != http.StatusUnprocessableEntity {
			t.Errorf("cancelling without the right answers %d; want 422", got.status)
		}
		if done := b.post(at, append(fields, "seen", look.held(t, "seen"), "then", "keep")...); done.status != http.StatusSeeOther {
			t.Errorf("keeping answers %d; want it saved", done.status)
		}
		h := o.as(head("north"))
		h.get("/schedule").says(t, "1 คน มีนัดในเวลาที่ปิด")
		h.get("/schedule/stranded?centre=north").says(t, "บุญเรือน สังข์ทอง", "เลื่อนนัด", "ต้องโทรบอก")
		h.get("/home").says(t, "คนมีนัดในเวลาที่ปิด")
	})
}

func TestFormsOfAServiceKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		first, second := o.as(head("north")), o.as(head("north"))
		first.get("/schedule").says(t, "วารีบำบัด", "กายภาพบำบัด", "จ–อา 08.00–17.00 น.")
		first.get("/schedule/services/hydro").says(t, "ตามไฟล์ของเมือง", "เปิดให้จอง", "แก้เวลาเปิด")

		at := "/schedule/services/hydro/hours"
		form := first.get(at)
		mark := form.held(t, "mark")
		week := []string{"mark", mark, "since", "1 ธ.ค. 2569", "t0-days", "1", "t0-days", "3", "t0-from", "๘.๓๐", "t0-to", "11.30", "t0-step", "๖๐", "t0-places", "4", "t1-from", "", "t1-to", "", "t1-step", "60", "t1-places", "60"}
		overlap := append([]string{}, week...)
		for i := 0; i+1 < len(overlap); i += 2 {
			switch overlap[i] {
			case "t1-from":
				overlap[i+1] = "11.00"
			case "t1-to":
				overlap[i+1] = "12.00"
			}
		}
		if got := first.post(at, append(overlap, "had", "1")...); got.status != http.StatusUnprocessableEntity {
			t.Errorf("times without days answer %d; want 422", got.status)
		}
		if got := first.post(at, append(overlap, "had", "2")...); got.status != http.StatusOK {
			t.Errorf("a stretch whose days were taken away answers %d; want the look", got.status)
		}
		overlap = append(overlap, "t1-days", "3")
		got := first.post(at, overlap...)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("overlapping times answer %d; want 422", got.status)
		}
		got.says(t, "วันพุธ ช่วงที่เริ่ม 11.00 น. ทับกับช่วงก่อนหน้า", `value="๘.๓๐"`, `value="1 ธ.ค. 2569"`)
		look := first.post(at, week...)
		look.says(t, "ตั้งแต่ อังคาร 1 ธ.ค. 69", "<del>–อา 08.00–17.00</del><ins> พ 08.30–11.30</ins>", "ไม่กระทบนัดของใคร", "ที่ให้จองจาก")
		if done := first.post(at, append(week, "seen", look.held(t, "seen"))...); done.status != http.StatusSeeOther {
			t.Fatalf("saving the hours answers %d", done.status)
		}
		first.get("/schedule/services/hydro").says(t, "ตั้งแต่ อังคาร 1 ธ.ค. 69", "ใช้ค่าตามไฟล์ของเมือง")

		late := second.post(at, week...)
		if late.status != http.StatusConflict {
			t.Errorf("the second officer gets %d; want the difference", late.status)
		}
		late.says(t, "มีคนแก้เรื่องนี้ไปก่อนแล้ว", `value="๘.๓๐"`)

		facts := "/schedule/services/hydro/facts"
		fields := []string{"mark", second.get(facts).held(t, "mark"), "active", "no", "name_th", "วารีบำบัด", "name_en", "hydro", "minutes", "60", "capacity", "หก", "ahead_min", "120", "ahead_max_days", "14", "cancel_cutoff", "120", "max_open", "2"}
		bad := second.post(facts, fields...)
		bad.says(t, "ที่ต่อรอบ: เขียนเป็นตัวเลข", `value="หก"`)
		fields[11] = "๖๐"
		off := second.post(facts, fields...)
		off.says(t, "การจอง: ", "ยังไม่ได้บันทึก")
		if done := second.post(facts, append(fields, "seen", off.held(t, "seen"))...); done.status != http.StatusSeeOther {
			t.Fatalf("closing the service answers %d", done.status)
		}
		second.get("/schedule/services/hydro").says(t, "ปิดรับจอง", "แก้บริการ", "ตั้งในระบบนี้")
		second.get("/schedule/services/hydro/facts/file").says(t, "เปิดให้จอง")
		past := second.post("/schedule/closures/set?centre=north", "mark", second.get("/schedule/closures/set?centre=north").held(t, "mark"), "from", "1 พ.ย. 69", "reason", "x", "part", "day")
		if past.status != http.StatusUnprocessableEntity {
			t.Errorf("closing a past day answers %d; want 422", past.status)
		}
		past.says(t, "ปิดย้อนหลังไม่ได้")

		file := second.get(at + "/file")
		file.says(t, "ใช้ค่าตามไฟล์ของเมือง")
		if done := second.post(at+"/file", "mark", file.held(t, "mark"), "seen", file.held(t, "seen")); done.status != http.StatusSeeOther {
			t.Errorf("taking back answers %d", done.status)
		}
		if n := o.rows("SELECT count(*) FROM opening_weeks"); n != 0 {
			t.Errorf("%d weeks of staff are left; want none", n)
		}
	})
}
