package text

// Days, hours, numbers and phone numbers as the office writes them.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const buddhist = 543

var thaiWeekdays = [...]string{"อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"}

var thaiMonths = [...]string{
	"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
	"กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
}

var thaiMonthsShort = [...]string{
	"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
}

// Day is a day as chats and labels show it: พฤหัสบดี 26 พ.ย. 69 · Thu 26 Nov 2026.
//
// t is already in the town's zone; the spaces are plain ones (Bind makes them unbreakable).
func (l Lang) Day(t time.Time) string {
	if l == English {
		return t.Format("Mon 2 Jan 2006")
	}
	return fmt.Sprintf("%s %d %s %02d", thaiWeekdays[t.Weekday()], t.Day(), thaiMonthsShort[t.Month()-1], (t.Year()+buddhist)%100)
}

// LongDay is a day as letters and pages show it: วันพฤหัสบดีที่ 26 พฤศจิกายน 2569 · Thursday 26 November 2026.
func (l Lang) LongDay(t time.Time) string {
	if l == English {
		return t.Format("Monday 2 January 2006")
	}
	return fmt.Sprintf("วัน%sที่ %d %s %d", thaiWeekdays[t.Weekday()], t.Day(), thaiMonths[t.Month()-1], t.Year()+buddhist)
}

// Weekday is the day's name alone: พฤหัสบดี · Thursday.
func (l Lang) Weekday(t time.Time) string {
	if l == English {
		return t.Weekday().String()
	}
	return thaiWeekdays[t.Weekday()]
}

// ShortDay is a day for a narrow place, beside its month: พฤ 26 · Thu 26.
func (l Lang) ShortDay(t time.Time) string {
	if l == English {
		return t.Format("Mon 2")
	}
	return fmt.Sprintf("%s %d", [...]string{"อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"}[t.Weekday()], t.Day())
}

// Month is a month and its year: พ.ย. 69 · Nov 2026.
func (l Lang) Month(t time.Time) string {
	if l == English {
		return t.Format("Jan 2006")
	}
	return fmt.Sprintf("%s %02d", thaiMonthsShort[t.Month()-1], (t.Year()+buddhist)%100)
}

// Clock is the time of day on the 24-hour clock, two digits each: 09.30 น. · 09:30.
func (l Lang) Clock(t time.Time) string {
	if l == English {
		return t.Format("15:04")
	}
	return t.Format("15.04") + " น."
}

// Number is n with a comma between thousands, in Arabic figures: 1,250.
func (l Lang) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Phone is a Thai national number in the groups people read it in: 0812345678 → 081-234-5678,
// 075123456 → 075-123-456, 021234567 → 02-123-4567. Anything else (1669) stays as it is.
func Phone(national string) string {
	s := national
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return s
		}
	}
	switch {
	case len(s) == 10 && s[0] == '0':
		return s[:3] + "-" + s[3:6] + "-" + s[6:]
	case len(s) == 9 && strings.HasPrefix(s, "02"):
		return s[:2] + "-" + s[2:5] + "-" + s[5:]
	case len(s) == 9 && s[0] == '0':
		return s[:3] + "-" + s[3:6] + "-" + s[6:]
	}
	return s
}
