package inbox

// Working a lane: claim, effect, answer, next.

import (
	"context"
	"encoding/json"
	"errors"
	"runtime/debug"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/store"

	"github.com/google/uuid"
)

const (
	// lanesAtOnce is how many lanes are worked at once; most of them wait for LINE.
	// Few are at the database: storing new events must find a connection soon, and
	// on SQLite, which has one writer, a crowd would only wait out its time.
	lanesAtOnce   = 128
	seatsPostgres = 12
	seatsSQLite   = 2
	// lease outlasts an effect and the first try of its answer, each 5 s at most.
	lease       = 12 * time.Second
	txTime      = 5 * time.Second
	maxAttempts = 5
	// maxCrashes is how many attempts may leave no trace: whoever made them died.
	maxCrashes = 10
)

// errLostLane means that somebody else claimed the lane meanwhile.
var errLostLane = errors.New("inbox: the lane was claimed by another worker")

// errCrashing is the fault of an event that ends the program at each attempt.
var errCrashing = errors.New("inbox: no attempt at this event came to an end")

// Run works lanes until ctx ends, then finishes the events at work.
func (in *Inbox) Run(ctx context.Context) {
	for range lanesAtOnce {
		in.running.Go(func() {
			for {
				id, ok := in.lanes.next()
				if !ok {
					return
				}
				in.work(ctx, id)
				in.lanes.done(id)
			}
		})
	}
	in.sweepUntil(ctx)
	in.lanes.close()
	in.running.Wait()
}

// work does a lane's events, oldest first, until there are none. What has begun
// is finished: a stop does not cut an effect or an answer in two.
func (in *Inbox) work(ctx context.Context, id string) {
	whole := context.WithoutCancel(ctx)
	var fence int64
	for ctx.Err() == nil {
		e, rest := in.next(whole, id, &fence)
		if rest > 0 {
			in.later(ctx, rest, func() { in.lanes.wake(id) })
			return
		}
		if e == nil || !in.leave(whole, id, fence, in.send(whole, *e)) {
			return
		}
	}
	in.keep(whole, "release", releasing(id, fence, 0))
}

// leave keeps what LINE said and gives the lane back, or returns that more waits
// in it. Both may be forgotten: then the answer's fate is unclear, as if nobody
// had lived to note it, and the lane rests until its lease is over.
func (in *Inbox) leave(ctx context.Context, id string, fence int64, noted []store.Step) (more bool) {
	var until int64
	leaving, cancel := context.WithTimeout(ctx, txTime)
	defer cancel()
	rows, err := in.store.RunLazily(leaving, append([]store.Step{leavingEmpty(id, fence, &until)}, noted...)...)
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: leave the lane", "err", discreet(err))
		in.keep(ctx, "note the answer", noted...)
		return true
	}
	return rows[0] == 0 || until > 0
}

// next claims the lane and works its oldest event. It returns that event once it
// is ended, none when none waits, or how long to leave the lane alone. fence is
// that of this worker's last claim, 0 before the first.
func (in *Inbox) next(ctx context.Context, id string, fence *int64) (*event, time.Duration) {
	defer in.seat()()
	l, e, err := in.claim(ctx, id, *fence)
	switch {
	case errors.Is(err, errLostLane):
		return nil, 50 * time.Millisecond
	case err != nil:
		in.log.ErrorContext(ctx, "inbox: claim", "err", discreet(err))
		return nil, time.Second
	case e == nil:
		return nil, 0
	}
	*fence = l.Fence
	if e.Attempts > maxCrashes {
		err = errCrashing
	} else {
		var done event
		if done, err = in.effect(ctx, l, *e); err == nil {
			return &done, 0
		}
	}
	if errors.Is(err, errLostLane) {
		return nil, 50 * time.Millisecond
	}
	return in.failed(ctx, l, *e, err)
}

// failed ends an event that failed too often, or lets its lane rest. One that
// cannot be read is ended at once: no later attempt reads it better.
func (in *Inbox) failed(ctx context.Context, l lane, e event, why error) (*event, time.Duration) {
	id := models.NewID(in.now())
	fault := discreet(why) + " (" + id + ")"
	in.log.ErrorContext(ctx, "inbox: event failed", "error_id", id, "kind", e.Kind, "attempt", e.Attempts, "err", discreet(why))
	if misformed := errors.Is(why, line.ErrEvent); misformed || e.Attempts >= maxAttempts {
		aside, err := in.setAside(ctx, l, e, fault, !misformed)
		if err != nil {
			in.log.ErrorContext(ctx, "inbox: set aside", "err", discreet(err))
			return nil, pauseAfter(e.Attempts)
		}
		return &aside, 0
	}
	pause := pauseAfter(e.Attempts)
	in.keep(ctx, "note the failure",
		store.Step{SQL: "UPDATE inbox_events SET fault = ? WHERE id = ? AND status = 'received'", Args: []any{fault, e.ID}},
		releasing(l.ID, l.Fence, time.Now().Add(pause).UnixMilli()))
	return nil, pause
}

// keep runs what nobody waits for: without it the sweep comes to the same end later.
func (in *Inbox) keep(ctx context.Context, what string, steps ...store.Step) {
	if _, err := in.run(ctx, steps...); err != nil {
		in.log.ErrorContext(ctx, "inbox: "+what, "err", discreet(err))
	}
}

