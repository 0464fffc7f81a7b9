package simulator_test

// The pretend bot that the simulator is tested with, and short forms for calls.

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tambon/line/simulator"
	"tambon/line/simulator/facts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	secret = "8c570fa6dd201bb328f1c1eac23a96d8"
	token  = "channel-access-token"
)

var noon = time.Date(2026, 11, 25, 5, 0, 0, 0, time.UTC) // 12:00 in Bangkok

// scene is a simulator with a bot that keeps what it hears.
type scene struct {
	*simulator.Platform
	t    *testing.T
	url  string
	http *http.Client
	cfg  simulator.Config
	dir  string // of its state; empty: in memory

	mu     sync.Mutex
	heard  []heard
	status int                      // what the bot answers
	hear   func(http.Header, heard) // called for each request before it is answered
}

// heard is one webhook request.
type heard struct {
	Destination string
	Events      []webhookEvent
	header      http.Header
	raw         []byte
}

type webhookEvent struct {
	Type           string
	WebhookEventID string
	Timestamp      int64
	ReplyToken     string
	Mode           string
	Source         struct{ Type, UserID, GroupID string }
	Message        map[string]any
	Postback       map[string]any
	Unsend         map[string]any
	Follow         map[string]any

	DeliveryContext struct{ IsRedelivery bool }
}

func begin(t *testing.T, change func(*simulator.Config), dir ...string) *scene {
	t.Helper()
	s := &scene{t: t, status: http.StatusOK, http: &http.Client{Transport: &http.Transport{}}}
	bot := httptest.NewServer(http.HandlerFunc(s.webhook))
	cfg := simulator.Config{
		Secret: secret, Token: token, WebhookURL: bot.URL + "/webhook", BotURL: "https://bot.example",
		Start: noon, Frozen: true, Seed: 7, Deadline: 20 * time.Second,
		Bot: simulator.BotInfo{DisplayName: "เทศบาล"},
		Residents: []simulator.Resident{
			{Name: "somsri", DisplayName: "สมศรี ใจดี", Friend: true},
			{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
		},
		Groups: []simulator.Group{{Name: "duty", DisplayName: "กลุ่มเวร", Members: []string{"somsri", "boonmee"}}},
	}
	if change != nil {
		change(&cfg)
	}
	s.cfg = cfg
	if len(dir) == 0 {
		s.Platform = simulator.New(cfg)
	} else {
		s.dir = dir[0]
		p, err := simulator.Open(s.dir, cfg)
		if err != nil {
			t.Fatal(err)
		}
		s.Platform = p
	}
	line := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.Handler().ServeHTTP(w, r) }))
	s.url = line.URL
	t.Cleanup(func() {
		s.described()
		s.Close()
		s.http.CloseIdleConnections()
		line.CloseClientConnections()
		line.Close()
		bot.CloseClientConnections()
		bot.Close()
	})
	return s
}

// described fails the test when an event was sent that is not of the form that
// LINE's description gives its type.
func (s *scene) described() {
	table := facts.Webhook()
	for _, d := range s.Webhooks() {
		if _, ok := table["Event"].Kinds[d.Type]; !ok {
			continue // younger than the description, or invented by the test
		}
		if wrong := table.Check("Event", d.Event); len(wrong) > 0 {
			s.t.Errorf("LINE describes %s events otherwise: %q\n%s", d.Type, wrong, d.Event)
		}
	}
}

func (s *scene) webhook(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	in := heard{header: r.Header.Clone(), raw: raw}
	_ = json.Unmarshal(raw, &in)
	s.mu.Lock()
	s.heard = append(s.heard, in)
	status, hear := s.status, s.hear
	s.mu.Unlock()
	if hear != nil {
		hear(r.Header, in)
	}
	w.WriteHeader(status)
}

// answers makes the bot answer each request with a status from now on.
func (s *scene) answers(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
}

// settled waits for deliveries and returns all requests so far.
func (s *scene) settled() []heard {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := s.Settle(ctx); err != nil {
		s.t.Fatalf("deliveries should end: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]heard{}, s.heard...)
}

// events are those of all requests so far, in the order of arrival.
func (s *scene) events() []webhookEvent {
	s.t.Helper()
	var out []webhookEvent
	for _, h := range s.settled() {
		out = append(out, h.Events...)
	}
	return out
}

// last is the newest event.
func (s *scene) last() webhookEvent {
	s.t.Helper()
	all := s.events()
	if len(all) == 0 {
		s.t.Fatal("the bot should have heard something")
	}
	return all[len(all)-1]
}

// did fails the test on an error of an act.
func (s *scene) did(act simulator.Act, err error) simulator.Act {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return act
}

// said is LINE's answer to a call.
type said struct {
	status int
	header http.Header
	body   string
	err    error
}

type header map[string]string

// call calls LINE with the token and JSON, unless headers say otherwise.
func (s *scene) call(method, path, body string, headers header) said {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url+path, bytes.NewReader([]byte(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := s.http.Do(req)
	if err != nil {
		return said{err: err}
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return said{res.StatusCode, res.Header, string(raw), err}
}

func (s *scene) reply(replyToken, messages string) said {
	s.t.Helper()
	return s.call("POST", "/v2/bot/message/reply", `{"replyToken":"`+replyToken+`","messages":`+messages+`}`, nil)
}

func (s *scene) push(to, messages, key string) said {
	s.t.Helper()
	return s.call("POST", "/v2/bot/message/push", `{"to":"`+to+`","messages":`+messages+`}`, header{"X-Line-Retry-Key": key})
}

func (s *scene) id(name string) string {
	s.t.Helper()
	for _, r := range s.State().Residents {
		if r.Name == name {
			return r.UserID
		}
	}
	for _, g := range s.State().Groups {
		if g.Name == name {
			return g.GroupID
		}
	}
	s.t.Fatalf("there should be a %s", name)
	return ""
}

// chat is what stands in a chat.
func (s *scene) chat(name string) []simulator.Entry {
	s.t.Helper()
	entries, err := s.Messages(name, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	return entries
}

// hears is how many messages of the bot stand in a chat.
func (s *scene) hears(name string) int {
	s.t.Helper()
	n := 0
	for _, e := range s.chat(name) {
		if e.From == "bot" {
			n++
		}
	}
	return n
}

func (s *scene) wants(what string, got said, status int, body string) {
	s.t.Helper()
	if got.err != nil {
		s.t.Fatalf("%s: LINE should answer: %v", what, got.err)
	}
	if got.status != status || body != "" && got.body != body {
		s.t.Errorf("%s should be answered with %d %s\nbut was with %d %s", what, status, body, got.status, got.body)
	}
	if got.header.Get("X-Line-Request-Id") == "" {
		s.t.Errorf("%s: every answer has x-line-request-id", what)
	}
}

const hello = `[{"type":"text","text":"สวัสดี"}]`
