package rules

// The answers with which LINE refuses (R#error-responses).

import "fmt"

// A Body is the JSON body of a refusal.
type Body struct {
	Message string   `json:"message"`
	Details []Detail `json:"details,omitempty"`
}

// A Detail says what is wrong in one place.
type Detail struct {
	Message  string `json:"message,omitempty"`
	Property string `json:"property,omitempty"`
}

// Body is LINE's answer to messages that break a rule. LINE tells of wrong JSON
// types first, then of wrong properties of all messages together, then of the
// first message whose Flex container is wrong.
func (v Verdict) Body() Body {
	for _, b := range v.Broken {
		if b.sort == alone {
			return Body{Message: b.Message}
		}
	}
	if details := v.details(inDetails, func(Broken) bool { return true }); len(details) > 0 {
		return Fields(details...)
	}
	if len(v.Broken) == 0 {
		return Body{}
	}
	first := v.Broken[0].message
	return Body{
		Message: fmt.Sprintf("A message (messages[%d]) in the request body is invalid", first),
		Details: v.details(inFlex, func(b Broken) bool { return b.message == first }),
	}
}

// Fields is the answer that lists wrong properties.
func Fields(details ...Detail) Body {
	return Body{Message: fmt.Sprintf("The request body has %d error(s)", len(details)), Details: details}
}

func (v Verdict) details(form sort, wanted func(Broken) bool) []Detail {
	var out []Detail
	for _, b := range v.Broken {
		if b.sort == form && wanted(b) {
			out = append(out, Detail{b.Message, b.Property})
		}
	}
	return out
}
