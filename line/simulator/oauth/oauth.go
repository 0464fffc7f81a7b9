// Package oauth has what LINE's OAuth endpoints have in common: the form of
// their answers, and JSON Web Tokens signed with one algorithm each.
package oauth

// The answers of OAuth endpoints (RFC 6749 5.2, and LINE's own form).

import "net/http"

// An Answer is what an endpoint says. A nil Body is an empty one.
type Answer struct {
	Status int
	Body   any
}

// An Error is a refusal in OAuth's form.
type Error struct {
	Code        string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

// OK is the answer 200 with a body as JSON, or with none when body is nil.
func OK(body any) Answer { return Answer{http.StatusOK, body} }

// Bad is the answer 400 in OAuth's form.
func Bad(code, description string) Answer {
	return Answer{http.StatusBadRequest, Error{code, description}}
}

// Message is a refusal in the form of LINE's other endpoints.
func Message(status int, message string) Answer {
	return Answer{status, map[string]string{"message": message}}
}
