package bot

// The codec of postback data: what a button carries, "noun.verb?key=value&…".

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tambon/line"
)

// menuAction is where a button leads whose own data would not fit.
const menuAction = "menu.show"

var actionShape = regexp.MustCompile(`^[a-z]+\.[a-z]+(_[a-z]+)*$`)

// Data is the postback data for an action and its pairs of key and value, in the
// order given; a pair without a value is left out. Data longer than LINE's 300
// UTF-16 units becomes that of the menu, since LINE would refuse the whole card.
func Data(action string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(action)
	sep := byte('?')
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		b.WriteByte(sep)
		b.WriteString(url.QueryEscape(pairs[i]))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(pairs[i+1]))
		sep = '&'
	}
	if b.Len() > line.MaxData {
		return menuAction
	}
	return b.String()
}

// ParseData reads postback data. It is not ok where the data could not have come
// from Data: another shape, a key twice or without value, bad escapes, bytes that
// are no UTF-8, control characters, or more than LINE carries.
func ParseData(data string) (action string, args url.Values, ok bool) {
	if line.Units(data) > line.MaxData {
		return "", nil, false
	}
	action, query, more := strings.Cut(data, "?")
	if !actionShape.MatchString(action) || (more && query == "") {
		return "", nil, false
	}
	args, err := url.ParseQuery(query)
	if err != nil {
		return "", nil, false
	}
	for key, values := range args {
		if key == "" || len(values) != 1 || values[0] == "" || !utf8.ValidString(key+values[0]) || strings.ContainsFunc(values[0], unicode.IsControl) {
			return "", nil, false
		}
	}
	return action, args, true
}
