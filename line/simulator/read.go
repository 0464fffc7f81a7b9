package simulator

// What a person reads in a message, line by line, and what can be pressed there.

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Button is something in a message that can be pressed.
type Button struct {
	Label  string          // of its action; may be empty
	Words  []string        // the texts on it, in order
	Quick  bool            // a quick reply, gone when another message follows
	Action json.RawMessage // LINE's action object
}

// Read is what a person reads in a LINE message object, line by line: texts as
// they are without blank lines, something to press as "[label] other words on
// it", an address as "[label → tel:1669]", quick replies as one last line
// "(a) (b)". Parts that are not visible are left out; U+00A0 is a plain space.
func Read(message json.RawMessage) []string { return reading(message, true) }

// ReadAll is what a person reads in messages that came one after another: only
// the last one's quick replies are to be seen.
func ReadAll(messages []json.RawMessage) []string {
	var out []string
	for i, m := range messages {
		out = append(out, reading(m, i == len(messages)-1)...)
	}
	return out
}

// Buttons are what can be pressed in a message, in reading order, quick replies last.
func Buttons(message json.RawMessage) []Button {
	var out []Button
	for _, part := range parts(message) {
		if part.button != nil {
			out = append(out, *part.button)
		}
	}
	return out
}

func reading(message json.RawMessage, quick bool) []string {
	out := []string{}
	var replies []string
	for _, part := range parts(message) {
		switch {
		case part.button == nil:
			out = append(out, lines(part.words)...)
		case part.button.Quick:
			replies = append(replies, "("+part.button.name()+")")
		default:
			out = append(out, part.button.String())
		}
	}
	if quick && len(replies) > 0 {
		out = append(out, strings.Join(replies, " "))
	}
	return out
}

// String is the button as Read prints it.
func (b Button) String() string {
	var a action
	_ = json.Unmarshal(b.Action, &a)
	name := b.name()
	mark := name
	if target := a.URI + a.LinkURI; target != "" {
		mark += " → " + target
	}
	var rest []string
	for _, words := range b.Words {
		if s := fold(words); s != "" && s != fold(name) {
			rest = append(rest, s)
		}
	}
	if joined := strings.Join(rest, " "); joined != "" && joined != fold(name) {
		return "[" + mark + "] " + joined
	}
	return "[" + mark + "]"
}

// name is what the button is called: its label, else the words on it.
func (b Button) name() string {
	if s := fold(b.Label); s != "" {
		return s
	}
	if s := fold(strings.Join(b.Words, " ")); s != "" {
		return s
	}
	return "‹picture›"
}

// opens is the address that a press on the button opens, if any.
func (b Button) opens() string {
	var a action
	if json.Unmarshal(b.Action, &a) != nil || a.Type != "uri" {
		return ""
	}
	return a.URI + a.LinkURI
}

func (b Button) shows(words string) bool {
	return slices.ContainsFunc(b.Words, func(s string) bool { return fold(s) == words }) || b.name() == words
}

// fold makes one line of words, with plain spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
}

// lines are the lines of a text that are not blank.
func lines(s string) []string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\u00a0", " "), "\n") {
		if line = strings.TrimRight(line, " \r"); strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return out
}

// part is a text or a button.
type part struct {
	words  string
	button *Button
}

func words(s string) part { return part{words: s} }

// parts takes a message apart in reading order.
func parts(message json.RawMessage) []part {
	var m map[string]any
	if json.Unmarshal(message, &m) != nil || m == nil {
		return nil
	}
	out := body(m)
	for _, item := range items(child(m, "quickReply"), "items") {
		if a := child(item, "action"); a != nil {
			out = append(out, part{button: &Button{Label: str(a, "label"), Quick: true, Action: compact(a)}})
		}
	}
	return out
}

func body(m map[string]any) []part {
	switch kind := str(m, "type"); kind {
	case "text":
		return []part{words(str(m, "text"))}
	case "textV2":
		return []part{words(filled(m))}
	case "location":
		return []part{words("‹location›"), words(str(m, "title")), words(str(m, "address"))}
	case "template":
		return template(child(m, "template"))
	case "imagemap":
		out := []part{words("‹picture› " + str(m, "altText"))}
		for _, a := range items(m, "actions") {
			out = append(out, pressed(a, nil))
		}
		return out
	case "flex":
		return flex(child(m, "contents"))
	case "":
		return nil
	default:
		return []part{words("‹" + kind + "›")}
	}
}

// filled is the text of a textV2 message with its keys replaced.
func filled(m map[string]any) string {
	text := strings.NewReplacer("{{", "\x00", "}}", "\x01").Replace(str(m, "text"))
	for key, v := range child(m, "substitution") {
		sub, _ := v.(map[string]any)
		shown := "‹emoji›"
		if str(sub, "type") == "mention" {
			shown = "@" + or(str(child(sub, "mentionee"), "userId"), "all")
		}
		text = strings.ReplaceAll(text, "{"+key+"}", shown)
	}
	return strings.NewReplacer("\x00", "{", "\x01", "}").Replace(text)
}

func template(t map[string]any) []part {
	var out []part
	for _, column := range append([]map[string]any{t}, items(t, "columns")...) {
		out = append(out, words(str(column, "title")), words(str(column, "text")))
		for _, a := range append(items(column, "actions"), child(column, "action")) {
			if a != nil {
				out = append(out, pressed(a, nil))
			}
		}
	}
	return out
}

func pressed(a map[string]any, on []string) part {
	return part{button: &Button{Label: str(a, "label"), Words: on, Action: compact(a)}}
}

func str(m map[string]any, key string) string { s, _ := m[key].(string); return s }

func child(m map[string]any, key string) map[string]any {
	c, _ := m[key].(map[string]any)
	return c
}

func items(m map[string]any, key string) []map[string]any {
	all, _ := m[key].([]any)
	var out []map[string]any
	for _, v := range all {
		if c, ok := v.(map[string]any); ok {
			out = append(out, c)
		}
	}
	return out
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
