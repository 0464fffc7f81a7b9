package simulator

// LINE's API: which endpoints there are, and the order in which a call is judged.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tambon/line/simulator/rules"
)

// maxBody is the largest request body that LINE reads, in bytes (R#status-codes).
const maxBody = 2 << 20

// request is one call while it is judged.
type request struct {
	*http.Request
	id   string   // x-line-request-id
	args []string // the ids in the path, unescaped
	body []byte
	key  string // x-line-retry-key
	json bool   // the body was found to be JSON
}

// answer is what LINE says to a call.
type answer struct {
	status int
	body   any // JSON; raw is sent instead when its kind is set
	kind   string
	raw    []byte
	prior  string // x-line-accepted-request-id
}

func (a answer) ok() bool { return a.status/100 == 2 }

// A Call is one call of LINE's API, as the log has it.
type Call struct {
	Seq       int             `json:"seq"` // counts up from 1
	At        time.Time       `json:"at"`
	Method    string          `json:"method"`
	Path      string          `json:"path"`
	Endpoint  string          `json:"endpoint"`
	Status    int             `json:"status"` // 0: the caller never got an answer
	RequestID string          `json:"requestId"`
	RetryKey  string          `json:"retryKey"`
	Body      json.RawMessage `json:"body"` // null when it was no JSON or beyond 64 KB
	Response  json.RawMessage `json:"response"`
	ByHand    bool            `json:"byHand,omitempty"` // sent from the page in the bot's place
}

const maxLogged = 64 << 10

// api answers one of LINE's endpoints.
func (p *Platform) api(w http.ResponseWriter, r *http.Request) {
	if preflight(w, r) {
		return
	}
	e, args, fits := route(r)
	if e == nil {
		a := refuse(http.StatusNotFound, "Not found")
		if fits {
			a = refuse(http.StatusMethodNotAllowed, "Method not allowed")
		}
		write(w, p.requestID(), a)
		return
	}
	if e.pages {
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}
	body, readErr := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	r.Body = io.NopCloser(bytes.NewReader(body))
	req := &request{Request: r, id: p.requestID(), args: args, body: body, key: strings.TrimSpace(r.Header.Get("X-Line-Retry-Key"))}
	before, after := p.hooks()
	if before != nil {
		before(r)
	}
	a := p.judge(e, req, readErr)
	if a.status == 0 {
		p.record(e, req, a)
		p.hang(r)
		panic(http.ErrAbortHandler)
	}
	if a.ok() && after != nil {
		after(r)
	}
	if a.ok() {
		switch p.strike(e.name, Lost, Lost500) {
		case Lost:
			p.record(e, req, answer{})
			panic(http.ErrAbortHandler) // breaks the connection without an answer
		case Lost500:
			a = refuse(http.StatusInternalServerError, "Internal server error")
		}
	}
	p.record(e, req, a)
	if a.status/100 != 5 && p.strike(e.name, Slow) == Slow {
		w = &dribble{ResponseWriter: w, p: p, r: r}
	}
	write(w, req.id, a)
}

// judge applies the checks one after the other, in an order of ours: LINE
// documents none. A zero answer means that the call is to hang.
func (p *Platform) judge(e *endpoint, r *request, readErr error) answer {
	if !e.open && !p.bearer(r) {
		return refuse(http.StatusUnauthorized, unauthenticated)
	}
	switch p.strike(e.name, Timeout, Error429, Error500) {
	case Timeout:
		return answer{}
	case Error500:
		return refuse(http.StatusInternalServerError, "Internal server error")
	case Error429:
		return refuse(http.StatusTooManyRequests, rateExceeded)
	}
	if !p.allow(e) {
		return refuse(http.StatusTooManyRequests, rateExceeded)
	}
	if a := unreadable(e, r, readErr); a.status != 0 {
		return a
	}
	if a := p.retryKey(e, r); a.status != 0 {
		return a
	}
	return e.work(p, r)
}

