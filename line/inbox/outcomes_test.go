package inbox_test

// The table of outcomes of docs/decisions/0005: what becomes of an answer when
// Tambon dies around a call of LINE, when LINE fails, or both.

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/line/simulator"
	"tambon/store"
)

// When Tambon died, and was started again.
const (
	beforeTry = "died before the try was committed"
	beforeAsk = "died before LINE was called"
	afterYes  = "died after LINE accepted"
	alive     = "did not die"
)

// When the answer is tried again: while its reply token surely lives, or after.
const (
	young = "within 50 s"
	old   = "after 2 min"
)

// outcomes says, for each death, each fault of LINE's at the next call, and each
// age at the next try: the answer's last state and how often the person sees it,
// for a plain answer and for one that weighs. LINE is well after the fault.
var outcomes = []struct{ when, fault, age, plain, weighs string }{
	{alive, simulator.Error500, young, "sent 1", "sent 1"},
	{alive, simulator.Error500, old, "dropped 0", "pushed 1"},
	{alive, simulator.Error429, young, "sent 1", "sent 1"},
	{alive, simulator.Error429, old, "pushed 1", "pushed 1"}, // 429 is a sure no
	{alive, simulator.Timeout, young, "sent 1", "sent 1"},
	{alive, simulator.Timeout, old, "dropped 0", "pushed 1"},
	{alive, simulator.Lost, young, "assumed 1", "assumed 1"},
	{alive, simulator.Lost, old, "dropped 1", "pushed 2"},
	{alive, simulator.Lost500, young, "assumed 1", "assumed 1"},
	{alive, simulator.Lost500, old, "dropped 1", "pushed 2"},

	{beforeTry, "", young, "sent 1", "sent 1"},
	{beforeTry, "", old, "pushed 1", "pushed 1"}, // nobody tried, so nobody saw it
	{beforeTry, simulator.Error500, young, "sent 1", "sent 1"},
	{beforeTry, simulator.Error500, old, "dropped 0", "pushed 1"},
	{beforeTry, simulator.Error429, young, "sent 1", "sent 1"},
	{beforeTry, simulator.Error429, old, "pushed 1", "pushed 1"},
	{beforeTry, simulator.Timeout, young, "sent 1", "sent 1"},
	{beforeTry, simulator.Timeout, old, "dropped 0", "pushed 1"},
	{beforeTry, simulator.Lost, young, "assumed 1", "assumed 1"},
	{beforeTry, simulator.Lost, old, "pushed 1", "pushed 1"}, // the push is lost, and its retry key finds it

	{beforeAsk, "", young, "sent 1", "sent 1"},
	{beforeAsk, "", old, "dropped 0", "pushed 1"},
	{beforeAsk, simulator.Error500, young, "sent 1", "sent 1"},
	{beforeAsk, simulator.Error500, old, "dropped 0", "pushed 1"},
	{beforeAsk, simulator.Error429, young, "sent 1", "sent 1"},
	{beforeAsk, simulator.Error429, old, "dropped 0", "pushed 1"},
	{beforeAsk, simulator.Timeout, young, "sent 1", "sent 1"},
	{beforeAsk, simulator.Timeout, old, "dropped 0", "pushed 1"},
	{beforeAsk, simulator.Lost, young, "assumed 1", "assumed 1"},
	{beforeAsk, simulator.Lost, old, "dropped 0", "pushed 1"},

	{afterYes, "", young, "assumed 1", "assumed 1"},
	{afterYes, "", old, "dropped 1", "pushed 2"},
	{afterYes, simulator.Error500, young, "assumed 1", "assumed 1"},
	{afterYes, simulator.Error500, old, "dropped 1", "pushed 2"},
	{afterYes, simulator.Error429, young, "assumed 1", "assumed 1"},
	{afterYes, simulator.Error429, old, "dropped 1", "pushed 2"},
	{afterYes, simulator.Timeout, young, "assumed 1", "assumed 1"},
	{afterYes, simulator.Timeout, old, "dropped 1", "pushed 2"},
	{afterYes, simulator.Lost, young, "assumed 1", "assumed 1"},
	{afterYes, simulator.Lost, old, "dropped 1", "pushed 2"},
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		for _, row := range outcomes {
			for _, weighs := range []bool{false, true} {
				want, kind := row.plain, "plain"
				if weighs {
					want, kind = row.weighs, "weighs"
				}
				name := fmt.Sprintf("%s, %q, %s, %s", row.when, row.fault, row.age, kind)
				if got := play(t, s, row.when, row.fault, row.age, weighs); got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
				if row.age == young && (want[len(want)-1] != '1') {
					t.Errorf("%s: the table itself loses or doubles an answer within the token's life", name)
				}
			}
		}
	})
}

// box is LINE in a box with one person, whose events an inbox takes.
type box struct {
	*simulator.Platform
	inbox     *inbox.Inbox
	user      string
	client    *line.Client
	hangs     bool   // the next call is given up soon
	pushHangs bool   // and so is each push
	dies      string // when the process dies in a call
}

