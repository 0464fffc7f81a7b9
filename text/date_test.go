package text_test

// The written forms, against figures that ICU gives for th-TH-u-ca-buddhist (Intl in Node 20, ICU 78).

import (
	"strings"
	"testing"
	"time"

	"tambon/text"
)

func TestDaysAgreeWithTheOracle(t *testing.T) {
	for _, c := range []struct{ day, full, short string }{
		{"2026-01-05", "วันจันทร์ที่ 5 มกราคม พ.ศ. 2569", "วันจันทร์ที่ 5 ม.ค. 69"},
		{"2026-02-28", "วันเสาร์ที่ 28 กุมภาพันธ์ พ.ศ. 2569", "วันเสาร์ที่ 28 ก.พ. 69"},
		{"2026-03-01", "วันอาทิตย์ที่ 1 มีนาคม พ.ศ. 2569", "วันอาทิตย์ที่ 1 มี.ค. 69"},
		{"2026-04-10", "วันศุกร์ที่ 10 เมษายน พ.ศ. 2569", "วันศุกร์ที่ 10 เม.ย. 69"},
		{"2026-05-31", "วันอาทิตย์ที่ 31 พฤษภาคม พ.ศ. 2569", "วันอาทิตย์ที่ 31 พ.ค. 69"},
		{"2026-06-30", "วันอังคารที่ 30 มิถุนายน พ.ศ. 2569", "วันอังคารที่ 30 มิ.ย. 69"},
		{"2026-07-07", "วันอังคารที่ 7 กรกฎาคม พ.ศ. 2569", "วันอังคารที่ 7 ก.ค. 69"},
		{"2026-08-12", "วันพุธที่ 12 สิงหาคม พ.ศ. 2569", "วันพุธที่ 12 ส.ค. 69"},
		{"2026-09-09", "วันพุธที่ 9 กันยายน พ.ศ. 2569", "วันพุธที่ 9 ก.ย. 69"},
		{"2026-10-23", "วันศุกร์ที่ 23 ตุลาคม พ.ศ. 2569", "วันศุกร์ที่ 23 ต.ค. 69"},
		{"2026-11-26", "วันพฤหัสบดีที่ 26 พฤศจิกายน พ.ศ. 2569", "วันพฤหัสบดีที่ 26 พ.ย. 69"},
		{"2026-12-31", "วันพฤหัสบดีที่ 31 ธันวาคม พ.ศ. 2569", "วันพฤหัสบดีที่ 31 ธ.ค. 69"},
		{"2028-02-29", "วันอังคารที่ 29 กุมภาพันธ์ พ.ศ. 2571", "วันอังคารที่ 29 ก.พ. 71"},
		{"2000-01-01", "วันเสาร์ที่ 1 มกราคม พ.ศ. 2543", "วันเสาร์ที่ 1 ม.ค. 43"},
		{"2027-01-05", "วันอังคารที่ 5 มกราคม พ.ศ. 2570", "วันอังคารที่ 5 ม.ค. 70"},
		{"2057-01-01", "วันจันทร์ที่ 1 มกราคม พ.ศ. 2600", "วันจันทร์ที่ 1 ม.ค. 00"},
		{"1957-01-01", "วันอังคารที่ 1 มกราคม พ.ศ. 2500", "วันอังคารที่ 1 ม.ค. 00"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		// The house forms leave out พ.ศ., and in chats วัน and ที่.
		if want := strings.Replace(c.full, "พ.ศ. ", "", 1); text.Thai.LongDay(day) != want {
			t.Errorf("LongDay(%s) is %s, want %s", c.day, text.Thai.LongDay(day), want)
		}
		want := strings.Replace(strings.TrimPrefix(c.short, "วัน"), "ที่ ", " ", 1)
		if text.Thai.Day(day) != want {
			t.Errorf("Day(%s) is %s, want %s", c.day, text.Thai.Day(day), want)
		}
		if weekday, _, _ := strings.Cut(want, " "); text.Thai.Weekday(day) != weekday {
			t.Errorf("Weekday(%s) is %s, want %s", c.day, text.Thai.Weekday(day), weekday)
		}
		if got, r := text.ReadDay(c.full, day); r != text.Sure || !got.Equal(day) {
			t.Errorf("ReadDay(%q) does not read our own form back: %v %d", c.full, got, r)
		}
	}
}

func TestWrittenForms(t *testing.T) {
	at := time.Date(2026, 11, 26, 9, 5, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{text.English.Day(at), "Thu 26 Nov 2026"},
		{text.English.LongDay(at), "Thursday 26 November 2026"},
		{text.English.Weekday(at), "Thursday"},
		{text.English.Clock(at), "09:05"},
		{text.Thai.Clock(at), "09.05 น."},
		{text.Thai.Clock(at.Add(14*time.Hour + 54*time.Minute)), "23.59 น."},
		{text.Thai.Number(0), "0"},
		{text.Thai.Number(999), "999"},
		{text.Thai.Number(1250), "1,250"},
		{text.English.Number(1234567), "1,234,567"},
		{text.Thai.Number(-1250), "-1,250"},
		{text.Thai.Number(-50), "-50"},
		{text.Phone("0812345678"), "081-234-5678"},
		{text.Phone("075123456"), "075-123-456"},
		{text.Phone("021234567"), "02-123-4567"},
		{text.Phone("1669"), "1669"},
		{text.Phone(""), ""},
		{text.Phone("สายด่วน"), "สายด่วน"},
	} {
		if c.got != c.want {
			t.Errorf("wrote %q, want %q", c.got, c.want)
		}
	}
}

func TestBind(t *testing.T) {
	for _, want := range []string{
		"พฤหัสบดี 26_พ.ย._69\nเวลา 09.30_น.", "หมู่_3", "ว่าง 3_ที่", "มาก่อนเวลา 15_นาที", "โทร_075-123-456", "09.30–10.30_น.",
		"วันพฤหัสบดีที่_26_พฤศจิกายน_2569", "ต่าง_ๆ", "ตอบก่อน 11.00_น. วันนี้ (25_พ.ย.)", "26_พ.ย. 10.30_น.", "คิวที่_5", "50_เซนติเมตร (ระดับเข่า)",
		"Thu 26_Nov_2026, 09:30", "3_places left", "พิมพ์ เมนู", "",
	} {
		plain := strings.ReplaceAll(want, "_", " ")
		if got := strings.ReplaceAll(text.Bind(plain), "\u00a0", "_"); got != want {
			t.Errorf("Bind(%q) is %q, want %q", plain, got, want)
		}
		if twice := text.Bind(text.Bind(plain)); twice != text.Bind(plain) {
			t.Errorf("Bind(%q) changes when bound again: %q", plain, twice)
		}
	}
}
