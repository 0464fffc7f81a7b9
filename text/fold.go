package text

// One spelling for what people type: Unicode order, Thai marks, spaces and hidden characters.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	nikhahit = 'ํ'
	saraAa   = 'า'
	saraAm   = 'ำ'
	saraA    = 'ะ'
	// More marks than any real word has, few enough that a stack of them stays inside its line.
	maxMarks = 4
)

// Fold is s as it is matched: NFC, no zero-width, bidi or control characters, เเ→แ, ํา→ำ, a tone typed before
// its vowel put after it, Thai and full-width digits as 0-9, runs of white space as one space, Latin in lower case.
//
// Folding twice changes nothing; bytes that are not UTF-8 fall away.
func Fold(s string) string {
	return tidy(s, func(r rune) rune {
		switch {
		case r >= '๐' && r <= '๙':
			return r - '๐' + '0'
		case r >= 0xFF01 && r <= 0xFF5E:
			r = r - 0xFF01 + '!'
		}
		return unicode.ToLower(r)
	})
}

// Clean is s as it is kept and shown: repaired like Fold, but letters and digits stay as they were typed.
//
// The result is one line: white space of any kind becomes one plain space.
func Clean(s string) string {
	return tidy(s, func(r rune) rune { return r })
}

func tidy(s string, change func(rune) rune) string {
	out := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch {
		case r == utf8.RuneError || hidden(r):
		case unicode.IsSpace(r):
			out = append(out, ' ')
		default:
			out = append(out, change(r))
		}
	}
	composed := []rune(norm.NFC.String(string(out)))
	return strings.Join(strings.Fields(string(repair(composed))), " ")
}

// hidden is true of what a reader cannot see: controls, format characters (zero-width, bidi, tags), private use,
// variation selectors and enclosing marks (keycaps).
func hidden(r rune) bool {
	if unicode.IsSpace(r) {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Me, unicode.Variation_Selector) ||
		r == 0x034F || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}

// repair puts the marks on each Thai letter into one order, joins split vowels and cuts stacks of marks short.
func repair(in []rune) []rune {
	in = withoutForeignMarks(in)
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); {
		base := in[i]
		if base == 'เ' && i+1 < len(in) && in[i+1] == 'เ' {
			base = 'แ'
			i++
		}
		if !mark(base) {
			out = append(out, base)
			i++
		}
		var marks []rune
		i, marks = takeMarks(in, i, nil)
		if !thaiRune(base) || mark(base) {
			out = append(out, marks...)
			continue
		}
		tail := rune(0)
		if i < len(in) && (in[i] == saraAa || in[i] == saraAm || in[i] == saraA) {
			tail = in[i]
			i, marks = takeMarks(in, i+1, marks)
			if at := slices.Index(marks, nikhahit); at >= 0 && tail != saraA {
				marks = slices.Delete(marks, at, at+1)
				tail = saraAm
			}
		}
		slices.SortStableFunc(marks, func(a, b rune) int { return markOrder(a) - markOrder(b) })
		out = append(out, marks...)
		if tail != 0 {
			out = append(out, tail)
		}
	}
	return out
}

// withoutForeignMarks drops a mark of another script that stands on a Thai letter.
func withoutForeignMarks(in []rune) []rune {
	out := in[:0]
	for _, r := range in {
		if mark(r) && !thaiRune(r) && len(out) > 0 && thaiRune(out[len(out)-1]) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// takeMarks adds the marks that begin at in[i] to marks, each once and maxMarks at most.
func takeMarks(in []rune, i int, marks []rune) (int, []rune) {
	for ; i < len(in) && mark(in[i]); i++ {
		if len(marks) < maxMarks && !slices.Contains(marks, in[i]) {
			marks = append(marks, in[i])
		}
	}
	return i, marks
}

func mark(r rune) bool     { return unicode.Is(unicode.Mn, r) }
func thaiRune(r rune) bool { return r >= 'ก' && r <= '๛' }

// markOrder agrees with Unicode's canonical order, so that NFC leaves the result alone.
func markOrder(r rune) int {
	switch r {
	case 'ฺ':
		return 0
	case 'ุ', 'ู':
		return 1
	case 'ั', 'ิ', 'ี', 'ึ', 'ื', '็':
		return 2
	case nikhahit:
		return 3
	case '่', '้', '๊', '๋':
		return 4
	}
	return 5
}
