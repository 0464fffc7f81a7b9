// Package hostiletest holds messages and names that a bad or broken bot might
// send: markup, addresses that are code, styles that fetch, traps in JSON, and
// amounts. Who reads or draws messages proves on them that nothing is executed
// and nothing breaks.
package hostiletest

// The corpus, as JSON by chapter, and how its large messages are grown.

import (
	"embed"
	"encoding/json"
	"strings"
)

//go:embed *.json
var files embed.FS

// A Message is one hostile message.
type Message struct {
	Name    string // unique, e.g. script-in-text
	Chapter string // texts, addresses, styles, shapes or amounts
	Why     string // what it tries
	Raw     string // the message as a bot would send it; JSON, though not always an object
	Taken   string // whether LINE takes it: "yes", "no", or "open" where its documents do not say
}

// IsFlex reports whether the message claims to be a Flex Message.
func (m Message) IsFlex() bool {
	return strings.HasPrefix(strings.ReplaceAll(m.Raw, " ", ""), `{"type":"flex"`)
}

// Names are display names that a person might give themselves.
func Names() []string {
	return []string{
		`<img src=x onerror=canary=1>`,
		`"><script>globalThis.canary=1</script>`,
		"\u202eยิ้มกลับ\u2066",
		"\u200b\u200c\u200d",
		strings.Repeat("ก", 120),
		"__proto__",
	}
}

// line is a message as the files hold it: whole, or a pattern to grow it from.
type line struct {
	Name, Why string
	Taken     any // true, false, or "any" where LINE's documents do not say
	Message   string

	Open, Each, Middle, EachClose, Close string
	Times                                int // how often Each and EachClose stand there
}

// Corpus returns all hostile messages, chapter by chapter.
func Corpus() []Message {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("hostiletest: the files are embedded above, so they cannot be missing: " + err.Error())
	}
	var out []Message
	for _, entry := range entries {
		raw, err := files.ReadFile(entry.Name())
		var lines []line
		if err == nil {
			err = json.Unmarshal(raw, &lines)
		}
		if err != nil {
			panic("hostiletest: " + entry.Name() + " is no chapter: " + err.Error())
		}
		for _, l := range lines {
			out = append(out, l.message(strings.TrimSuffix(entry.Name(), ".json")))
		}
	}
	return out
}

func (l line) message(chapter string) Message {
	m := Message{Name: l.Name, Chapter: chapter, Why: l.Why, Raw: l.Message, Taken: "open"}
	if l.Times > 0 {
		m.Raw = l.Open + strings.Repeat(l.Each, l.Times) + l.Middle + strings.Repeat(l.EachClose, l.Times) + l.Close
	}
	if taken, known := l.Taken.(bool); known {
		m.Taken = map[bool]string{true: "yes", false: "no"}[taken]
	}
	return m
}
