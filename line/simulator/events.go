package simulator

// Webhook events in LINE's form (R#webhook-event-objects).

import (
	"encoding/json"
	"slices"
)

type source struct {
	Type    string `json:"type"`
	GroupID string `json:"groupId,omitempty"`
	RoomID  string `json:"roomId,omitempty"`
	UserID  string `json:"userId,omitempty"`
}

type deliveryContext struct {
	IsRedelivery bool `json:"isRedelivery"`
}

// event is any webhook event: of the payloads it has the one of its type.
type event struct {
	Type              string          `json:"type"`
	Message           map[string]any  `json:"message,omitempty"`
	Unsend            map[string]any  `json:"unsend,omitempty"`
	Follow            map[string]any  `json:"follow,omitempty"`
	Joined            map[string]any  `json:"joined,omitempty"`
	Left              map[string]any  `json:"left,omitempty"`
	Postback          map[string]any  `json:"postback,omitempty"`
	VideoPlayComplete map[string]any  `json:"videoPlayComplete,omitempty"`
	Beacon            map[string]any  `json:"beacon,omitempty"`
	Link              map[string]any  `json:"link,omitempty"`
	Membership        map[string]any  `json:"membership,omitempty"`
	Module            map[string]any  `json:"module,omitempty"`
	ChatControl       map[string]any  `json:"chatControl,omitempty"`
	Delivery          map[string]any  `json:"delivery,omitempty"`
	WebhookEventID    string          `json:"webhookEventId"`
	DeliveryContext   deliveryContext `json:"deliveryContext"`
	Timestamp         int64           `json:"timestamp"` // ms
	Source            *source         `json:"source,omitempty"`
	ReplyToken        string          `json:"replyToken,omitempty"`
	Mode              string          `json:"mode"`
}

// An Act is what came of something that a resident did.
type Act struct {
	EventID   string          `json:"eventId"`   // webhookEventId; empty: LINE sends no event for it
	MessageID string          `json:"messageId"` // of the resident's message
	Seq       int             `json:"seq"`       // of the last entry in the chat after the act
	URI       string          `json:"uri,omitempty"`
	Action    json.RawMessage `json:"action,omitempty"` // of Press: the action of the button
}

// emit sends an event about a chat, unless the webhook is switched off; who is
// the person acting, nil for none. The caller holds mu.
func (p *Platform) emit(c *chat, who *person, e event) string {
	if p.send.inactive {
		return ""
	}
	one := p.compose(c, who, e)
	p.post(one)
	return one.event.WebhookEventID
}

// compose gives an event what every event has. The caller holds mu.
func (p *Platform) compose(c *chat, who *person, e event) parcel {
	now := p.clock.now()
	e.Timestamp = max(now.UnixMilli(), c.stamp+1)
	c.stamp = e.Timestamp
	e.WebhookEventID = p.ids.ulid(now)
	e.Mode = "active"
	if e.Source == nil && !sourceless(e) {
		e.Source = p.source(c, who, e.Type)
	}
	tok := &token{chat: c, event: now}
	switch {
	case p.send.standby: // another module answers (R#common-properties)
		e.Mode = "standby"
	case answerable(e):
		e.ReplyToken = p.ids.token(16)
		p.world.tokens.add(e.ReplyToken, tok)
	}
	return parcel{chat: c, event: e, token: tok}
}

// source says where an event comes from. In a group it names the person in
// events of messages alone, and only for LINE on a phone (R#source-group); the
// reference's own example of an unsend event has it too.
func (p *Platform) source(c *chat, who *person, kind string) *source {
	if c.person != nil {
		return &source{Type: "user", UserID: c.id}
	}
	s := &source{Type: "group", GroupID: c.id}
	if c.room {
		s = &source{Type: "room", RoomID: c.id}
	}
	named := []string{"message", "messageEdited", "unsend"}
	if p.cfg.Switches.GroupPostbackUser {
		named = append(named, "postback")
	}
	if who != nil && !who.Desktop && slices.Contains(named, kind) {
		s.UserID = who.UserID
	}
	return s
}

// ofModules are the events of module channels and of the account itself.
var ofModules = []string{"module", "activated", "deactivated", "botSuspended", "botResumed"}

// sourceless reports whether an event tells of no chat.
func sourceless(e event) bool {
	return slices.Contains(ofModules, e.Type) || failedLink(e)
}

func failedLink(e event) bool { return e.Type == "accountLink" && e.Link["result"] == "failed" }

// answerable reports whether an event carries a reply token.
func answerable(e event) bool {
	switch e.Type {
	case "unsend", "unfollow", "leave", "memberLeft", "delivery":
		return false
	}
	return !sourceless(e)
}

// said puts a resident's message into the chat and sends its event. The caller holds mu.
func (p *Platform) said(c *chat, who *person, message map[string]any) Act {
	act, e := p.spoken(c, who, message)
	if c.person != nil || c.joined {
		act.EventID = p.emit(c, who, e)
	}
	return act
}

// spoken puts a resident's message into the chat and returns its event, unsent.
// The caller holds mu.
func (p *Platform) spoken(c *chat, who *person, message map[string]any) (Act, event) {
	p.saw(c)
	id := p.ids.messageID()
	message["id"] = id
	e := Entry{From: "resident", Author: who.UserID, MessageID: id, mark: p.ids.token(32), Message: compact(message)}
	e.Quoted, _ = message["quotedMessageId"].(string)
	if c.person == nil {
		e.By = who.DisplayName
	}
	switch message["type"] {
	case "text", "sticker", "image", "video":
		e.quote = p.ids.token(32)
		message["quoteToken"] = e.quote
	}
	message["markAsReadToken"] = e.mark
	who.wrote = p.clock.now()
	stood := p.put(c, e)
	return Act{MessageID: id, Seq: stood.Seq}, event{Type: "message", Message: message}
}

func compact(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return raw
}
