// Package models holds the nouns of Tambon: plain structs, their statuses, and
// the facts that are true of them without asking anyone. It imports no other
// room.
package models
