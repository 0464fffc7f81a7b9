package config

// A setting that must not be seen.

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a setting that never shows itself: every way of printing, logging
// or encoding it gives "set" or "not set". Only Reveal returns the value. Keep
// it in exported fields and out of maps' keys: there fmt and encoding/json call
// no methods.
type Secret string

// Reveal returns the value, for the one place that uses it.
func (s Secret) Reveal() string { return string(s) }

// String returns "set" or "not set".
func (s Secret) String() string {
	if s == "" {
		return "not set"
	}
	return "set"
}

// GoString returns what String does, for %#v.
func (s Secret) GoString() string { return s.String() }

// Format writes what String does for every verb; fmt would print the bare
// value for a verb that does not suit a string, such as %d.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue returns what String does, for log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText returns what String does, for JSON, XML and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
