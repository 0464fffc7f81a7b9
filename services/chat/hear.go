package chat

// What a resident does: asks for staff, says something, takes it back, leaves.
// Each joins the transaction of its event.

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"
)

// tokenSure is how long after its event a reply token is taken to work. LINE
// promises a minute from the webhook (line.md §4); sending takes a while.
const tokenSure = 50 * time.Second

// theirs are the chats of a resident, and of those who were merged into them.
const theirs = "(resident_id = ? OR resident_id IN (SELECT id FROM residents WHERE merged_into = ?))"

// Of returns the newest chat of which a resident does not know that it ended; ok
// is false when there is none, and the bot answers.
func (s *Service) Of(ctx context.Context, residentID string) (c models.Chat, ok bool, err error) {
	var found []models.Chat
	err = s.store.DB(ctx).Where(theirs+" AND told = FALSE", residentID, residentID).Order("opened_at DESC").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return c, false, err
	}
	return found[0], true, nil
}

// A Saying is what a resident sent.
type Saying struct {
	LineID     string    // LINE's id of the message
	Kind       string    // LINE's type: text, image, sticker …
	Words      string    // of a text; of a place its address
	ReplyToken string    // empty where the bot answers the event itself
	At         time.Time // of the event: since then they wait
	Urgent     bool      // it speaks of danger
}

// Open hands a resident over to the staff of a place, a centre's id or empty for
// the office, and keeps what they said to ask for it. The bot answers that.
func (s *Service) Open(ctx context.Context, residentID, place string, first Saying) (c models.Chat, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		now, asked := s.now().UTC(), first.At.UTC()
		due := s.Promise(asked).Due.UTC()
		c = models.Chat{
			ID: models.NewID(now), ResidentID: residentID, State: models.ChatWaiting, AskedAt: &asked, DueAt: &due, Urgent: first.Urgent,
			OpenedAt: now, TouchedAt: now,
		}
		if place != "" {
			c.CentreID = &place
		}
		if err := s.store.DB(ctx).Create(&c).Error; err != nil {
			return err
		}
		if _, err := s.said(ctx, c.ID, first); err != nil {
			return err
		}
		if _, err := s.add(ctx, c.ID, models.ChatMessage{Sender: "bot", Kind: "handed"}); err != nil {
			return err
		}
		if err := s.queue.Enqueue(ctx, Meet{c.ID}, time.Time{}); err != nil {
			return err
		}
		s.nudge(ctx)
		return s.audit(ctx, services.Resident(residentID), "chat.open", c.ID, place)
	})
	return c, err
}

// Hear keeps what a resident said in their open chat; ok is false when it was
// closed meanwhile, and the bot answers.
func (s *Service) Hear(ctx context.Context, c models.Chat, said Saying) (ok bool, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		ok = false
		asked := said.At.UTC()
		due := s.Promise(asked).Due.UTC()
		var token models.Secret
		var until *time.Time
		if said.ReplyToken != "" {
			token = s.store.Keys.Seal("chats", "reply_token", c.ID, []byte(said.ReplyToken))
			ends := said.At.Add(tokenSure).UTC()
			until = &ends
		}
		heard := s.store.DB(ctx).Exec(`UPDATE chats SET reply_token = ?, reply_until = ?, urgent = (urgent OR ?),
				due_at = CASE WHEN asked_at IS NULL THEN ? ELSE due_at END, asked_at = COALESCE(asked_at, ?)
			WHERE id = ? AND state <> 'closed'`, token, until, said.Urgent, due, asked, c.ID)
		if heard.Error != nil || heard.RowsAffected == 0 {
			return heard.Error
		}
		ok = true
		s.nudge(ctx)
		_, err := s.said(ctx, c.ID, said)
		return err
	})
	return ok, err
}

// said keeps a message of a resident. Its picture is fetched later.
func (s *Service) said(ctx context.Context, chatID string, said Saying) (models.ChatMessage, error) {
	id := models.NewID(s.now())
	m := models.ChatMessage{ID: id, Sender: "resident", Kind: said.Kind, Words: s.seal(id, said.Words), At: said.At.UTC()}
	if said.LineID != "" {
		m.LineID = &said.LineID
	}
	if said.Kind == "image" && said.LineID != "" {
		m.Picture = "waiting"
		if err := s.queue.Enqueue(ctx, Fetch{id}, time.Time{}); err != nil {
			return m, err
		}
	}
	return s.add(ctx, chatID, m)
}

// Spoke notes what the bot said in an open chat.
func (s *Service) Spoke(ctx context.Context, chatID, kind string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		_, err := s.add(ctx, chatID, models.ChatMessage{Sender: "bot", Kind: kind})
		return err
	})
}

// Unsend forgets a message that its sender took back (LINE asks for it), with its
// picture.
func (s *Service) Unsend(ctx context.Context, residentID, lineID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		var ids []string
		err := db.Raw(`UPDATE chat_messages SET words = NULL, unsent_at = ?, picture = CASE WHEN picture = '' THEN '' ELSE 'gone' END
			WHERE line_id = ? AND chat_id IN (SELECT id FROM chats WHERE `+theirs+`) RETURNING id`, s.now().UTC(), lineID, residentID, residentID).Scan(&ids).Error
		if err != nil || len(ids) == 0 {
			return err
		}
		s.nudge(ctx)
		return db.Exec("DELETE FROM chat_pictures WHERE message_id IN ?", ids).Error
	})
}

// Leave ends a chat because its resident wishes to go on with the bot, which
// says so itself.
func (s *Service) Leave(ctx context.Context, c models.Chat) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		closed, err := s.close(ctx, c.ID, "resident", true)
		if err != nil || !closed {
			return err
		}
		if _, err := s.add(ctx, c.ID, models.ChatMessage{Sender: "bot", Kind: "left"}); err != nil {
			return err
		}
		return s.audit(ctx, services.Resident(c.ResidentID), "chat.leave", c.ID, "")
	})
}

// close ends an open chat. told says that the resident hears of it now.
func (s *Service) close(ctx context.Context, id, by string, told bool) (closed bool, err error) {
	now := s.now().UTC()
	done := s.store.DB(ctx).Exec(`UPDATE chats SET state = 'closed', closed_at = ?, closed_by = ?, told = ?, reply_token = NULL, reply_until = NULL,
			version = version + 1 WHERE id = ? AND state <> 'closed'`, now, by, told, id)
	s.nudge(ctx)
	return done.RowsAffected == 1, done.Error
}

// Told notes that a resident knows that the bot answers again.
func (s *Service) Told(ctx context.Context, residentID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE chats SET told = TRUE WHERE "+theirs+" AND told = FALSE AND state = 'closed'", residentID, residentID).Error
	})
}
