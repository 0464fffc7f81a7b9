package text

// PhoneFault: why what a resident typed is no phone number.

import (
	"regexp"
	"strings"
)

// A PhoneFault is what is wrong with a typed phone number; it ends the key of its sentence.
type PhoneFault string

// The faults. PhoneUnknown has as many digits as a number, but is none that Thailand gives out.
const (
	PhoneNone    PhoneFault = "none"    // no figure at all
	PhoneFew     PhoneFault = "few"     // fewer than 9 digits, or 9 of a mobile's 10
	PhoneMany    PhoneFault = "many"    // more than 10 digits
	PhoneTwo     PhoneFault = "two"     // two numbers or more
	PhoneZero    PhoneFault = "zero"    // a mobile without its leading 0
	PhoneUnknown PhoneFault = "unknown" // 0123456789, 0712345678
	PhoneForeign PhoneFault = "foreign" // +60…
	PhoneHotline PhoneFault = "hotline" // 191, 1669
	PhoneCard    PhoneFault = "card"    // 13 digits, as on an identity card
)

var (
	hotline     = regexp.MustCompile(`^1\d{2,3}$`)
	foreign     = regexp.MustCompile(`\+\s*(?:[0-57-9]|6[0-57-9])|\b00(?:[1-57-9]|6[0-57-9])`)
	withoutZero = regexp.MustCompile(`^[689]\d{8}$`)
	mobile      = regexp.MustCompile(`^0[689]`)
	card        = regexp.MustCompile(`^[1-8]\d{12}$`)
)

// severalDigits bounds what is tried as several numbers in a row.
const severalDigits = 40

// FaultOfPhone says why ReadPhone finds no number in s, and how many figures s has.
func FaultOfPhone(s string) (fault PhoneFault, digits int) {
	runs, total := phoneRuns(s)
	run := onlyFigures(Fold(s))
	if len(runs) == 1 {
		run = runs[0]
	}
	switch {
	case total == 0:
		return PhoneNone, 0
	case len(runs) > 1, len(run) <= severalDigits && numbersIn(run) > 1:
		return PhoneTwo, total
	case foreign.MatchString(Fold(s)):
		return PhoneForeign, total
	case hotline.MatchString(run):
		return PhoneHotline, total
	case withoutZero.MatchString(run):
		return PhoneZero, total
	case card.MatchString(run):
		return PhoneCard, total
	case total > 10 && !strings.HasPrefix(run, "66"):
		return PhoneMany, total
	case total < 9 || total == 9 && mobile.MatchString(run):
		return PhoneFew, total
	}
	return PhoneUnknown, total
}

// numbersIn counts the numbers that were typed without anything but a space between them, 0 when they are no numbers.
func numbersIn(figures string) int {
	if nationalNumber(figures) != "" {
		return 1
	}
	for _, n := range []int{9, 10} {
		if len(figures) > n && nationalNumber(figures[:n]) != "" {
			if rest := numbersIn(figures[n:]); rest > 0 {
				return rest + 1
			}
		}
	}
	return 0
}
