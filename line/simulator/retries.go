package simulator

// Retry keys: a request is taken once (R#retry-api-request).

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"time"
)

type sentMessage struct {
	ID         string `json:"id"`
	QuoteToken string `json:"quoteToken,omitempty"`
}

type sentMessages struct {
	SentMessages []sentMessage `json:"sentMessages"`
}

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// retryKey refuses a key where none may be, one that is no UUID, and one under
// which a request was accepted (R#retry-api-request). The SDK sends an empty
// header for no key.
func (p *Platform) retryKey(e *endpoint, r *request) answer {
	switch {
	case r.key == "":
		return answer{}
	case !e.retry:
		return refuse(http.StatusBadRequest, "The retry key is not supported by this endpoint")
	case !uuidForm.MatchString(r.key):
		return refuse(http.StatusBadRequest, or(p.cfg.Switches.RetryKeyMessage, "The retry key is invalid"))
	case p.cfg.Switches.RetryKeyAfterBody:
		return answer{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.accepted(r)
}

// accepted is the answer to a request whose key was accepted before; zero when
// none was. The messages are told of a push alone. The caller holds mu.
func (p *Platform) accepted(r *request) answer {
	if r.key == "" {
		return answer{}
	}
	prior, ok := p.world.retried(r.key, p.clock.now())
	if !ok {
		return answer{}
	}
	return answer{status: http.StatusConflict, prior: prior.RequestID, body: struct {
		Message      string        `json:"message"`
		SentMessages []sentMessage `json:"sentMessages,omitempty"`
	}{"The retry key is already accepted", prior.Sent}}
}

// accept remembers a request by its key. The caller holds mu.
func (p *Platform) accept(r *request, sent []sentMessage) {
	if r.key != "" {
		p.world.keep(r.key, accepted{At: p.clock.now(), RequestID: r.id, Sent: sent})
	}
}

// accepted is a request that was taken under a retry key.
type accepted struct {
	At        time.Time
	RequestID string
	Sent      []sentMessage
}

// maxRetries bounds the keys that are remembered: beyond it the older half is
// forgotten, be it younger than 24 hours.
const maxRetries = 200_000

// retried returns the request that was accepted under key in the last 24 hours.
func (w *world) retried(key string, now time.Time) (accepted, bool) {
	a, ok := w.retries[key]
	if ok && now.Sub(a.At) >= retryKeyLife {
		delete(w.retries, key)
		return accepted{}, false
	}
	return a, ok
}

func (w *world) keep(key string, a accepted) {
	if len(w.retries) >= maxRetries {
		keys := make([]string, 0, len(w.retries))
		for old := range w.retries {
			keys = append(keys, old)
		}
		slices.SortFunc(keys, func(a, b string) int {
			return cmp.Or(w.retries[a].At.Compare(w.retries[b].At), cmp.Compare(a, b))
		})
		for _, old := range keys[:maxRetries/2] {
			delete(w.retries, old)
		}
	}
	w.retries[key] = a
}
