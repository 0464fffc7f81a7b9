package text

// Months as people spell them, and years of both eras.

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Spellings of each month, folded: the word (ยน and คม optional), and the two letters of its abbreviation.
var monthSpellings = [12]struct{ word, first, second string }{
	{`มกรา(?:คม)?|มะกรา(?:คม)?`, "ม", "ค"},
	{`กุมภา(?:พันธ์|พัน|พันธุ์|พันธ)?|กุมพา(?:พันธ์)?`, "ก", "พ"},
	{`มีนา(?:คม)?`, "มี", "ค"},
	{`เมษา(?:ยน)?|เมสา(?:ยน)?|เมศา(?:ยน)?`, "เม", "ย"},
	{`พ(?:ฤ|ฤๅ|รึ)[ษศส]ภา(?:คม)?`, "พ", "ค"},
	{`มิถุนา(?:ยน)?|มิถุ`, "มิ", "ย"},
	{`กร?ก[ฎฏด]า(?:คม)?`, "ก", "ค"},
	{`สิงหา(?:คม)?|สิงห์หา(?:คม)?`, "ส", "ค"},
	{`กันยา(?:ยน)?`, "ก", "ย"},
	{`ตุลา(?:คม)?`, "ต", "ค"},
	{`พ(?:ฤ|รึ)[ศษส]จิก?(?:า(?:ยน)?)?`, "พ", "ย"},
	{`ธันวา(?:คม)?|ทันวา(?:คม)?`, "ธ", "ค"},
}

var (
	monthRule   = `(` + monthPattern() + `)`
	monthWhole  = monthMatchers()
	englishRule = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
)

func monthPattern() string {
	var words, abbreviations []string
	for _, m := range monthSpellings {
		words = append(words, m.word)
		abbreviations = append(abbreviations, m.first+`\s?\.?\s?`+m.second+`\.?`)
	}
	return strings.Join(words, "|") + "|" + strings.Join(abbreviations, "|")
}

func monthMatchers() (out [12]*regexp.Regexp) {
	for i, m := range monthSpellings {
		out[i] = regexp.MustCompile(`^(?:` + m.word + `|` + m.first + `\s?\.?\s?` + m.second + `\.?)$`)
	}
	return out
}

// thaiMonth is the month of a match of monthRule. An abbreviation without its last dot must end where a word may end.
func thaiMonth(spelled, after string) (time.Month, bool) {
	for i, rule := range monthWhole {
		if !rule.MatchString(spelled) {
			continue
		}
		short := monthSpellings[i].first + monthSpellings[i].second
		if letters := strings.NewReplacer(" ", "", ".", "").Replace(spelled); letters == short && !strings.HasSuffix(spelled, ".") && !endsWord(after) {
			return 0, false
		}
		return time.Month(i + 1), true
	}
	return 0, false
}

func englishMonth(spelled string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), spelled[:3]) {
			return m
		}
	}
	return 0
}

var (
	yearRule = regexp.MustCompile(`^\s*,?\s*(?:ปี\s*)?(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|be\b|b\.e\.|ad\b|a\.d\.)?\s*'?(\d+)`)
	// What makes the two or four figures behind a month a time or a count.
	notYear = regexp.MustCompile(`^\s*(?:[.:\-–/]\s*\d|น\.?(?:\s|$|[^ก-๛])|นาฬิกา|โมง|ทุ่ม|[ap]\.?\s?m\b|คน|คิว|ท่าน|เดือน)`)
)

// takeYear reads a year at the start of after: the year of the Christian era, and how many bytes it takes.
// size 0: there is none. year 0 with a size: one that cannot be told or is not plausible.
func takeYear(after string, today time.Time) (year, size int) {
	m := yearRule.FindStringSubmatch(after)
	if m == nil {
		return 0, 0
	}
	figures, rest := m[2], after[len(m[0]):]
	if len(figures) != 2 && len(figures) != 4 || figures[0] == '0' && len(figures) == 4 || notYear.MatchString(rest) {
		return 0, 0
	}
	n, err := strconv.Atoi(figures)
	if err != nil {
		return 0, 0
	}
	return christianYear(n, len(figures), m[1], today), len(m[0])
}

// christianYear turns a typed year into the Christian era; 0 when it cannot be told. Two figures mean the era that
// lies within five years of today.
func christianYear(n, figures int, era string, today time.Time) int {
	ofBuddha := strings.HasPrefix(era, "พ") || strings.HasPrefix(era, "b")
	ofChrist := strings.HasPrefix(era, "ค") || strings.HasPrefix(era, "a")
	if figures == 2 {
		near := func(year int) bool { return year >= today.Year()-5 && year <= today.Year()+5 }
		fromBuddhist, fromChristian := 2500+n-buddhist, 2000+n
		switch {
		case ofBuddha, !ofChrist && near(fromBuddhist):
			return fromBuddhist
		case ofChrist, near(fromChristian):
			return fromChristian
		}
		return 0
	}
	switch {
	case n >= 2400 && n <= 2700 && !ofChrist:
		return n - buddhist
	case n >= 1900 && n <= 2200 && !ofBuddha:
		return n
	}
	return 0
}

// date is the day y-m-d at midnight UTC, false when the calendar has no such day.
func date(y int, m time.Month, d int) (time.Time, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return t, t.Year() == y && t.Month() == m && t.Day() == d
}
