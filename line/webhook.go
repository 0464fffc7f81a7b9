package line

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"regexp"

	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"
)

// MaxWebhookBody is the largest webhook request that is read, in bytes. LINE
// names no limit; a batch of a hundred long messages stays far below it.
const MaxWebhookBody = 1 << 20

// Signed reports whether LINE signed the raw body with one of the channel
// secrets (two during rotation): Base64 of HMAC-SHA256, compared in constant time.
func Signed(secrets []string, signature string, body []byte) bool {
	for _, secret := range secrets {
		if secret != "" && webhook.ValidateSignature(secret, signature, body) {
			return true
		}
	}
	return false
}

// ErrBody is returned for a signed body that is no webhook request. It says
// nothing of the body: that may be a person's words.
var ErrBody = errors.New("line: the body is no webhook request")

// SplitEvents returns the events of a webhook body, each as LINE sent it, so
// that one broken event harms no other.
func SplitEvents(body []byte) ([]json.RawMessage, error) {
	var in struct {
		Events []json.RawMessage `json:"events"`
	}
	if json.Unmarshal(body, &in) != nil {
		return nil, ErrBody
	}
	return in.Events, nil
}

// An Envelope is what can be known of an event without understanding it.
type Envelope struct {
	ID        string // webhookEventId, or the SHA-256 of an event that has none
	Lane      string // the group, room or person; an event without source has a lane of its own
	Kind      string // type, "?" when it has none
	MessageID string // of a message or unsend event
	Timestamp int64  // ms since 1970, 0 when it has none
}

var identifier = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// Address reads an event's envelope. It never fails: what is missing or of the
// wrong type is left empty or made up from the event's hash.
func Address(event json.RawMessage) Envelope {
	fields := object(event)
	env := Envelope{ID: word(fields["webhookEventId"]), Kind: word(fields["type"])}
	if env.ID == "" {
		sum := sha256.Sum256(event)
		env.ID = "sha256-" + hex.EncodeToString(sum[:])[:48]
	}
	if env.Kind == "" {
		env.Kind = "?"
	}
	_ = json.Unmarshal(fields["timestamp"], &env.Timestamp)
	if env.Timestamp < 0 {
		env.Timestamp = 0
	}
	source := object(fields["source"])
	switch word(source["type"]) {
	case "user":
		env.Lane = word(source["userId"])
	case "group":
		env.Lane = word(source["groupId"])
	case "room":
		env.Lane = word(source["roomId"])
	}
	if env.Lane == "" {
		env.Lane = env.ID
	}
	switch env.Kind {
	case "message":
		env.MessageID = word(object(fields["message"])["id"])
	case "unsend":
		env.MessageID = word(object(fields["unsend"])["messageId"])
	}
	return env
}

func object(raw json.RawMessage) map[string]json.RawMessage {
	var m map[string]json.RawMessage
	_ = json.Unmarshal(raw, &m)
	return m
}

func word(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil || !identifier.MatchString(s) {
		return ""
	}
	return s
}

// An Event is one thing that happened in a chat (LINE Messaging API reference,
// "Webhook event objects"). Fields of other events are nil or empty; types and
// properties that LINE adds later are tolerated.
type Event struct {
	ID         string    `json:"webhookEventId"`
	Type       string    `json:"type"`
	Timestamp  int64     `json:"timestamp"` // ms since 1970
	Mode       string    `json:"mode"`      // standby: another module answers
	ReplyToken string    `json:"replyToken"`
	Source     Source    `json:"source"`
	Message    *Incoming `json:"message"`
	Postback   *struct {
		Data string `json:"data"`
	} `json:"postback"`
	Unsend *struct {
		MessageID string `json:"messageId"`
	} `json:"unsend"`
	Follow *struct {
		IsUnblocked bool `json:"isUnblocked"`
	} `json:"follow"`
}

// Source is where an event happened.
type Source struct {
	Type    string `json:"type"` // user, group or room
	UserID  string `json:"userId"`
	GroupID string `json:"groupId"`
	RoomID  string `json:"roomId"`
}

// Incoming is a message that a person sent.
type Incoming struct {
	ID   string `json:"id"`
	Type string `json:"type"` // text, sticker, image, video, audio, file, location
	Text string `json:"text"`
}

// ErrEvent is returned for an event that is not of the form LINE documents.
var ErrEvent = errors.New("line: the event is not of the form that LINE documents")

// DecodeEvent reads an event.
func DecodeEvent(raw []byte) (Event, error) {
	var e Event
	if json.Unmarshal(raw, &e) != nil {
		return Event{}, ErrEvent
	}
	if e.Type == "message" && e.Message == nil || e.Type == "postback" && e.Postback == nil {
		return Event{}, ErrEvent
	}
	return e, nil
}
