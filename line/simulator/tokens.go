package simulator

// Reply tokens.

import "time"

// token is a reply token (R#send-reply-message).
type token struct {
	chat      *chat
	event     time.Time // when the event happened
	delivered time.Time // when it was last sent to the bot; zero: not yet
	again     bool      // redelivered
	used      bool
}

// tokens remembers the newest reply tokens; one that is forgotten is long dead.
type tokens struct {
	known map[string]*token
	order []string
}

const maxTokens = 20_000

func newTokens() tokens { return tokens{known: map[string]*token{}} }

func (t *tokens) add(name string, tok *token) {
	t.known[name] = tok
	t.order = append(t.order, name)
	if len(t.order) > maxTokens {
		for _, old := range t.order[:maxTokens/2] {
			delete(t.known, old)
		}
		t.order = append(t.order[:0:0], t.order[maxTokens/2:]...)
	}
}

// alive reports whether the token can be used now: once, within a minute of
// receipt, and after a redelivery not later than 20 minutes after the event.
func (t *token) alive(now time.Time) bool {
	switch {
	case t == nil || t.used || t.delivered.IsZero():
		return false
	case now.Sub(t.delivered) > replyLife:
		return false
	case t.again && now.Sub(t.event) > redeliveryLife:
		return false
	}
	return true
}
