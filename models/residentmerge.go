package models

// Two rows of the register that were found to be one person.

import "time"

// A ResidentMerge is what joining two residents changed, FHIR Patient.link
// (replaces, replaced-by). What it does not name was left as it was.
type ResidentMerge struct {
	ID        string
	KeptID    string // who stands for both from then on
	GoneID    string // who is merged into the kept one
	At        time.Time
	ActorKind string // resident, staff, system
	ActorID   string
	Exchanged bool // the LINE accounts of the two rows changed places
	TookName  bool // the kept one had no name and got the other's
	TookPhone bool // the kept one had no phone and got the other's
	// The kept one's before.
	WasNoticeVersion string
	WasNoticeAt      *time.Time
	WasUpdatedAt     time.Time
	UndoneAt         *time.Time // nil: it stands
}
