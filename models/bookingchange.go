package models

// What happened to a booking after it was made.

import "time"

// A BookingChange is one change of a booking: of its status, its slot or both.
type BookingChange struct {
	ID         string
	BookingID  string
	Verb       string // noun.verb: booking.arrive
	FromStatus BookingStatus
	ToStatus   BookingStatus
	FromSlot   string
	ToSlot     string // the same as FromSlot, unless the visit was moved
	Version    int    // of the booking, after the change
	At         time.Time
	ActorKind  string // resident, staff, system
	ActorID    string
	Undoes     *string    // the change that this one took back
	UndoneAt   *time.Time // when this one was taken back; nil: it stands
	Telling    Telling
}

// Telling is how far the resident has been told of a change.
type Telling string

// The states of telling. A change that nobody needs to hear of is TellNone.
const (
	TellNone   Telling = "none"
	TellLine   Telling = "line"    // a message will leave
	TellBegun  Telling = "telling" // it may have left
	TellDone   Telling = "told"
	TellCall   Telling = "call" // LINE does not reach them: staff must call
	TellCalled Telling = "called"
)
