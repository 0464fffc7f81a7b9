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
		if e == nil {
			return
		}
		in.send(whole, e.ID, 0)
	}
	in.release(whole, id, fence, 0)
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
		err = in.effect(ctx, l, *e)
	}
	if err == nil {
		return e, 0
	}
	if errors.Is(err, errLostLane) {
		return nil, 50 * time.Millisecond
	}
	return in.failed(ctx, l, *e, err)
}

// failed ends an event that failed too often, or lets its lane rest.
func (in *Inbox) failed(ctx context.Context, l lane, e event, why error) (*event, time.Duration) {
	id := models.NewID(in.now())
	fault := discreet(why) + " (" + id + ")"
	in.log.ErrorContext(ctx, "inbox: event failed", "error_id", id, "kind", e.Kind, "attempt", e.Attempts, "err", discreet(why))
	if e.Attempts >= maxAttempts {
		if err := in.setAside(ctx, l, e, fault); err != nil {
			in.log.ErrorContext(ctx, "inbox: set aside", "err", discreet(err))
			return nil, pauseAfter(e.Attempts)
		}
		return &e, 0
	}
	err := in.tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Exec("UPDATE inbox_events SET fault = ? WHERE id = ? AND status = 'received'", fault, e.ID).Error
	})
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: note the failure", "err", discreet(err))
	}
	in.release(ctx, l.ID, l.Fence, pauseAfter(e.Attempts))
	return nil, pauseAfter(e.Attempts)
}

func pauseAfter(attempts int) time.Duration {
	return min(100*time.Millisecond<<(2*max(0, attempts-1)), 5*time.Second)
}

// claim takes the lane's lease and its oldest event, and counts the attempt. It
// returns no event, and leaves the lane, when there is none. fence is that of
// an earlier claim by this worker, 0 for none.
func (in *Inbox) claim(ctx context.Context, id string, fence int64) (l lane, e *event, err error) {
	err = in.tx(ctx, func(ctx context.Context) error {
		db, clock := in.store.DB(ctx), time.Now()
		e = nil
		l = lane{}
		err := db.Raw("UPDATE lanes SET fence = fence + 1, leased_until = ? WHERE id = ? AND (leased_until < ? OR fence = ?) RETURNING *",
			clock.Add(lease).UnixMilli(), id, clock.UnixMilli(), fence).Scan(&l).Error
		if err != nil {
			return err
		}
		if l.ID == "" {
			return errLostLane
		}
		var found event
		err = db.Raw(`UPDATE inbox_events SET attempts = attempts + 1 WHERE id = (SELECT id FROM inbox_events
			WHERE lane_id = ? AND status = 'received' ORDER BY occurred_at, id LIMIT 1) RETURNING *`, id).Scan(&found).Error
		if err != nil {
			return err
		}
		if found.ID == "" {
			return db.Exec("UPDATE lanes SET leased_until = 0 WHERE id = ?", id).Error
		}
		e = &found
		return nil
	})
	return l, e, err
}

// release gives the lease back, or lets the lane rest for a while first.
func (in *Inbox) release(ctx context.Context, id string, fence int64, rest time.Duration) {
	var until int64
	if rest > 0 {
		until = time.Now().Add(rest).UnixMilli()
	}
	err := in.tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Exec("UPDATE lanes SET leased_until = ? WHERE id = ? AND fence = ?", until, id, fence).Error
	})
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: release", "err", discreet(err))
	}
}

// effect runs the handler and commits all that the event does.
func (in *Inbox) effect(ctx context.Context, l lane, e event) error {
	return in.tx(ctx, func(ctx context.Context) error {
		if err := in.hold(ctx, l); err != nil {
			return err
		}
		unsent, err := in.unsent(ctx, e)
		if err != nil {
			return err
		}
		if unsent {
			return in.scrub(ctx, e.LaneID, *e.MessageID)
		}
		raw, err := in.open(e)
		if err != nil {
			return err
		}
		said, err := line.DecodeEvent(raw)
		if err != nil {
			return err
		}
		state, err := in.store.Keys.Open("lanes", "state", l.ID, l.State)
		if err != nil { // better a flow begun anew than a person locked out
			in.log.ErrorContext(ctx, "inbox: open the state", "err", discreet(err))
		}
		out, err := in.safely(ctx, said, state)
		if err != nil {
			return err
		}
		if said.Type == "unsend" && e.MessageID != nil {
			if err := in.scrub(ctx, e.LaneID, *e.MessageID); err != nil {
				return err
			}
		}
		var kept models.Secret
		if out.State != nil {
			kept = in.store.Keys.Seal("lanes", "state", l.ID, out.State)
		}
		if err := in.store.DB(ctx).Exec("UPDATE lanes SET state = ?, updated_at = ? WHERE id = ?", kept, in.now().UTC(), l.ID).Error; err != nil {
			return err
		}
		return in.finish(ctx, e, "done", e.Fault, out)
	})
}

// hold locks the lane until the commit, if it is still this worker's.
func (in *Inbox) hold(ctx context.Context, l lane) error {
	n, err := rows(in.store.DB(ctx).Exec("UPDATE lanes SET updated_at = ? WHERE id = ? AND fence = ?", in.now().UTC(), l.ID, l.Fence))
	if err == nil && n == 0 {
		return errLostLane
	}
	return err
}

// finish marks the event and keeps its answer, to be sent after the commit.
func (in *Inbox) finish(ctx context.Context, e event, status, fault string, out Outcome) error {
	now := in.now().UTC()
	set := map[string]any{"status": status, "fault": fault, "done_at": now}
	if len(out.Messages) > 0 {
		answer, err := json.Marshal(out.Messages)
		if err != nil {
			return err
		}
		set["reply"] = in.store.Keys.Seal("inbox_events", "reply", e.ID, answer)
		set["reply_state"] = "ready"
		set["reply_weighs"] = out.Weighs
		set["retry_key"] = uuid.NewString()
		set["next_try_at"] = time.Now().Add(firstTry).UnixMilli()
	}
	n, err := rows(in.store.DB(ctx).Model(&event{}).Where("id = ? AND status = 'received'", e.ID).Updates(set))
	if err == nil && n == 0 {
		return errLostLane
	}
	return err
}

// setAside ends an event that failed too often, so that the lane goes on. The
// person is told that it was not done; staff see the event and its fault.
func (in *Inbox) setAside(ctx context.Context, l lane, e event, fault string) error {
	return in.tx(ctx, func(ctx context.Context) error {
		if err := in.hold(ctx, l); err != nil {
			return err
		}
		var out Outcome
		if raw, err := in.open(e); err == nil {
			out.Messages = in.apology(ctx, line.Outline(raw))
		}
		return in.finish(ctx, e, "aside", fault, out)
	})
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
