package models

import "time"

// An AuditEvent says who did what to which thing, FHIR AuditEvent. It holds
// ids, never names.
type AuditEvent struct {
	ID        string
	At        time.Time
	ActorKind string // resident, staff, system
	ActorID   string
	Verb      string // noun.verb: booking.book
	NounID    string
	Detail    string // short words of the system: status changes, reasons by key
	Seq       *int64 // place in the chain; nil until sealed
	MAC       string `gorm:"column:mac"` // keyed fingerprint over this row and the one before it, hex; empty until sealed
}

// An AuditHead is the newest end of the chain; there is one.
type AuditHead struct {
	ID       int
	Seq      int64
	MAC      string `gorm:"column:mac"`
	SealedAt *time.Time
}

// A Push is a message that Tambon starts by itself. Its id is the retry key
// that LINE gets with every try; the messages stay the same for all of them.
type Push struct {
	ID           string // UUID
	ResidentID   string
	Verb         string // why: booking.remind
	Messages     Secret
	State        PushState
	FirstTriedAt *time.Time
	DoneAt       *time.Time
	CreatedAt    time.Time
}

// PushState is how far a push has come.
type PushState string

// The states of a push. Unknown: LINE's answer was lost and its 24 hours for
// the retry key are over, so nobody may try again.
const (
	PushReady   PushState = "ready"
	PushSent    PushState = "sent"
	PushUnknown PushState = "unknown"
	PushDropped PushState = "dropped"
)
