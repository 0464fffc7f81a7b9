package console_test

// A person asks for a copy of their data, and to be forgotten.

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/store"
)

func TestACopyOfWhatIsKept(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		o.visit("hydro", 11, "คนอื่น ไม่เกี่ยว")
		at := "/residents/" + b.ResidentID
		boss := o.as(head("north"))
		boss.get(at).says(t, "ส่งออกให้เจ้าของ")
		boss.get(at+"/export").says(t, "พิมพ์ใส่กระดาษ", "ตรวจบัตรประชาชนก่อน")
		if none := boss.post(at + "/export"); none.status != http.StatusUnprocessableEntity {
			t.Errorf("a copy in no form answers %d; want to be asked which", none.status)
		}
		paper := boss.post(at+"/export", "as", "paper")
		paper.says(t, "สำเนาข้อมูลส่วนตัว", "วิไล แก้วมณี", "081-234-5678", "วารีบำบัด", *b.Number, "จองคิว", "มาตรา 30")
		paper.hides(t, "คนอื่น ไม่เกี่ยว", "class=\"box\"")

		packed := boss.post(at+"/export", "as", "zip")
		if name := packed.header.Get("Content-Disposition"); !strings.Contains(name, "my-data-2026-11-25.zip") {
			t.Errorf("the file is %q; want a name that says nobody's", name)
		}
		files := unpacked(t, packed.page)
		page := files["my-data.html"]
		for _, want := range []string{"<html lang=\"th\">", "วิไล แก้วมณี", "081-234-5678", *b.Number} {
			if !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), want) {
				t.Errorf("the page to read should say %q; it is\n%s", want, page)
			}
		}
		var mine resident.Copy
		if err := json.Unmarshal([]byte(files["my-data.json"]), &mine); err != nil {
			t.Fatal(err)
		}
		r, err := o.Residents.One(t.Context(), b.ResidentID)
		if err != nil {
			t.Fatal(err)
		}
		p, err := o.Residents.Open(r)
		if err != nil {
			t.Fatal(err)
		}
		all, err := o.Bookings.Count(t.Context(), r.ID)
		if err != nil || len(mine.Bookings) != all || mine.Rows[0].Name != p.Name || mine.Rows[0].Phone != p.Phone {
			t.Errorf("the copy has %d bookings of %d, %+v, %v; want what ข้อมูลของฉัน shows", len(mine.Bookings), all, mine.Rows, err)
		}
		if n := o.count("SELECT count(*) FROM audit_events WHERE verb = 'resident.export' AND noun_id = ?", r.ID); n != 2 {
			t.Errorf("%d copies are on record; want the paper and the files", n)
		}
	})
}

// unpacked is the files of a ZIP by their names.
func unpacked(t *testing.T, packed string) map[string]string {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader([]byte(packed)), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for _, f := range files.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		held[f.Name] = string(raw)
	}
	return held
}

