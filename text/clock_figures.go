package text

// Times written with figures: 9.30 น., 0930, 13 น., 9 am.

import (
	"regexp"
	"strings"
)

const dayPart = `(เช้า|สาย|บ่าย|เย็น|ค่ำ|คืน)?(?:\s*(?:ที่|เวลา|ตอน|ประมาณ|สัก|ซัก|ราว))*\s*`

var (
	amPm       = regexp.MustCompile(`(\d{1,2})(?:\s?[.:]\s?(\d{2}))?\s*([ap])\.?\s?m\b\.?`)
	oClock     = regexp.MustCompile(`(\d{1,2})\s*(?:o'?\s?clock|o’clock)`)
	timeRange  = regexp.MustCompile(`(\d{1,2}[.:]\d{2})\s*(?:น\.)?\s*[-–—]\s*(\d{1,2}[.:]\d{2})`)
	dottedTime = regexp.MustCompile(dayPart + `(\d{1,2})\s?[.:]\s?(\d{2})(\s*(?:นาฬิกา|น\.?|โมง))?\s*(เช้า|บ่าย|เย็น|ค่ำ)?`)
	joinedTime = regexp.MustCompile(`(\d{3,4})(\s*(?:นาฬิกา|น\.|น))?`)
	wholeHour  = regexp.MustCompile(dayPart + `(` + numeral + `)\s*(?:นาฬิกา(?:\s*(` + numeral + `)\s*นาที)?|น\.|น)`)
	sum        = regexp.MustCompile(`^\s*(?:บาท|กก|กิโล|ก\.ก|เมตร|เซน|ซม|องศา|%|มม|ล้าน|ชั่วโมง|ชม)`)
)

func (f *timeFinder) figures() {
	f.rest = take(f.rest, amPm, func(m []string, before, _ string) int {
		h, minute := atoi(m[1]), minutesOf(m[2])
		if tiedBefore.MatchString(before) || h < 1 || h > 12 || minute > 59 {
			return -1
		}
		h %= 12
		if m[3] == "p" {
			h += 12
		}
		f.found(before, h*hour+minute)
		return 0
	})
	f.rest = take(f.rest, oClock, func(m []string, before, _ string) int {
		h := atoi(m[1])
		if tiedBefore.MatchString(before) || h < 1 || h > 24 {
			return -1
		}
		f.found(before, either(h, 0, false)...)
		return 0
	})
	// The house form of a slot, 09.30–10.30 น., is the time it begins.
	f.rest = timeRange.ReplaceAllString(f.rest, "$1")
	f.rest = take(f.rest, dottedTime, func(m []string, before, after string) int {
		h, minute := atoi(m[2]), atoi(m[3])
		part := m[1] + m[5]
		if !timeEdge(m[0], before, after) || h > 24 || h == 24 && minute > 0 || minute > 59 || m[4] == "" && sum.MatchString(after) {
			return -1
		}
		f.found(before, inPart(h, minute, part, strings.HasPrefix(m[2], "0"))...)
		return 0
	})
	f.rest = take(f.rest, joinedTime, func(m []string, before, after string) int {
		unit := strings.TrimSpace(m[2])
		if !figureEdge(before, after) || unit == "" && !(len(m[1]) == 4 && m[1][0] == '0') || unit == "น" && !endsWord(after) {
			return -1
		}
		h, minute := atoi(m[1][:len(m[1])-2]), atoi(m[1][len(m[1])-2:])
		if h > 24 || h == 24 && minute > 0 || minute > 59 || unit == "" && sum.MatchString(after) {
			return -1
		}
		f.found(before, inPart(h, minute, "", m[1][0] == '0')...)
		return 0
	})
	f.rest = take(f.rest, wholeHour, func(m []string, before, after string) int {
		h, minute := numeralValue(m[2]), 0
		if m[3] != "" {
			minute = numeralValue(m[3])
		}
		if !timeEdge(m[0], before, after) || h > 24 || minute > 59 || strings.HasSuffix(m[0], "น") && !endsWord(after) {
			return -1
		}
		f.found(before, inPart(h, minute, m[1], strings.HasPrefix(m[2], "0"))...)
		return 0
	})
}

// inPart is h:minute in the part of the day that stands beside it. An hour of 1 to 5 without a zero before it and
// without such a word may be the afternoon's.
func inPart(h, minute int, part string, zero bool) []int {
	switch {
	case h >= 12 || part == "" && zero:
		return []int{h*hour + minute}
	case part == "บ่าย" || part == "เย็น" || part == "ค่ำ":
		return []int{(h+12)*hour + minute}
	case part == "":
		return either(h, minute, zero)
	}
	return []int{h*hour + minute}
}

// either is both halves of the day for an hour of 1 to 5 o'clock.
func either(h, minute int, zero bool) []int {
	if h < 1 || h > 5 || zero {
		return []int{h*hour + minute}
	}
	return []int{h*hour + minute, h*hour + minute + halfDay}
}

// timeEdge is figureEdge for a match that may begin with a word.
func timeEdge(match, before, after string) bool {
	if r := match[0]; r < '0' || r > '9' {
		before = ""
	}
	return !tiedBefore.MatchString(before) && !tiedAfter.MatchString(after)
}

func minutesOf(figures string) int {
	if figures == "" {
		return 0
	}
	return atoi(figures)
}
