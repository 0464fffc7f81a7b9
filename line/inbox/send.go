package inbox

// Answers, sent after their event's commit. What each outcome of a call means is
// a table in docs/decisions/0005-answers-and-lost-replies.md.

import (
	"context"
	"encoding/json"
	"time"

	"tambon/line"
	"tambon/store"
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
// reply. e is the event as it was read or made: whoever counts the try up from
// there owns it, and only an owner's outcome is noted. That LINE took a reply,
// as it nearly always does, is for the caller to keep with what comes next.
func (in *Inbox) send(ctx context.Context, e event) (note []store.Step) {
	calls, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	for e.ReplyState == "ready" || e.ReplyState == "push" {
		now := in.now().UTC()
		if rows, err := in.run(ctx, taking(e, now)); err != nil {
			in.log.ErrorContext(ctx, "inbox: take the answer", "err", discreet(err))
			return nil
		} else if rows[0] == 0 {
			return nil // another took it
		}
		state, unseen := in.try(calls, e)
		failed := state == "ready" && unseen
		noted := noting(e, state, failed, in.pause(ctx, e, state))
		if state == "sent" {
			return []store.Step{noted}
		}
		if _, err := in.run(ctx, noted); err != nil {
			in.log.ErrorContext(ctx, "inbox: note the answer", "err", discreet(err))
			return nil
		}
		if e.ReplyState != "ready" || state != "push" || calls.Err() != nil {
			return nil
		}
		e.Tries, e.TriedAt, e.ReplyState = e.Tries+1, &now, state
	}
	return nil
}

// pause is how long an answer rests that a try has left in a state.
func (in *Inbox) pause(ctx context.Context, e event, state string) time.Duration {
	switch {
	case state == "push" && e.ReplyState == "push":
		return min(time.Second<<min(e.Tries, 10), 10*time.Minute)
	case state == "push":
		return 0
	case state == "dropped" || state == "refused":
		in.log.WarnContext(ctx, "inbox: answer not delivered", "event", e.ID, "state", state)
	}
	return pauseAfter(e.Tries + 1)
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
	if e.words != nil {
		return e.words, nil
	}
	plain, err := in.store.Keys.Open("inbox_events", "reply", e.ID, e.Reply)
	if err != nil {
		return nil, err
	}
	return messages, json.Unmarshal(plain, &messages)
}
