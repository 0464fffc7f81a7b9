package config

// The error that names everything at once.

import (
	"fmt"
	"strings"
)

// Mistakes is the error of Load and LoadSite: every mistake found, one a line,
// each with the place, what was wrong and what would be right. It never holds a secret.
type Mistakes []string

// Error returns all mistakes, a line each.
func (m Mistakes) Error() string {
	if len(m) == 1 {
		return m[0]
	}
	return fmt.Sprintf("%d mistakes:\n  %s", len(m), strings.Join(m, "\n  "))
}
