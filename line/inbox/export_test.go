package inbox

// Steps of the work, for tests that stop between two of them.

import (
	"context"
	"errors"
)

// A Claimed event is what a worker has in hand before its effect.
type Claimed struct {
	lane  lane
	event event
}

// Claim takes a lane and its oldest event; ok is false when another holds it or nothing waits.
func (in *Inbox) Claim(ctx context.Context, id string) (c Claimed, ok bool, err error) {
	l, e, err := in.claim(ctx, id, 0)
	if errors.Is(err, errLostLane) || err == nil && e == nil {
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	return Claimed{l, *e}, true, nil
}

// Effect works what was claimed; lost says that the lane was another's by then.
func (in *Inbox) Effect(ctx context.Context, c Claimed) (lost bool, err error) {
	_, err = in.effect(ctx, c.lane, c.event)
	if errors.Is(err, errLostLane) {
		return true, nil
	}
	return false, err
}

// Send tries the answer to a claimed event once.
func (in *Inbox) Send(ctx context.Context, c Claimed) {
	var e event
	if err := in.store.DB(ctx).Where("id = ? AND tries = 0", c.event.ID).Take(&e).Error; err != nil {
		in.log.ErrorContext(ctx, "inbox: read the answer", "err", err)
		return
	}
	in.keep(ctx, "note the answer", in.send(ctx, e)...)
}

// Sweep is one round of Run's sweep and all that it starts.
func (in *Inbox) Sweep(ctx context.Context) error {
	err := in.sweep(ctx)
	in.running.Wait()
	return err
}

// Purge is one round of Run's purge.
func (in *Inbox) Purge(ctx context.Context) error { return in.purge(ctx) }

// Discreet is what is logged and kept of an error.
func Discreet(err error) string { return discreet(err) }
