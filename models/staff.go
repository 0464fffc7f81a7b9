package models

// People who work in the console, and how they come in.

import "time"

// StaffState is whether an account may come in.
type StaffState string

// The states of an account. Invited: it has rights and no password yet.
const (
	StaffInvited   StaffState = "invited"
	StaffActive    StaffState = "active"
	StaffSuspended StaffState = "suspended"
)

// Staff is a person who works in the console, FHIR Practitioner.
type Staff struct {
	ID           string
	Login        *string // user name, lower case; nil until they choose one
	Name         Secret
	Language     string // th or en
	State        StaffState
	PasswordHash string // argon2id in the PHC string format; empty until set
	TOTP         Secret `gorm:"column:totp"`      // RFC 6238 secret; nil until enrolled
	TOTPStep     int64  `gorm:"column:totp_step"` // newest 30 s step that let them in: none is taken twice
	CreatedAt    time.Time
	UpdatedAt    time.Time
	Version      int
}

// TableName says that staff is already many.
func (Staff) TableName() string { return "staff" }

// A StaffGrant gives a person a role in a part of the town, FHIR PractitionerRole.
type StaffGrant struct {
	StaffID string
	Role    string
	Scope   string // town, or centre: and the centre's id
}

// A StaffLink opens a door once: the first set-up, an invitation, a new password.
type StaffLink struct {
	ID        string
	Kind      LinkKind
	StaffID   *string // nil for the first set-up
	TokenHash string
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// LinkKind says which door a link opens.
type LinkKind string

// The kinds of link.
const (
	LinkSetup  LinkKind = "setup"
	LinkInvite LinkKind = "invite"
	LinkReset  LinkKind = "reset"
)

// A StaffRecoveryCode lets a person in once in place of their second factor.
type StaffRecoveryCode struct {
	StaffID string
	Hash    string
	UsedAt  *time.Time
}

// SessionStep is how far a person has come in.
type SessionStep string

// The steps of a session: the password is right and the second factor is asked;
// there is none yet and it must be set up; in.
const (
	StepSecond SessionStep = "second"
	StepEnrol  SessionStep = "enrol"
	StepOpen   SessionStep = "open"
)

// A StaffSession is one browser in which a person has come in.
type StaffSession struct {
	ID        string
	TokenHash string
	StaffID   string
	Step      SessionStep
	Device    string // Chrome, Windows
	CreatedAt time.Time
	SeenAt    time.Time
	ProvedAt  time.Time // when they last showed a secret: dangerous acts ask again
	ExpiresAt time.Time
}