func newBox(t *testing.T, s *store.Store, user string, weighs bool, cfg simulator.Config, messages ...line.Message) *box {
	t.Helper()
	cfg.Secret, cfg.Token, cfg.Start, cfg.Frozen, cfg.Unlimited = "s", "t", apptest.Morning, true, true
	cfg.Residents = []simulator.Resident{{Name: "p", DisplayName: "p", UserID: user, Friend: true}}
	b := &box{Platform: simulator.New(cfg), user: user}
	api := httptest.NewServer(b.Handler())
	client, err := line.NewClient(api.URL, api.URL, "t")
	if err != nil {
		t.Fatal(err)
	}
	b.client = client
	if messages == nil {
		messages = []line.Message{line.Text("answer")}
	}
	handle := func(context.Context, line.Event, []byte) (inbox.Outcome, error) {
		return inbox.Outcome{Messages: messages, Weighs: weighs}, nil
	}
	b.inbox = inbox.New(s, b, handle, sorry, b.Now, slog.New(slog.DiscardHandler))
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		events, err := line.SplitEvents(body)
		for range 20 {
			if err == nil {
				err = b.inbox.Accept(context.Background(), events)
			}
		}
		if err != nil {
			t.Error(err)
		}
	}))
	if err := b.Point(hook.URL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close(); api.Close(); hook.Close() })
	return b
}

// fault lets the box's next call fail.
func (b *box) fault(t *testing.T, kind string) {
	t.Helper()
	b.hangs = kind == simulator.Timeout
	if kind == "" {
		return
	}
	if err := b.Fault(simulator.Fault{Endpoint: "*", Kind: kind, Count: 1}); err != nil {
		t.Fatal(err)
	}
}

// patience is how long the box's caller waits where no answer will come.
const patience = 150 * time.Millisecond

// Reply and Push call the box as the client does, and give up soon on one that hangs.
func (b *box) Reply(ctx context.Context, token string, messages []line.Message) error {
	return b.call(ctx, func(ctx context.Context) error { return b.client.Reply(ctx, token, messages) })
}

func (b *box) Push(ctx context.Context, to, key string, messages []line.Message) error {
	b.hangs = b.hangs || b.pushHangs
	return b.call(ctx, func(ctx context.Context) error { return b.client.Push(ctx, to, key, messages) })
}

func (b *box) call(ctx context.Context, call func(context.Context) error) error {
	if b.dies == beforeAsk {
		runtime.Goexit() // what a dead process does: nothing more
	}
	if b.hangs {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
		b.hangs = false
	}
	err := call(ctx)
	if b.dies == afterYes {
		runtime.Goexit()
	}
	return err
}

// seen is what the person sees of the bot.
func (b *box) seen(t *testing.T) (words []string) {
	t.Helper()
	entries, err := b.Messages("p", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.From == "bot" {
			words = append(words, e.Read...)
		}
	}
	return words
}

// speaks lets the person write, and Tambon work it without answering yet.
func (b *box) speaks(t *testing.T) inbox.Claimed {
	t.Helper()
	ctx := context.Background()
	if _, err := b.Text("p", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := b.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	c, ok, err := b.inbox.Claim(ctx, b.user)
	if err != nil || !ok {
		t.Fatalf("the event should be there: %v %v", ok, err)
	}
	if _, err := b.inbox.Effect(ctx, c); err != nil {
		t.Fatal(err)
	}
	return c
}

// try sends the answer as the worker does, or dies of it.
func (b *box) try(c inbox.Claimed, dies string) {
	if dies == beforeTry {
		return
	}
	b.dies = dies
	done := make(chan bool)
	go func() {
		defer close(done)
		b.inbox.Send(context.Background(), c)
	}()
	<-done
	b.dies = ""
}

// state is the answer's, after so many sweeps at most.
func (b *box) state(t *testing.T, s *store.Store, sweeps int) (state string) {
	t.Helper()
	ctx := context.Background()
	for {
		if err := s.DB(ctx).Raw("SELECT reply_state FROM inbox_events WHERE lane_id = ?", b.user).Scan(&state).Error; err != nil {
			t.Fatal(err)
		}
		if state != "ready" && state != "push" || sweeps == 0 {
			return state
		}
		sweeps--
		err := s.Tx(ctx, func(ctx context.Context) error {
			return s.DB(ctx).Exec("UPDATE inbox_events SET next_try_at = 0").Error
		})
		if err == nil {
			err = b.inbox.Sweep(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

var rowNumber atomic.Int64

// play plays one row and returns the answer's state and how often the person sees it.
func play(t *testing.T, s *store.Store, when, fault, age string, weighs bool) string {
	t.Helper()
	b := newBox(t, s, fmt.Sprintf("U%032x", rowNumber.Add(1)), weighs, simulator.Config{})
	c := b.speaks(t)
	if when == alive {
		b.fault(t, fault)
	}
	b.try(c, when)
	if age == old {
		b.Advance(2 * time.Minute)
	}
	if when != alive {
		b.fault(t, fault)
	}
	state := b.state(t, s, 8)
	return fmt.Sprintf("%s %d", state, len(b.seen(t)))
}
