package models

import (
	"database/sql/driver"
	"errors"
	"fmt"
)

// Secret is a personal datum as it lies in the database: sealed bytes that only
// store.Keys can open, bound to their table, column and row. It prints as a
// mark, never as its content, and refuses to be stored unsealed.
type Secret []byte

// sealedPrefix is the first byte of every ciphertext of Tink's own output
// format (developers.google.com/tink/wire-format); the tables check it too.
const sealedPrefix = 0x01

// ErrUnsealed is returned when bytes that were never sealed are about to be stored.
var ErrUnsealed = errors.New("models: a secret must be sealed before it is stored")

// Value implements driver.Valuer.
func (s Secret) Value() (driver.Value, error) {
	if s == nil {
		return nil, nil
	}
	if len(s) == 0 || s[0] != sealedPrefix {
		return nil, ErrUnsealed
	}
	return []byte(s), nil
}

// Scan implements sql.Scanner.
func (s *Secret) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*s = nil
	case []byte:
		*s = append(Secret(nil), v...)
	default:
		return fmt.Errorf("models: a secret cannot be read from %T", v)
	}
	return nil
}

// GormDataType says that a secret is bytes to GORM.
func (Secret) GormDataType() string { return "bytes" }

// String hides the content from logs and error texts.
func (s Secret) String() string {
	if s == nil {
		return "‹none›"
	}
	return "‹sealed›"
}

// GoString hides the content from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the content from JSON and logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
