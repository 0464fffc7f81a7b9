package simulator

// Webhook events in LINE's form (R#webhook-event-objects).

import "encoding/json"

type source struct {
	Type    string `json:"type"`
	GroupID string `json:"groupId,omitempty"`
	UserID  string `json:"userId,omitempty"`
}

type deliveryContext struct {
	IsRedelivery bool `json:"isRedelivery"`
}

type event struct {
	Type            string          `json:"type"`
	Message         map[string]any  `json:"message,omitempty"`
	Postback        map[string]any  `json:"postback,omitempty"`
	Unsend          map[string]any  `json:"unsend,omitempty"`
	Follow          map[string]any  `json:"follow,omitempty"`
	WebhookEventID  string          `json:"webhookEventId"`
	DeliveryContext deliveryContext `json:"deliveryContext"`
	Timestamp       int64           `json:"timestamp"`
	Source          source          `json:"source"`
	ReplyToken      string          `json:"replyToken,omitempty"`
	Mode            string          `json:"mode"`
}

// An Act is what came of something that a resident did.
type Act struct {
	EventID   string          `json:"eventId"`   // webhookEventId; empty: LINE sends no event for it
	MessageID string          `json:"messageId"` // of the resident's message
	Seq       int             `json:"seq"`       // of the last entry in the chat after the act
	URI       string          `json:"uri,omitempty"`
	Action    json.RawMessage `json:"action,omitempty"` // of Press: the action of the button
}

// emit sends an event about a chat; who is the person acting, nil for none. The
// caller holds mu.
func (p *Platform) emit(c *chat, who *person, e event) string {
	now := p.clock.now()
	e.Timestamp = max(now.UnixMilli(), c.stamp+1)
	c.stamp = e.Timestamp
	e.WebhookEventID = p.ids.ulid(now)
	e.Mode = "active"
	if c.person != nil {
		e.Source = source{Type: "user", UserID: c.id}
	} else {
		e.Source = source{Type: "group", GroupID: c.id}
		if who != nil {
			e.Source.UserID = who.UserID
		}
	}
	tok := &token{chat: c, event: now}
	if answerable(e.Type) {
		e.ReplyToken = p.ids.token(16)
		p.world.tokens.add(e.ReplyToken, tok)
	}
	p.post(parcel{chat: c, event: e, token: tok})
	return e.WebhookEventID
}

// answerable reports whether events of a type carry a reply token.
func answerable(kind string) bool {
	switch kind {
	case "unsend", "unfollow", "leave", "memberLeft":
		return false
	}
	return true
}

// said puts a resident's message into the chat and sends its event. The caller holds mu.
func (p *Platform) said(c *chat, who *person, message map[string]any) Act {
	p.saw(c)
	id := p.ids.messageID()
	message["id"] = id
	e := Entry{From: "resident", MessageID: id, mark: p.ids.token(32), Message: compact(message)}
	if c.person == nil {
		e.By = who.DisplayName
	}
	switch message["type"] {
	case "text", "sticker", "image", "video":
		e.quote = p.ids.token(32)
		message["quoteToken"] = e.quote
	}
	message["markAsReadToken"] = e.mark
	if held, ok := contentOf(message["type"]); ok {
		p.hold(id, held)
	}
	who.wrote = p.clock.now()
	stood := p.put(c, e)
	eventID := ""
	if c.person != nil || c.joined {
		eventID = p.emit(c, who, event{Type: "message", Message: message})
	}
	return Act{EventID: eventID, MessageID: id, Seq: stood.Seq}
}

func compact(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return raw
}
