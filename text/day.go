package text

// ReadDay: one calendar day out of what a resident typed.

import (
	"time"
)

// dayFinder collects what the rules found in one sentence.
type dayFinder struct {
	rest     string
	today    time.Time
	days     []time.Time
	weekdays []weekdayFound
	ask      bool
}

type weekdayFound struct {
	day  time.Weekday
	next bool // of the week after this one
}

// ReadDay finds the one day that s names, seen from today, as midnight UTC of that date.
//
// It reads Thai and English, figures and words, both eras, with a sentence around them: วันนี้, มะรืน, พฤหัสหน้า,
// 26 พ.ย., 26/11/69, 2026-11-26, nov 26, tomorrow. A day without a year is this year's, or next year's when this
// year's is more than six months past; so a Sure day may lie in the past. A bare weekday is the next such day, today
// included; หน้า means next week's, counted from Monday. A bare number is no day (it is a choice).
// Not comes with the one day that is refused (พรุ่งนี้ไม่ว่าง).
// Ask comes with the zero day: two different days, a day that does not exist, one that is only bounded
// (ก่อนวันพุธ), or a week or month without its day. Texts over 200 characters are None.
func ReadDay(s string, today time.Time) (day time.Time, r Reading) {
	if tooLong(s) {
		return time.Time{}, None
	}
	folded := Fold(s)
	if wish := wishBehindRefusal(folded); wish != "" {
		if day, r := readDay(wish, today); r == Sure {
			return day, r
		}
	}
	return readDay(folded, today)
}

func readDay(folded string, today time.Time) (time.Time, Reading) {
	y, m, d := today.Date()
	f := &dayFinder{rest: folded, today: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
	f.numeric()
	f.withMonth()
	f.ofTheMonth()
	f.relative()
	f.weeks()
	f.names()
	if !f.ask && len(f.days) == 0 && len(f.weekdays) == 0 {
		return time.Time{}, None
	}
	if f.ask {
		return time.Time{}, Ask
	}
	day, r := f.agree()
	if !denies(folded) || r != Sure {
		return day, r
	}
	if refusesTaken.MatchString(f.rest) {
		return day, Not
	}
	return time.Time{}, Ask
}

// agree is the one day that everything found means, else Ask.
func (f *dayFinder) agree() (time.Time, Reading) {
	days := f.days
	if len(days) == 0 {
		for _, w := range f.weekdays {
			day, ok := f.coming(w)
			if !ok {
				return time.Time{}, Ask
			}
			days = append(days, day)
		}
	}
	for _, d := range days[1:] {
		if !d.Equal(days[0]) {
			return time.Time{}, Ask
		}
	}
	for _, w := range f.weekdays {
		if days[0].Weekday() != w.day {
			return time.Time{}, Ask
		}
	}
	return days[0], Sure
}

// coming is the day a weekday means. Said on a Sunday, จันทร์หน้า may be tomorrow or a week later: not ok.
func (f *dayFinder) coming(w weekdayFound) (time.Time, bool) {
	ahead := (int(w.day) - int(f.today.Weekday()) + 7) % 7
	if !w.next {
		return f.today.AddDate(0, 0, ahead), true
	}
	if f.today.Weekday() == time.Sunday {
		return f.today.AddDate(0, 0, 7), w.day == time.Sunday
	}
	sinceMonday := (int(f.today.Weekday()) + 6) % 7
	return f.today.AddDate(0, 0, 7-sinceMonday+(int(w.day)+6)%7), true
}

// found keeps a day, or asks back when it is not one; a bounded or ranged day is asked back too.
func (f *dayFinder) found(day time.Time, ok bool, before string) {
	if !ok || bounded.MatchString(before) {
		f.ask = true
		return
	}
	f.days = append(f.days, day)
}

// thisYear is the day m/d without a year: this year's, or next year's when that is more than six months past.
func (f *dayFinder) thisYear(m time.Month, d int) (time.Time, bool) {
	y := f.today.Year()
	if d < 1 || d > 31 {
		return time.Time{}, false
	}
	if time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Before(f.today.AddDate(0, -6, 0)) {
		y++
	}
	return date(y, m, d)
}

// nextOf is the coming day with the number d: of this month from today on, else of the next.
func (f *dayFinder) nextOf(d int) (time.Time, bool) {
	y, m, today := f.today.Date()
	if d >= today {
		return date(y, m, d)
	}
	return f.inMonth(1, d)
}

// inMonth is the day d of the month that many months from now.
func (f *dayFinder) inMonth(months, d int) (time.Time, bool) {
	first := time.Date(f.today.Year(), f.today.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return date(first.Year(), first.Month(), d)
}
