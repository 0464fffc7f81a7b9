package facts

// Samples made from the table: the smallest right value of a schema, the same
// with one property more, and values that are wrong in one way.

import (
	"maps"
	"slices"
	"strings"
)

// A Maker makes samples of a table's schemas. What the description does not say
// comes from its fields; keys are "Schema.property" or "property".
type Maker struct {
	Table  Table
	Needs  map[string][]string // properties that LINE's prose requires beside the description, by schema
	Values map[string]any      // values of a form that only LINE's prose tells
	Prefer map[string]string   // which kind stands for a schema that has several
}

// A Sample is a value and what it shows.
type Sample struct {
	What  string // e.g. "with altUri" or "text is a number"
	Value any
}

// Smallest is a value with what is required and nothing else.
func (m *Maker) Smallest(schema string) map[string]any {
	out := m.object(schema, m.Table[schema])
	if tag := m.tag(schema); tag != "" {
		out["type"] = tag
	}
	return out
}

// Fuller are values with one more property each.
func (m *Maker) Fuller(schema string) []Sample {
	var all []Sample
	s := m.Table[schema]
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		v := m.Smallest(schema)
		if v[name] == nil {
			v[name] = m.value(schema, name, s.Properties[name])
			all = append(all, Sample{"with " + name, v})
		}
	}
	return all
}

// Invalid are values that are wrong in one way each: a property that is missing,
// of another type, none of its values, too long, too large or too many.
func (m *Maker) Invalid(schema string) []Sample {
	var all []Sample
	s := m.Table[schema]
	spoil := func(name, how string, v any) {
		out := m.Smallest(schema)
		if out[name] = v; v == nil {
			delete(out, name)
		}
		all = append(all, Sample{name + " " + how, out})
	}
	for _, name := range s.Required {
		spoil(name, "is missing", nil)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := m.Table.of(s.Properties[name])
		for how, v := range m.wrong(schema, name, p) {
			spoil(name, how, v)
		}
	}
	return all
}

func (m *Maker) wrong(schema, name string, p *Schema) map[string]any {
	out := map[string]any{}
	switch p.Type {
	case "string":
		out["is a number"] = 7
		if len(p.Enum) > 0 {
			out["is none of its values"] = "no-such-value"
		}
		if p.MaxLength != nil {
			out["is too long"] = strings.Repeat("a", *p.MaxLength+1)
		}
	case "integer", "number":
		out["is a text"] = "seven"
		if p.Max != nil {
			out["is too large"] = *p.Max + 1
		}
		if p.Min != nil {
			out["is too small"] = *p.Min - 1
		}
	case "boolean":
		out["is a text"] = "yes"
	case "array":
		out["is a text"] = "a"
		if p.MaxItems != nil {
			out["has too many"] = slices.Repeat([]any{m.value(schema, name, p.Items)}, *p.MaxItems+1)
		}
	case "object":
		out["is a text"] = "a"
		if len(p.Kinds) > 0 {
			out["is of no known kind"] = map[string]any{"type": "no-such-kind"}
		}
	}
	return out
}

func (m *Maker) object(name string, s *Schema) map[string]any {
	out := map[string]any{}
	for _, property := range slices.Concat(s.Required, m.Needs[name]) {
		out[property] = m.value(name, property, s.Properties[property])
	}
	return out
}

func (m *Maker) value(schema, property string, s *Schema) any {
	for _, key := range []string{schema + "." + property, property} {
		if v, ok := m.Values[key]; ok {
			return v
		}
	}
	name := s.Ref
	s = m.Table.of(s)
	switch {
	case len(s.Kinds) > 0:
		return m.Smallest(m.kind(name, s))
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == "object" && name != "":
		return m.Smallest(name)
	case s.Type == "object" && s.Values != nil:
		return map[string]any{"a": m.value(schema, property, s.Values)}
	case s.Type == "object":
		return m.object(schema+"."+property, s)
	case s.Type == "array":
		return slices.Repeat([]any{m.value(schema, property, s.Items)}, max(1, or(s.MinItems, 1)))
	case s.Type == "boolean":
		return true
	case s.Type == "string":
		return strings.Repeat("a", max(1, or(s.MinLength, 1)))
	}
	return max(1, or(s.Min, 1))
}

func (m *Maker) kind(name string, s *Schema) string {
	if preferred := m.Prefer[name]; preferred != "" {
		return preferred
	}
	return s.Kinds[slices.Min(slices.Collect(maps.Keys(s.Kinds)))]
}

// tag is the value of type by which a schema is told from its siblings.
func (m *Maker) tag(schema string) string {
	for _, s := range m.Table {
		for tag, name := range s.Kinds {
			if name == schema {
				return tag
			}
		}
	}
	return ""
}

func or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
