package simulator

// What one request brings to each of its recipients.

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"tambon/line/simulator/rules"
)

// mail is the messages of one request. Its parts are shared by all recipients
// and are never changed once the first has them.
type mail struct {
	at      time.Time
	quiet   bool // no sound at the recipients'
	sent    *Sent
	bubbles []bubble
}

// bubble is one message with what sending it depends on.
type bubble struct {
	raw        json.RawMessage
	kind       string
	quotes     string // the quote token in it
	tracked    bool   // a video with a tracking id
	mentions   bool
	coupon     string // its couponId
	id         string
	quoteToken string  // given by LINE
	tally      string  // whose statistics it counts in, and its place there; empty: nobody's
	shared     *common // how it is written for everybody; nil when it goes to one
}

// newMail reads messages that the rules have judged, or will.
func newMail(messages []json.RawMessage, quiet bool) *mail {
	m := &mail{quiet: quiet, bubbles: make([]bubble, len(messages))}
	for i, raw := range messages {
		var in struct {
			Type         string
			QuoteToken   string
			TrackingID   string `json:"trackingId"`
			CouponID     string `json:"couponId"`
			Substitution map[string]struct{ Type string }
		}
		_ = json.Unmarshal(raw, &in) // what is wrong, the rules tell
		b := bubble{raw: raw, kind: in.Type, quotes: in.QuoteToken, tracked: in.Type == "video" && in.TrackingID != ""}
		if in.Type == "coupon" {
			b.coupon = in.CouponID
		}
		for _, s := range in.Substitution {
			b.mentions = b.mentions || s.Type == "mention"
		}
		m.bubbles[i] = b
	}
	return m
}

// fitting refuses what depends on the chat: a quote of another chat's message,
// mentions outside a group, a tracked video inside one, or a coupon that the
// account does not have. No chat means that the
// messages go to many people.
func (p *Platform) fitting(c *chat, m *mail) answer {
	for i, b := range m.bubbles {
		group := c != nil && c.person == nil
		wrong := ""
		if b.quotes != "" && (c == nil || p.world.quotes[b.quotes] != c.id) {
			wrong = "quoteToken"
		}
		if b.mentions && !group {
			wrong = "substitution"
		}
		if b.tracked && group {
			wrong = "trackingId"
		}
		if b.coupon != "" && p.world.coupons.All[b.coupon] == nil && !p.cfg.Switches.UnknownCouponIsSent {
			wrong = "couponId"
		}
		if wrong != "" {
			return answer{status: http.StatusBadRequest, body: rules.Fields(rules.Detail{
				Message: "invalid property", Property: "messages[" + strconv.Itoa(i) + "]." + wrong,
			})}
		}
	}
	return answer{}
}

// name gives the messages their ids and, where the sender is told of them, quote
// tokens. A request to many shares its ids: LINE tells nobody which they are.
func (m *mail) name(ids *ids, told bool) []sentMessage {
	sent := make([]sentMessage, len(m.bubbles))
	for i := range m.bubbles {
		b := &m.bubbles[i]
		b.id = ids.messageID()
		switch b.kind {
		case "text", "textV2", "sticker", "image", "video", "template", "flex":
			if told {
				b.quoteToken = ids.token(32)
			}
		}
		if !told {
			b.shared = &common{}
		}
		sent[i] = sentMessage{b.id, b.quoteToken}
	}
	return sent
}

// deliver puts the messages into a chat, all at once. The caller holds mu.
func (p *Platform) deliver(c *chat, m *mail) {
	if m.at.IsZero() {
		m.at = p.clock.now().UTC()
	}
	for i := range m.bubbles {
		b := &m.bubbles[i]
		p.put(c, Entry{At: m.at, From: "bot", MessageID: b.id, Message: b.raw, Quiet: m.quiet, Sent: m.sent, Quoted: c.quoted(b.quotes), quote: b.quoteToken, tally: b.tally, shared: b.shared})
	}
	if c.person != nil {
		c.person.busy = m.at
	}
}

// rulesKept is the verdict on messages that LINE refuses for another reason.
var rulesKept rules.Verdict

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
