package simulator_test

// The webhook's address and whether webhooks go there.

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

func (s *scene) setEndpoint(endpoint string) said {
	s.t.Helper()
	body, err := json.Marshal(map[string]string{"endpoint": endpoint})
	if err != nil {
		s.t.Fatal(err)
	}
	return s.call("PUT", "/v2/bot/channel/webhook/endpoint", string(body), header{"Content-Type": "application/json"})
}

func TestWebhookEndpoint(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.WebhookURL = "" })
	const path = "/v2/bot/channel/webhook/endpoint"
	invalid := `{"message":"Invalid webhook endpoint URL"}`
	s.wants("no endpoint", s.call("GET", path, "", nil), 404, `{"message":"Webhook endpoint not found"}`)
	s.wants("a test of none", s.call("POST", "/v2/bot/channel/webhook/test", "{}", nil), 404, `{"message":"Webhook endpoint not found"}`)
	long := "https://example.com/" + strings.Repeat("a", 480)
	tests := []struct {
		name, endpoint string
		status         int
		want           string
	}{
		{"https", "https://example.com/webhook", 200, "{}"},
		{"500 characters", long, 200, "{}"},
		{"501 characters", long + "a", 400, `{"message":"The request body has 1 error(s)","details":[{"message":"Length must be between 0 and 500","property":"endpoint"}]}`},
		{"http elsewhere", "http://example.com/webhook", 400, invalid},
		{"http on this machine", "http://127.0.0.1:8080/webhook", 200, "{}"},
		{"http on this machine by name", "http://localhost:8080/webhook", 200, "{}"},
		{"no address", "webhook", 400, invalid},
		{"another scheme", "ftp://example.com/", 400, invalid},
		{"LINE itself", "https://api.line.me/webhook", 400, invalid},
		{"empty", "", 400, `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"endpoint"}]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.setEndpoint(test.endpoint), test.status, test.want)
			if test.status == 200 {
				s.wants("the endpoint then", s.call("GET", path, "", nil), 200, `{"active":true,"endpoint":"`+test.endpoint+`"}`)
			}
		})
	}
	strict := begin(t, func(c *simulator.Config) { c.Switches.WebhookHTTPS = true })
	strict.wants("http on this machine with LINE's rule", strict.setEndpoint("http://127.0.0.1:8080/webhook"), 400, invalid)
}

func TestWebhookTest(t *testing.T) {
	answers := func(work http.HandlerFunc) string {
		server := httptest.NewServer(work)
		t.Cleanup(server.Close)
		return server.URL
	}
	stop := make(chan struct{})
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	s := begin(t, nil)
	hurried := begin(t, func(c *simulator.Config) { c.Deadline = time.Millisecond }) // no answer comes there
	tests := []struct {
		name, endpoint, want string
	}{
		{"the endpoint that is set", "", `{"detail":"200","reason":"OK","statusCode":200,"success":true,"timestamp":"2026-11-25T05:00:00.000Z"}`},
		{"503", answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }), `{"detail":"503","reason":"ERROR_STATUS_CODE","statusCode":503,"success":false,"timestamp":"2026-11-25T05:00:00.000Z"}`},
		{"no server", gone.URL, `{"detail":"Connection failed","reason":"COULD_NOT_CONNECT","statusCode":0,"success":false,"timestamp":"2026-11-25T05:00:00.000Z"}`},
		{"no answer in time", answers(func(_ http.ResponseWriter, r *http.Request) { <-stop }), `{"detail":"Request timeout","reason":"REQUEST_TIMEOUT","statusCode":0,"success":false,"timestamp":"2026-11-25T05:00:00.000Z"}`},
	}
	t.Cleanup(func() { close(stop) }) // before the servers close
	for _, test := range tests {
		body := `{}`
		if test.endpoint != "" {
			body = `{"endpoint":"` + test.endpoint + `"}`
		}
		of := s
		if strings.Contains(test.want, "TIMEOUT") {
			of = hurried
		}
		of.wants(test.name, of.call("POST", "/v2/bot/channel/webhook/test", body, nil), 200, test.want)
	}
	s.wants("an endpoint that may not be", s.call("POST", "/v2/bot/channel/webhook/test", `{"endpoint":"http://example.com"}`, nil), 400, `{"message":"Invalid webhook endpoint URL"}`)
	s.wants("without a body", s.call("POST", "/v2/bot/channel/webhook/test", "", header{"Content-Type": ""}), 200, "")
	h := s.settled()[0]
	if string(h.raw) != `{"destination":"`+s.State().Bot.UserID+`","events":[]}` || h.header.Get("X-Line-Signature") != s.Sign(h.raw) {
		t.Errorf("the test should be a signed request without events: %s", h.raw)
	}
	if n := len(s.Webhooks()); n != 0 {
		t.Errorf("tests do not count as deliveries, but %d were logged", n)
	}
}

func TestWebhookSwitchedOff(t *testing.T) {
	s := begin(t, nil)
	off, on := false, true
	if err := s.SetWebhook(simulator.Webhook{Active: &off}); err != nil {
		t.Fatal(err)
	}
	if act := s.did(s.Text("somsri", "lost")); act.EventID != "" {
		t.Errorf("with the webhook off there is no event: %+v", act)
	}
	if got := s.call("GET", "/v2/bot/channel/webhook/endpoint", "", nil); !strings.Contains(got.body, `"active":false`) {
		t.Errorf("the bot should be told that its webhook is off: %s", got.body)
	}
	if err := s.SetWebhook(simulator.Webhook{Active: &on}); err != nil {
		t.Fatal(err)
	}
	s.did(s.Text("somsri", "heard"))
	if got := s.words(); got != "heard" {
		t.Errorf("what happened while the webhook was off is lost, and only that: %q", got)
	}
	if s.SetWebhook(simulator.Webhook{URL: "https://api.line.me/"}) == nil {
		t.Error("the real LINE should be refused")
	}
}

func TestLINEStopsAfterFailures(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.StopsAfter = 3 })
	s.answers(http.StatusInternalServerError)
	for range 5 {
		s.did(s.Text("somsri", "a"))
		s.settled()
	}
	if got := s.State().Delivering; len(s.events()) != 3 || got.Active || !got.Stopped {
		t.Errorf("after three failures in a row LINE should stop: %d events, %+v", len(s.events()), got)
	}
	on := true
	s.answers(http.StatusOK)
	if err := s.SetWebhook(simulator.Webhook{Active: &on}); err != nil {
		t.Fatal(err)
	}
	s.did(s.Text("somsri", "a"))
	if got := s.State().Delivering; len(s.events()) != 4 || got.Stopped {
		t.Errorf("switched on again, it should send: %d events, %+v", len(s.events()), got)
	}
}

func TestStandby(t *testing.T) {
	s := begin(t, nil)
	yes := true
	if err := s.SetWebhook(simulator.Webhook{Standby: &yes}); err != nil {
		t.Fatal(err)
	}
	s.did(s.Text("somsri", "a"))
	if e := s.last(); e.Mode != "standby" || e.ReplyToken != "" {
		t.Errorf("in standby an event has no reply token: %+v", e)
	}
}
