package inbox

// Answers, sent after their event's commit. What each outcome of a call means is
// a table in docs/decisions/0005-answers-and-lost-replies.md.

import (
	"context"
	"encoding/json"
	"time"

	"tambon/line"
)

const (
	// tryTime bounds one try with all the calls it takes: the lane's next event
	// waits for the first one.
	tryTime = 5 * time.Second
	// firstTry is how long the worker that committed has the answer to itself,
	// and after it whoever took the newest try: a try, and a margin.
	firstTry = tryTime + time.Second
	// LINE promises a reply token a minute from the webhook; a redelivered one
	// ends 20 minutes after the event. Inside both bounds a token that is called
	// invalid was used.
	tokenSure = 50 * time.Second
	tokenEnd  = 20 * time.Minute
	// A reply is tried for this long, then given up or pushed.
	replyPatience = 5 * time.Minute
	// LINE keeps a retry key for 24 hours; after that nobody may try again.
	pushPatience = 24 * time.Hour
)

// send tries an event's answer once, and pushes it at once when it can be no
// reply. tries is how often it was tried when the caller looked: whoever counts
// it up owns the try, and only an owner's outcome is noted.
func (in *Inbox) send(ctx context.Context, id string, tries int) {
	calls, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	for ; calls.Err() == nil; tries++ {
		e, err := in.take(ctx, id, tries)
		if err != nil {
			in.log.ErrorContext(ctx, "inbox: take the answer", "err", discreet(err))
			return
		}
		if e.ID == "" {
			return // another took it
		}
		state, unseen := in.try(calls, e)
		if err := in.note(ctx, e, state, unseen); err != nil {
			in.log.ErrorContext(ctx, "inbox: note the answer", "err", discreet(err))
			return
		}
		if e.ReplyState != "ready" || state != "push" {
			return
		}
	}
}

// take counts the try, and commits that it was made before LINE is called. The
// event comes back as it was before, empty when the try is another's.
func (in *Inbox) take(ctx context.Context, id string, tries int) (e event, err error) {
	err = in.tx(ctx, func(ctx context.Context) error {
		e = event{}
		err := in.store.DB(ctx).Where("id = ? AND tries = ? AND reply_state IN ('ready', 'push')", id, tries).Limit(1).Find(&e).Error
		if err != nil || e.ID == "" {
			return err
		}
		n, err := rows(in.store.DB(ctx).Exec("UPDATE inbox_events SET tries = tries + 1, tried_at = ?, next_try_at = ? WHERE id = ? AND tries = ? AND reply_state = ?",
			in.now().UTC(), time.Now().Add(firstTry).UnixMilli(), id, tries, e.ReplyState))
		if n == 0 {
			e = event{}
		}
		return err
	})
	return e, err
}

// note keeps the outcome of a try, unless the try was taken over or the answer
// was forgotten meanwhile.
func (in *Inbox) note(ctx context.Context, e event, state string, unseen bool) error {
	set := map[string]any{"reply_state": state}
	pause := pauseAfter(e.Tries + 1)
	switch {
	case state == "ready" && unseen:
		set["tried_at"] = nil
	case state == "push" && e.ReplyState == "push":
		pause = min(time.Second<<min(e.Tries, 10), 10*time.Minute)
	case state == "push":
		pause = 0
	case state == "dropped" || state == "refused":
		in.log.WarnContext(ctx, "inbox: answer not delivered", "event", e.ID, "state", state)
	}
	set["next_try_at"] = time.Now().Add(pause).UnixMilli()
	return in.tx(ctx, func(ctx context.Context) error {
		return in.store.DB(ctx).Model(&event{}).Where("id = ? AND tries = ? AND reply_state = ?", e.ID, e.Tries+1, e.ReplyState).Updates(set).Error
	})
}

// try calls LINE and returns the answer's new state, and whether the person
// surely has not seen it.
func (in *Inbox) try(ctx context.Context, e event) (state string, unseen bool) {
	raw, err := in.open(e)
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: open the event", "err", discreet(err))
		return "refused", false
	}
	said := line.Outline(raw)
	messages, err := in.answer(e)
	if err != nil {
		in.log.ErrorContext(ctx, "inbox: open the answer", "err", discreet(err))
		return "refused", false
	}
	now := in.now()
	if e.ReplyState == "push" {
		return in.push(ctx, e, said.Source.UserID, messages, now.Sub(e.ReceivedAt)), false
	}
	verdict := in.say(ctx, e, messages, func(m []line.Message) error { return in.sender.Reply(ctx, said.ReplyToken, m) })
	unseen = e.TriedAt == nil && verdict != line.Unclear
	return replied(verdict, unseen, reply{
		age: now.Sub(e.ReceivedAt), sinceEvent: now.Sub(time.UnixMilli(e.OccurredAt)),
		weighs: e.ReplyWeighs, pushable: said.Source.Type == "user" && said.Source.UserID != "",
	}), unseen
}

// reply is what decides about an answer besides LINE's verdict.
type reply struct {
	age, sinceEvent  time.Duration // since it was received, and since it happened
	weighs, pushable bool
}

// replied is an answer's state after a reply was tried.
func replied(verdict line.Verdict, unseen bool, r reply) string {
	fresh := r.age <= tokenSure && r.sinceEvent < tokenEnd
	switch {
	case verdict == line.Accepted:
		return "sent"
	case verdict == line.Refused:
		return "refused"
	case verdict == line.DeadToken && !unseen && fresh:
		return "assumed" // nothing but an earlier try can have used the token
	case verdict != line.DeadToken && r.age <= replyPatience:
		return "ready"
	case r.pushable && (unseen || r.weighs):
		return "push" // what may have been seen is said twice only when it carries a number
	}
	return "dropped"
}

// push sends the answer under its retry key and returns its new state.
func (in *Inbox) push(ctx context.Context, e event, to string, messages []line.Message, age time.Duration) string {
	if age >= pushPatience {
		return "dropped"
	}
	switch in.say(ctx, e, messages, func(m []line.Message) error { return in.sender.Push(ctx, to, e.RetryKey, m) }) {
	case line.Accepted:
		return "pushed"
	case line.Unclear, line.Later:
		return "push"
	}
	return "refused"
}

// say makes a call, and once more with the words alone when LINE does not take
// the cards.
func (in *Inbox) say(ctx context.Context, e event, messages []line.Message, call func([]line.Message) error) line.Verdict {
	err := call(messages)
	if line.Judge(err) == line.Refused {
		in.log.ErrorContext(ctx, "inbox: LINE refused an answer, sending its words alone", "event", e.ID, "err", discreet(err))
		err = call(line.Plain(messages))
	}
	if err != nil {
		in.log.WarnContext(ctx, "inbox: LINE did not take an answer", "event", e.ID, "try", e.Tries+1, "err", discreet(err))
	}
	return line.Judge(err)
}

func (in *Inbox) answer(e event) (messages []line.Message, err error) {
	plain, err := in.store.Keys.Open("inbox_events", "reply", e.ID, e.Reply)
	if err != nil {
		return nil, err
	}
	return messages, json.Unmarshal(plain, &messages)
}
