package simulator

// Requests that a bot must bear: LINE sends some of them any day, and whoever
// knows the webhook's address can send the others.

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// An Oddity is an odd request: what it is and what a good bot does. Status is
// what the bot answered when it was sent.
type Oddity struct {
	Kind   string          `json:"kind"`
	Wants  string          `json:"wants"`
	Status int             `json:"status"` // 0: no answer
	Ms     int64           `json:"ms"`
	Reason string          `json:"reason,omitempty"` // as in Delivery
	Body   json.RawMessage `json:"body,omitempty"`   // what was sent
}

const ignored = "answers 200, does what the good event asks for, and passes over the rest (D/development-guidelines)"

// oddities are all kinds; text is how the body is made of good events.
var oddities = []struct {
	kind, wants string
	make        func(p *Platform, good []json.RawMessage) (events []json.RawMessage)
	headers     func(p *Platform, body []byte) http.Header
}{
	{"bad-signature", "does nothing of what the events say (R#signature-validation)", plain, func(p *Platform, body []byte) http.Header {
		return http.Header{signatureHeader: {p.Sign(append([]byte(" "), body...))}}
	}},
	{"no-signature", "does nothing of what the events say (R#signature-validation)", plain, func(*Platform, []byte) http.Header { return nil }},
	{"lower-case-header", "answers 200 and does what the event asks for: a header's case is not promised", plain, func(p *Platform, body []byte) http.Header {
		return http.Header{strings.ToLower(signatureHeader): {p.Sign(body)}}
	}},
	{"upper-case-header", "answers 200 and does what the event asks for: a header's case is not promised", plain, func(p *Platform, body []byte) http.Header {
		return http.Header{strings.ToUpper(signatureHeader): {p.Sign(body)}}
	}},
	{"empty-events", "answers 200: LINE asks so whether the webhook works (D/verify-webhook-url)", func(*Platform, []json.RawMessage) []json.RawMessage {
		return []json.RawMessage{}
	}, signed},
	{"unknown-event", ignored, func(p *Platform, good []json.RawMessage) []json.RawMessage {
		return append(good, altered(good[0], func(e map[string]any) {
			e["type"], e["hologram"] = "hologram", map[string]any{"depth": 3}
			delete(e, "message")
		}))
	}, signed},
	{"unknown-message", ignored, func(p *Platform, good []json.RawMessage) []json.RawMessage {
		return append(good, altered(good[0], func(e map[string]any) {
			e["message"] = map[string]any{"type": "hologram", "id": "1", "depth": 3}
		}))
	}, signed},
	{"malformed-event", "answers 200 and does what the good events around it ask for", func(p *Platform, good []json.RawMessage) []json.RawMessage {
		return append([]json.RawMessage{good[0], json.RawMessage(`{"type":7,"source":"nobody","timestamp":"noon"}`)}, good[1:]...)
	}, signed},
	{"new-properties", "answers 200 and does what the event asks for: properties and whitespace come without notice", func(p *Platform, good []json.RawMessage) []json.RawMessage {
		return []json.RawMessage{altered(good[0], func(e map[string]any) {
			e["aNewProperty"] = map[string]any{"of": []int{1, 2}}
			e["deliveryContext"] = map[string]any{"isRedelivery": false, "region": "moon"}
		})}
	}, signed},
	{"many-people", "answers 200 within 2 s and does what all events ask for", plain, signed},
}

func plain(_ *Platform, good []json.RawMessage) []json.RawMessage { return good }

func signed(p *Platform, body []byte) http.Header {
	return http.Header{signatureHeader: {p.Sign(body)}}
}

// altered is a copy of an event with another id and other properties.
func altered(good json.RawMessage, change func(map[string]any)) json.RawMessage {
	var e map[string]any
	_ = json.Unmarshal(good, &e) // was made here
	id, _ := e["webhookEventId"].(string)
	e["webhookEventId"] = id[:len(id)-1] + "Z"
	delete(e, "replyToken")
	change(e)
	return compact(e)
}

// Oddities lists the kinds of odd requests.
func Oddities() []Oddity {
	out := make([]Oddity, len(oddities))
	for i, o := range oddities {
		out[i] = Oddity{Kind: o.kind, Wants: o.wants}
	}
	return out
}

// SendOddity sends an odd request to the bot. Its good events are a text of a
// resident, or one of each resident for many-people. The deliveries are in
// Webhooks, marked with the kind.
func (p *Platform) SendOddity(ctx context.Context, kind, name, words string) (Oddity, error) {
	for _, o := range oddities {
		if o.kind != kind {
			continue
		}
		parcels, err := p.goodEvents(kind, name, or(words, "สวัสดี"))
		if err != nil {
			return Oddity{}, err
		}
		good := make([]json.RawMessage, len(parcels))
		for i, one := range parcels {
			good[i] = compact(one.event)
		}
		body := envelope(p.cfg.Bot.UserID, o.make(p, good))
		p.mu.Lock()
		webhook := p.send.webhook
		for _, one := range parcels {
			one.token.delivered = p.clock.now()
		}
		p.mu.Unlock()
		got := p.call(ctx, webhook, body, o.headers(p, body))
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, one := range parcels {
			p.delivered(one, one.event, got, kind)
		}
		return Oddity{Kind: kind, Wants: o.wants, Status: got.status, Ms: got.took.Milliseconds(), Reason: got.reason(), Body: body}, nil
	}
	return Oddity{}, fmt.Errorf("%w: no oddity is named %q", ErrUnknown, kind)
}

// goodEvents are events of texts that stand in the residents' chats but were not sent.
func (p *Platform) goodEvents(kind, name, words string) ([]parcel, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, "")
	if err != nil {
		return nil, err
	}
	says := func(c *chat, who *person) parcel {
		_, e := p.spoken(c, who, map[string]any{"type": "text", "text": words})
		return p.compose(c, who, e)
	}
	switch kind {
	case "empty-events":
		return nil, nil
	case "malformed-event":
		return []parcel{says(c, who), says(c, who)}, nil
	case "many-people":
		var all []parcel
		for _, other := range p.world.chats {
			if other.person != nil && !other.person.blocked {
				all = append(all, says(other, other.person))
			}
		}
		return all, nil
	}
	return []parcel{says(c, who)}, nil
}
