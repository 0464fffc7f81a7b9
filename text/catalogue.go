// Package text holds every sentence Tambon says, in Thai and English, writes days, hours and numbers as the office does, and reads what residents type.
//
// The Buddhist era exists only here: everywhere else a day is a Christian-era date.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

// Lang is a language of the catalogue; anything but English is answered in Thai.
type Lang string

// The two languages that every sentence exists in.
const (
	Thai    Lang = "th"
	English Lang = "en"
)

//go:embed th.json en.json
var files embed.FS

// Read once when the program starts and never written again.
var (
	thai    = sentences("th.json")
	english = sentences("en.json")
)

func sentences(file string) map[string]string {
	raw, err := files.ReadFile(file)
	if err != nil {
		panic("text: " + err.Error())
	}
	var m map[string]string
	if err := json.Unmarshal(raw, &m); err != nil {
		panic("text: " + file + ": " + err.Error())
	}
	return m
}

// T is the sentence of key with each {name} replaced by the value that follows its name in kv.
//
// An unknown key comes back as itself, so that a missing sentence shows and nothing fails.
// A {name} without a value stays as it is; values are put in as they are and never searched for placeholders.
func (l Lang) T(key string, kv ...any) string {
	m := thai
	if l == English {
		m = english
	}
	s, ok := m[key]
	if !ok {
		return key
	}
	return fill(s, kv)
}

// fill puts the values of kv into a sentence.
func fill(s string, kv []any) string {
	if len(kv) < 2 {
		return s
	}
	pairs := make([]string, 0, len(kv))
	for i := 0; i+1 < len(kv); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(kv[i])+"}", fmt.Sprint(kv[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
