package simulator

// Ids of messages in an exported test: they are others each time it runs, so that
// the test asks for the message in its place.

import "fmt"

// A ref is the id of a message by its place in the chat.
type ref struct {
	From string // bot or resident
	Nth  int    // of its author's messages, from 1
}

// refs are the messages of a chat by their ids. A message of the bot that went to
// many stands in a chat once.
func refs(entries []Entry) map[string]ref {
	out, count := map[string]ref{}, map[string]int{}
	for _, e := range entries {
		if e.MessageID != "" {
			count[e.From]++
			out[e.MessageID] = ref{e.From, count[e.From]}
		}
	}
	return out
}

// placed is a JSON value in which places stand for ids; whether there was one.
func placed(v any, known map[string]ref) (any, bool) {
	found := false
	switch v := v.(type) {
	case string:
		if at, ok := known[v]; ok {
			return at, true
		}
	case []any:
		for i := range v {
			one, is := placed(v[i], known)
			v[i], found = one, found || is
		}
	case map[string]any:
		for name := range v {
			one, is := placed(v[name], known)
			v[name], found = one, found || is
		}
	}
	return v, found
}

// call asks for the id in the words of the three languages; the chat's name is
// written as a string there already.
func (r ref) call(before, chat string) string {
	return fmt.Sprintf("%s%s, %q, %d)", before, chat, r.From, r.Nth)
}
