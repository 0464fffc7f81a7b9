package bot

// Slips of the finger: a wrong tone mark, one letter too many, too few or wrong.

import (
	"strings"
	"unicode/utf8"
)

var withoutTones = strings.NewReplacer("่", "", "้", "", "๊", "", "๋", "", "็", "", "์", "")

func toneless(s string) string { return withoutTones.Replace(s) }

// The shortest words, without tones, in which one wrong letter is forgiven, and
// only wrong tones.
const (
	forgivesLetter = 6
	forgivesTone   = 5
	longestWord    = 24
)

// nearWord returns the one word that a message without spaces is but for a slip;
// "" for none, or when it may be two.
func nearWord(said string) Word {
	said = toneless(said)
	n := utf8.RuneCountInString(said)
	if n < forgivesTone || n > longestWord {
		return ""
	}
	found := Word("")
	for way, word := range words {
		way = toneless(way)
		if way == said && n >= forgivesTone {
			return word
		}
		if utf8.RuneCountInString(way) < forgivesLetter || slips([]rune(way), []rune(said), 1) > 1 {
			continue
		}
		if found != "" && found != word {
			return ""
		}
		found = word
	}
	return found
}

// slips counts the letters by which two words differ, giving up past limit.
func slips(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		row = nextRow(row, a[i], b, i+1)
	}
	return row[len(b)]
}

// within is the fewest letters by which word differs from some part of said.
func within(said string, word []rune) int {
	letters := []rune(said)
	row := make([]int, len(letters)+1)
	for i := range word {
		row = nextRow(row, word[i], letters, i+1)
	}
	least := len(word)
	for _, n := range row {
		least = min(least, n)
	}
	return least
}

// nextRow is the next row of the table of edit distances.
func nextRow(row []int, r rune, against []rune, first int) []int {
	next := make([]int, len(row))
	next[0] = first
	for j := range against {
		differs := 1
		if against[j] == r {
			differs = 0
		}
		next[j+1] = min(row[j]+differs, row[j+1]+1, next[j]+1)
	}
	return next
}
