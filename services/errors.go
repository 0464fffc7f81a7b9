// Package services is the root of the rules: the kinds of error that every
// service speaks, who acts, and the record of what was done. Each service has a
// package of its own below this one, and none knows another.
package services

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in words that every edge can act on: a page turns
// it into an HTTP status, the bot into a sentence.
type Kind string

// The kinds of error.
const (
	Invalid     Kind = "invalid"     // what was given cannot be used
	NotFound    Kind = "not_found"   // there is no such thing, or it is not this person's
	Conflict    Kind = "conflict"    // the state of things does not allow it
	Forbidden   Kind = "forbidden"   // this person may not
	Unavailable Kind = "unavailable" // not now; later, by itself
	Internal    Kind = "internal"    // a mistake of the program: logged, never shown
)

// Error is a refusal that a person may be told about. Key names the sentence in
// package text, and Args ("name", value, …) fill it.
type Error struct {
	Kind Kind
	Key  string
	Args []any
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Kind, e.Key) }

// Is reports whether target is a refusal by the same sentence, whatever fills it.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Key == e.Key
}

// E returns a refusal of the given kind.
func E(kind Kind, key string, args ...any) *Error { return &Error{kind, key, args} }

// With returns the refusal with its sentence filled.
func (e *Error) With(args ...any) error { return &Error{e.Kind, e.Key, args} }

// Explain returns the kind and the sentence of err. An error that no service
// made is Internal: its details are for the log alone.
func Explain(err error) (kind Kind, key string, args []any) {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind, e.Key, e.Args
	}
	return Internal, "error.internal", nil
}
