package bot

// What a sign cannot do without, so that a message without it is past the sign at
// a glance: running every expression on every message took two milliseconds.

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A sign is an expression, and letters of which one must stand in what it
// matches; none means that nothing is known of it.
type sign struct {
	rule  pattern
	needs []string
}

func newSign(expression string) sign {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic("bot: " + err.Error())
	}
	return sign{regexp.MustCompile(expression), needs(tree)}
}

// mayMatch is false only where the sign cannot match.
func (s sign) mayMatch(said string) bool {
	return len(s.needs) == 0 || slices.ContainsFunc(s.needs, func(letters string) bool { return strings.Contains(said, letters) })
}

// needs lists letters of which one stands in everything that matches, nil where
// that is not known.
func needs(tree *syntax.Regexp) []string {
	switch tree.Op {
	case syntax.OpLiteral:
		return []string{string(tree.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return needs(tree.Sub[0])
	case syntax.OpAlternate:
		var all []string
		for _, way := range tree.Sub {
			one := needs(way)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		var best []string
		for _, part := range tree.Sub {
			if one := needs(part); one != nil && (best == nil || shortest(one) > shortest(best)) {
				best = one
			}
		}
		return best
	}
	return nil
}

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
