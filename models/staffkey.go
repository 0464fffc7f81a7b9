package models

// What staff come in with besides a password: passkeys and their LINE account.

import "time"

// A StaffPasskey is a WebAuthn credential record (W3C, WebAuthn Level 3, section
// 4). Its key is the public one: nobody comes in by reading it.
type StaffPasskey struct {
	ID           string
	StaffID      string
	CredentialID string // as the authenticator calls it, base64url
	Credential   string // the library's JSON, with the flags that later checks compare
	Label        Secret // Chrome, Windows, or what the person calls it
	SignCount    int64  // of the newest use; 0 where the authenticator does not count
	CreatedAt    time.Time
	UsedAt       *time.Time
}

// StaffChallengeKind says what a challenge lets a person do.
type StaffChallengeKind string

// The kinds of challenge.
const (
	ChallengeEnter StaffChallengeKind = "enter" // come in by a passkey alone
	ChallengeProve StaffChallengeKind = "prove" // show a passkey in a session
	ChallengeEnrol StaffChallengeKind = "enrol" // make a passkey
	ChallengeLINE  StaffChallengeKind = "line"  // come back from LINE Login
)

// A StaffChallenge is what one browser was asked a moment ago. It is deleted
// when the answer comes, whatever the answer is.
type StaffChallenge struct {
	ID        string
	TokenHash string // of the cookie of the browser that was asked
	Kind      StaffChallengeKind
	SessionID string // empty: outside any session
	Data      Secret
	ExpiresAt time.Time
}

// A StaffLine is the LINE account of a member of staff.
type StaffLine struct {
	StaffID  string
	Subject  string // blind fingerprint of the id token's sub, in hex; the sub itself is not kept
	LinkedAt time.Time
	UsedAt   *time.Time
}

// TableName says that a person has one.
func (StaffLine) TableName() string { return "staff_line" }
