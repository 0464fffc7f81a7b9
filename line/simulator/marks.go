package simulator

// Read or not: what stands beside a resident's own messages (D/mark-as-read).

import (
	"encoding/json"
	"net/http"
)

// markAsRead takes the token of a message that the bot was told of, and marks it
// and everything before it as read. Tokens do not expire.
func (p *Platform) markAsRead(r *request) answer {
	v := p.verdict("markAsRead", r)
	if !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	var in struct{ MarkAsReadToken string }
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.byID[p.world.marks[in.MarkAsReadToken]]
	if c == nil {
		return refuse(http.StatusBadRequest, "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.")
	}
	for i := len(c.entries) - 1; i >= 0; i-- {
		if c.entries[i].mark == in.MarkAsReadToken {
			p.readUpTo(c, i)
			break
		}
	}
	return answer{status: http.StatusOK, body: struct{}{}}
}

// readUpTo marks residents' messages as read, up to the entry at last. The caller
// holds mu.
func (p *Platform) readUpTo(c *chat, last int) {
	if last < 0 || c.entries[last].ReadAt != nil {
		return
	}
	now := p.clock.now().UTC()
	for i := last; i >= 0; i-- {
		if c.entries[i].From != "resident" {
			continue
		}
		if c.entries[i].ReadAt != nil {
			break // and so are those before it
		}
		p.amend(c, i, func(e *Entry) { e.ReadAt = &now })
	}
	p.tell("read", map[string]any{"resident": c.name, "seq": c.entries[last].Seq})
}
