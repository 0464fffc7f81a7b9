package console

// Who of staff answers chats of a place.

import (
	"tambon/models"
	"tambon/services/staff"
)

func mayAnswer(p staff.Person, place string) bool {
	return p.State == models.StaffActive && staff.Identity{Grants: p.Grants}.May("chat.answer", place)
}
