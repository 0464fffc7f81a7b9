package rules

// How the table is read: kinds of objects with their properties, and the walk over a request.

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// A kind is one kind of object, such as a text message or a Flex box.
type kind struct {
	name   string
	source string
	fields []field
	across []across
	menus  bool // a request about rich menus, of which LINE words some refusals in another way
}

// A field is a property of a kind.
type field struct {
	name   string
	must   bool
	is     []check
	source string // the kind's own when empty
}

// A check is a rule about one value. run returns nil when the value keeps it;
// checks of lists and objects go on into them.
type check struct {
	name  string
	says  string
	run   func(w *walk, p place, v any) *fault
	wrong any    // a value that breaks the rule, for tests
	also  []Rule // what run reports under names of their own
}

func checked(name, says string, run func(*walk, place, any) *fault, wrong any) check {
	return check{name: name, says: says, run: run, wrong: wrong}
}

// An across is a rule about several properties of one object. It reports by itself.
type across struct {
	name   string // empty: run reports only what is in also
	says   string
	source string // the kind's own when empty
	also   []Rule // what run reports under names of their own
	run    func(c *cross, p place, obj map[string]any)
}

// A cross lets an across report under its own rule.
type cross struct {
	*walk
	kind *kind
	rule *across
}

func (c *cross) fail(p place, f *fault) { c.walk.fail(c.kind.ruleAcross(c.rule), p, f) }

// A fault is what LINE says of a value.
type fault struct {
	said  string // details[].message
	flex  string // the same inside a Flex container; empty: invalid property
	alone bool   // said is the whole answer
	typed bool   // the JSON type is wrong

	property string // where LINE names another place than the value's
}

func must(name string, is ...check) field { return field{name: name, must: true, is: is} }
func may(name string, is ...check) field  { return field{name: name, is: is} }

// tag is the property that says of which kind an object is; oneOf has judged it.
func tag() field { return field{name: "type"} }

func (f field) from(source string) field { f.source = source; return f }

func (k *kind) rules() []Rule {
	var out []Rule
	for i := range k.fields {
		f := &k.fields[i]
		if f.must {
			out = append(out, k.required(f))
		}
		for i := range f.is {
			out = append(out, k.rule(f, &f.is[i]))
			out = append(out, f.is[i].also...)
		}
	}
	for i := range k.across {
		a := &k.across[i]
		if a.name != "" {
			out = append(out, k.ruleAcross(a))
		}
		out = append(out, a.also...)
	}
	return out
}

func (k *kind) required(f *field) Rule {
	return Rule{k.name + "." + f.name + ".required", "must be there and not be empty", or(f.source, k.source)}
}

func (k *kind) rule(f *field, c *check) Rule {
	return Rule{k.name + "." + f.name + "." + c.name, c.says, or(f.source, k.source)}
}

func (k *kind) ruleAcross(a *across) Rule {
	return Rule{k.name + "." + a.name, a.says, or(a.source, k.source)}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// A walk goes over one request and notes what it finds.
type walk struct {
	table *tables
	menus bool // the request is about rich menus
	found []Broken
	hints []Broken
}

func (w *walk) fail(r Rule, p place, f *fault) { w.found = append(w.found, broken(r, p, f)) }

func broken(r Rule, p place, f *fault) Broken {
	b := Broken{Rule: r, At: p.pointer(), Property: or(f.property, p.property()), Message: f.said, message: p.message()}
	switch {
	case p.flex > 0:
		b.sort, b.Message = inFlex, or(f.flex, "invalid property")
	case f.typed:
		b.sort = alone
		b.Message = "The property, " + b.Property + ", in the request body is invalid (line: -, column: -)"
	case f.alone:
		b.sort = alone
	}
	return b
}

// object judges an object by all the kinds that it is of at once, e.g. those of
// every message and those of a text message.
func (w *walk) object(p place, obj map[string]any, kinds ...*kind) {
	for _, k := range kinds {
		for i := range k.fields {
			f := &k.fields[i]
			if v := obj[f.name]; v != nil || f.must {
				w.field(k, f, p.in(f.name), v)
			}
		}
		for i := range k.across {
			k.across[i].run(&cross{w, k, &k.across[i]}, p, obj)
		}
	}
	var unknown []string
	for name := range obj {
		if !slices.ContainsFunc(kinds, func(k *kind) bool { return k.has(name) }) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		k := kinds[len(kinds)-1]
		r := Rule{k.name + ".unknown", "LINE documents no such property", k.source}
		w.hints = append(w.hints, broken(r, p.in(name), &fault{said: "unknown property", flex: "unknown property"}))
	}
}

// absent is what LINE says of a required value that is not there (R#create-rich-menu
// for rich menus).
func (w *walk) absent() *fault {
	if w.menus {
		return &fault{said: "must be specified"}
	}
	return &fault{said: "May not be empty", flex: "must be specified"}
}

func (k *kind) has(property string) bool {
	return slices.ContainsFunc(k.fields, func(f field) bool { return f.name == property })
}

func (w *walk) field(k *kind, f *field, p place, v any) {
	if v == nil || v == "" && f.must {
		w.fail(k.required(f), p, w.absent())
		return
	}
	for i := range f.is {
		if wrong := f.is[i].run(w, p, v); wrong != nil {
			w.fail(k.rule(f, &f.is[i]), p, wrong)
			return
		}
	}
}

// decode reads one JSON value, numbers as json.Number.
func decode(raw []byte) (any, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("rules: something follows the JSON value")
	}
	return v, nil
}

func pointer(path []string) string {
	var out strings.Builder
	for _, step := range path {
		out.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(step))
	}
	return out.String()
}

func object(v any) map[string]any {
	obj, _ := v.(map[string]any)
	return obj
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
