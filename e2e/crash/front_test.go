package crash

// The load balancer before the replicas, and the book of what LINE accepted.

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"sync"
	"time"
)

// A front hands each webhook to the next replica in turn. It breaks the
// connection when that one is gone: LINE then delivers again.
type front struct {
	mu      sync.Mutex
	targets []*child
	turn    int
	events  map[string]string // reply token → event
	order   map[string][]string
	passed  int // webhooks that a replica got
	client  http.Client
	arrived func() // after each webhook was counted; nil: nothing
}

func newFront() *front {
	return &front{
		events: map[string]string{}, order: map[string][]string{},
		client: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
}

func (f *front) to(targets ...*child) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.targets = targets
}

// watch lets arrived be called for each webhook that goes to a replica.
func (f *front) watch(arrived func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.arrived = arrived
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	target := f.note(body)
	if target == nil {
		panic(http.ErrAbortHandler)
	}
	out, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+target.addr+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	out.Header = r.Header.Clone()
	res, err := f.client.Do(out)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = res.Body.Close() }()
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body)
}

// note remembers which event each reply token answers, and whose turn it is.
func (f *front) note(body []byte) *child {
	var said struct {
		Events []struct {
			WebhookEventID, ReplyToken string
			Source                     struct{ UserID string }
		}
	}
	_ = json.Unmarshal(body, &said)
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range said.Events {
		if _, again := f.events[e.ReplyToken]; !again {
			f.order[e.Source.UserID] = append(f.order[e.Source.UserID], e.WebhookEventID)
		}
		f.events[e.ReplyToken] = e.WebhookEventID
	}
	if len(f.targets) == 0 {
		return nil
	}
	f.turn++
	f.passed++
	if f.arrived != nil {
		f.arrived()
	}
	return f.targets[f.turn%len(f.targets)]
}

// came returns each user's events in the order in which they came first, and how
// many webhooks were handed on.
func (f *front) came() (order map[string][]string, passed int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.order), f.passed
}

// event is the event that a reply token answers, "" for none.
func (f *front) event(token string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.events[token]
}

// A saying is one call that LINE accepted.
type saying struct {
	at       time.Time
	event    string // that it replies to; "" for a push
	to       string // user of a push
	messages int
}

// A book is what LINE accepted, in order.
type book struct {
	mu   sync.Mutex
	said []saying
}

func (b *book) note(r *http.Request, f *front) {
	var call struct {
		ReplyToken, To string
		Messages       []json.RawMessage
	}
	_ = json.Unmarshal(bodyOf(r), &call)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said = append(b.said, saying{time.Now(), f.event(call.ReplyToken), call.To, len(call.Messages)})
}

func (b *book) all() []saying {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]saying(nil), b.said...)
}

// answers counts the replies to an event.
func (b *book) answers(event string) (n int) {
	for _, s := range b.all() {
		if s.event == event {
			n++
		}
	}
	return n
}

// when an event was answered; zero: never.
func (b *book) when(event string) time.Time {
	for _, s := range b.all() {
		if s.event == event {
			return s.at
		}
	}
	return time.Time{}
}

// pushes counts the pushes to a user.
func (b *book) pushes(user string) (n int) {
	for _, s := range b.all() {
		if s.to == user {
			n++
		}
	}
	return n
}

// bodyOf reads a request's body and leaves it to be read again.
func bodyOf(r *http.Request) []byte {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body
}
