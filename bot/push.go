package bot

// Messages that Tambon starts by itself.

import (
	"context"
	"encoding/json"

	"tambon/line"
	"tambon/models"
)

// A sending is a push: why, under which stored retry key, to whom, about what.
type sending struct {
	verb, key string
	to        models.Resident
	noun      string
}

// push sends the words under their retry key and calls end, once, with how it
// ended. A try whose outcome is open is an error: River tries again, with the
// same key and words.
func (b *Bot) push(ctx context.Context, s sending, words []byte, end func(context.Context, models.Push, models.PushState) error) error {
	p, words, err := b.Pushes.Begin(ctx, s.key, s.to.ID, s.verb, words)
	if err != nil || p.State != models.PushReady {
		return err
	}
	if b.Pushes.Expired(p) {
		return end(ctx, p, models.PushUnknown)
	}
	var messages []line.Message
	if err := json.Unmarshal(words, &messages); err != nil {
		return err
	}
	err = b.Line.Push(ctx, *s.to.LineUserID, p.ID, messages)
	switch line.Judge(err) {
	case line.Unclear, line.Later:
		return err
	case line.Refused, line.DeadToken:
		b.Log.ErrorContext(ctx, "push refused by LINE", "verb", s.verb, "noun", s.noun, "err", err)
		return end(ctx, p, models.PushDropped)
	}
	return end(ctx, p, models.PushSent)
}