// bearer reports whether the call presents a living access token of the channel.
func (p *Platform) bearer(r *request) bool {
	id, _, ok := p.channels.Alive(r.presented())
	return ok && id == p.cfg.ChannelID
}

const rateExceeded = "The API rate limit has been exceeded. Try again later."

// unreadable answers a body that is too large, of another type, or no JSON object
// where one is wanted.
func unreadable(e *endpoint, r *request, readErr error) answer {
	var large *http.MaxBytesError
	if errors.As(readErr, &large) {
		return refuse(http.StatusRequestEntityTooLarge, "Payload Too Large")
	}
	if e.takes != jsonBody && (e.takes != maybeJSON || len(r.body) == 0) {
		return answer{}
	}
	kind := r.Header.Get("Content-Type")
	if plain, _, _ := strings.Cut(kind, ";"); !strings.EqualFold(strings.TrimSpace(plain), "application/json") {
		return refuse(http.StatusUnsupportedMediaType, "The content type, "+kind+", is not supported")
	}
	var object map[string]json.RawMessage
	err := json.Unmarshal(r.body, &object)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		line, column := position(r.body, syntax.Offset)
		return refuse(http.StatusBadRequest, fmt.Sprintf("The request body could not be parsed as JSON (line: %d, column: %d)", line, column))
	case err != nil || object == nil:
		return refuse(http.StatusBadRequest, "The request body could not be parsed as JSON (line: 1, column: 1)")
	}
	r.json = true
	return answer{}
}

// verdict judges a call's body by the rules of the request of that name.
func (p *Platform) verdict(name string, r *request) rules.Verdict {
	v := rules.Request(name, r.body)
	if p.cfg.Switches.RefuseUnknownProperties {
		return v.Strict()
	}
	return v
}

// position is where the byte at offset stands, counted from 1.
func position(body []byte, offset int64) (line, column int) {
	read := body[:min(int(offset), len(body))]
	start := bytes.LastIndexByte(read, '\n') + 1
	return 1 + bytes.Count(read, []byte("\n")), max(1, len([]rune(string(read[start:]))))
}

func refuse(status int, message string) answer {
	return answer{status: status, body: rules.Body{Message: message}}
}

func write(w http.ResponseWriter, id string, a answer) {
	w.Header().Set("X-Line-Request-Id", id)
	if a.prior != "" {
		w.Header().Set("X-Line-Accepted-Request-Id", a.prior)
	}
	raw := a.raw
	if a.kind == "" {
		a.kind, raw = "application/json", compact(a.body)
	}
	if a.status != http.StatusNoContent {
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(raw) // the caller may be gone
}

func (p *Platform) requestID() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ids.uuid()
}

func (p *Platform) hooks() (before, after func(*http.Request)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.before, p.after
}

func (p *Platform) record(e *endpoint, r *request, a answer) { p.note(e, r, a, false) }

// note logs a call; byHand says that the page made it in the bot's place.
func (p *Platform) note(e *endpoint, r *request, a answer, byHand bool) {
	p.touch()
	p.breathe()
	c := Call{
		At: p.Now(), Method: r.Method, Path: r.URL.Path, Endpoint: e.name, Status: a.status, RequestID: r.id, RetryKey: r.key, ByHand: byHand,
		Body: json.RawMessage("null"), Response: json.RawMessage("null"),
	}
	if len(r.body) <= maxLogged && (r.json || json.Valid(r.body)) {
		c.Body = r.body
	}
	if a.status != 0 && a.kind == "" {
		c.Response = compact(a.body)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c.Seq = p.calls.next()
	p.calls.add(c)
	p.tell("request", map[string]any{"seq": c.Seq, "status": c.Status})
}

// Requests returns the last 200 calls of LINE's API; the control API has older ones too.
func (p *Platform) Requests() []Call {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls.last()
}
