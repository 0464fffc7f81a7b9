package rules

// Checks of strings, numbers and keywords.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

func wrongType() *fault { return &fault{typed: true} }

// Units counts UTF-16 code units, as LINE counts texts (D/text-character-count).
func Units(s string) int { return len(utf16.Encode([]rune(s))) }

// Clusters counts grapheme clusters, as LINE counts labels (D/text-character-count).
func Clusters(s string) int { return uniseg.GraphemeClusterCount(s) }

// str is any string.
func str() check {
	return checked("type", "a string", func(_ *walk, _ place, v any) *fault {
		if _, ok := v.(string); !ok {
			return wrongType()
		}
		return nil
	}, json.Number("7"))
}

// units is a string of at most max UTF-16 code units.
func units(most int) check {
	return counted(most, fmt.Sprintf("at most %d UTF-16 code units", most), Units, "ก")
}

// clusters is a string of at most max grapheme clusters. The value to break it
// is ASCII: a rule that counted UTF-16 would break at it as well, and the
// difference has tests of its own.
func clusters(most int) check {
	return counted(most, fmt.Sprintf("at most %d grapheme clusters", most), Clusters, "a")
}

func counted(most int, says string, count func(string) int, filler string) check {
	return checked("length", says, func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case count(s) > most:
			return &fault{said: fmt.Sprintf("Length must be between 0 and %d", most)}
		}
		return nil
	}, strings.Repeat(filler, most+1))
}

// word is a string of one of the values.
func word(values ...string) check {
	said := "Must be one of the following values: [" + strings.Join(values, ", ") + "]"
	return checked("value", "one of "+strings.Join(values, ", "), func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case !slices.Contains(values, s):
			return &fault{said: said}
		}
		return nil
	}, "no-such-value")
}

// form is a string of a form.
func form(says, pattern, wrong string) check {
	re := regexp.MustCompile(pattern)
	return checked("form", says, func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case !re.MatchString(s):
			return &fault{said: "invalid property"}
		}
		return nil
	}, wrong)
}

// whole is a whole number from low to high.
func whole(low, high int) check {
	return checked("range", fmt.Sprintf("a whole number from %d to %d", low, high), func(_ *walk, _ place, v any) *fault {
		n, ok := integer(v)
		switch {
		case !ok:
			return wrongType()
		case n < low || n > high:
			return &fault{said: fmt.Sprintf("Must be between %d and %d", low, high)}
		}
		return nil
	}, json.Number(strconv.Itoa(low-1)))
}

// degrees is a number from -most to most.
func degrees(most float64) check {
	return checked("range", fmt.Sprintf("a number from -%g to %g", most, most), func(_ *walk, _ place, v any) *fault {
		n, ok := v.(json.Number)
		if !ok {
			return wrongType()
		}
		if f, err := n.Float64(); err != nil || f < -most || f > most {
			return &fault{said: fmt.Sprintf("Must be between -%g and %g", most, most)}
		}
		return nil
	}, json.Number("181"))
}

// boolean is true or false.
func boolean() check {
	return checked("type", "true or false", func(_ *walk, _ place, v any) *fault {
		if _, ok := v.(bool); !ok {
			return wrongType()
		}
		return nil
	}, "true")
}

func integer(v any) (int, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return int(i), err == nil
}

const (
	nonNegative = 1<<31 - 1 // int32 in LINE's OpenAPI description
	keywords    = "none|xs|sm|md|lg|xl|xxl"
	pixels      = `\d+(\.\d+)?px`
	percents    = `\d+(\.\d+)?%`
)

func colour() check {
	return form("#RRGGBB or #RRGGBBAA", `^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$`, "red")
}

// measure is one of the keywords or one of the forms.
func measure(says string, forms ...string) check {
	return form(says, "^("+strings.Join(forms, "|")+")$", "wide")
}
