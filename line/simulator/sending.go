package simulator

// The endpoints that send: reply, push, multicast and broadcast.

import (
	"encoding/json"
	"net/http"
)

// outgoing is the body of a request to send, after the rules were kept.
type outgoing struct {
	To                     string
	ReplyToken             string
	Messages               []json.RawMessage
	NotificationDisabled   bool
	CustomAggregationUnits []string
}

// reply answers an event, once and in time; it is free (R#send-reply-message).
func (p *Platform) reply(r *request) answer {
	v := p.verdict("reply", r)
	var out outgoing
	_ = json.Unmarshal(r.body, &out) // what is wrong, the rules tell
	m := newMail(out.Messages, out.NotificationDisabled)
	p.mu.Lock()
	defer p.mu.Unlock()
	tok := p.world.tokens.known[out.ReplyToken]
	var c *chat
	if tok != nil {
		c = tok.chat
	}
	if !v.OK() {
		return p.refused(c, r, answer{status: http.StatusBadRequest, body: v.Body()}, v)
	}
	if !tok.alive(p.clock.now()) {
		return p.refused(c, r, refuse(http.StatusBadRequest, "Invalid reply token"), v)
	}
	if a := p.fitting(c, m); a.status != 0 {
		return p.refused(c, r, a, v)
	}
	if c.person == nil && !c.joined {
		return p.refused(c, r, refuse(http.StatusBadRequest, "Failed to send messages"), v)
	}
	tok.used = true
	sent := m.name(&p.ids, true)
	if c.person == nil || !c.person.blocked {
		p.world.counted.send("reply", p.day(), 1)
		m.sent = &Sent{"reply", r.id, len(sent), 0}
		p.deliver(c, m)
	}
	return answer{status: http.StatusOK, body: sentMessages{sent}}
}

// push sends to a person, a group or a room (R#send-push-message).
func (p *Platform) push(r *request) answer {
	v := p.verdict("push", r)
	var out outgoing
	_ = json.Unmarshal(r.body, &out) // what is wrong, the rules tell
	m := newMail(out.Messages, out.NotificationDisabled)
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.byID[out.To]
	if !v.OK() {
		return p.refused(c, r, answer{status: http.StatusBadRequest, body: v.Body()}, v)
	}
	if c == nil || c.person == nil && !c.joined {
		return p.refused(c, r, refuse(http.StatusBadRequest, "Failed to send messages"), v)
	}
	if a := p.fitting(c, m); a.status != 0 {
		return p.refused(c, r, a, v)
	}
	if a := p.accepted(r); a.status != 0 { // another call may have been since the key was looked at
		return a
	}
	if !p.spared(c) {
		return p.refused(c, r, refuse(http.StatusTooManyRequests, rateExceeded), v)
	}
	reached, cost := p.reach(c)
	if !p.affords(cost) {
		return p.refused(c, r, overQuota(), v)
	}
	sent := m.name(&p.ids, true)
	p.spend("push", cost)
	if reached {
		p.aggregate(m, out.CustomAggregationUnits, 1)
		m.sent = &Sent{"push", r.id, len(sent), cost}
		p.deliver(c, m)
	}
	p.accept(r, sent)
	return answer{status: http.StatusOK, body: sentMessages{sent}}
}

// multicast sends the same to up to 500 friends (R#send-multicast-message).
func (p *Platform) multicast(r *request) answer {
	v := p.verdict("multicast", r)
	var out struct {
		To []string
		outgoing
	}
	_ = json.Unmarshal(r.body, &out) // what is wrong, the rules tell
	m := newMail(out.Messages, out.NotificationDisabled)
	p.mu.Lock()
	defer p.mu.Unlock()
	to, first, a := p.crowd(out.To)
	switch {
	case !v.OK():
		return p.refused(first, r, answer{status: http.StatusBadRequest, body: v.Body()}, v)
	case a.status != 0:
		return p.refused(first, r, a, v)
	}
	return p.toFriends("multicast", r, m, to, first, out.CustomAggregationUnits)
}

// broadcast sends to all friends (R#send-broadcast-message).
func (p *Platform) broadcast(r *request) answer {
	v := p.verdict("broadcast", r)
	if !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	var out outgoing
	_ = json.Unmarshal(r.body, &out) // was judged before
	m := newMail(out.Messages, out.NotificationDisabled)
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.toFriends("broadcast", r, m, p.friends(), nil, nil)
}

// toFriends sends to all of them or, when anything is wrong, to none; first is
// the chat that gets the mark of a refusal. The caller holds mu.
func (p *Platform) toFriends(kind string, r *request, m *mail, to []*chat, first *chat, units []string) answer {
	if a := p.fitting(nil, m); a.status != 0 {
		return p.refused(first, r, a, rulesKept)
	}
	if a := p.accepted(r); a.status != 0 {
		return a
	}
	if !p.affords(len(to)) {
		return p.refused(first, r, overQuota(), rulesKept)
	}
	m.name(&p.ids, false)
	p.spend(kind, len(to))
	if kind == "broadcast" {
		p.follow(m, r.id, kind, len(to))
	} else {
		p.aggregate(m, units, len(to))
	}
	m.sent = &Sent{kind, r.id, len(m.bubbles), 1}
	for _, c := range to {
		p.deliver(c, m)
	}
	p.accept(r, nil)
	return answer{status: http.StatusOK, body: struct{}{}}
}
