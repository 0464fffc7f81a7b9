package facts

// Whether a value is of the form that a schema says.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf16"
)

// Check says what is wrong with a JSON value that should be of a schema, each
// with its place as a JSON pointer; nothing where all is right. Properties that
// the schema does not know are wrong too.
func (t Table) Check(schema string, raw json.RawMessage) []string {
	s, ok := t[schema]
	if !ok {
		return []string{": there is no schema " + schema}
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return []string{": " + err.Error()}
	}
	c := &checker{table: t}
	c.value("", s, v)
	return c.wrong
}

type checker struct {
	table Table
	wrong []string
}

func (c *checker) say(at, format string, args ...any) {
	c.wrong = append(c.wrong, at+": "+fmt.Sprintf(format, args...))
}

func (c *checker) value(at string, s *Schema, v any) {
	s = c.table.of(s)
	switch v := v.(type) {
	case map[string]any:
		if c.typed(at, s, "object") {
			c.object(at, s, v)
		}
	case []any:
		if c.typed(at, s, "array") {
			c.within(at+" has items", float64(len(v)), float(s.MinItems), float(s.MaxItems))
			for i, item := range v {
				c.value(at+"/"+strconv.Itoa(i), s.Items, item)
			}
		}
	case string:
		if c.typed(at, s, "string") {
			c.text(at, s, v)
		}
	case float64:
		if v != float64(int64(v)) && s.Type == "integer" {
			c.say(at, "%v is no whole number", v)
		} else if c.typed(at, s, "integer", "number") {
			c.within(at, v, s.Min, s.Max)
		}
	case bool:
		c.typed(at, s, "boolean")
	default:
		c.say(at, "null")
	}
}

func (c *checker) typed(at string, s *Schema, is ...string) bool {
	if s.Type == "" || slices.Contains(is, s.Type) {
		return s.Type != ""
	}
	c.say(at, "is %s, wanted %s", is[0], s.Type)
	return false
}

func (c *checker) object(at string, s *Schema, v map[string]any) {
	if len(s.Kinds) > 0 {
		kind, _ := v["type"].(string)
		name, ok := s.Kinds[kind]
		if !ok {
			c.say(at+"/type", "%q is none of the kinds", kind)
			return
		}
		s = c.table[name]
	}
	for _, name := range s.Required {
		if v[name] == nil {
			c.say(at, "%s is missing", name)
		}
	}
	for name, inner := range v {
		switch {
		case s.Properties[name] != nil:
			c.value(at+"/"+name, s.Properties[name], inner)
		case s.Values != nil:
			c.value(at+"/"+name, s.Values, inner)
		default:
			c.say(at+"/"+name, "no such property")
		}
	}
}

func (c *checker) text(at string, s *Schema, v string) {
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		c.say(at, "%q is none of %q", v, s.Enum)
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) {
		c.say(at, "%q is not of the form %s", v, s.Pattern)
	}
	c.within(at+" has length", float64(len(utf16.Encode([]rune(v)))), float(s.MinLength), float(s.MaxLength))
}

func (c *checker) within(at string, n float64, low, high *float64) {
	if low != nil && n < *low {
		c.say(at, "%v, at least %v is wanted", n, *low)
	}
	if high != nil && n > *high {
		c.say(at, "%v, at most %v is wanted", n, *high)
	}
}

func float(n *int) *float64 {
	if n == nil {
		return nil
	}
	f := float64(*n)
	return &f
}
