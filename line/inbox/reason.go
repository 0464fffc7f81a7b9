package inbox

// Errors as they may be logged and kept: without a person's words, which errors
// like to quote.

import (
	"fmt"
	"regexp"
	"runtime"
)

var quoted = regexp.MustCompile("\"(\\\\.|[^\"\\\\])*\"?|`[^`]*`?")

// discreet is an error's text with all that it quotes left out. Errors of the
// standard library and the drivers quote what they were given.
func discreet(err error) string {
	text := []rune(quoted.ReplaceAllString(err.Error(), `"…"`))
	return string(text[:min(len(text), 300)])
}

// panicError is a panic of the handler. A run-time error's text is the
// program's own; any other value is named by its type alone.
type panicError struct{ what string }

func (e panicError) Error() string { return "inbox: panic: " + e.what }

func panicked(value any) error {
	if e, ok := value.(runtime.Error); ok {
		return panicError{e.Error()}
	}
	return panicError{fmt.Sprintf("%T", value)}
}
