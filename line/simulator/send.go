package simulator

// Sending webhooks: in a person's order, signed, within LINE's deadline.

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// sender is what waits to be sent and how.
type sender struct {
	webhook    string
	underway   int           // events that wait or are being sent, retries included
	moved      chan struct{} // closed when underway falls
	copies     int
	parallel   bool
	shuffle    uint64 // seed; 0: a person's events keep their order
	redelivery bool
	holding    bool
	held       []parcel
	sent       map[string]parcel // by webhookEventId, for Redeliver
	order      []string
	log        ring[Delivery]
	world      int // counts Resets: what was sent before one is not recorded after it
}

// parcel is one event on its way.
type parcel struct {
	chat   *chat
	event  event
	token  *token
	world  int
	number uint64 // counts a chat's events
}

// A Delivery is one event of a webhook request and what the bot answered.
type Delivery struct {
	At         time.Time       `json:"at"`
	Type       string          `json:"type"`
	Resident   string          `json:"resident"`
	EventID    string          `json:"eventId"`
	Status     int             `json:"status"` // 0: no answer
	Ms         int64           `json:"ms"`
	Reason     string          `json:"reason,omitempty"` // could_not_connect, request_timeout, error_status_code or unclassified
	Redelivery bool            `json:"redelivery,omitempty"`
	Event      json.RawMessage `json:"event"`
	Response   string          `json:"response,omitempty"` // its first 1,000 bytes
}

const maxSent = 20_000

// begin forgets everything but the webhook's address.
func (s *sender) begin(webhook string) {
	world := s.world + 1
	if s.moved != nil {
		close(s.moved)
	}
	*s = sender{webhook: webhook, moved: make(chan struct{}), sent: map[string]parcel{}, copies: 1, world: world}
}

// post puts an event on its way, or holds it. The caller holds mu.
func (p *Platform) post(one parcel) {
	one.world = p.send.world
	one.chat.happened++
	one.number = one.chat.happened
	p.send.remember(one)
	if p.send.holding {
		p.send.held = append(p.send.held, one)
		return
	}
	for range max(p.send.copies, 1) {
		p.enqueue(one)
	}
}

func (s *sender) remember(one parcel) {
	id := one.event.WebhookEventID
	s.sent[id] = one
	s.order = append(s.order, id)
	if len(s.order) > maxSent {
		for _, old := range s.order[:maxSent/2] {
			delete(s.sent, old)
		}
		s.order = append(s.order[:0:0], s.order[maxSent/2:]...)
	}
}

// enqueue lets an event wait behind the others of its chat. The caller holds mu.
func (p *Platform) enqueue(one parcel) {
	if p.send.parallel {
		p.spawn(1, func() { p.carry([]parcel{one}) })
		return
	}
	c := one.chat
	c.queue = append(c.queue, one)
	if c.sending {
		p.send.underway++
		return
	}
	c.sending = true
	p.spawn(1, func() { p.drain(c) })
}

// spawn runs work that carries n events to their end. The caller holds mu.
func (p *Platform) spawn(n int, do func()) {
	if p.closed {
		return
	}
	p.send.underway += n
	p.work.Go(do)
}

// drain sends what waits in a chat, one by one.
func (p *Platform) drain(c *chat) {
	for {
		p.mu.Lock()
		if len(c.queue) == 0 {
			c.sending = false
			p.mu.Unlock()
			return
		}
		i := p.send.next(c.queue)
		one := c.queue[i]
		c.queue = append(c.queue[:i], c.queue[i+1:]...)
		p.mu.Unlock()
		p.carry([]parcel{one})
	}
}

// next is the event that goes now: the oldest, or with Shuffle the one that the
// seed ranks first among those that wait.
func (s *sender) next(queue []parcel) int {
	first := 0
	if s.shuffle == 0 {
		return first
	}
	rank := func(one parcel) uint64 { return rand.NewPCG(s.shuffle, one.number).Uint64() }
	for i := range queue {
		if rank(queue[i]) < rank(queue[first]) {
			first = i
		}
	}
	return first
}

// carry sends events in one request and, with redelivery on, sends them again
// until the bot answers 2xx.
func (p *Platform) carry(batch []parcel) {
	defer p.arrived(batch)
	for again := 0; ; again++ {
		status := p.request(batch, again > 0)
		p.mu.Lock()
		wait := time.Duration(0)
		if p.send.redelivery && again < len(p.cfg.Backoff) {
			wait = p.cfg.Backoff[again]
		}
		p.mu.Unlock()
		if status/100 == 2 || wait == 0 {
			return
		}
		select {
		case <-time.After(wait):
		case <-p.ctx.Done():
			return
		}
	}
}

// arrived counts events as no longer on their way.
func (p *Platform) arrived(batch []parcel) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if batch[0].world != p.send.world {
		return
	}
	p.send.underway -= len(batch)
	close(p.send.moved)
	p.send.moved = make(chan struct{})
}

// request posts events and records the outcome.
func (p *Platform) request(batch []parcel, redelivery bool) int {
	p.mu.Lock()
	if batch[0].world != p.send.world {
		p.mu.Unlock()
		return http.StatusOK // the world they belong to is gone
	}
	events := make([]event, len(batch))
	for i, one := range batch {
		events[i] = one.event
		events[i].DeliveryContext.IsRedelivery = redelivery
		one.token.delivered, one.token.again = p.clock.now(), redelivery
	}
	body := envelope(p.cfg.Bot.UserID, events)
	webhook := p.send.webhook
	p.mu.Unlock()

	began := time.Now()
	status, response, err := p.call(p.ctx, webhook, body, p.Sign(body))
	took := time.Since(began)

	p.mu.Lock()
	defer p.mu.Unlock()
	if batch[0].world != p.send.world {
		return status
	}
	for i, one := range batch {
		d := Delivery{
			At: p.clock.now().UTC(), Type: one.event.Type, Resident: one.chat.name, EventID: one.event.WebhookEventID,
			Status: status, Ms: took.Milliseconds(), Reason: reason(status, err), Redelivery: redelivery,
			Event: compact(events[i]), Response: response,
		}
		p.send.log.add(d)
		p.tell("webhook", map[string]any{
			"at": d.At, "type": d.Type, "resident": d.Resident, "status": d.Status, "ms": d.Ms, "eventId": d.EventID, "reason": d.Reason,
		})
	}
	return status
}

func envelope(destination string, events []event) []byte {
	return compact(map[string]any{"destination": destination, "events": events})
}

// Sign is the x-line-signature of a webhook body (R#signature-validation).
func (p *Platform) Sign(body []byte) string {
	mac := hmac.New(sha256.New, []byte(p.cfg.Secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// call posts a body to the webhook; an empty signature leaves the header out.
func (p *Platform) call(ctx context.Context, webhook string, body []byte, signature string) (int, string, error) {
	if err := CheckWebhook(webhook); err != nil {
		return 0, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, p.cfg.Deadline)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, webhook, bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "LineBotWebhook/2.0")
	if signature != "" {
		req.Header.Set("X-Line-Signature", signature)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 1000))
	return res.StatusCode, string(said), nil
}

// reason names what went wrong as LINE's error statistics do (D/check-webhook-error-statistics).
func reason(status int, err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "request_timeout"
	case errors.Is(err, ErrRealLINE):
		return "unclassified: " + err.Error()
	case err != nil:
		return "could_not_connect"
	case status/100 != 2:
		return "error_status_code"
	}
	return ""
}
