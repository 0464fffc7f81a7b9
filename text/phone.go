package text

// ReadPhone: a Thai phone number out of what a resident typed.

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

var phoneRun = regexp.MustCompile(`\+?\(?\d(?:[\d\s().\-–—‐‑−]*\d)?`)

// Digits said one by one: ศูนย์แปดหนึ่ง…
var (
	digitWords = regexp.MustCompile(`(?:(?:ศูนย์|ศูน|หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก|เจ็ด|เจด|แปด|เก้า|\d)[\s\-]*){3,}`)
	digitOf    = strings.NewReplacer("ศูนย์", "0", "ศูน", "0", "หนึ่ง", "1", "นึง", "1", "สอง", "2", "สาม", "3", "สี่", "4", "ห้า", "5", "หก", "6", "เจ็ด", "7", "เจด", "7", "แปด", "8", "เก้า", "9")
)

// A shorter run of figures beside the number is a house, a year, a person's count.
const minPhoneDigits = 7

// ReadPhone finds the one Thai mobile (10 digits) or landline (9 digits) number in s, written nationally: 0812345678.
//
// Thai digits, digits in words (ศูนย์แปดหนึ่ง), spaces, dashes, brackets, +66 and 66 are understood; whether the number exists is the library's word.
// digits is how many figures were typed, for the sentence that says so: those of the number when ok, else all in s.
// Not ok: too short or long, without its leading zero, a hotline (1669), two numbers, or a text over 200 characters.
func ReadPhone(s string) (national string, digits int, ok bool) {
	runs, total := phoneRuns(s)
	if len(runs) != 1 {
		return "", total, false
	}
	if national = nationalNumber(runs[0]); national == "" {
		return "", total, false
	}
	return national, len(runs[0]), true
}

// phoneRuns lists the runs of figures in s that are long enough for a number, and how many figures there are in all.
func phoneRuns(s string) (runs []string, total int) {
	if tooLong(s) {
		return nil, 0
	}
	spelled := digitWords.ReplaceAllStringFunc(Fold(s), func(run string) string { return digitOf.Replace(run) })
	for _, run := range phoneRun.FindAllString(spelled, -1) {
		figures := onlyFigures(run)
		total += len(figures)
		if len(figures) >= minPhoneDigits {
			runs = append(runs, figures)
		}
	}
	return runs, total
}

// nationalNumber is the number with its zero, or nothing when no Thai mobile or landline has it.
func nationalNumber(figures string) string {
	rest, ok := strings.CutPrefix(figures, "0066")
	if !ok {
		rest, ok = strings.CutPrefix(figures, "66")
	}
	if ok {
		rest = strings.TrimPrefix(rest, "0")
	} else if rest, ok = strings.CutPrefix(figures, "0"); !ok {
		return ""
	}
	number, err := phonenumbers.Parse("+66"+rest, "TH")
	if err != nil || !phonenumbers.IsValidNumberForRegion(number, "TH") {
		return ""
	}
	switch phonenumbers.GetNumberType(number) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE, phonenumbers.FIXED_LINE_OR_MOBILE, phonenumbers.VOIP:
	default:
		return ""
	}
	if len(rest) != 8 && len(rest) != 9 {
		return ""
	}
	return "0" + rest
}

func onlyFigures(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
