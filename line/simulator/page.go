package simulator

// A chat page by page, for whoever scrolls back in it.

// A Span is a part of a chat. The zero value is all of it.
type Span struct {
	After  int // only what stands after this sequence number
	Before int // only what stands before this one; 0: up to the newest
	Limit  int // at most so many, the newest of them; 0: all
}

// Page returns a part of a chat, oldest first; what left memory, as Messages does.
func (p *Platform) Page(name string, of Span) ([]Entry, error) {
	p.mu.Lock()
	c, err := p.world.chat(name)
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	before := c.seq + 1
	if of.Before > 0 {
		before = min(before, of.Before)
	}
	after := of.After
	switch {
	case of.Limit > 0:
		after = max(after, before-1-of.Limit)
	case after == newest:
		after = c.first() - 1
	}
	inside := func(e *Entry) bool { return e.Seq < before }
	if p.keep == nil || after+1 >= c.first() {
		defer p.mu.Unlock()
		return c.since(after, inside), nil
	}
	p.mu.Unlock()
	all, err := p.Messages(name, after)
	out := []Entry{}
	for i := range all {
		if inside(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out, err
}

// quoted finds the message that a quote token stands for (D/get-quote-tokens).
// The caller holds mu.
func (c *chat) quoted(token string) string {
	for i := len(c.entries) - 1; i >= 0 && token != ""; i-- {
		if c.entries[i].quote == token {
			return c.entries[i].MessageID
		}
	}
	return ""
}
