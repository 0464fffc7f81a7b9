package services

import (
	"context"
	"time"

	"tambon/models"
	"tambon/store"
)

// An Actor is who acts: a resident, a member of staff, or the system itself.
type Actor struct{ Kind, ID string }

// Resident is a resident as an actor.
func Resident(id string) Actor { return Actor{"resident", id} }

// Staff is a member of staff as an actor.
func Staff(id string) Actor { return Actor{"staff", id} }

// System is the program acting by a rule.
func System(rule string) Actor { return Actor{"system", rule} }

// Audit records an act in the act's own transaction, so that there is neither an
// act without a record nor a record without an act. It holds ids and words of
// the program, never a person's.
func Audit(ctx context.Context, s *store.Store, now time.Time, by Actor, verb, nounID, detail string) error {
	return s.DB(ctx).Create(&models.AuditEvent{
		ID: models.NewID(now), At: now.UTC(), ActorKind: by.Kind, ActorID: by.ID,
		Verb: verb, NounID: nounID, Detail: detail,
	}).Error
}
