package inbox_test

// A town for these tests: a database, a clock that stands still, a handler that
// notes what it does, and a LINE that only listens.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/store"
)

type town struct {
	t      *testing.T
	store  *store.Store
	clock  *clock
	sender *listener
	log    *apptest.Journal
	inbox  *inbox.Inbox
	fail   func(e line.Event) error // what the handler does instead, nil or returning nil: nothing
}

func eachTown(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		w := &town{t: t, store: s, clock: &clock{now: apptest.Morning}, sender: &listener{}, log: &apptest.Journal{}}
		w.inbox = w.replica(w.sender)
		test(t, w)
	})
}

// replica is another Inbox on the same database, as another process has it.
func (w *town) replica(sender inbox.Sender) *inbox.Inbox {
	return inbox.New(w.store, sender, w.handle, sorry, w.clock.Now, slog.New(slog.NewTextHandler(w.log, nil)))
}

func sorry(line.Event) []line.Message { return []line.Message{line.Text("sorry")} }

// handle notes the event once, answers "a:" and its text, and adds the text to the
// state. "!" in a text makes the answer weigh, "-" makes it none.
func (w *town) handle(ctx context.Context, e line.Event, state []byte) (inbox.Outcome, error) {
	text := e.Type
	if e.Message != nil {
		text = e.Message.Text
	}
	err := w.store.DB(ctx).Exec(`INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, detail) VALUES (?, ?, 'system', ?, 'test', ?, ?)`,
		e.ID, w.clock.Now(), e.Source.Chat(), e.ID, string(state)).Error
	if err != nil {
		return inbox.Outcome{}, err
	}
	if w.fail != nil {
		if err := w.fail(e); err != nil {
			return inbox.Outcome{}, err
		}
	}
	out := inbox.Outcome{State: append(state, text...), Weighs: strings.Contains(text, "!")}
	if !strings.Contains(text, "-") && e.ReplyToken != "" {
		out.Messages = []line.Message{line.Text("a:" + text)}
	}
	return out, nil
}

// run runs inboxes until the returned function is called or the test ends.
func (w *town) run(inboxes ...*inbox.Inbox) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, in := range inboxes {
		running.Go(func() { in.Run(ctx) })
	}
	stop = func() { cancel(); running.Wait() }
	w.t.Cleanup(stop)
	return stop
}

// said is a text message as LINE tells it. Its reply token is r and its id.
func said(user, id string, at int, text string) string {
	return fmt.Sprintf(`{"type":"message","webhookEventId":%q,"timestamp":%d,"mode":"active","replyToken":"r%s","source":{"type":"user","userId":%q},"message":{"id":"m%s","type":"text","text":%q}}`,
		id, apptest.Morning.UnixMilli()+int64(at), id, user, id, text)
}

func unsend(user, id string, at int, messageID string) string {
	return fmt.Sprintf(`{"type":"unsend","webhookEventId":%q,"timestamp":%d,"source":{"type":"user","userId":%q},"unsend":{"messageId":%q}}`,
		id, apptest.Morning.UnixMilli()+int64(at), user, messageID)
}

// accept stores events as one webhook request brings them.
func (w *town) accept(in *inbox.Inbox, events ...string) {
	w.t.Helper()
	raw := make([]json.RawMessage, len(events))
	for i, e := range events {
		raw[i] = json.RawMessage(e)
	}
	var err error
	for range 20 { // a database that is busy makes LINE deliver again
		if err = in.Accept(context.Background(), raw); err == nil {
			return
		}
	}
	w.t.Errorf("events were not stored: %v", err)
}

func (w *town) exec(query string, args ...any) {
	w.t.Helper()
	if err := w.store.Tx(context.Background(), func(ctx context.Context) error { return w.store.DB(ctx).Exec(query, args...).Error }); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// list returns the only column of a query, as text.
func (w *town) list(query string, args ...any) (all []string) {
	w.t.Helper()
	if err := w.store.DB(context.Background()).Raw(query, args...).Scan(&all).Error; err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return all
}

func (w *town) one(query string, args ...any) string {
	w.t.Helper()
	return strings.Join(w.list(query, args...), " ")
}

// settled waits until every event is ended and every answer has its fate.
func (w *town) settled() {
	w.t.Helper()
	w.until("SELECT event_id FROM inbox_events WHERE status = 'received' OR reply_state IN ('ready', 'push')")
}

// until waits until a query lists nothing.
func (w *town) until(query string) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(3 * time.Millisecond) {
		left := w.list(query)
		if len(left) == 0 {
			return
		}
		if time.Now().After(end) {
			w.t.Fatalf("a minute later %d are still left: %.10v\n%s", len(left), left, w.log)
		}
	}
}

// hurry makes every answer that waits due, and ends every lease and rest.
func (w *town) hurry() {
	w.t.Helper()
	w.exec("UPDATE inbox_events SET next_try_at = 0")
	w.exec("UPDATE lanes SET leased_until = 0")
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// A listener takes what is sent. answer, if not nil, says what LINE answers.
type listener struct {
	mu     sync.Mutex
	heard  []call
	answer func(c call) error
}

// A call is one try of an answer: a reply, or a push with its key.
type call struct {
	token, to, key string
	words          string
}

func (l *listener) hear(c call, messages []line.Message) error {
	for _, m := range messages {
		c.words += m.Text + m.AltText
	}
	l.mu.Lock()
	l.heard = append(l.heard, c)
	answer := l.answer
	l.mu.Unlock()
	if answer != nil {
		return answer(c)
	}
	return nil
}

func (l *listener) Reply(_ context.Context, token string, messages []line.Message) error {
	return l.hear(call{token: token}, messages)
}

func (l *listener) Push(_ context.Context, to, key string, messages []line.Message) error {
	return l.hear(call{to: to, key: key}, messages)
}

func (l *listener) calls() []call {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]call(nil), l.heard...)
}

func (l *listener) words() (all []string) {
	for _, c := range l.calls() {
		all = append(all, c.words)
	}
	return all
}

// refusal is LINE's answer with a status.
func refusal(status int, message string) error { return &line.Error{Status: status, Message: message} }

var errDied = errors.New("the process died")
