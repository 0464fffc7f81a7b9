package models

// Chats that staff answer, and what is said in them.

import "time"

// ChatState is who answers a resident. Without an open chat it is the bot.
type ChatState string

// The states of a chat.
const (
	ChatWaiting ChatState = "waiting" // for anybody of the place
	ChatHeld    ChatState = "held"    // somebody answers
	ChatClosed  ChatState = "closed"  // the bot answers again
)

// A Chat is one hand-over of a resident to staff, FHIR Communication thread. A
// resident has one open at most.
type Chat struct {
	ID         string
	ResidentID string
	CentreID   *string // whose staff answer; nil: the town's office
	State      ChatState
	StaffID    *string    // who answers, or who did last
	Nickname   Secret     // the resident's name in LINE; nil: not known
	AskedAt    *time.Time // since when the resident waits for an answer; nil: they do not
	DueAt      *time.Time // by when an answer was promised
	Urgent     bool       // words of danger were said and nobody has answered since
	ReplyToken Secret     // of the newest message, unused; nil: none
	ReplyUntil *time.Time // until when the token is sure to work
	Seq        int        // of the newest message
	OpenedAt   time.Time
	TouchedAt  time.Time // of the newest message
	ClosedAt   *time.Time
	ClosedBy   string // staff, resident, system
	Told       bool   // the resident knows that the bot answers again
	Version    int
}

// ChatDelivery is how far a message to a resident has come.
type ChatDelivery string

// The deliveries. Unknown: LINE's answer was lost and nobody can ask again.
const (
	DeliveryNone    ChatDelivery = "none" // came from the resident, or with the bot's answer
	DeliveryReady   ChatDelivery = "ready"
	DeliverySent    ChatDelivery = "sent"
	DeliveryFailed  ChatDelivery = "failed"
	DeliveryUnknown ChatDelivery = "unknown"
)

// The ways in which a message leaves: an answer to an event, which is free, or a
// push, which counts against the month's quota.
const (
	WayReply = "reply"
	WayPush  = "push"
)

// A ChatMessage is one thing said or done in a chat; they are numbered by Seq.
type ChatMessage struct {
	ID         string
	ChatID     string
	Seq        int
	Sender     string  // resident, staff, bot, system
	StaffID    *string // who of staff said or did it
	Kind       string  // text, image, video, audio, file, sticker, location; of bot and system: what happened
	Words      Secret  // nil: none, or forgotten
	LineID     *string // LINE's id of a resident's message
	FormKey    *string // of the form that sent it, so that a form sent twice says it once
	Picture    string  // how far its picture is: waiting, kept, refused, gone; empty: none
	At         time.Time
	Delivery   ChatDelivery
	Way        string
	RetryKey   string     // UUID that LINE gets with every try of a push
	Token      Secret     // reply token; nil: a push
	TokenUntil *time.Time // until when it is sure to work
	Tries      int
	TriedAt    *time.Time // of the first try that may have reached LINE
	Fault      string     // why it failed, as a key of text
	UnsentAt   *time.Time // when the resident took it back
}

// A ChatPicture is the picture of a message, re-encoded: JPEG, at most 500 kB.
type ChatPicture struct {
	MessageID string `gorm:"primaryKey"`
	Data      Secret
	Width     int // pixels
	Height    int
	CreatedAt time.Time
}

// A CannedAnswer is an answer that is given often.
type CannedAnswer struct {
	ID        string
	Label     string // of its button
	Words     string
	UpdatedAt time.Time
	Version   int
}
