package console

// Values of settings as people read them, and the fields to write them in.

import (
	"strconv"
	"strings"

	"tambon/config"
	"tambon/services/setting"
	"tambon/text"
)

// settingWords is a value as words, a line for each part that there is.
func settingWords(v *visit, s setting.Setting, value setting.Value) string {
	switch {
	case s.Group == setting.Hotlines:
		return hotlineWords(v, value)
	case s.Name == "phone":
		return text.Phone(value["number"])
	case s.Name == "early":
		return v.T("settings.minutes", "n", value["minutes"])
	case s.Name == "place":
		return value["latitude"] + ", " + value["longitude"]
	case s.Name == "address":
		village, _ := strconv.Atoi(value["village"])
		return config.Address{
			Line: value["line"], Village: village, Subdistrict: value["subdistrict"], District: value["district"],
			Province: value["province"], Postcode: value["postcode"],
		}.Thai()
	case s.Name == "notice" && value["address"] == "":
		return v.T("settings.notice.own")
	case s.Name == "notice":
		return value["address"]
	case value["en"] == "":
		return value["th"]
	}
	return value["th"] + "\n" + value["en"]
}

func hotlineWords(v *visit, value setting.Value) string {
	var lines []string
	for i := range value.Rows() {
		said := text.Phone(value.Row(i, "number")) + " " + value.Row(i, "th")
		if en := value.Row(i, "en"); en != "" {
			said += " (" + en + ")"
		}
		if value.Row(i, "danger") != "" {
			said += " · " + v.T("settings.field.danger")
		}
		if value.Row(i, "comfort") != "" {
			said += " · " + v.T("settings.field.comfort")
		}
		lines = append(lines, said)
	}
	return strings.Join(lines, "\n")
}

// oneLine is words for a cell of a table.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fieldID is the id of a setting's field on the page.
func fieldID(field string) string { return "f-" + strings.ReplaceAll(field, ".", "-") }

// settingFields are the fields of a setting, filled in, each with its fault.
func settingFields(v *visit, s setting.Setting, value setting.Value, faults map[string]string) []Part {
	if s.Group == setting.Hotlines {
		return hotlineFields(v, value, faults)
	}
	var parts []Part
	for _, name := range s.Fields {
		f := Field{
			ID: fieldID(name), Name: name, Label: v.T("settings.field." + name), Value: value[name], Error: faults[name],
			Resident: s.Group == setting.Texts, Hint: hintOf(v, "settings.field."+name+".hint"),
		}
		switch {
		case s.Group == setting.Texts:
			f.Type, f.Rows, f.Hint = "area", 4, ""
		case name == "number":
			f.Type, f.Mode, f.Width = "tel", "tel", "short"
		case name == "village", name == "postcode", name == "minutes":
			f.Mode, f.Width = "numeric", "time"
		case name == "latitude", name == "longitude":
			f.Mode, f.Width = "decimal", "short"
		}
		parts = append(parts, f)
	}
	return parts
}

// hintOf is a sentence that only some fields have.
func hintOf(v *visit, key string) string {
	if said := v.T(key); said != "console."+key {
		return said
	}
	return ""
}

// freeRows is how many empty rows a list of numbers is offered with.
const freeRows = 2

func hotlineFields(v *visit, value setting.Value, faults map[string]string) []Part {
	parts := []Part{Text{v.T("settings.hotline.hint"), true}}
	for i := range min(value.Rows()+freeRows, setting.MaxHotlines) {
		name := func(field string) string { return strconv.Itoa(i) + "." + field }
		field := func(of string) Field {
			return Field{ID: fieldID(name(of)), Name: name(of), Label: v.T("settings.field.hotline." + of), Value: value.Row(i, of), Error: faults[name(of)]}
		}
		number := field("number")
		number.Type, number.Mode, number.Width = "tel", "tel", "short"
		check := func(of string) Check {
			return Check{ID: fieldID(name(of)), Name: name(of), Label: v.T("settings.field." + of), Detail: v.T("settings.field." + of + ".what"), On: value.Row(i, of) != ""}
		}
		parts = append(parts, Section{
			ID: "row-" + strconv.Itoa(i), Title: v.T("settings.hotline.row", "n", i+1),
			Body: []Part{Stack{Body: []Part{number, field("th"), field("en"), check("danger"), check("comfort")}}},
		})
	}
	return parts
}

// settingValue reads the fields of a form.
func settingValue(v *visit, s setting.Setting) setting.Value {
	value := setting.Value{}
	if s.Group != setting.Hotlines {
		for _, name := range s.Fields {
			value[name] = v.FormValue(name)
		}
		return value
	}
	for i := range setting.MaxHotlines {
		for _, name := range s.Fields {
			field := strconv.Itoa(i) + "." + name
			if said := v.FormValue(field); said != "" {
				value[field] = said
			}
		}
	}
	return value
}

// settingHidden is a value as a form posts it unseen.
func settingHidden(s setting.Setting, value setting.Value) []Hidden {
	var list []Hidden
	if s.Group != setting.Hotlines {
		for _, name := range s.Fields {
			list = append(list, Hidden{name, value[name]})
		}
		return list
	}
	for i := range value.Rows() {
		for _, name := range s.Fields {
			list = append(list, Hidden{strconv.Itoa(i) + "." + name, value.Row(i, name)})
		}
	}
	return list
}
