package simulator

// Judging messages that are not sent.

import "net/http"

// validate judges messages and nothing else (R#validate-message-objects-of-reply-message).
func (p *Platform) validate(r *request) answer {
	if v := p.verdict("validate", r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	return answer{status: http.StatusOK, body: struct{}{}}
}
