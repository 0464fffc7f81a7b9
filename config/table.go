package config

// The table of settings, for the command `config` and the documents.

import (
	"fmt"
	"reflect"
	"strings"
)

// Row is one setting as an operator sees it.
type Row struct {
	Name    string
	Value   string // what holds now; a secret only as "set" or "not set"
	Default string // "" where there is none
	Meaning string
}

// Table returns every setting with the value that holds now, in the order of Config.
func (c Config) Table() []Row {
	var rows []Row
	v := reflect.ValueOf(c)
	for _, s := range settings() {
		value := fmt.Sprint(v.Field(s.field).Interface())
		if list, ok := v.Field(s.field).Interface().([]Secret); ok {
			value = Secret("").String()
			if len(list) > 0 {
				value = list[0].String()
			}
			if len(list) > 1 {
				value = "two set"
			}
		}
		rows = append(rows, Row{s.name, value, s.fallback, s.meaning})
	}
	return rows
}

// Markdown returns the table of settings for the documents, generated from the
// tags of Config and ending in a line break.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| Name | Default | What it is |\n|---|---|---|\n")
	for _, s := range settings() {
		name, fallback := "`"+s.name+"`", s.fallback
		if s.secret {
			name += ", `" + s.name + "_FILE`"
		}
		if strings.ContainsAny(fallback, ":/") {
			fallback = "`" + fallback + "`"
		}
		if fallback == "" {
			fallback = "none; `serve` needs it"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, fallback, s.meaning)
	}
	return b.String()
}
