// Package rules knows what LINE takes in a message and what it refuses: every
// limit of the Messaging API's message objects stands once in a table, with its
// source, and a refusal has LINE's own words and property path.
package rules

// What the package answers: which rules there are, and whether messages keep them.

import (
	"encoding/json"
	"slices"
	"strconv"
)

// A Rule is one limit of the LINE Platform.
type Rule struct {
	Name   string `json:"name"`   // kind.property.check, e.g. text.text.length
	Says   string `json:"says"`   // in plain words, e.g. 1 to 5000 UTF-16 code units
	Source string `json:"source"` // R#… is an anchor of LINE's Messaging API reference, D/… a page of its documentation
}

// A Broken is one place where a rule is not kept.
type Broken struct {
	Rule
	At       string `json:"at"`       // JSON pointer from the request's root, e.g. /messages/0/text
	Property string `json:"property"` // as LINE names the place: messages[0].text, or inside a Flex container /body/contents/0
	Message  string `json:"message"`  // LINE's words
	message  int    // index of the message
	sort     sort
}

// sort says in which of LINE's forms a refusal is told.
type sort int

const (
	inDetails sort = iota // "The request body has n error(s)" with details
	inFlex                // "A message (messages[n]) in the request body is invalid" with details
	alone                 // the message stands alone, without details
)

// A Verdict is what LINE would say of messages.
type Verdict struct {
	Broken []Broken `json:"broken,omitempty"`
	Hints  []Broken `json:"hints,omitempty"` // LINE's reaction is not documented: properties that it does not know
}

// OK reports whether LINE would take the messages.
func (v Verdict) OK() bool { return len(v.Broken) == 0 }

// Strict is the verdict of a LINE that refuses properties that it does not know.
func (v Verdict) Strict() Verdict {
	return Verdict{Broken: append(v.Broken[:len(v.Broken):len(v.Broken)], v.Hints...)}
}

// MaxMessages is how many messages one request may carry (R#send-reply-message).
const MaxMessages = 5

// Messages judges the messages of a request; absent or null is judged like [].
func Messages(raw json.RawMessage) Verdict {
	return Request("validate", json.RawMessage(`{"messages":`+or(string(raw), "null")+`}`))
}

// Request judges a whole request body by its name: one of the table's kinds
// without "request.", such as reply, push or validate. The body must be a JSON object; what is none is judged
// as an empty one.
func Request(name string, body json.RawMessage) Verdict {
	w := &walk{table: table()}
	request := w.table.kinds["request."+name]
	w.menus = request.menus
	value, err := decode(body)
	if err != nil {
		value = nil
	}
	w.object(place{}, object(value), request)
	return Verdict{w.found, w.hints}
}

// All returns every rule of the table in its order.
func All() []Rule {
	var all []Rule
	for _, k := range table().inOrder {
		for _, r := range k.rules() {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	return all
}

// place is where a value stands in the request.
type place struct {
	path []string
	flex int // number of leading path steps that lead to the Flex container; 0 outside
}

func (p place) in(step string) place {
	return place{append(p.path[:len(p.path):len(p.path)], step), p.flex}
}

func (p place) at(i int) place { return p.in(strconv.Itoa(i)) }

// container is the place as the root of a Flex container.
func (p place) container() place { return place{p.path, len(p.path)} }

func (p place) pointer() string { return pointer(p.path) }

// property is the place in the form that LINE gives it.
func (p place) property() string {
	if p.flex > 0 {
		if len(p.path) == p.flex {
			return "/"
		}
		return pointer(p.path[p.flex:])
	}
	out := ""
	for _, step := range p.path {
		switch _, err := strconv.Atoi(step); {
		case err == nil:
			out += "[" + step + "]"
		case out == "":
			out = step
		default:
			out += "." + step
		}
	}
	return out
}

func (p place) message() int {
	if len(p.path) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(p.path[1])
	return n
}
