package bot

// What LINE keeps of a chat: the pictures that residents sent, and their names.

import (
	"context"
	"errors"
	"net/http"

	"tambon/jobs"
	"tambon/line"
	"tambon/services/chat"
)

// ChatFetcher works chat.fetch jobs.
type ChatFetcher struct {
	jobs.Defaults[chat.Fetch]
	Bot *Bot
}

// Work fetches a picture and keeps it, made anew. What is no picture, or is no
// longer there, is noted so that staff know.
func (w ChatFetcher) Work(ctx context.Context, job *jobs.Job[chat.Fetch]) error {
	b := w.Bot
	lineID, ok, err := b.Chats.Wanted(ctx, job.Args.MessageID)
	if err != nil || !ok {
		return err
	}
	file, err := b.Line.Content(ctx, lineID, chat.MaxPictureBytes)
	if err != nil {
		if gone(err) {
			return b.Chats.Fetched(ctx, job.Args.MessageID, nil)
		}
		return err
	}
	p, err := chat.Clean(file)
	if chat.ErrPicture.Is(err) || chat.ErrPictureBig.Is(err) {
		return b.Chats.Fetched(ctx, job.Args.MessageID, nil)
	}
	if err != nil {
		return err
	}
	return b.Chats.Fetched(ctx, job.Args.MessageID, &p)
}

func gone(err error) bool {
	var e *line.Error
	return errors.As(err, &e) && (e.Status == http.StatusNotFound || e.Status == http.StatusGone || e.Status == http.StatusBadRequest)
}

// ChatMeeter works chat.meet jobs.
type ChatMeeter struct {
	jobs.Defaults[chat.Meet]
	Bot *Bot
}

// Work asks LINE what a resident is called there. Who has left has no name.
func (w ChatMeeter) Work(ctx context.Context, job *jobs.Job[chat.Meet]) error {
	b := w.Bot
	c, err := b.Chats.One(ctx, job.Args.ChatID)
	if err != nil {
		return err
	}
	r, err := b.Residents.One(ctx, c.ResidentID)
	if err != nil || r.LineUserID == nil {
		return err
	}
	name, err := b.Line.Profile(ctx, *r.LineUserID)
	if err != nil {
		if gone(err) {
			return nil
		}
		return err
	}
	return b.Chats.Met(ctx, c.ID, name)
}
