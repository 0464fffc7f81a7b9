package text

// ReadTime: the hour and minute out of what a resident typed.

import (
	"regexp"
	"slices"
	"strings"
)

const (
	hour    = 60
	noon    = 12 * hour
	halfDay = 12 * hour
)

// timeFinder collects what the rules found in one sentence: of each mention the minutes it may mean.
type timeFinder struct {
	rest     string
	mentions [][]int
	bounded  bool
}

// ReadTime finds the one time of day that s names, in minutes after midnight.
//
// It reads 9.30, 09:30 น., 0930, 13 น., the Thai hours (เก้าโมงครึ่ง, บ่ายสอง, 4 โมงเย็น, สองทุ่ม, ตีห้า, เที่ยงครึ่ง)
// and 9 am, with a sentence around them. Hours need such a word, a dot or a colon: bare figures are None.
// Sure has one value of 0..1440; 24.00 น. is 1440. Ask has the candidates, two or more, earliest first: "2 โมง" is 08:00 or 14:00,
// "2.30" without its zero 02:30 or 14:30, and "9 โมงหรือ 10 โมง" both. Ask has no candidates for a time that does not
// exist (25.00 น.), one that is only bounded (ก่อน 9 โมง), and a part of the day alone (ตอนบ่าย). Not has what the one
// time refused may mean (9 โมงไม่ว่าง).
// A range with a dash (09.30–10.30 น.) is its beginning. Texts over 200 characters are None.
func ReadTime(s string) (minutes []int, r Reading) {
	if tooLong(s) {
		return nil, None
	}
	folded := Fold(s)
	if wish := wishBehindRefusal(folded); wish != "" {
		if minutes, r := readTime(wish); r == Sure {
			return minutes, r
		}
	}
	return readTime(folded)
}

func readTime(folded string) ([]int, Reading) {
	f := &timeFinder{rest: folded}
	f.figures()
	f.hours()
	f.names()
	switch {
	case f.bounded:
		return nil, Ask
	case len(f.mentions) > 0 && denies(folded):
		if len(f.mentions) == 1 && refusesTaken.MatchString(f.rest) {
			return f.mentions[0], Not
		}
		return nil, Ask
	case len(f.mentions) > 0:
		return f.agree(folded)
	case noSuchTime.MatchString(folded), partOfDay.MatchString(folded):
		return nil, Ask
	}
	return nil, None
}

var (
	noSuchTime = regexp.MustCompile(`(?:^|[^\d.:/\-])\d{1,2}(?::\d{2}|\s?[.:]\s?\d{2}\s*(?:น(?:\.|$|\s)|นาฬิกา|โมง)|\s*(?:โมง|นาฬิกา|ทุ่ม|น\.)|\s*[ap]\.?m\b)(?:$|[^\d.:/\-])`)
	partOfDay  = regexp.MustCompile(`^(?:ขอ|เอา|จอง|เป็น|ตอน|ช่วง|รอบ|เวลา|ภาค|อยากได้|สะดวก|ว่าง|\s)*(?:เช้า|สาย|บ่าย|เย็น|ค่ำ|\b(?:morning|afternoon)\b)(?:\s|ๆ|หน่อย|ก็ได้|ดีกว่า|ได้(?:ไหม|มั้ย|หม้าย)|ไหม|มั้ย|ค่อน|แก่)*` + polite + `$`)
)

// agree is what every mention allows; mentions that contradict each other are all candidates.
func (f *timeFinder) agree(folded string) ([]int, Reading) {
	common := slices.Clone(f.mentions[0])
	var all []int
	for _, m := range f.mentions {
		common = slices.DeleteFunc(common, func(t int) bool { return !slices.Contains(m, t) })
		all = append(all, m...)
	}
	if len(common) == 0 {
		common = all
	}
	slices.Sort(common)
	common = slices.Compact(common)
	if len(common) > 1 && len(f.mentions) == 1 {
		common = ofThePeriod(common, folded)
	}
	if len(common) == 1 {
		return common, Sure
	}
	return common, Ask
}

var (
	morningWords   = regexp.MustCompile(`เช้า|สาย|\bmorning\b`)
	afternoonWords = regexp.MustCompile(`บ่าย|เย็น|\b(?:afternoon|evening)\b`)
)

// ofThePeriod keeps the candidates before or after noon when the sentence says which: เช้าพรุ่งนี้สัก 2 โมง.
func ofThePeriod(candidates []int, folded string) []int {
	folded = strings.ReplaceAll(folded, "ต่อเช้า", "")
	morning, afternoon := morningWords.MatchString(folded), afternoonWords.MatchString(folded)
	if morning == afternoon {
		return candidates
	}
	kept := slices.DeleteFunc(slices.Clone(candidates), func(t int) bool { return (t < noon) != morning })
	if len(kept) == 0 {
		return candidates
	}
	return kept
}

// found keeps a mention with the minutes it may mean.
func (f *timeFinder) found(before string, may ...int) {
	if bounded.MatchString(before) {
		f.bounded = true
		return
	}
	f.mentions = append(f.mentions, may)
}
