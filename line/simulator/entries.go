package simulator

// What stands in chats, and how much of it memory holds.

import (
	"encoding/json"
	"time"
)

// An Entry is one thing that stands in a chat.
type Entry struct {
	Seq       int             `json:"seq"` // counts up from 1 in each chat
	At        time.Time       `json:"at"`
	From      string          `json:"from"`                      // bot, resident or line
	By        string          `json:"by,omitempty"`              // in a group: the display name of who wrote
	MessageID string          `json:"messageId,omitempty"`       // as LINE knows it
	Message   json.RawMessage `json:"message"`                   // the message object; null when refused
	Read      []string        `json:"read"`                      // what a person reads, line by line
	Refused   *Refusal        `json:"refused"`                   // what the bot wanted to send and LINE would not take
	Quiet     bool            `json:"quiet,omitempty"`           // sent with notificationDisabled: the phone makes no sound
	Quoted    string          `json:"quotedMessageId,omitempty"` // the message that this one quotes
	Author    string          `json:"author,omitempty"`          // userId of the resident who wrote
	Edited    bool            `json:"edited,omitempty"`          // its author changed the text
	ReadAt    *time.Time      `json:"readAt,omitempty"`          // when the account read it; nil: not yet
	Sent      *Sent           `json:"sent,omitempty"`            // of the bot's: the request that brought it
	quote     string
	mark      string
	tally     string  // whose statistics it counts in, and its place there; empty: nobody's
	shared    *common // of a message that went to many; nil: written for itself
}

// A Sent is the request that brought a message. LINE counts recipients, not
// messages, so that all messages of one request cost as much as one (D/pricing).
type Sent struct {
	By        string `json:"by"` // reply, push, multicast, broadcast or narrowcast
	RequestID string `json:"requestId"`
	Messages  int    `json:"messages"` // in the request
	Cost      int    `json:"cost"`     // of the month's quota, for this chat
}

// A Refusal is a call that LINE answered with an error, kept where its messages
// would have stood.
type Refusal struct {
	Status  int             `json:"status"`
	Body    json.RawMessage `json:"body"`
	Request json.RawMessage `json:"request"`
	Rules   json.RawMessage `json:"rules,omitempty"` // which rules are broken and where, when it is the messages' fault
}

// How many entries memory holds, in one chat and over all. Older ones are in the
// folder, or gone where there is none.
const (
	maxEntries = 500
	maxRecent  = 100_000
)

// recent remembers who wrote last: what was put limit entries ago leaves memory.
type recent struct {
	limit int
	ring  []place
	next  int
}

// place is one entry of one chat.
type place struct {
	chat *chat
	seq  int
}

// add returns the place that leaves; its chat is nil while there is room.
func (r *recent) add(one place) (old place) {
	if len(r.ring) < r.limit {
		r.ring = append(r.ring, one)
		return place{}
	}
	old, r.ring[r.next] = r.ring[r.next], one
	r.next = (r.next + 1) % r.limit
	return old
}

// put adds an entry to a chat, lets the oldest beyond the limit go and tells it.
// The entry must not be changed afterwards: amend does that. The caller holds mu.
func (p *Platform) put(c *chat, e Entry) *Entry {
	e.Seq = c.seq + 1
	if e.At.IsZero() {
		e.At = p.clock.now().UTC()
	}
	p.stand(c, &e)
	p.keep.add(note{chat: c.id, entry: &e})
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
	p.touch()
	if len(p.hearers) > 0 {
		p.tell("message", map[string]any{"resident": c.name, "seq": e.Seq})
	}
	return &e
}

// change is closed when the next entry stands in the chat. The caller holds mu.
func (c *chat) change() <-chan struct{} {
	if c.changed == nil {
		c.changed = make(chan struct{})
	}
	return c.changed
}

// stand lets an entry be the newest of a chat. The caller holds mu or is alone.
func (p *Platform) stand(c *chat, e *Entry) {
	c.seq = e.Seq
	c.entries = append(c.entries, e)
	if e.quote != "" {
		p.world.quotes[e.quote] = c.id
	}
	if e.mark != "" {
		p.world.marks[e.mark] = c.id
	}
	if len(c.entries) > maxEntries {
		p.leave(c)
	}
	if old := p.world.recent.add(place{c, e.Seq}); old.chat != nil && len(old.chat.entries) > 0 && old.chat.entries[0].Seq <= old.seq {
		p.leave(old.chat)
	}
}

// leave drops the oldest entry of a chat from memory.
func (p *Platform) leave(c *chat) {
	old := c.entries[0]
	delete(p.world.quotes, old.quote)
	delete(p.world.marks, old.mark)
	if p.world.content.drop(old.MessageID) {
		p.keep.add(note{content: old.MessageID})
	}
	c.entries[0] = nil // what is dropped must not be kept in memory
	c.entries = c.entries[1:]
}

// amend changes the ith entry of a chat. The caller holds mu.
func (p *Platform) amend(c *chat, i int, change func(*Entry)) {
	changed := *c.entries[i]
	change(&changed)
	changed.shared = nil
	c.entries[i] = &changed
	p.keep.add(note{chat: c.id, entry: &changed})
}

// hold keeps what a media message holds. The caller holds mu.
func (p *Platform) hold(messageID string, held *Media) {
	p.world.content.add(messageID, held, p.keep != nil)
	p.keep.add(note{content: messageID, data: held.data})
}

// index is where the entry of a message stands; -1: it does not.
func (c *chat) index(messageID string) int {
	for i := len(c.entries) - 1; i >= 0 && messageID != ""; i-- {
		if c.entries[i].MessageID == messageID {
			return i
		}
	}
	return -1
}

// recall puts what the folder has of each chat's newest entries back into memory.
func (p *Platform) recall() {
	p.keep.orphans(p.world.byID)
	for _, c := range p.world.chats {
		for _, e := range p.keep.last(c.id, maxEntries) {
			p.stand(c, e)
		}
	}
}
