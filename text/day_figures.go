package text

// Days written with figures: 26/11/69, 2026-11-26, 26 พ.ย., nov 26, วันที่ 26.

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDay     = regexp.MustCompile(`(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})`)
	slashedDay = regexp.MustCompile(`(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})`)
	shortDay   = regexp.MustCompile(`(\d{1,2})\s?(/|-)\s?(\d{1,2})`)
	monthDay   = regexp.MustCompile(`(` + numeral + `)\s*(?:เดือน\s*|ของ\s*|/\s*)?` + monthRule)
	numberedMo = regexp.MustCompile(`(?:(?:วันที่|ที่)\s*)?(` + numeral + `)\s*เดือน(?:ที่)?\s*(` + numeral + `)`)
	dayEnglish = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?` + englishRule + `\b\.?`)
	englishDay = regexp.MustCompile(`\b` + englishRule + `\b\.?\s*(\d{1,2})(?:st|nd|rd|th)?`)
	ordinalDay = regexp.MustCompile(`(?:\bthe\s+)?(\d{1,2})(?:st|nd|rd|th)\b`)
	dayAlone   = regexp.MustCompile(`วันที่\s*(` + numeral + `)\s*(นี้)?`)
	dayOfMonth = regexp.MustCompile(`(` + numeral + `)\s*(?:ของ\s*)?เดือน\s*(นี้|หน้า)`)

	house        = regexp.MustCompile(`(?:เลขที่|บ้าน|ซอย|ซ\.|ห้อง|ความดัน|ทับ)\s*$`)
	village      = regexp.MustCompile(`^\s*(?:ม\.|หมู่|ถ\.|ถนน|ต\.|ซ\.|ซอย|ตำบล|อ\.)`)
	manyDays     = regexp.MustCompile(`\d\s*(?:[-–—,/]|และ|กับ|ถึง|หรือ|or|and|to)\s*(?:วันที่\s*)?$`)
	otherUnit    = regexp.MustCompile(`^\s*(?:[.:]\d|น\.|โมง|นาฬิกา|ทุ่ม|คน|ท่าน|ที่|คิว|ครั้ง|นาที|ชั่วโมง)`)
	lengthOfTime = regexp.MustCompile(`^\s*(?:วัน|ปี|สัปดาห์|อาทิตย์|คน|ครั้ง)`)
)

func (f *dayFinder) numeric() {
	f.rest = take(f.rest, isoDay, func(m []string, before, after string) int {
		y, mo, d := atoi(m[1]), atoi(m[2]), atoi(m[3])
		if !figureEdge(before, after) || y < 1900 || y >= 2700 {
			return -1
		}
		// 2570-01-05 is a Christian shape with a Buddhist year: asked back.
		day, ok := date(y, time.Month(mo), d)
		f.found(day, ok && y < 2400, before)
		return 0
	})
	f.rest = take(f.rest, slashedDay, func(m []string, before, after string) int {
		d, mo := atoi(m[1]), atoi(m[2])
		if !figureEdge(before, after) || d > 31 && mo > 31 {
			return -1
		}
		y := christianYear(atoi(m[3]), len(m[3]), "", f.today)
		if y == 0 && (len(m[3]) == 4 || mo > 12) {
			return -1
		}
		day, ok := date(y, time.Month(mo), d)
		f.found(day, ok && y > 0, before)
		return 0
	})
	f.rest = take(f.rest, shortDay, func(m []string, before, after string) int {
		d, mo := atoi(m[1]), atoi(m[3])
		if !figureEdge(before, after) || house.MatchString(before) || village.MatchString(after) || d > 31 && mo > 31 {
			return -1
		}
		if m[2] == "-" && (d <= 12 || mo > 12) && !strings.HasSuffix(strings.TrimSpace(before), "วันที่") {
			return -1
		}
		day, ok := f.thisYear(time.Month(mo), d)
		f.found(day, ok && mo >= 1 && mo <= 12, before)
		return 0
	})
}

func (f *dayFinder) withMonth() {
	keep := func(d int, mo time.Month, before, after string) int {
		y, size := takeYear(after, f.today)
		if manyDays.MatchString(before) {
			f.ask = true
			return size
		}
		day, ok := f.thisYear(mo, d)
		if size > 0 {
			day, ok = date(y, mo, d)
			ok = ok && y > 0
		}
		f.found(day, ok, strings.TrimSuffix(strings.TrimSpace(before), "วันที่"))
		return size
	}
	f.rest = take(f.rest, monthDay, func(m []string, before, after string) int {
		mo, ok := thaiMonth(m[2], after)
		if !ok || tiedBefore.MatchString(before) && !manyDays.MatchString(before) {
			return -1
		}
		return keep(numeralValue(m[1]), mo, before, after)
	})
	f.rest = take(f.rest, numberedMo, func(m []string, before, after string) int {
		mo := numeralValue(m[2])
		if tiedBefore.MatchString(before) || lengthOfTime.MatchString(after) {
			return -1
		}
		if mo < 1 || mo > 12 {
			f.ask = true
			return 0
		}
		return keep(numeralValue(m[1]), time.Month(mo), before, after)
	})
	f.rest = take(f.rest, dayEnglish, func(m []string, before, after string) int {
		if tiedBefore.MatchString(before) && !manyDays.MatchString(before) {
			return -1
		}
		return keep(atoi(m[1]), englishMonth(m[2]), before, after)
	})
	f.rest = take(f.rest, englishDay, func(m []string, before, after string) int {
		if tiedAfter.MatchString(after) {
			return -1
		}
		return keep(atoi(m[2]), englishMonth(m[1]), before, after)
	})
}

// ofTheMonth reads a day that names no month, or this or the next one: วันที่ 26, วันที่ 5 เดือนหน้า, the 26th.
func (f *dayFinder) ofTheMonth() {
	f.rest = take(f.rest, dayOfMonth, func(m []string, before, _ string) int {
		if tiedBefore.MatchString(before) {
			return -1
		}
		months := 0
		if m[2] == "หน้า" {
			months = 1
		}
		day, ok := f.inMonth(months, numeralValue(m[1]))
		f.found(day, ok, strings.TrimSuffix(strings.TrimSpace(before), "วันที่"))
		return 0
	})
	f.rest = take(f.rest, dayAlone, func(m []string, before, after string) int {
		if tiedAfter.MatchString(after) || otherUnit.MatchString(after) {
			return -1
		}
		if more := manyAfter.FindString(after); more != "" {
			f.ask = true
			return len(more)
		}
		d := numeralValue(m[1])
		day, ok := f.nextOf(d)
		if m[2] != "" {
			day, ok = f.inMonth(0, d)
		}
		f.found(day, ok, before)
		return 0
	})
	f.rest = take(f.rest, ordinalDay, func(m []string, before, _ string) int {
		if tiedBefore.MatchString(before) {
			return -1
		}
		day, ok := f.nextOf(atoi(m[1]))
		f.found(day, ok, before)
		return 0
	})
}

var manyAfter = regexp.MustCompile(`^\s*(?:[-–—,]|และ|กับ|ถึง|หรือ)\s*(?:วันที่\s*)?\d{1,2}`)

// atoi reads figures that a rule has already matched.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
