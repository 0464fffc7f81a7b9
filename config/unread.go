package config

// Settings of the plan that this version does not read.

import (
	"slices"
	"strings"
)

// Unread says in a sentence each which settings are given, as in Load, but do
// nothing, so that nobody counts on them.
func Unread(environ []string) []string {
	var told []string
	for _, name := range []string{"REDIS_URL"} {
		if slices.ContainsFunc(environ, func(line string) bool {
			given, value, _ := strings.Cut(line, "=")
			return strings.TrimSuffix(given, "_FILE") == name && value != ""
		}) {
			told = append(told, name+": set, but this version has no use for it and does not read it; leave it out")
		}
	}
	return told
}
