package config

// Reading a file that people write: a site file, or the simulator's world. The YAML library's own decoding names a line and a Go
// type; an officer needs the place in the file and what to write instead.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

var clockForm = regexp.MustCompile(`^([0-9]{1,2})[:.]([0-5][0-9])$`)

type decoder struct {
	tag     string         // of the fields that the file may name
	example string         // a file that is right
	lines   map[string]int // where each place stands
	wrong   []located
}

type located struct {
	place string
	line  int
	what  string
}

func (d *decoder) mistake(place string, line int, what string) {
	d.wrong = append(d.wrong, located{place, line, what})
}

// told reports whether a mistake at place, or around it, is already known.
func (d *decoder) told(place string) bool {
	return slices.ContainsFunc(d.wrong, func(m located) bool {
		rest, inside := strings.CutPrefix(place, m.place)
		return inside && (rest == "" || m.place == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// lineOf returns the line of place, or of the nearest thing around it.
func (d *decoder) lineOf(place string) int {
	for place != "" {
		if line, ok := d.lines[place]; ok {
			return line
		}
		place = place[:max(0, strings.LastIndexAny(place, ".["))]
	}
	return 1
}

func (d *decoder) sorted() Mistakes {
	slices.SortStableFunc(d.wrong, func(a, b located) int { return a.line - b.line })
	var list Mistakes
	for _, m := range d.wrong {
		where := fmt.Sprintf("line %d: ", m.line)
		switch {
		case m.line == 0: // the YAML library names the line itself
			where = ""
		case m.place != "":
			where = fmt.Sprintf("%s (line %d): ", m.place, m.line)
		}
		list = append(list, where+m.what)
	}
	return list
}

func (d *decoder) decode(content []byte, into any) {
	var doc, more yaml.Node
	read := yaml.NewDecoder(bytes.NewReader(content))
	err := read.Decode(&doc)
	if errors.Is(err, io.EOF) {
		d.mistake("", 1, "the file is empty; begin with a copy of "+d.example)
		return
	}
	if err != nil {
		d.mistake("", 0, strings.TrimPrefix(err.Error(), "yaml: ")+"; the file is not YAML, look at the spaces at the beginning of the lines there")
		return
	}
	if !errors.Is(read.Decode(&more), io.EOF) {
		d.mistake("", max(1, more.Line), "a line of three dashes begins another file here; take it away")
	}
	d.value(doc.Content[0], "", reflect.ValueOf(into).Elem())
}

func (d *decoder) value(n *yaml.Node, place string, v reflect.Value) {
	if place != "" {
		d.lines[place] = n.Line
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.mistake(place, n.Line, "& and * are not read here; write the value out")
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, place, v)
	case reflect.Map:
		d.table(n, place, v)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.mistake(place, n.Line, "is no list; begin each line of it with a dash")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.value(item, fmt.Sprintf("%s[%d]", place, i), v.Index(i))
		}
	default:
		if n.Kind != yaml.ScalarNode {
			d.mistake(place, n.Line, "holds several values; write one")
			return
		}
		if what := scalar(n.Value, v); what != "" {
			d.mistake(place, n.Line, what)
		}
	}
}

func (d *decoder) structure(n *yaml.Node, place string, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.mistake(place, n.Line, "is no list of names and values; write "+strings.Join(d.fieldNames(v.Type()), ", "))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, at := n.Content[i].Value, join(place, n.Content[i].Value)
		field := d.fieldNamed(v, name)
		switch {
		case !field.IsValid():
			d.mistake(at, n.Content[i].Line, fmt.Sprintf("%q means nothing here; known are %s", name, strings.Join(d.fieldNames(v.Type()), ", ")))
		case seen[name]:
			d.mistake(at, n.Content[i].Line, "written twice; keep one")
		default:
			d.value(n.Content[i+1], at, field)
		}
		seen[name] = true
	}
	for i := range v.NumField() {
		name, optional := d.field(v.Type().Field(i))
		if !seen[name] && !optional {
			d.mistake(join(place, name), n.Line, "is missing; write it, as in "+d.example)
		}
	}
}

// table reads names that are not known beforehand.
func (d *decoder) table(n *yaml.Node, place string, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.mistake(place, n.Line, "is no list of names and values; write each on a line of its own")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, item := n.Content[i].Value, reflect.New(v.Type().Elem()).Elem()
		if v.MapIndex(reflect.ValueOf(name)).IsValid() {
			d.mistake(join(place, name), n.Content[i].Line, "written twice; keep one")
			continue
		}
		d.value(n.Content[i+1], join(place, name), item)
		v.SetMapIndex(reflect.ValueOf(name), item)
	}
}

// scalar reads one value and returns what is wrong with it.
func scalar(s string, v reflect.Value) string {
	switch v.Interface().(type) {
	case Clock:
		c, ok := parseClock(s)
		if !ok {
			return s + " is no time of day; write 16:30"
		}
		v.SetInt(int64(c))
		return ""
	case Day:
		return day(s, v)
	case Weekday:
		w, ok := weekdays()[strings.ToLower(s)]
		if !ok {
			return fmt.Sprintf("%q is no day of the week; write monday or จันทร์", s)
		}
		v.SetInt(int64(w))
		return ""
	}
	switch v.Kind() {
	case reflect.Int:
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Sprintf("%q is no whole number; write digits only, such as 30", s)
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return fmt.Sprintf("%q is no number; write it like 8.53912", s)
		}
		v.SetFloat(f)
	case reflect.Bool:
		if s != "true" && s != "false" {
			return fmt.Sprintf("%q is neither true nor false", s)
		}
		v.SetBool(s == "true")
	default:
		v.SetString(strings.TrimSpace(s))
	}
	return ""
}

func day(s string, v reflect.Value) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return fmt.Sprintf("%q is no day; write 2026-12-07", s)
	}
	if t.Year() > 2400 {
		return fmt.Sprintf("%s is a year of the Buddhist era; write %d-%s", s, t.Year()-543, s[5:])
	}
	v.SetString(s)
	return ""
}

func parseClock(s string) (Clock, bool) {
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	return Clock(hour*60 + minute), hour*60+minute <= 24*60
}

func weekdays() map[string]time.Weekday {
	names := map[string]time.Weekday{}
	for i, th := range []string{"อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"} {
		names[th], names[strings.ToLower(time.Weekday(i).String())] = time.Weekday(i), time.Weekday(i)
	}
	return names
}

func (d *decoder) field(f reflect.StructField) (name string, optional bool) {
	name, option, _ := strings.Cut(f.Tag.Get(d.tag), ",")
	return name, option == "optional"
}

func (d *decoder) fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		name, _ := d.field(t.Field(i))
		names = append(names, name)
	}
	return names
}

func (d *decoder) fieldNamed(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		if n, _ := d.field(v.Type().Field(i)); n == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

func join(place, name string) string {
	if place == "" {
		return name
	}
	return place + "." + name
}
