package text

// A person's name as it is searched: words without what is often typed wrongly.

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NameWords is the words of a name, or of the beginning of one, as they are
// compared in a search: folded, without title, tone marks, ็ ์ and accents, ใ
// written as ไ: "นางสาวใจดี เเก้ว" → [ไจดี แกว].
func NameWords(s string) []string {
	folded := Fold(s)
	if bare := strings.TrimSpace(withoutTitle(folded)); bare != "" {
		folded = bare
	}
	words := strings.FieldsFunc(norm.NFD.String(folded), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !mark(r)
	})
	list := words[:0]
	for _, w := range words {
		if w = strings.Map(searchRune, w); w != "" {
			list = append(list, w)
		}
	}
	return list
}

func searchRune(r rune) rune {
	switch {
	case r == 'ใ':
		return 'ไ'
	case mark(r) && (!thaiRune(r) || markOrder(r) >= 4 || r == '็' || r == 'ฺ'):
		return -1
	}
	return r
}
