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
	return check{name: "object", says: "an object: " + name, wrong: "not an object", run: func(w *walk, p place, v any) *fault {
		obj := object(v)
		if obj == nil {
			return wrongType()
		}
		w.object(p, obj, w.table.kinds[name])
		return nil
	}}
}

// families are the objects whose type says which kind they are, with their sources.
var families = map[string]string{
	"message": "R#message-objects", "action": "R#action-objects", "template": "R#template-messages",
	"flex": "R#flex-message", "imagemap.action": "R#imagemap-action-objects",
	"substitution": "R#text-message-v2", "mentionee": "R#text-message-v2",
	"richMenu.operation": "R#batch-control-rich-menus-of-users-operations",
	"recipient":          narrowcastSource, "demographic": filterSource,
}

// oneOf is an object whose type is one of the kinds below a name: oneOf("flex",
// "box") is a flex.box. shared are kinds that it is of besides.
func oneOf(family string, types []string, shared ...string) check {
	values := strings.Join(types, ", ")
	rule := Rule{family + ".type(" + strings.Join(types, "|") + ")", "type is one of " + values, families[family]}
	return check{name: "object", says: "an object of type " + values, wrong: "not an object", also: []Rule{rule}, run: func(w *walk, p place, v any) *fault {
		obj := object(v)
		if obj == nil {
			return wrongType()
		}
		typ := text(obj["type"])
		if !slices.Contains(types, typ) {
			at := p.in("type")
			if p.flex > 0 {
				at = p // inside Flex, LINE names the component and not its type
			}
			w.fail(rule, at, &fault{said: "Must be one of the following values: [" + values + "]"})
			return nil
		}
		kinds := make([]*kind, 0, len(shared)+1)
		for _, name := range append(slices.Clone(shared), family+"."+typ) {
			kinds = append(kinds, w.table.kinds[name])
		}
		w.object(p, obj, kinds...)
		return nil
	}}
}

// entry is the rule about what stands in a list.
var entry = Rule{"list.entry", "an entry of a list is there and of the list's kind", "R#message-objects"}

// many is a list of low to high entries, each of which keeps the check.
func many(low, high int, each check) check {
	return check{
		name: "size", says: fmt.Sprintf("a list of %d to %d", low, high), wrong: make([]any, high+1), also: append([]Rule{entry}, each.also...),
		run: func(w *walk, p place, v any) *fault {
			entries, ok := v.([]any)
			switch {
			case !ok:
				return wrongType()
			case len(entries) < low || len(entries) > high:
				return &fault{said: fmt.Sprintf("Size must be between %d and %d", low, high)}
			}
			w.entries(p, entries, each)
			return nil
		},
	}
}

// series is a list of any length, each entry of which keeps the check.
func series(each check) check {
	return check{name: "list", says: "a list", wrong: "not a list", also: append([]Rule{entry}, each.also...), run: func(w *walk, p place, v any) *fault {
		entries, ok := v.([]any)
		if !ok {
			return wrongType()
		}
		w.entries(p, entries, each)
		return nil
	}}
}

func (w *walk) entries(p place, entries []any, each check) {
	for i, v := range entries {
		if v == nil {
			w.fail(entry, p.at(i), w.absent())
		} else if wrong := each.run(w, p.at(i), v); wrong != nil {
			w.fail(entry, p.at(i), wrong)
		}
	}
}

// each is an object that maps names to objects, at most high of them.
func each(high int, of check) check {
	return check{
		name: "size", says: fmt.Sprintf("at most %d entries", high), wrong: json.Number("1"), also: append([]Rule{entry}, of.also...),
		run: func(w *walk, p place, v any) *fault {
			obj, ok := v.(map[string]any)
			switch {
			case !ok:
				return wrongType()
			case len(obj) > high:
				return &fault{said: fmt.Sprintf("Size must be between 0 and %d", high)}
			}
			for _, name := range slices.Sorted(maps.Keys(obj)) {
				if wrong := of.run(w, p.in(name), obj[name]); wrong != nil {
					w.fail(entry, p.in(name), wrong)
				}
			}
			return nil
		},
	}
}
