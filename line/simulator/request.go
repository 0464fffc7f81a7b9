package simulator

// One webhook request: signed, posted, and what came of it.

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"time"
)

// request posts events and records the outcome.
func (p *Platform) request(batch []parcel, redelivery bool) int {
	p.mu.Lock()
	if batch[0].world != p.send.world {
		p.mu.Unlock()
		return http.StatusOK // the world they belong to is gone
	}
	events := make([]event, len(batch))
	for i, one := range batch {
		again := redelivery || one.again
		events[i] = one.event
		events[i].DeliveryContext.IsRedelivery = again
		one.token.delivered, one.token.again = p.clock.now(), again
	}
	body := envelope(p.cfg.Bot.UserID, events)
	webhook := p.send.webhook
	p.mu.Unlock()

	got := p.call(p.ctx, webhook, body, http.Header{signatureHeader: {p.Sign(body)}})

	p.mu.Lock()
	defer p.mu.Unlock()
	if batch[0].world != p.send.world {
		return got.status
	}
	for i, one := range batch {
		p.delivered(one, events[i], got, "")
	}
	p.counted(got)
	return got.status
}

// delivered records a delivery, and in an account that reads by itself the
// message as read. The caller holds mu.
func (p *Platform) delivered(one parcel, e event, got outcome, oddity string) {
	d := Delivery{
		At: p.clock.now().UTC(), Type: e.Type, Resident: one.chat.name, EventID: e.WebhookEventID,
		Status: got.status, Ms: got.took.Milliseconds(), Reason: got.reason(), Redelivery: e.DeliveryContext.IsRedelivery,
		Oddity: oddity, Event: compact(e), Response: got.response,
	}
	d.Seq = p.send.log.next()
	p.send.log.add(d)
	p.tell("webhook", map[string]any{
		"seq": d.Seq, "at": d.At, "type": d.Type, "resident": d.Resident, "status": d.Status, "ms": d.Ms, "eventId": d.EventID, "reason": d.Reason,
	})
	if id, ok := e.Message["id"].(string); ok && got.status != 0 && p.cfg.Bot.MarkAsReadMode == "auto" {
		p.readUpTo(one.chat, one.chat.index(id))
	}
}

// counted notes failures in a row, after which LINE may stop (R#response). The
// caller holds mu.
func (p *Platform) counted(got outcome) {
	if got.status/100 == 2 {
		p.send.failures = 0
		return
	}
	p.send.failures++
	if most := p.cfg.Switches.StopsAfter; most > 0 && p.send.failures >= most {
		p.send.inactive, p.send.stopped = true, true
		p.tell("world", struct{}{})
	}
}

func envelope(destination string, events any) []byte {
	return compact(map[string]any{"destination": destination, "events": events})
}

const signatureHeader = "X-Line-Signature"

// Sign is the x-line-signature of a webhook body (R#signature-validation).
func (p *Platform) Sign(body []byte) string {
	mac := hmac.New(sha256.New, []byte(p.cfg.Secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// outcome is what came of a request to the bot.
type outcome struct {
	status   int // 0: no answer
	response string
	took     time.Duration
	err      error
}

// call posts a body to the webhook. Header names go out as they are spelled.
func (p *Platform) call(ctx context.Context, webhook string, body []byte, headers http.Header) (got outcome) {
	began := time.Now()
	defer func() { got.took = time.Since(began) }()
	if err := CheckWebhook(webhook); err != nil {
		return outcome{err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, p.cfg.Deadline)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, webhook, bytes.NewReader(body))
	if err != nil {
		return outcome{err: err}
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "LineBotWebhook/2.0")
	for name, values := range headers {
		req.Header[name] = values
	}
	res, err := p.client.Do(req)
	if err != nil {
		return outcome{err: err}
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 1000))
	return outcome{status: res.StatusCode, response: string(said)}
}

// reason names what went wrong as LINE's error statistics do (D/check-webhook-error-statistics).
func (o outcome) reason() string {
	switch {
	case errors.Is(o.err, context.DeadlineExceeded):
		return "request_timeout"
	case errors.Is(o.err, ErrRealLINE):
		return "unclassified: " + o.err.Error()
	case o.err != nil:
		return "could_not_connect"
	case o.status/100 != 2:
		return "error_status_code"
	}
	return ""
}
