// Package facts holds what LINE's own API description says of the objects that
// a bot sends and of the events that it gets: names, types, what is required,
// limits. It is data, written by tools/linefacts; what LINE says in prose alone
// stands in package rules.
package facts

// The table, and how it is read.

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// A Table is the schemas of one description by LINE's names, e.g. TextMessage.
type Table map[string]*Schema

// A Schema is one kind of object or value.
type Schema struct {
	Type       string             `json:"type,omitempty"` // object, array, string, integer, number or boolean; empty beside Ref
	Properties map[string]*Schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	Kinds      map[string]string  `json:"kinds,omitempty"` // value of the property type → name of the schema for it
	Ref        string             `json:"ref,omitempty"`   // the schema is the one of that name
	Items      *Schema            `json:"items,omitempty"`
	Values     *Schema            `json:"values,omitempty"` // of an object that is a map
	Enum       []string           `json:"enum,omitempty"`
	Pattern    string             `json:"pattern,omitempty"`
	Min        *float64           `json:"min,omitempty"`
	Max        *float64           `json:"max,omitempty"`
	MinLength  *int               `json:"minLength,omitempty"`
	MaxLength  *int               `json:"maxLength,omitempty"`
	MinItems   *int               `json:"minItems,omitempty"`
	MaxItems   *int               `json:"maxItems,omitempty"`
}

//go:embed facts.json
var written []byte

var read = sync.OnceValue(func() map[string]Table {
	var all map[string]Table
	if err := json.Unmarshal(written, &all); err != nil {
		panic(fmt.Sprintf("facts: facts.json is written by tools/linefacts: %v", err))
	}
	return all
})

// Messaging is the description of LINE's Messaging API, as far as bodies of
// requests reach.
func Messaging() Table { return read()["messaging-api"] }

// Webhook is the description of what LINE sends to a bot.
func Webhook() Table { return read()["webhook"] }

// Names are the schemas of a table, sorted.
func (t Table) Names() []string {
	var names []string
	for name := range t {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// of follows references to the schema that says what a value is.
func (t Table) of(s *Schema) *Schema {
	for s.Ref != "" {
		s = t[s.Ref]
	}
	return s
}
