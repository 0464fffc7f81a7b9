package models

import "time"

// KeepYears is how many years a person's name and phone are kept at most after
// their last visit or change, as the privacy notice says.
const KeepYears = 2

// Person is a name and a phone (national digits), opened; what is not known is empty.
type Person struct{ Name, Phone string }

// A Resident is a person who talks to the town in LINE, FHIR Patient and
// RelatedPerson in one: they book for themselves or for their family.
type Resident struct {
	ID            string
	LineUserID    *string // U + 32 hex digits; nil after erasure
	Name          Secret  // nil until given
	Phone         Secret  // national digits; nil until given
	Language      string  // th or en
	Following     bool    // false once they blocked the account: nothing is pushed
	FollowedAt    int64   // LINE's timestamp in ms of the newest follow or unfollow
	NoticeVersion string  // of the privacy notice they acknowledged; empty: none yet
	NoticeAt      *time.Time
	CreatedAt     time.Time
	UpdatedAt     time.Time
	ErasedAt      *time.Time
	Indexed       string     // under which key and rules they are found; empty: not yet
	IndexedAt     *time.Time // UpdatedAt of the row that was indexed
	TwinKey       string     // a keyed fingerprint of the whole name; empty: none is kept
	MergedInto    *string    // who stands for them since two rows were found to be one person
	Version       int
}

// Reached reports whether a message in LINE reaches the resident.
func (r Resident) Reached() bool { return r.Following && r.LineUserID != nil }
