package bot

// What staff answer leaves: the job's last step is LINE.

import (
	"context"
	"encoding/json"

	"tambon/jobs"
	"tambon/line"
	"tambon/models"
	"tambon/services/chat"
	"tambon/store"
	"tambon/text"
)

// ChatSender works chat.send jobs.
type ChatSender struct {
	jobs.Defaults[chat.Send]
	Bot   *Bot
	Store *store.Store
}

// Work sends what is ready in a chat, in its order. It stops at what may not have
// arrived: the next try begins there, so that nothing overtakes it.
func (w ChatSender) Work(ctx context.Context, job *jobs.Job[chat.Send]) error {
	for last := ""; ; {
		out, ok, err := w.Bot.Chats.Next(ctx, job.Args.ChatID)
		if err != nil || !ok || out.ID == last {
			return err
		}
		last = out.ID
		if err := w.send(ctx, out); err != nil {
			return err
		}
	}
}

func (w ChatSender) send(ctx context.Context, out chat.Outgoing) error {
	b := w.Bot
	switch {
	case !out.Resident.Following || out.Resident.LineUserID == nil:
		return b.Chats.Ended(ctx, out.ID, models.DeliveryFailed, "chat.fault.away")
	case out.Reply != "":
		return w.reply(ctx, out)
	}
	words, err := json.Marshal(b.chatMessages(out))
	if err != nil {
		return err
	}
	err = b.push(ctx, sending{verb: chat.Send{}.Kind(), key: out.RetryKey, to: out.Resident, noun: out.ID}, words,
		func(ctx context.Context, p models.Push, end models.PushState) error {
			return w.Store.Tx(ctx, func(ctx context.Context) error {
				how, fault := models.DeliverySent, ""
				switch end {
				case models.PushUnknown:
					how = models.DeliveryUnknown
				case models.PushDropped:
					how, fault = models.DeliveryFailed, "chat.fault.refused"
				}
				if err := b.Chats.Ended(ctx, out.ID, how, fault); err != nil {
					return err
				}
				return b.Pushes.Finish(ctx, p, end)
			})
		})
	if line.Judge(err) == line.Later {
		if noted := b.Chats.NotTaken(ctx, out); noted != nil {
			return noted
		}
	}
	return err
}

// reply uses the free token. It works once, so a token that is dead after an
// earlier try was used by that try; one that nobody can have used is too old. It
// is then not pushed: that costs, and nobody was asked.
func (w ChatSender) reply(ctx context.Context, out chat.Outgoing) error {
	chats := w.Bot.Chats
	if !chats.Fresh(out) {
		if out.Again {
			return chats.Ended(ctx, out.ID, models.DeliveryUnknown, "chat.fault.unknown")
		}
		return chats.Late(ctx, out)
	}
	err := w.Bot.Line.Reply(ctx, out.Reply, w.Bot.chatMessages(out))
	switch line.Judge(err) {
	case line.Accepted:
		return chats.Ended(ctx, out.ID, models.DeliverySent, "")
	case line.Refused:
		w.Bot.Log.ErrorContext(ctx, "answer refused by LINE", "noun", out.ID, "err", err)
		return chats.Ended(ctx, out.ID, models.DeliveryFailed, "chat.fault.refused")
	case line.DeadToken:
		if out.Again {
			return chats.Ended(ctx, out.ID, models.DeliverySent, "")
		}
		return chats.Late(ctx, out)
	case line.Later:
		if noted := chats.NotTaken(ctx, out); noted != nil {
			return noted
		}
	}
	return err
}

// chatMessages are the messages of one answer; LINE counts them as one.
func (b *Bot) chatMessages(out chat.Outgoing) []line.Message {
	if out.Sender == "bot" {
		return []line.Message{b.cards(b.Town(), text.Lang(out.Resident.Language)).BotBack(out.Kind)}
	}
	var messages []line.Message
	if out.Picture == "kept" {
		messages = append(messages, line.Photo(b.PublicURL+"/pictures/chat/"+b.Chats.PictureName(out.ID)))
	}
	if out.Said != "" {
		messages = append(messages, line.Text(out.Said))
	}
	return messages
}
