package handlers_test

// What the tests of the edge share: posting as LINE does, and a log that is read.

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/line"
	"tambon/line/simulator"
)

func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// post sends a body to the webhook with these values of the signature's header.
func post(t testing.TB, w *apptest.World, body []byte, signatures ...string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL+"/webhook", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header["X-Line-Signature"] = signatures
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// deliver posts a body as LINE signs it, and again when it was not stored in time.
func deliver(t testing.TB, w *apptest.World, body string) (status int) {
	t.Helper()
	for range 20 {
		if status = post(t, w, []byte(body), sign(apptest.Secret, []byte(body))); status != http.StatusServiceUnavailable {
			break
		}
	}
	return status
}

func look(t testing.TB, w *apptest.World, path string) (int, string) {
	t.Helper()
	res, err := http.Get(w.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(said)
}

// start opens a world whose log is kept.
func start(t *testing.T, db apptest.Database, change func(*app.Options)) (*apptest.World, *apptest.Journal) {
	t.Helper()
	kept := &apptest.Journal{}
	w := apptest.Start(t, db, func(o *app.Options) {
		o.Log = slog.New(slog.NewTextHandler(kept, &slog.HandlerOptions{Level: slog.LevelDebug}))
		if change != nil {
			change(o)
		}
	})
	return w, kept
}

// resident adds a person and returns their LINE user id.
func resident(w *apptest.World, name string) string {
	return w.LINE.AddResident(simulator.Resident{Name: name, DisplayName: name, Friend: true}).UserID
}

// heard returns what the bot said to a person.
func heard(t testing.TB, w *apptest.World, name string) (said []string) {
	t.Helper()
	entries, err := w.LINE.Messages(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.From == "bot" {
			said = append(said, strings.Join(e.Read, " "))
		}
	}
	return said
}

// write lets each person write a text and returns the events that LINE has for
// them, with reply tokens that work, undelivered.
func write(t testing.TB, w *apptest.World, text string, names ...string) map[string]string {
	t.Helper()
	var mu sync.Mutex
	events := map[string]string{} // by user id
	catch := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		list, _ := line.SplitEvents(body)
		mu.Lock()
		defer mu.Unlock()
		for _, e := range list {
			events[line.Outline(e).Source.UserID] = string(e)
		}
	}))
	defer catch.Close()
	if err := w.LINE.Point(catch.URL); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.LINE.Point(w.URL + "/webhook") }()
	for _, name := range names {
		if _, err := w.LINE.Text(name, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.LINE.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(events) != len(names) {
		t.Fatalf("LINE has %d events of %d people", len(events), len(names))
	}
	return events
}

// written is a text message with a reply token that LINE never gave.
func written(userID, eventID, text string) string {
	return fmt.Sprintf(`{"type":"message","webhookEventId":%q,"timestamp":1795575600000,"mode":"active","replyToken":"token%s",`+
		`"deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":%q},"message":{"id":"1%s","type":"text","text":%q}}`,
		eventID, eventID, userID, eventID, text)
}

func batch(events ...string) string {
	return `{"destination":"U0","events":[` + strings.Join(events, ",") + `]}`
}

// scan returns one column of a query.
func scan(t testing.TB, w *apptest.World, query string, args ...any) (list []string) {
	t.Helper()
	if err := w.Store.DB(context.Background()).Raw(query, args...).Scan(&list).Error; err != nil {
		t.Fatal(err)
	}
	return list
}
