package text

// Days written with words: พรุ่งนี้, อีก 3 วัน, วันพฤหัสหน้า, จ., next thu.

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Spellings of each weekday from Sunday on, folded, the longest first.
var weekdaySpellings = [7]string{
	`อาทิตย์|อาทิตร์|อาทิต|อาทิด|อาฑิตย์`,
	`จันทร์|จันทน์|จันท์|จันทร|จันท|จัน`,
	`อังคาร|อังคาน|อังคาล|องคาร|อังคา`,
	`พุธ|พุทธ|พุท|พุด`,
	`พฤหัสบดี|พฤหัสฯ|พฤหัส|พฤหัด|พฤหัท|พฤหัศ|พฤหัษ|พหัส|พะหัส|พะหัด|พรึหัส|พฤ`,
	`ศุกร์|ศุกร|ศุกข์|ศุกล์|ศุก|สุกร์|สุก`,
	`เสาร์|เสาว์|เส้าร์|เสา`,
}

var weekdayShort = map[string]time.Weekday{
	"อา": time.Sunday, "จ": time.Monday, "อ": time.Tuesday, "พ": time.Wednesday,
	"พฤ": time.Thursday, "ศ": time.Friday, "ส": time.Saturday,
}

var weekdayEnglish = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

const week = `(?:อาทิตย์|สัปดาห์|สัปดา|สัปดาร์|วีค|วีก)`

var weekday = `(` + strings.Join(weekdaySpellings[:], "|") + `)`

var weekdayWhole = func() (out [7]*regexp.Regexp) {
	for i, s := range weekdaySpellings {
		out[i] = regexp.MustCompile(`^(?:` + s + `)$`)
	}
	return out
}()

func weekdayOf(spelled string) time.Weekday {
	return time.Weekday(slices.IndexFunc(weekdayWhole[:], func(r *regexp.Regexp) bool { return r.MatchString(spelled) }))
}

// Words for a day so many days from today. Southern: ต่อเช้า is tomorrow, ต่อรือ the day after, มะเรื่อง the third.
var relativeDays = []struct {
	rule  *regexp.Regexp
	ahead int
	loose bool // must stand where a word may stand
}{
	{regexp.MustCompile(`day after tomorrow`), 2, false},
	{regexp.MustCompile(`(?:วัน)?(?:มะรืน|มะรื่น|มะลืน|มะรีน|ปะรืน|มะรือ|ต่อรือ)(?:นี้|นี่)?`), 2, false},
	{regexp.MustCompile(`(?:มะเรื่อง|มะเรือง|ต่อเรื่อง)(?:นี้)?`), 3, false},
	{regexp.MustCompile(`(?:วัน)?พร?[ุู][่้]?งนี[้่]?|(?:วัน)?พรุ่งนึ้|วันพรุ่ง|ต่อเช้า|\b(?:tomorrow|tommorow|tomorow|tmrw?)\b`), 1, false},
	{regexp.MustCompile(`พรุ่ง`), 1, true},
	{regexp.MustCompile(`เมื่อวานซืน`), -2, false},
	{regexp.MustCompile(`เมื่อวาน(?:นี้)?|\byesterday\b`), -1, false},
	{regexp.MustCompile(`วันนี[้่]?|วันนิ้|(?:เช้า|สาย|บ่าย|เย็น|ค่ำ|คืน)นี้|\b(?:today|tonight)\b`), 0, false},
}

var (
	inDays   = regexp.MustCompile(`(?:อีก|\bin)\s*(` + numeral + `)\s*(วัน|สัปดาห์|อาทิตย์|เดือน|days?\b|weeks?\b|months?\b)`)
	dayOfWk  = regexp.MustCompile(`(?:วัน\s*)?` + weekday + `\s*(?:ของ|ใน)?\s*` + week + `\s*(หน้า|ถัดไป|ต่อไป|นี้)`)
	wkThenDy = regexp.MustCompile(week + `\s*(หน้า|ถัดไป|ต่อไป|นี้)\s*(?:ขอ|เอา|เป็น|จอง)?\s*วัน\s*` + weekday)
	someWeek = regexp.MustCompile(`(?:` + week + `\s*(?:หน้า|ถัดไป|ต่อไป|นี้)|(?:ต้น|กลาง|ปลาย|สิ้น)?เดือน(?:หน้า|นี้|ถัดไป)|(?:ต้น|กลาง|ปลาย|สิ้น)เดือน|ปีหน้า|\b(?:next|this)\s+(?:week|month|year)\b)`)
	onWeek   = regexp.MustCompile(`(วัน\s*)?` + weekday + `(?:\s*(ที่จะ(?:มา)?ถึงนี้|ที่จะ(?:มา)?ถึง|นี้|หน้า|ถัดไป|ต่อไป|ที่แล้ว|ที่ผ่านมา))?`)
	itsDate  = regexp.MustCompile(`^\s*(?:ที่\s*)?(\d{1,2})(?:\s|$)`)
	shortWk  = regexp.MustCompile(`^(?:ขอ|เอา|จอง)?\s*(วัน\s*)?(อา|จ|อ|พฤ|พ|ศ|ส)\.\s*(นี้|หน้า)?`)
	engWeek  = regexp.MustCompile(`(\b(?:next|this|last|on|coming)\s+)?\b(sun|mon|tue|wed|thu|fri|sat)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?`)
)

