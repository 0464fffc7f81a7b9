package simulator

// Where webhooks go, and whether they do: LINE's endpoints for it and the
// switches of its console (R#set-webhook-endpoint-url).

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

var webhookEndpoints = []endpoint{
	{name: "webhookEndpoint", method: "GET", path: "/v2/bot/channel/webhook/endpoint", rate: rate{1000, time.Minute}, work: (*Platform).readEndpoint},
	{name: "setWebhookEndpoint", method: "PUT", path: "/v2/bot/channel/webhook/endpoint", takes: jsonBody, rate: rate{1000, time.Minute}, work: (*Platform).setEndpoint},
	{name: "testWebhook", method: "POST", path: "/v2/bot/channel/webhook/test", takes: maybeJSON, rate: rate{60, time.Hour}, work: (*Platform).testEndpoint},
}

func (p *Platform) readEndpoint(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.send.webhook == "" {
		return refuse(http.StatusNotFound, "Webhook endpoint not found")
	}
	return answer{status: http.StatusOK, body: map[string]any{"endpoint": p.send.webhook, "active": !p.send.inactive}}
}

func (p *Platform) setEndpoint(r *request) answer {
	if v := p.verdict("setWebhookEndpoint", r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	var in struct{ Endpoint string }
	_ = json.Unmarshal(r.body, &in) // was judged before
	if !p.endpointFits(in.Endpoint) {
		return refuse(http.StatusBadRequest, "Invalid webhook endpoint URL")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.webhook = in.Endpoint
	p.tell("world", struct{}{})
	return answer{status: http.StatusOK, body: struct{}{}}
}

// endpointFits takes https, and http where the bot under test runs on this
// machine: LINE takes no http at all, which Switches.WebhookHTTPS says.
func (p *Platform) endpointFits(address string) bool {
	u, err := url.Parse(address)
	if err != nil || CheckWebhook(address) != nil || u.User != nil {
		return false
	}
	return u.Scheme == "https" || !p.cfg.Switches.WebhookHTTPS && thisMachine(u.Hostname())
}

func thisMachine(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// testEndpoint sends a request without events and tells what came of it
// (R#test-webhook-endpoint).
func (p *Platform) testEndpoint(r *request) answer {
	var in struct{ Endpoint string }
	if len(r.body) > 0 {
		if v := p.verdict("testWebhook", r); !v.OK() {
			return answer{status: http.StatusBadRequest, body: v.Body()}
		}
		_ = json.Unmarshal(r.body, &in) // was judged before
	}
	p.mu.Lock()
	webhook := p.send.webhook
	p.mu.Unlock()
	switch {
	case in.Endpoint != "" && !p.endpointFits(in.Endpoint):
		return refuse(http.StatusBadRequest, "Invalid webhook endpoint URL")
	case in.Endpoint != "":
		webhook = in.Endpoint
	case webhook == "":
		return refuse(http.StatusNotFound, "Webhook endpoint not found")
	}
	body := envelope(p.cfg.Bot.UserID, []event{})
	at := p.Now()
	got := p.call(r.Context(), webhook, body, http.Header{signatureHeader: {p.Sign(body)}})
	reason, detail := got.verdict()
	return answer{status: http.StatusOK, body: map[string]any{
		"success": reason == "OK", "timestamp": at.Format("2006-01-02T15:04:05.000Z"), "statusCode": got.status, "reason": reason, "detail": detail,
	}}
}

// verdict is the outcome in the words of the test endpoint.
func (o outcome) verdict() (reason, detail string) {
	switch word, _, _ := strings.Cut(o.reason(), ":"); word {
	case "":
		return "OK", strconv.Itoa(o.status)
	case "error_status_code":
		return "ERROR_STATUS_CODE", strconv.Itoa(o.status)
	case "request_timeout":
		return "REQUEST_TIMEOUT", "Request timeout"
	case "could_not_connect":
		return "COULD_NOT_CONNECT", "Connection failed"
	}
	return "UNCLASSIFIED", "Unclassified error"
}

// A Webhook is how deliveries are set up. A nil or empty field leaves that as it is.
type Webhook struct {
	URL        string `json:"url"`
	Active     *bool  `json:"active"`     // "Use webhook"; off: events are lost
	Redelivery *bool  `json:"redelivery"` // "Webhook redelivery"
	Standby    *bool  `json:"standby"`    // another module has the chats: events have mode standby and no reply token
}

// Delivering is how webhooks go out now.
type Delivering struct {
	Active     bool `json:"active"`
	Stopped    bool `json:"stopped"` // LINE switched them off, after failures
	Redelivery bool `json:"redelivery"`
	Standby    bool `json:"standby"`
	Waiting    int  `json:"waiting"` // events that Hold holds back
}

func (s *sender) delivering() Delivering {
	return Delivering{Active: !s.inactive, Stopped: s.stopped, Redelivery: s.redelivery, Standby: s.standby, Waiting: len(s.held)}
}

// SetWebhook changes the webhook as one does in LINE's console. It refuses what
// Point refuses.
func (p *Platform) SetWebhook(w Webhook) error {
	if w.URL != "" {
		if err := p.Point(w.URL); err != nil {
			return fmt.Errorf("%w: %w", errInput, err)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if w.Active != nil {
		p.send.inactive, p.send.stopped, p.send.failures = !*w.Active, false, 0
	}
	if w.Redelivery != nil {
		p.send.redelivery = *w.Redelivery
	}
	if w.Standby != nil {
		p.send.standby = *w.Standby
	}
	p.tell("world", struct{}{})
	return nil
}
