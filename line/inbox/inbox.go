// Package inbox keeps every event that LINE sends, works each once, a person's
// in the order they happened, and sends the answers.
//
// A lane is a person's or a group's queue. Whoever works a lane holds its lease
// and its fence: a number that grows with each claim and that the effect's
// transaction checks, so that a worker that was frozen past its lease can write
// nothing. The event's effect, the lane's state, the answer and "done" commit
// together; LINE is called after that. What a crash leaves, Run's sweep takes.
package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/store"
)

// A Handler decides what an event does. It runs inside the event's transaction
// with the lane's state as it was left, nil at first, and must have no effect
// outside the database.
type Handler func(ctx context.Context, e line.Event, state []byte) (Outcome, error)

// An Outcome is what the handler leaves: the lane's new state (nil: none) and
// the answer. Weighs says that the answer carries a number or a promise, so it
// is pushed, at a cost, when it cannot be a reply.
type Outcome struct {
	State    []byte
	Messages []line.Message
	Weighs   bool
}

// A Sender is the part of LINE that the inbox calls; line.Client is one.
type Sender interface {
	Reply(ctx context.Context, replyToken string, messages []line.Message) error
	Push(ctx context.Context, to, retryKey string, messages []line.Message) error
}

// Inbox receives, works and answers events. Make it with New.
type Inbox struct {
	store  *store.Store
	sender Sender
	handle Handler
	sorry  func(line.Event) []line.Message
	now    func() time.Time
	log    *slog.Logger
	lanes  *lanes

	seats   chan struct{}  // as many as may work events at once
	running sync.WaitGroup // all that Run started
}

// New returns an inbox. sorry is the answer to an event that was set aside
// after it failed five times; misformed ones get none. now is the town's clock, which LINE shares.
func New(s *store.Store, sender Sender, handle Handler, sorry func(line.Event) []line.Message, now func() time.Time, log *slog.Logger) *Inbox {
	seats := seatsPostgres
	if s.Engine == store.SQLite {
		seats = seatsSQLite
	}
	return &Inbox{
		store: s, sender: sender, handle: handle, sorry: sorry, now: now, log: log,
		lanes: newLanes(), seats: make(chan struct{}, seats),
	}
}

// Accept stores the events of a webhook body, each sealed and once, and returns
// when they are durable: only then may LINE be answered 200.
func (in *Inbox) Accept(ctx context.Context, events []json.RawMessage) error {
	if len(events) == 0 {
		return nil
	}
	now := in.now().UTC()
	var rows [][]any
	var ids []string
	for _, raw := range events {
		env := line.Address(raw)
		id := models.NewID(now)
		body := in.store.Keys.Seal("inbox_events", "body", id, raw)
		at := cmp.Or(env.Timestamp, now.UnixMilli())
		var message *string
		if env.MessageID != "" {
			message = &env.MessageID
		}
		rows = append(rows, []any{env.ID, id, env.Lane, env.Kind, message, at, now, body, "received"})
		ids = append(ids, env.Lane)
	}
	// One order for every batch, so that two that share lanes cannot deadlock.
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	slices.Sort(ids)
	ids = slices.Compact(ids)
	lanes := make([][]any, len(ids))
	for i, id := range ids {
		lanes[i] = []any{id, now}
	}
	_, err := in.store.Run(ctx, append(insertOnce("lanes (id, updated_at)", lanes),
		insertOnce("inbox_events (event_id, id, lane_id, kind, message_id, occurred_at, received_at, body, status)", rows)...)...)
	if err != nil {
		return err
	}
	in.store.AfterCommit(ctx, func() {
		for _, id := range ids {
			in.lanes.wake(id)
		}
	})
	return nil
}

// Waiting counts the events that are not worked yet and those set aside.
func (in *Inbox) Waiting(ctx context.Context) (received, aside int64, err error) {
	// The statuses are words of the statement: SQLite finds an index of a part by nothing else.
	count := func(where string, n *int64) error {
		return in.store.DB(ctx).Model(&event{}).Where(where).Count(n).Error
	}
	if err = count("status = 'received'", &received); err == nil {
		err = count("status = 'aside'", &aside)
	}
	return received, aside, err
}

// Ready reports whether events can be stored now: that the database answers is
// not enough, it must take a write.
func (in *Inbox) Ready(ctx context.Context) error {
	return in.store.Tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Exec("UPDATE lanes SET fence = fence WHERE id = ''").Error
	})
}

// seat waits for a place among those who work events, before the time of a
// transaction runs. Answers need none: who was worked for first hears first.
func (in *Inbox) seat() (leave func()) {
	in.seats <- struct{}{}
	return func() { <-in.seats }
}

// tx is store.Tx within the time that one transaction may take.
func (in *Inbox) tx(ctx context.Context, fn func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, txTime)
	defer cancel()
	return in.store.Tx(ctx, fn)
}

// run is store.Run within the same time.
func (in *Inbox) run(ctx context.Context, steps ...store.Step) (rows []int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, txTime)
	defer cancel()
	return in.store.Run(ctx, steps...)
}

// later runs fn after a pause unless the inbox stops first.
func (in *Inbox) later(ctx context.Context, pause time.Duration, fn func()) {
	in.running.Go(func() {
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			fn()
		}
	})
}

func (in *Inbox) open(e event) (json.RawMessage, error) {
	return in.store.Keys.Open("inbox_events", "body", e.ID, e.Body)
}