func TestErasingAPerson(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		ctx := t.Context()
		b := o.visit("hydro", 11, "วิไล แก้วมณี")
		begun := o.visit("physio", 10, "วิไล แก้วมณี")
		done, err := o.Bookings.Finish(ctx, booking.Act{Centre: "north", BookingID: begun.ID, Version: begun.Version, By: services.Staff("nurse")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Residents.Merge(ctx, services.Staff("nurse"), o.pairOf(b.ResidentID, done.Booking.ResidentID)); err != nil {
			t.Fatal(err)
		}
		var told []string
		o.Farewell = func(_ context.Context, id, key string, cancelled int) (bool, error) {
			r, err := o.Residents.One(ctx, id)
			told = append(told, fmt.Sprint(key, cancelled, r.ErasedAt == nil, err))
			return true, nil
		}
		at := "/residents/" + b.ResidentID
		boss := o.as(head("north"))
		page := boss.get(at + "/erase")
		page.says(t, "เรียกคืนไม่ได้", "จะหายไป", "จะยังอยู่", "นัดที่จะถูกยกเลิก", *b.Number, "พิมพ์คำว่า ลบข้อมูล")
		seen, key := between(page.page, `name="seen" value="`, `"`), between(page.page, `name="key" value="`, `"`)
		press := func(word, due string) answer {
			return boss.post(at+"/erase", "seen", seen, "due", due, "key", key, "word", word)
		}
		figures := func() string {
			counts, err := o.Bookings.Counts(ctx, "north", deskDay)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(counts.Fulfilled, o.count("SELECT count(*) FROM bookings"), o.count("SELECT count(*) FROM bookings WHERE status = 'fulfilled'"))
		}
		before := figures()
		press("ลบ", "1").says(t, "พิมพ์คำที่บอกไว้ให้ตรง")
		if got := press("ลบข้อมูล", "0"); got.status != http.StatusConflict {
			t.Errorf("visits that changed meanwhile answer %d; want 409", got.status)
		}
		if len(told) > 0 {
			t.Fatalf("told %q before anything was confirmed", told)
		}
		gone := press(" ลบข้อมูล ", "1")
		if gone.to != "/residents?did=erased&n=1&told=true" {
			t.Fatalf("erased leads to %q (%d)\n%s", gone.to, gone.status, gone.page)
		}
		if want := fmt.Sprint(key, 1, true, nil); len(told) != 1 || told[0] != want {
			t.Errorf("told %q; want once, %q: before the erasing", told, want)
		}
		boss.get(gone.to).says(t, "ลบข้อมูลแล้ว", "ยกเลิกนัด 1 คิว", "บอกเจ้าของทาง LINE แล้ว")
		if again := press("ลบข้อมูล", "1"); again.to != "/residents?did=erased" || len(told) != 1 {
			t.Errorf("pressed twice leads to %q and tells %d times; want once", again.to, len(told))
		}
		if after := figures(); after != before {
			t.Errorf("the figures were %s and are %s; want what was to stay counted", before, after)
		}
		if got := boss.get(at); got.status != http.StatusNotFound {
			t.Errorf("the card answers %d; want 404", got.status)
		}
		boss.post("/residents?centre=north", "q", "วิไล").says(t, "ไม่พบในทะเบียน")
		boss.get("/bookings/"+done.Booking.ID).says(t, "ลบข้อมูลแล้ว", "เสร็จแล้ว")
		slot, err := o.Bookings.Slot(ctx, b.SlotID)
		if err != nil || slot.Taken != 0 {
			t.Errorf("the slot holds %d, %v; want the place free", slot.Taken, err)
		}
		for _, word := range []string{"วิไล", "0812345678"} {
			if n := o.count("SELECT count(*) FROM audit_events WHERE detail LIKE ?", "%"+word+"%"); n > 0 {
				t.Errorf("the record says %q %d times", word, n)
			}
		}
		if n := o.count("SELECT count(*) FROM residents WHERE name IS NOT NULL OR phone IS NOT NULL"); n > 0 {
			t.Errorf("%d names or phones are left; want none, of who was merged neither", n)
		}
		if _, err := o.Audit.Seal(ctx); err != nil {
			t.Fatal(err)
		}
		if report, err := o.Audit.Verify(ctx, models.AuditHead{}); err != nil || len(report.Faults) > 0 {
			t.Errorf("the chain has the faults %v, %v; want none", report.Faults, err)
		}
		if back := o.visit("hydro", 12, "วิไล แก้วมณี"); back.ResidentID == b.ResidentID {
			t.Error("who comes back is the one who was erased; want somebody new")
		}
		if broken := apptest.Broken(t, s, apptest.Morning); len(broken) > 0 {
			t.Errorf("the database breaks promises: %v", broken)
		}
	})
}

func (o *office) pairOf(kept, gone string) resident.Pair {
	o.t.Helper()
	p := resident.Pair{Kept: kept, Gone: gone}
	for id, seen := range map[string]*string{kept: &p.KeptSeen, gone: &p.GoneSeen} {
		r, err := o.Residents.One(o.t.Context(), id)
		if err != nil {
			o.t.Fatal(err)
		}
		is, err := o.Residents.Open(r)
		if err != nil {
			o.t.Fatal(err)
		}
		*seen = o.Residents.Seen(id, is)
	}
	return p
}
