package console

// What differs between two texts, as words that a person would point at.

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// piece is what is never cut in two: a placeholder, a Latin word, a number, a
// space, or a Thai letter with the marks on it.
var piece = regexp.MustCompile(`\{[^{}\s]*\}|[A-Za-z]+|[0-9๐-๙]+(?:[.,:][0-9๐-๙]+)*|\n|[^\S\n]|[เแโใไ]?[^\n]\p{Mn}*[ะาำ]?`)

// shortest is how many letters two texts must share for the eye to see it as
// kept; less between two changes reads as one change.
const shortest = 3

// mostPieces bounds the work: longer texts are compared line by line.
const mostPieces = 2000

// Differences are the spans that lead from before to after.
func Differences(before, after string) []Span {
	a, b := piece.FindAllString(before, -1), piece.FindAllString(after, -1)
	if len(a) > mostPieces || len(b) > mostPieces {
		a, b = strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	}
	return joined(smoothed(edits(a, b)))
}

// edits walks the longest common run of pieces.
func edits(a, b []string) []Span {
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []Span
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, Span{Kept, a[i]})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out = append(out, Span{Cut, a[i]})
			i++
		default:
			out = append(out, Span{Added, b[j]})
			j++
		}
	}
	return merged(out)
}

// merged joins neighbours of one fate.
func merged(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].Edit == s.Edit {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// smoothed takes a few letters that stayed between two changes as changed.
func smoothed(spans []Span) []Span {
	var out []Span
	for i, s := range spans {
		between := i > 0 && i < len(spans)-1 && s.Edit == Kept
		if between && utf8.RuneCountInString(s.Text) < shortest && !strings.Contains(s.Text, "\n") {
			out = append(out, Span{Cut, s.Text}, Span{Added, s.Text})
			continue
		}
		out = append(out, s)
	}
	return out
}

// joined lays what was struck before what came in, between two kept spans.
func joined(spans []Span) []Span {
	var out []Span
	var cut, added string
	flush := func() {
		if cut != "" {
			out = append(out, Span{Cut, cut})
		}
		if added != "" {
			out = append(out, Span{Added, added})
		}
		cut, added = "", ""
	}
	for _, s := range spans {
		switch s.Edit {
		case Cut:
			cut += s.Text
		case Added:
			added += s.Text
		default:
			flush()
			out = append(out, s)
		}
	}
	flush()
	return merged(out)
}