func (f *dayFinder) relative() {
	f.rest = take(f.rest, inDays, func(m []string, before, _ string) int {
		n := numeralValue(m[1])
		switch {
		case m[2] == "วัน" || strings.HasPrefix(m[2], "day"):
			f.found(f.today.AddDate(0, 0, n), true, before)
		case m[2] == "เดือน" || strings.HasPrefix(m[2], "month"):
			f.ask = true
		default:
			f.found(f.today.AddDate(0, 0, 7*n), true, before)
		}
		return 0
	})
	for _, word := range relativeDays {
		f.rest = take(f.rest, word.rule, func(_ []string, before, after string) int {
			if word.loose && !(startsWord(before) && endsWord(after)) {
				return -1
			}
			f.found(f.today.AddDate(0, 0, word.ahead), true, before)
			return f.numbered(after)
		})
	}
}

// weeks reads a weekday of a named week; a week or month alone is asked back.
func (f *dayFinder) weeks() {
	keep := func(name, which, before string) int {
		w := weekdayFound{weekdayOf(name), which != "นี้"}
		// Whether Sunday ends this week or begins the next, people differ.
		if w.next && w.day == time.Sunday {
			f.ask = true
			return 0
		}
		f.onWeekday(w, before)
		return 0
	}
	f.rest = take(f.rest, dayOfWk, func(m []string, before, _ string) int { return keep(m[1], m[2], before) })
	f.rest = take(f.rest, wkThenDy, func(m []string, before, _ string) int { return keep(m[2], m[1], before) })
	f.rest = take(f.rest, someWeek, func(m []string, before, _ string) int {
		// วันอาทิตย์หน้า is a Sunday, อาทิตย์หน้า next week or a Sunday.
		if strings.HasPrefix(m[0], "อาทิตย์") && strings.HasSuffix(strings.TrimSpace(before), "วัน") {
			return -1
		}
		f.ask = true
		return 0
	})
}

func (f *dayFinder) names() {
	f.rest = take(f.rest, onWeek, func(m []string, before, after string) int {
		sure := m[1] != "" && (m[2] != "พฤ" || endsWord(after))
		if !sure && m[1] == "" {
			sure = startsWord(before) && (m[3] != "" || endsWord(after) || orBefore.MatchString(before))
		}
		if !sure {
			return -1
		}
		if m[3] == "ที่แล้ว" || m[3] == "ที่ผ่านมา" {
			f.ask = true
			return 0
		}
		next := m[3] == "หน้า" || m[3] == "ถัดไป" || m[3] == "ต่อไป"
		f.onWeekday(weekdayFound{weekdayOf(m[2]), next}, before)
		return f.numbered(after)
	})
	f.rest = take(f.rest, shortWk, func(m []string, before, after string) int {
		if m[3] == "" && !plainEnd.MatchString(after) {
			return -1
		}
		f.onWeekday(weekdayFound{weekdayShort[m[2]], m[3] == "หน้า"}, before)
		return f.numbered(after)
	})
	f.rest = take(f.rest, engWeek, func(m []string, before, _ string) int {
		if strings.HasPrefix(m[1], "last") {
			f.ask = true
			return 0
		}
		f.onWeekday(weekdayFound{weekdayEnglish[m[2]], strings.HasPrefix(m[1], "next")}, before)
		return 0
	})
}

// A weekday behind another one is a day, whatever follows: จันทร์หรืออังคารดี.
var orBefore = regexp.MustCompile(`(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์|วัน|` + taken + `)\s*(?:หรือ|รึ)\s*$`)

// Behind "จ." a word would make it จังหวัด, behind "พ." a doctor.
var plainEnd = regexp.MustCompile(`^(?:` + polite + `$|\s*\d|\s*` + taken + `|\s*(?:เช้า|บ่าย|เย็น|เวลา|ตอน|ได้))`)

// numbered reads the day's number behind a word for the day, as in พฤหัสที่ 26.
func (f *dayFinder) numbered(after string) int {
	m := itsDate.FindStringSubmatch(after)
	if m == nil || otherUnit.MatchString(after[len(strings.TrimRight(m[0], " ")):]) {
		return 0
	}
	day, ok := f.nextOf(atoi(m[1]))
	f.found(day, ok, "")
	return len(strings.TrimRight(m[0], " "))
}

func (f *dayFinder) onWeekday(w weekdayFound, before string) {
	if bounded.MatchString(before) || everyDay.MatchString(before) {
		f.ask = true
		return
	}
	f.weekdays = append(f.weekdays, w)
}

var everyDay = regexp.MustCompile(`(?:ทุก|ทุก\s?ๆ|\bevery)\s*$`)
