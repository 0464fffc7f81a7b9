package inbox

import (
	"context"
	"encoding/json"
	"time"

	"tambon/line"
)

const (
	// firstTry is how long the worker that committed has the answer to itself.
	firstTry = 6 * time.Second
	// A reply token certainly lives this long after its event was received
	// (LINE: use it within a minute).
	tokenSure = 50 * time.Second
	// A reply is tried for this long, then given up or pushed.
	replyPatience = 5 * time.Minute
	// LINE keeps a retry key for 24 hours; after that nobody may try again.
	pushPatience = 24 * time.Hour
)

// send tries an event's answer once. tries is how often it was tried when the
// caller looked: whoever counts it up owns this try.
func (in *Inbox) send(ctx context.Context, id string, tries int) {
	var e event
	before := e.TriedAt
	now := in.now().UTC()
	// A time-out of LINE, and a margin, may pass before somebody else tries.
	next := time.Now().Add(firstTry + pauseAfter(tries)).UnixMilli()
	err := in.store.Tx(ctx, func(ctx context.Context) error {
		e = event{}
		if err := in.store.DB(ctx).Where("id = ? AND tries = ? AND reply_state IN ('ready', 'push')", id, tries).Limit(1).Find(&e).Error; err != nil || e.ID == "" {
			return err
		}
		before = e.TriedAt
		n, err := rows(in.store.DB(ctx).Exec(
			"UPDATE inbox_events SET tries = tries + 1, tried_at = ?, next_try_at = ? WHERE id = ? AND tries = ? AND reply_state = ?",
			now, next, id, tries, e.ReplyState))
		if err == nil && n == 0 {
			e.ID = ""
		}
		return err
	})
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: take the answer", "err", err)
		return
	}
	if e.ID == "" {
		return
	}
	e.TriedAt = before
	state, clear := in.call(ctx, e)
	set := map[string]any{"reply_state": state}
	if clear {
		set["tried_at"] = before // LINE surely did not accept it
	}
	if state == "ready" || state == "push" {
		pause := pauseAfter(tries + 1)
		if state != e.ReplyState {
			pause = 0
		}
		set["next_try_at"] = time.Now().Add(pause).UnixMilli()
	}
	err = in.store.Tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Model(&event{}).Where("id = ? AND tries = ?", e.ID, tries+1).Updates(set).Error
	})
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: note the answer", "err", err)
		return
	}
	if state == "push" && e.ReplyState == "ready" {
		in.send(ctx, e.ID, tries+1)
	}
}

// call sends the answer and returns its new state, and whether LINE surely did
// not accept this try. The table of outcomes is docs/decisions/0005.
func (in *Inbox) call(ctx context.Context, e event) (state string, clear bool) {
	said, messages, err := in.answer(e)
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: read the answer", "err", err)
		return "refused", true
	}
	age := in.now().Sub(e.ReceivedAt)
	if e.ReplyState == "push" {
		err = in.sender.Push(ctx, said.Source.UserID, e.RetryKey, messages)
		switch line.Judge(err) {
		case line.Accepted:
			return "pushed", false
		case line.Unclear, line.Later:
			if age > pushPatience {
				return "dropped", false
			}
			return "push", false
		}
		in.log.ErrorContext(ctx, "inbox: push refused", "err", err)
		return "refused", true
	}
	err = in.sender.Reply(ctx, said.ReplyToken, messages)
	verdict := line.Judge(err)
	if verdict == line.Refused {
		in.log.ErrorContext(ctx, "inbox: reply refused, sending its words alone", "err", err)
		err = in.sender.Reply(ctx, said.ReplyToken, line.Plain(messages))
		verdict = line.Judge(err)
	}
	switch verdict {
	case line.Accepted:
		return "sent", false
	case line.Unclear, line.Later:
		if age <= replyPatience {
			return "ready", verdict == line.Later
		}
	case line.DeadToken:
		if e.TriedAt == nil && said.Source.UserID != "" && said.Source.Type == "user" {
			return "push", true // nobody ever tried, so nobody has seen it
		}
		if e.TriedAt != nil && age <= tokenSure {
			return "assumed", false // the token cannot be too old, so the earlier try used it
		}
	case line.Refused:
		return "refused", true
	}
	// Unknown whether it was seen: what carries a number is worth saying twice.
	if e.ReplyWeighs && said.Source.Type == "user" {
		return "push", false
	}
	return "dropped", false
}

func (in *Inbox) answer(e event) (said line.Event, messages []line.Message, err error) {
	raw, err := in.open(e)
	if err != nil {
		return said, nil, err
	}
	if said, err = line.DecodeEvent(raw); err != nil {
		return said, nil, err
	}
	plain, err := in.store.Keys.Open("inbox_events", "reply", e.ID, e.Reply)
	if err != nil {
		return said, nil, err
	}
	return said, messages, json.Unmarshal(plain, &messages)
}
