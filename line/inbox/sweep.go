package inbox

// What no worker was woken for, and what is to be forgotten.

import (
	"context"
	"time"
)

const (
	sweepEvery = 500 * time.Millisecond
	purgeEvery = time.Hour
	// Done events are kept for a week, so that a late copy of one is known.
	keepDone = 7 * 24 * time.Hour
	// Events set aside wait a month for staff.
	keepAside = 30 * 24 * time.Hour
	// purgeLanes bounds one round, which SQLite's only writer waits for.
	purgeLanes = 200
)

// sweepUntil finds what no worker was woken for: events of a crashed process or
// of another replica, answers that were not sent, rows that are old enough to go.
func (in *Inbox) sweepUntil(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	var purged time.Time
	for {
		if err := in.sweep(ctx); err != nil && ctx.Err() == nil {
			in.log.ErrorContext(ctx, "inbox: sweep", "err", discreet(err))
		}
		if time.Since(purged) > purgeEvery {
			purged = time.Now()
			if err := in.purge(ctx); err != nil && ctx.Err() == nil {
				in.log.ErrorContext(ctx, "inbox: purge", "err", discreet(err))
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (in *Inbox) sweep(ctx context.Context) error {
	reading, cancel := context.WithTimeout(ctx, txTime)
	defer cancel()
	now := time.Now().UnixMilli()
	var ids []string
	err := in.store.DB(reading).Raw(`SELECT DISTINCT e.lane_id FROM inbox_events e JOIN lanes l ON l.id = e.lane_id
		WHERE e.status = 'received' AND l.leased_until < ? LIMIT 500`, now).Scan(&ids).Error
	if err != nil {
		return err
	}
	for _, id := range ids {
		in.lanes.wake(id)
	}
	var unsent []event
	err = in.store.DB(reading).Where("reply_state IN ('ready', 'push') AND next_try_at <= ?", now).
		Order("next_try_at").Limit(50).Find(&unsent).Error
	if err != nil {
		return err
	}
	for _, e := range unsent {
		in.later(ctx, 0, func() {
			whole := context.WithoutCancel(ctx)
			in.keep(whole, "note the answer", in.send(whole, e)...)
		})
	}
	return nil
}

// purge forgets old events, and the lanes that have been empty for as long:
// their names are people's LINE ids.
func (in *Inbox) purge(ctx context.Context) error {
	now := in.now().UTC()
	err := in.tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Where("status = 'done' AND reply_state NOT IN ('ready', 'push') AND done_at < ?", now.Add(-keepDone)).
			Or("status = 'aside' AND done_at < ?", now.Add(-keepAside)).Delete(&event{}).Error
	})
	if err != nil {
		return err
	}
	return in.tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Exec(`DELETE FROM lanes WHERE id IN (SELECT l.id FROM lanes l WHERE l.updated_at < ?
			AND NOT EXISTS (SELECT 1 FROM inbox_events e WHERE e.lane_id = l.id) LIMIT ?)`, now.Add(-keepDone), purgeLanes).Error
	})
}

// scrub forgets what a message said, also where it was edited, and what was
// answered to it.
func (in *Inbox) scrub(ctx context.Context, laneID, messageID string) error {
	return in.store.DB(ctx).Model(&event{}).
		Where("message_id = ? AND lane_id = ? AND kind <> 'unsend'", messageID, laneID).
		Updates(map[string]any{"body": nil, "reply": nil, "status": "done", "reply_state": "none", "done_at": in.now().UTC(), "fault": "unsent"}).Error
}

// Forget scrubs what a resident's earlier events said and what was answered to
// them. It joins the caller's transaction, in which the event at work stays: its
// answer is still to be sent, and it goes with the others after a week.
func (in *Inbox) Forget(ctx context.Context, residentID string) error {
	return in.store.Tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Exec(`UPDATE inbox_events SET body = NULL, reply = NULL, reply_state = CASE WHEN reply_state IN ('ready', 'push') THEN 'dropped' ELSE reply_state END
			WHERE status <> 'received' AND lane_id = (SELECT line_user_id FROM residents WHERE id = ?)`, residentID).Error
	})
}
