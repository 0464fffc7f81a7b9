package setting

// The numbers for danger, as one list: their order is part of what they say.

import (
	"fmt"
	"strconv"
	"strings"

	"tambon/config"
)

// MaxHotlines is how many rows a list of numbers has; a card shows the first six
// that are for danger to life.
const MaxHotlines = 12

func hotlines() Setting {
	return Setting{
		Key: "hotlines", Name: "hotlines", Group: Hotlines, Fields: []string{"number", "th", "en", "danger", "comfort"}, place: "hotlines",
		read: func(s config.Site) Value {
			v := Value{}
			for i, h := range s.Hotlines {
				v[row(i, "number")], v[row(i, "th")], v[row(i, "en")] = h.Number, h.Name.TH, h.Name.EN
				v[row(i, "danger")], v[row(i, "comfort")] = yes(h.Danger), yes(h.Comfort)
			}
			return v
		},
		write: func(s *config.Site, v Value) error {
			s.Hotlines = nil
			for i := range v.Rows() {
				s.Hotlines = append(s.Hotlines, config.Hotline{
					Number: v[row(i, "number")], Name: config.Words{TH: v[row(i, "th")], EN: v[row(i, "en")]},
					Danger: v[row(i, "danger")] != "", Comfort: v[row(i, "comfort")] != "",
				})
			}
			return nil
		},
	}
}

// row is the field of the i-th of a list: 0.number.
func row(i int, field string) string { return strconv.Itoa(i) + "." + field }

// Rows is how many rows a list has.
func (v Value) Rows() int {
	n := 0
	for n < MaxHotlines {
		if _, there := v[row(n, "number")]; !there {
			break
		}
		n++
	}
	return n
}

// Row is a field of the i-th row.
func (v Value) Row(i int, field string) string { return v[row(i, field)] }

// closed is a list without its empty rows, numbered anew.
func (v Value) closed() Value {
	out, n := Value{}, 0
	for i := range MaxHotlines {
		if v[row(i, "number")]+v[row(i, "th")]+v[row(i, "en")] == "" {
			continue
		}
		for _, field := range hotlines().Fields {
			out[row(n, field)] = v[row(i, field)]
		}
		n++
	}
	return out
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// hotlineField reads hotlines[2].number as 2.number; the list itself as its first.
func hotlineField(place string) string {
	var i int
	var field string
	if n, _ := fmt.Sscanf(place, "[%d].%s", &i, &field); n == 2 {
		return row(i, strings.TrimPrefix(field, "name."))
	}
	return row(0, "number")
}
