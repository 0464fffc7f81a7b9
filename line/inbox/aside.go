package inbox

// Events that were set aside: to look at, and to work once more.

import (
	"context"
	"errors"
	"time"
)

// A SetAside is an event that was set aside, without a word of what it holds.
type SetAside struct {
	ID         string
	Kind       string // message, postback …
	Fault      string // the last error, without anything quoted
	Attempts   int
	OccurredAt time.Time
	ReceivedAt time.Time
}

// ErrNotAside is returned for an event that is not set aside, or no more.
var ErrNotAside = errors.New("inbox: this event is not set aside")

// Aside lists events that were set aside, the newest first, after the one with
// the given id; at most limit of them.
func (in *Inbox) Aside(ctx context.Context, after string, limit int) ([]SetAside, error) {
	q := in.store.DB(ctx).Model(&event{}).Where("status = 'aside'").Order("id DESC").Limit(limit)
	if after != "" {
		q = q.Where("id < ?", after)
	}
	var rows []event
	if err := q.Select("id, kind, fault, attempts, occurred_at, received_at").Find(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]SetAside, len(rows))
	for i, e := range rows {
		list[i] = SetAside{e.ID, e.Kind, e.Fault, e.Attempts, time.UnixMilli(e.OccurredAt), e.ReceivedAt}
	}
	return list, nil
}

// Replay lets an event that was set aside be worked once more, as if it came
// now: its answer is pushed, for its reply token is long over. It joins the
// context's transaction.
func (in *Inbox) Replay(ctx context.Context, id string) error {
	return in.store.Tx(ctx, func(ctx context.Context) error {
		var lane string
		done := in.store.DB(ctx).Raw(`UPDATE inbox_events SET status = 'received', attempts = 0, fault = '', done_at = NULL,
				reply = NULL, reply_state = 'none', reply_weighs = FALSE, retry_key = '', tries = 0, tried_at = NULL, next_try_at = 0
			WHERE id = ? AND status = 'aside' AND body IS NOT NULL RETURNING lane_id`, id).Scan(&lane)
		if done.Error != nil {
			return done.Error
		}
		if lane == "" {
			return ErrNotAside
		}
		in.store.AfterCommit(ctx, func() { in.lanes.wake(lane) })
		return nil
	})
}
