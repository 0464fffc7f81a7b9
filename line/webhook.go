package line

// What LINE sends: the signature, the batch, the event.

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
)

// MaxWebhookBody is the largest webhook request that is read, in bytes. LINE
// names no limit; a batch of a hundred long messages stays far below it.
const MaxWebhookBody = 1 << 20

// Signed reports whether LINE signed the raw body with one of the channel
// secrets (two during rotation): Base64 of HMAC-SHA256, compared in constant
// time. The signature is compared as it is written, because decoders of Base64
// also take other spellings of the same bytes.
func Signed(secrets []string, signature string, body []byte) bool {
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		if hmac.Equal([]byte(base64.StdEncoding.EncodeToString(mac.Sum(nil))), []byte(signature)) {
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
	MessageID string // of the message that was written, edited or taken back
	Timestamp int64  // ms since 1970, 0 when it has none
}

var identifier = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// Address reads an event's envelope. It never fails: what is missing or of the
// wrong type is left empty or made up from the event's hash.
func Address(event json.RawMessage) Envelope {
	e := Outline(event)
	env := Envelope{ID: e.ID, Kind: e.Type, Timestamp: max(0, e.Timestamp)}
	if env.ID == "" {
		sum := sha256.Sum256(event)
		env.ID = "sha256-" + hex.EncodeToString(sum[:])[:48]
	}
	if env.Kind == "" {
		env.Kind = "?"
	}
	if env.Lane = e.Source.Chat(); env.Lane == "" {
		env.Lane = env.ID
	}
	fields := object(event)
	if env.Kind == "unsend" {
		env.MessageID = word(object(fields["unsend"])["messageId"])
	} else {
		env.MessageID = word(object(fields["message"])["id"])
	}
	return env
}

// Outline reads the properties that all events share, as far as they are there
// and of the form that LINE documents. It never fails, so the person behind an
// event that DecodeEvent refuses can still be answered.
func Outline(event json.RawMessage) Event {
	fields := object(event)
	source := object(fields["source"])
	e := Event{
		ID: word(fields["webhookEventId"]), Type: word(fields["type"]), Mode: word(fields["mode"]), ReplyToken: word(fields["replyToken"]),
		Source: Source{
			Type: word(source["type"]), UserID: word(source["userId"]), GroupID: word(source["groupId"]), RoomID: word(source["roomId"]),
		},
	}
	if json.Unmarshal(fields["timestamp"], &e.Timestamp) != nil {
		e.Timestamp = 0
	}
	return e
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

// Chat is the id of the chat: the group's, the room's or the person's, empty
// when the source names none.
func (s Source) Chat() string {
	switch s.Type {
	case "user":
		return s.UserID
	case "group":
		return s.GroupID
	case "room":
		return s.RoomID
	}
	return ""
}

// Incoming is a message that a person sent.
type Incoming struct {
	ID      string `json:"id"`
	Type    string `json:"type"` // text, sticker, image, video, audio, file, location
	Text    string `json:"text"`
	Title   string `json:"title"`   // of a location
	Address string `json:"address"` // of a location
}

// ErrEvent is returned for an event that is not of the form LINE documents.
var ErrEvent = errors.New("line: the event is not of the form that LINE documents")

// DecodeEvent reads an event. Who it is from, and how to answer, is what Outline
// and Address say too, whatever a strange event spells twice.
func DecodeEvent(raw []byte) (Event, error) {
	var e Event
	if json.Unmarshal(raw, &e) != nil {
		return Event{}, ErrEvent
	}
	if e.Message != nil {
		e.Message.Text = noNUL(e.Message.Text)
		e.Message.Title, e.Message.Address = noNUL(e.Message.Title), noNUL(e.Message.Address)
	}
	if e.Postback != nil {
		e.Postback.Data = noNUL(e.Postback.Data)
	}
	o := Outline(raw)
	if o.ID == "" {
		o.ID = Address(raw).ID // two events without id are not one
	}
	e.ID, e.Type, e.Timestamp, e.Mode, e.ReplyToken, e.Source = o.ID, o.Type, o.Timestamp, o.Mode, o.ReplyToken, o.Source
	if e.Type == "message" && e.Message == nil || e.Type == "postback" && e.Postback == nil {
		return Event{}, ErrEvent
	}
	return e, nil
}

// noNUL leaves out what JSON can say and PostgreSQL's text cannot hold (SQLSTATE
// 22021): a question with it in it would fail for ever.
func noNUL(s string) string { return strings.ReplaceAll(s, "\x00", "") }
