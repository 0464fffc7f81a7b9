package rules

// Checks that lead into lists and objects.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// one is an object of a kind of the table.
func one(name string) check {
	return check{"object", "an object: " + name, func(w *walk, p place, v any) *fault {
		obj := object(v)
		if obj == nil {
			return wrongType()
		}
		w.object(p, obj, w.table.kinds[name])
		return nil
	}, "not an object"}
}

// oneOf is an object whose type is one of the kinds below a name: oneOf("flex",
// "box") is a flex.box. shared are kinds that it is of besides.
func oneOf(family string, types []string, shared ...string) check {
	said := "Must be one of the following values: [" + strings.Join(types, ", ") + "]"
	return check{"kind", "an object of type " + strings.Join(types, ", "), func(w *walk, p place, v any) *fault {
		obj := object(v)
		if obj == nil {
			return wrongType()
		}
		typ := text(obj["type"])
		if !slices.Contains(types, typ) {
			rule := Rule{family + ".type.value", "one of " + strings.Join(types, ", "), w.table.kinds[family+"."+types[0]].source}
			at := p.in("type")
			if p.flex > 0 {
				at = p
			}
			w.fail(rule, at, &fault{said: said})
			return nil
		}
		kinds := make([]*kind, 0, len(shared)+1)
		for _, name := range append(slices.Clone(shared), family+"."+typ) {
			kinds = append(kinds, w.table.kinds[name])
		}
		w.object(p, obj, kinds...)
		return nil
	}, "not an object"}
}

// many is a list of low to high entries, each of which keeps the check.
func many(low, high int, each check) check {
	wrong := make([]any, high+1)
	return check{"size", fmt.Sprintf("a list of %d to %d", low, high), func(w *walk, p place, v any) *fault {
		entries, ok := v.([]any)
		switch {
		case !ok:
			return wrongType()
		case len(entries) < low || len(entries) > high:
			return &fault{said: fmt.Sprintf("Size must be between %d and %d", low, high)}
		}
		w.entries(p, entries, each)
		return nil
	}, wrong}
}

// series is a list of any length, each entry of which keeps the check.
func series(each check) check {
	return check{"list", "a list", func(w *walk, p place, v any) *fault {
		entries, ok := v.([]any)
		if !ok {
			return wrongType()
		}
		w.entries(p, entries, each)
		return nil
	}, "not a list"}
}

func (w *walk) entries(p place, entries []any, each check) {
	rule := Rule{"list.entry." + each.name, each.says, "R#message-objects"}
	for i, entry := range entries {
		at := p.at(i)
		if entry == nil {
			w.fail(rule, at, &fault{said: "May not be empty", flex: "must be specified"})
		} else if wrong := each.run(w, at, entry); wrong != nil {
			w.fail(rule, at, wrong)
		}
	}
}

// each is an object that maps names to objects, at most high of them.
func each(high int, of check) check {
	return check{"size", fmt.Sprintf("at most %d entries", high), func(w *walk, p place, v any) *fault {
		obj, ok := v.(map[string]any)
		switch {
		case !ok:
			return wrongType()
		case len(obj) > high:
			return &fault{said: fmt.Sprintf("Size must be between 0 and %d", high)}
		}
		for _, name := range slices.Sorted(maps.Keys(obj)) {
			if wrong := of.run(w, p.in(name), obj[name]); wrong != nil {
				w.fail(Rule{"textV2.substitution." + of.name, of.says, "R#text-message-v2"}, p.in(name), wrong)
			}
		}
		return nil
	}, json.Number("1")}
}