func pauseAfter(attempts int) time.Duration {
	return min(100*time.Millisecond<<(2*max(0, attempts-1)), 5*time.Second)
}

// claim takes the lane's lease and its oldest event, and counts the attempt. It
// returns no event, and leaves the lane, when there is none. fence is that of an
// earlier claim by this worker, 0 for none.
func (in *Inbox) claim(ctx context.Context, id string, fence int64) (l lane, e *event, err error) {
	var found event
	rows, err := in.run(ctx, claiming(id, fence, &l, &found)...)
	if err != nil {
		return l, nil, err
	}
	switch {
	case rows[0] == 0:
		return l, nil, errLostLane
	case rows[1] > 0:
		return l, &found, nil
	case l.LeasedUntil > 0: // for an event that another worker ended meanwhile
		in.keep(ctx, "release", releasing(id, l.Fence, 0))
	}
	return l, nil, nil
}

// effect runs the handler and commits all that the event does. It returns the
// event as it is then.
func (in *Inbox) effect(ctx context.Context, l lane, e event) (done event, err error) {
	err = in.tx(ctx, func(ctx context.Context) error {
		if err := in.changed(ctx, holding(l, in.now().UTC())); err != nil {
			return err
		}
		if done = e; e.unsent {
			return in.scrub(ctx, e.LaneID, *e.MessageID)
		}
		said, out, err := in.handled(ctx, l, e)
		if err != nil {
			return err
		}
		if said.Type == "unsend" && e.MessageID != nil {
			if err := in.scrub(ctx, e.LaneID, *e.MessageID); err != nil {
				return err
			}
		}
		var kept []store.Step
		if l.State != nil || out.State != nil {
			kept = append(kept, remembering(l, in.sealed(l, out.State)))
		}
		done, err = in.finish(ctx, e, "done", e.Fault, out, kept...)
		return err
	})
	return done, err
}

// handled lets the handler work the event with the lane's state.
func (in *Inbox) handled(ctx context.Context, l lane, e event) (said line.Event, out Outcome, err error) {
	raw, err := in.open(e)
	if err != nil {
		return said, out, err
	}
	if said, err = line.DecodeEvent(raw); err != nil {
		return said, out, err
	}
	state, err := in.store.Keys.Open("lanes", "state", l.ID, l.State)
	if err != nil { // better a flow begun anew than a person locked out
		in.log.ErrorContext(ctx, "inbox: open the state", "err", discreet(err))
	}
	out, err = in.safely(ctx, said, state)
	return said, out, err
}

func (in *Inbox) sealed(l lane, state []byte) models.Secret {
	if state == nil {
		return nil
	}
	return in.store.Keys.Seal("lanes", "state", l.ID, state)
}

// finish marks the event and keeps its answer, to be sent after the commit, with
// what else is to be kept.
func (in *Inbox) finish(ctx context.Context, e event, status, fault string, out Outcome, also ...store.Step) (event, error) {
	now := in.now().UTC()
	e.Status, e.Fault, e.DoneAt, e.ReplyState = status, fault, &now, "none"
	if len(out.Messages) > 0 {
		answer, err := json.Marshal(out.Messages)
		if err != nil {
			return e, err
		}
		e.Reply = in.store.Keys.Seal("inbox_events", "reply", e.ID, answer)
		e.words = out.Messages
		e.ReplyState = "ready"
		e.ReplyWeighs = out.Weighs
		e.RetryKey = uuid.NewString()
		e.NextTryAt = time.Now().Add(firstTry).UnixMilli()
	}
	return e, in.changed(ctx, ending(e), also...)
}

// changed runs a step that finds its row only while the lane is this worker's,
// and others with it.
func (in *Inbox) changed(ctx context.Context, step store.Step, also ...store.Step) error {
	rows, err := in.store.Run(ctx, append([]store.Step{step}, also...)...)
	if err == nil && rows[0] == 0 {
		return errLostLane
	}
	return err
}

// setAside ends an event that failed, so that the lane goes on; staff see the
// event and its fault. Whoever did something that was then not done is told so;
// nobody did what LINE itself misspells.
func (in *Inbox) setAside(ctx context.Context, l lane, e event, fault string, apologise bool) (aside event, err error) {
	err = in.tx(ctx, func(ctx context.Context) error {
		if err := in.changed(ctx, holding(l, in.now().UTC())); err != nil {
			return err
		}
		var out Outcome
		if raw, err := in.open(e); err == nil && apologise {
			out.Messages = in.apology(ctx, line.Outline(raw))
		}
		aside, err = in.finish(ctx, e, "aside", fault, out)
		return err
	})
	return aside, err
}

func (in *Inbox) apology(ctx context.Context, said line.Event) (messages []line.Message) {
	if said.ReplyToken == "" || said.Mode == "standby" {
		return nil
	}
	defer func() {
		if r := recover(); r != nil { // silence harms one person, a panic here all of them
			in.log.ErrorContext(ctx, "inbox: apology", "err", panicked(r))
		}
	}()
	return in.sorry(said)
}

// safely runs the handler and turns a panic into an error.
func (in *Inbox) safely(ctx context.Context, said line.Event, state []byte) (out Outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			in.log.ErrorContext(ctx, "inbox: panic", "stack", string(debug.Stack()))
			err = panicked(r)
		}
	}()
	return in.handle(ctx, said, state)
}
