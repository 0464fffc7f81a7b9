package simulator

// Reply, push and validate (R#send-reply-message, R#send-push-message).

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"

	"tambon/line/simulator/rules"
)

type sentMessage struct {
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken,omitempty"`
}

type sentMessages struct {
	SentMessages []sentMessage `json:"sentMessages"`
}

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// retryKey refuses a key where none may be, one that is no UUID, and one under
// which a request was accepted (R#retry-api-request). The SDK sends an empty
// header for no key.
func (p *Platform) retryKey(e *endpoint, r *request) answer {
	switch {
	case r.key == "":
		return answer{}
	case !e.retry:
		return refuse(http.StatusBadRequest, "The retry key is not supported by this endpoint")
	case !uuidForm.MatchString(r.key):
		return refuse(http.StatusBadRequest, or(p.cfg.Switches.RetryKeyMessage, "The retry key is invalid"))
	case p.cfg.Switches.RetryKeyAfterBody:
		return answer{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.priorAnswer(r.key)
}

func (p *Platform) priorAnswer(key string) answer {
	prior, ok := p.world.retried(key, p.clock.now())
	if !ok {
		return answer{}
	}
	return answer{status: http.StatusConflict, prior: prior.RequestID, body: struct {
		Message string `json:"message"`
		sentMessages
	}{"The retry key is already accepted", sentMessages{prior.Sent}}}
}

// body of a reply or push, after the rules were kept.
type outgoing struct {
	To         string            `json:"to"`
	ReplyToken string            `json:"replyToken"`
	Messages   []json.RawMessage `json:"messages"`
}

func (p *Platform) validate(r *request) answer {
	if !slices.Contains([]string{"reply", "push", "multicast", "narrowcast", "broadcast"}, r.args[0]) {
		return refuse(http.StatusNotFound, "Not found")
	}
	if v := p.verdict("validate", r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	return answer{status: http.StatusOK, body: struct{}{}}
}

func (p *Platform) reply(r *request) answer {
	v := p.verdict("reply", r)
	var out outgoing
	_ = json.Unmarshal(r.body, &out) // what is wrong, the rules tell
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
	if a := p.fitting(c, out.Messages); a.status != 0 {
		return p.refused(c, r, a, v)
	}
	if c.person == nil && !c.joined {
		return p.refused(c, r, refuse(http.StatusBadRequest, "Failed to send messages"), v)
	}
	tok.used = true
	reached := c.person == nil || !c.person.blocked
	return answer{status: http.StatusOK, body: sentMessages{p.arrive(c, out.Messages, reached)}}
}

func (p *Platform) push(r *request) answer {
	v := p.verdict("push", r)
	var out outgoing
	_ = json.Unmarshal(r.body, &out) // what is wrong, the rules tell
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.byID[out.To]
	if !v.OK() {
		return p.refused(c, r, answer{status: http.StatusBadRequest, body: v.Body()}, v)
	}
	if c == nil || c.person == nil && !c.joined {
		return p.refused(c, r, refuse(http.StatusBadRequest, "Failed to send messages"), v)
	}
	if a := p.fitting(c, out.Messages); a.status != 0 {
		return p.refused(c, r, a, v)
	}
	if !p.spared(c) {
		return p.refused(c, r, refuse(http.StatusTooManyRequests, rateExceeded), v)
	}
	reached, cost := p.reach(c)
	month := p.month()
	if limit := p.cfg.Quota; limit > 0 && p.world.used[month]+cost > limit {
		return p.refused(c, r, refuse(http.StatusTooManyRequests, "You have reached your monthly limit."), v)
	}
	if r.key != "" { // another call with the key may have been accepted since it was looked at
		if a := p.priorAnswer(r.key); a.status != 0 {
			return a
		}
	}
	p.world.used[month] += cost
	sent := p.arrive(c, out.Messages, reached)
	if r.key != "" {
		p.world.keep(r.key, accepted{At: p.clock.now(), RequestID: r.id, Sent: sent})
	}
	return answer{status: http.StatusOK, body: sentMessages{sent}}
}

// perPerson is how many pushes to one user are taken; LINE does not say its number.
var perPerson = rate{100, time.Minute}

// spared counts a push to a person and reports whether it is not one of too many.
func (p *Platform) spared(c *chat) bool {
	if c.person == nil || p.cfg.Unlimited || p.cfg.Switches.ManyPushesToOne {
		return true
	}
	return c.person.pushed.take(perPerson, time.Now())
}

// reach tells whether a push is delivered, and for how many messages it counts:
// one a recipient, a group its members (R#send-push-message-conditions, D/pricing).
func (p *Platform) reach(c *chat) (reached bool, cost int) {
	if c.person == nil {
		return true, len(c.members)
	}
	known := c.person.friend || !c.person.wrote.IsZero() && p.clock.now().Sub(c.person.wrote) <= strangerLife
	if c.person.blocked || !known {
		return false, 0
	}
	return true, 1
}

// fitting refuses what depends on the chat: a quote of another chat's message,
// mentions outside a group, a tracked video inside one.
func (p *Platform) fitting(c *chat, messages []json.RawMessage) answer {
	for i, raw := range messages {
		var m struct {
			Type         string
			QuoteToken   string
			TrackingID   string `json:"trackingId"`
			Substitution map[string]struct{ Type string }
		}
		if json.Unmarshal(raw, &m) != nil {
			continue
		}
		wrong := ""
		if m.QuoteToken != "" && p.world.quotes[m.QuoteToken] != c.id {
			wrong = "quoteToken"
		}
		for _, s := range m.Substitution {
			if s.Type == "mention" && c.person != nil {
				wrong = "substitution"
			}
		}
		if m.Type == "video" && m.TrackingID != "" && c.person == nil {
			wrong = "trackingId"
		}
		if wrong != "" {
			return answer{status: http.StatusBadRequest, body: rules.Fields(rules.Detail{
				Message: "invalid property", Property: "messages[" + strconv.Itoa(i) + "]." + wrong,
			})}
		}
	}
	return answer{}
}

// arrive gives the messages ids and, when the recipient is reached, puts them
// into the chat, all at once. The caller holds mu.
func (p *Platform) arrive(c *chat, messages []json.RawMessage, reached bool) []sentMessage {
	sent := make([]sentMessage, len(messages))
	for i, raw := range messages {
		sent[i].ID = p.ids.messageID()
		var m struct{ Type string }
		_ = json.Unmarshal(raw, &m) // was judged before
		switch m.Type {
		case "text", "textV2", "sticker", "image", "video", "template", "flex":
			sent[i].QuoteToken = p.ids.token(32)
		}
		if reached {
			p.put(c, Entry{From: "bot", MessageID: sent[i].ID, Message: raw, quote: sent[i].QuoteToken})
		}
	}
	if reached && c.person != nil {
		c.person.busy = p.clock.now()
	}
	return sent
}

// refused leaves a mark in the chat where the messages would have stood.
func (p *Platform) refused(c *chat, r *request, a answer, v rules.Verdict) answer {
	if c != nil {
		mark := &Refusal{Status: a.status, Body: compact(a.body), Request: r.body}
		if !v.OK() {
			mark.Rules = compact(v.Broken)
		}
		p.put(c, Entry{From: "line", Message: json.RawMessage("null"), Refused: mark})
	}
	return a
}
