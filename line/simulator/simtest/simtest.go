// Package simtest lets Go tests live in the simulator's world: start it, act as
// a resident, and read what the person reads. A test fails when the bot sends
// what LINE refuses, or stays silent when an answer is waited for.
package simtest

// The world of a test, and its beginning.

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// A World is a simulator that a test acts in. Everything that simulator.Platform
// can do, it can too.
type World struct {
	*simulator.Platform
	// URL is the simulator's address: the bot's LINE_API_URL and LINE_DATA_URL.
	URL string
	// Patience is how long an answer is waited for before the test fails. It only
	// bounds a failing test.
	Patience time.Duration
	// Idle, when set, returns once the bot has nothing left to do. Quiet needs it.
	Idle func(context.Context) error

	t    testing.TB
	seen map[string]int // resident → last sequence number that the test has read
}

// Secret and Token are the channel's in a test that names none.
const (
	Secret = "simtest-channel-secret"
	Token  = "simtest-channel-access-token"
)

// Residents live in a world whose test names none.
var residents = []simulator.Resident{
	{Name: "somsri", DisplayName: "สมศรี ใจดี"},
	{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
	{Name: "kamon", DisplayName: "กมล แก้วดี"},
}

// Start starts a world that ends with the test. Point it at the bot's webhook
// with Config.WebhookURL or, when the bot needs the world's URL first, with At.
func Start(t testing.TB, cfg simulator.Config) *World {
	t.Helper()
	if cfg.Secret == "" {
		cfg.Secret = Secret
	}
	if cfg.Token == "" {
		cfg.Token = Token
	}
	if cfg.Seed == 0 {
		cfg.Seed = 1
	}
	if cfg.Residents == nil {
		cfg.Residents = slices.Clone(residents)
	}
	if err := cfg.Check(); err != nil {
		t.Fatal(err)
	}
	p := simulator.New(cfg)
	server := httptest.NewServer(p.Handler())
	t.Cleanup(func() {
		p.Close()
		server.CloseClientConnections()
		server.Close()
	})
	return &World{Platform: p, URL: server.URL, Patience: 20 * time.Second, t: t, seen: map[string]int{}}
}

// At points the world at the bot's webhook.
func (w *World) At(webhookURL string) {
	w.t.Helper()
	if err := w.Point(webhookURL); err != nil {
		w.t.Fatal(err)
	}
}

// Add adds a resident who is no friend yet and returns the key that acts take.
func (w *World) Add(displayName string) string {
	return w.AddResident(simulator.Resident{DisplayName: displayName}).Name
}

// Fault lets the next calls of an endpoint fail; see simulator.Fault.
func (w *World) Fault(endpoint, kind string, count int) {
	w.t.Helper()
	if err := w.Platform.Fault(simulator.Fault{Endpoint: endpoint, Kind: kind, Count: count}); err != nil {
		w.t.Fatal(err)
	}
}

// Settled waits until every event is delivered and, when Idle is set, until the
// bot has nothing left to do.
func (w *World) Settled() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), w.Patience)
	defer cancel()
	if err := w.Settle(ctx); err != nil {
		w.t.Fatalf("events should all be delivered by now: %v", err)
	}
	if w.Idle == nil {
		return
	}
	if err := w.Idle(ctx); err != nil {
		w.t.Fatalf("the bot should be idle by now: %v", err)
	}
}

// Transcript is a chat as a document: the person's words behind their name, and
// what they read indented below.
func (w *World) Transcript(name string) string {
	w.t.Helper()
	entries, err := w.Messages(name, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	var out strings.Builder
	for _, e := range entries {
		for _, line := range e.Read {
			if e.From == "resident" {
				out.WriteString(name + ": " + line + "\n")
			} else {
				out.WriteString("  " + line + "\n")
			}
		}
		if e.Refused != nil {
			out.WriteString("  ‹refused by LINE: " + string(e.Refused.Body) + "›\n")
		}
	}
	return out.String()
}
