package text

// The Thai hours: โมงเช้า, เที่ยง, บ่าย, โมงเย็น, ทุ่ม, ตี.

import (
	"regexp"
	"strings"
)

// What may follow an hour: the half, minutes, "sharp" or "a little past".
const past = `(?:\s*(คร?[ึื]่?ง|ตรง|กว่า\s?ๆ|กว่า|(` + numeral + `)\s*นาที))?`

var (
	afterNoon = regexp.MustCompile(`บ่าย\s*(?:(` + numeral + `)(?:\s*(โมง))?|(โมง)(?:นึง|หนึ่ง)?)` + past)
	thaiHour  = regexp.MustCompile(dayPart + `(?:(` + numeral + `)\s*(?:หรือ|รึ|ถึง|กับ|และ|[-–—])\s*)?(` + numeral + `)\s*(?:โมง|โม่ง)\s*(?:(เช้า|สาย|เย็น|บ่าย)\s*)?` + past + `\s*(เช้า|เย็น|บ่าย)?`)
	looseMin  = regexp.MustCompile(`^\s*(` + numeral + `)(?:\s|น|ค่ะ|คะ|ครับ|คับ|ได้|$)`)
	midday    = regexp.MustCompile(`เที่ยง(คืน|วัน|ตรง)?` + past + `|\b(noon|midnight)\b`)
	evening   = regexp.MustCompile(`(` + numeral + `)?\s*ทุ่ม\s*(นึง|หนึ่ง)?` + past)
	night     = regexp.MustCompile(`ตี\s*(` + numeral + `)` + past)

	notAnHour = regexp.MustCompile(`^\s*(?:คน|ที่|คิว|ท่าน|ครั้ง|เบอร์|ตัว|รูป|วัน|ข้อ|` + monthRule + `)`)
)

func (f *timeFinder) hours() {
	f.rest = take(f.rest, afterNoon, func(m []string, before, after string) int {
		h := 1
		if m[1] != "" {
			h = numeralValue(m[1])
		}
		if h < 1 || h > 6 || tiedAfter.MatchString(after) || m[2]+m[3]+m[4] == "" && notAnHour.MatchString(after) {
			return -1
		}
		minute, size := pastHour(m[4], m[5], after, true)
		f.hour(before, []int{h + 12}, minute)
		return size
	})
	f.rest = take(f.rest, thaiHour, func(m []string, before, after string) int {
		h := numeralValue(m[3])
		if !timeEdge(m[0], before, "") || h < 1 || h > 23 {
			return -1
		}
		minute, size := pastHour(m[5], m[6], after, true)
		f.hour(before, hoursOfThai(h, m[4]+m[7], m[1]), minute)
		if first := numeralValue(m[2]); first > 0 && first < 24 {
			f.hour(before, hoursOfThai(first, m[4]+m[7], m[1]), 0)
		}
		return size
	})
}

// hoursOfThai is the hours that "h โมง" may mean with the word behind it, or else the word before it.
func hoursOfThai(h int, behind, ahead string) []int {
	part := behind
	if part == "" {
		part = ahead
	}
	switch {
	case h >= 7:
		if h < 12 && (strings.HasPrefix(part, "เย็น") || strings.HasPrefix(part, "ค่ำ")) {
			return []int{h + 12}
		}
		return []int{h}
	case strings.HasPrefix(part, "เช้า"), strings.HasPrefix(part, "สาย"):
		if h == 6 {
			return []int{6}
		}
		return []int{h + 6}
	case part != "":
		return []int{h + 12}
	case h == 6:
		return []int{6, 18}
	}
	return []int{h + 6, h + 12}
}

func (f *timeFinder) names() {
	f.rest = take(f.rest, midday, func(m []string, before, after string) int {
		h := 12
		if m[1] == "คืน" || m[4] == "midnight" {
			h = 0
		}
		if m[1] == "" && m[2] == "" && m[4] == "" && !(startsWord(before) && endsWord(after)) {
			return -1
		}
		minute, size := pastHour(m[2], m[3], after, false)
		f.hour(before, []int{h}, minute)
		return size
	})
	f.rest = take(f.rest, evening, func(m []string, before, after string) int {
		h := 1
		switch {
		case m[1] != "":
			h = numeralValue(m[1])
		case m[2] == "" && m[3] == "" && !(startsWord(before) && endsWord(after)):
			return -1
		}
		if h < 1 || h > 6 || m[1] != "" && tiedBefore.MatchString(before) {
			return -1
		}
		minute, size := pastHour(m[3], m[4], after, m[1] != "")
		f.hour(before, []int{h + 18}, minute)
		return size
	})
	f.rest = take(f.rest, night, func(m []string, before, after string) int {
		h := numeralValue(m[1])
		if h < 1 || h > 6 || tiedAfter.MatchString(after) {
			return -1
		}
		minute, size := pastHour(m[2], m[3], after, false)
		f.hour(before, []int{h}, minute)
		return size
	})
}

// hour keeps the hours with their minute; a negative minute is "a little past": the hour or the half.
func (f *timeFinder) hour(before string, hours []int, minute int) {
	var may []int
	for _, h := range hours {
		if minute < 0 {
			may = append(may, h*hour, h*hour+30)
			continue
		}
		may = append(may, h*hour+minute)
	}
	f.found(before, may...)
}

// pastHour is the minute that word says, or with loose a bare number behind the hour (สิบโมงสิบห้า), and how many bytes that took.
func pastHour(word, figures, after string, loose bool) (minute, size int) {
	switch {
	case strings.HasPrefix(word, "ค"): // ครึ่ง, คึ่ง
		return 30, 0
	case strings.HasPrefix(word, "กว่า"):
		return -1, 0
	case figures != "":
		return min(numeralValue(figures), 59), 0
	case word != "" || !loose:
		return 0, 0
	}
	m := looseMin.FindStringSubmatch(after)
	if m == nil || notAnHour.MatchString(after[strings.Index(after, m[1])+len(m[1]):]) {
		return 0, 0
	}
	n := numeralValue(m[1])
	if n > 59 || n < 10 && n != 5 {
		return 0, 0
	}
	return n, strings.Index(after, m[1]) + len(m[1])
}
