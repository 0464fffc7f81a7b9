package setting

// Values: how they are kept, made right and judged.

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"tambon/config"
	"tambon/text"
)

// A Value is a setting's fields, by name.
type Value map[string]string

// kept is the value as it lies in the database; the same value always the same.
func (v Value) kept() string {
	raw, _ := json.Marshal(v) // of strings: cannot fail
	return string(raw)
}

// parse reads what kept wrote.
func parse(s string) Value {
	v := Value{}
	_ = json.Unmarshal([]byte(s), &v) // what is none is empty, and is then judged
	return v
}

// same compares what two values say; a field that is missing is empty.
func same(a, b Value) bool {
	for _, v := range []Value{a, b} {
		for field := range v {
			if a[field] != b[field] {
				return false
			}
		}
	}
	return true
}

// A Fault is what is wrong with a field: a sentence of package text.
type Fault struct {
	Field string
	Key   string
	Args  []any
}

// Fits judges a sentence where it will stand: what LINE or the card would not take.
type Fits func(w text.Wording, key string) []Fault

// Refused is the error of a value that is not right: everything that is wrong.
type Refused []Fault

func (r Refused) Error() string {
	keys := make([]string, len(r))
	for i, f := range r {
		keys[i] = f.Field + " " + f.Key
	}
	return "setting: refused: " + strings.Join(keys, ", ")
}

// clean makes right what has one right form: hidden signs go, figures become
// 0-9, a phone number is written nationally, an address loses its ต. อ. จ.
func (s Setting) clean(v Value) Value {
	out := maps.Clone(v)
	for field, said := range v {
		name := field[strings.LastIndexByte(field, '.')+1:]
		switch {
		case s.Group == Texts:
			out[field] = text.CleanLines(said)
		case s.Name == "phone":
			out[field] = phoneOr(said)
		case name == "number":
			out[field] = strings.NewReplacer(" ", "", "-", "").Replace(phoneOr(said))
		case slices.Contains([]string{"postcode", "village", "latitude", "longitude", "minutes"}, name):
			out[field] = text.Fold(said)
		case name == "subdistrict":
			out[field] = without(text.Clean(said), "ตำบล", "ต.")
		case name == "district":
			out[field] = without(text.Clean(said), "อำเภอ", "อ.")
		case name == "province":
			out[field] = without(text.Clean(said), "จังหวัด", "จ.")
		case name == "address":
			out[field] = strings.TrimSpace(said)
		default:
			out[field] = text.Clean(said)
		}
	}
	if s.Group == Hotlines {
		out = out.closed()
	}
	return out
}

func phoneOr(said string) string {
	if national, _, ok := text.ReadPhone(said); ok {
		return national
	}
	return text.Fold(said)
}

func without(said string, prefixes ...string) string {
	for _, p := range prefixes {
		said = strings.TrimSpace(strings.TrimPrefix(said, p))
	}
	return said
}

// lay writes the value into a copy of the site, and judges it by the rules of
// the site file.
func (s Setting) lay(site config.Site, v Value) (config.Site, error) {
	site.Centres, site.Hotlines = slices.Clone(site.Centres), slices.Clone(site.Hotlines)
	if err := s.write(&site, v); err != nil {
		return site, err
	}
	var wrong Refused
	for _, f := range site.Faults() {
		if fault, mine := s.fault(f); mine && !slices.ContainsFunc(wrong, func(g Fault) bool { return g.Field == fault.Field }) {
			wrong = append(wrong, fault)
		}
	}
	if wrong != nil {
		return site, wrong
	}
	return site, nil
}

// fault is a mistake of the site as one of the setting's fields.
func (s Setting) fault(f config.Fault) (Fault, bool) {
	rest, mine := strings.CutPrefix(f.Place, s.place)
	if !mine {
		return Fault{}, false
	}
	field := strings.TrimPrefix(rest, ".")
	switch {
	case s.Group == Hotlines:
		field = hotlineField(rest)
		if rest == "" {
			return Fault{Field: field, Key: "setting.fault.hotlines"}, true
		}
		return Fault{Field: field, Key: "setting.fault.hotline." + field[strings.IndexByte(field, '.')+1:], Args: []any{"n", config.LongHotline}}, true
	case len(s.Fields) == 1 && field == "":
		field = s.Fields[0]
	}
	if !slices.Contains(s.Fields, field) {
		return Fault{}, false
	}
	return Fault{Field: field, Key: "setting.fault." + field, Args: []any{"n", config.LongName}}, true
}
