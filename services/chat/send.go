package chat

// How answers leave: a chat's in their order, each once.

import (
	"context"
	"time"

	"tambon/models"
)

// Send is the job that sends what is ready in a chat.
type Send struct {
	ChatID string `json:"chat_id"`
}

// Kind names the job; it is also why a push is made.
func (Send) Kind() string { return "chat.send" }

// An Outgoing is a message that is to leave now.
type Outgoing struct {
	models.ChatMessage
	Resident models.Resident
	Said     string // the words; of a bot's message none
	Reply    string // the token; empty: a push
	Again    bool   // an earlier try may have reached LINE
}

// Next returns the oldest message of a chat that is ready, and counts the try, so
// that whoever comes after a crash knows of it; ok is false when none is left.
func (s *Service) Next(ctx context.Context, chatID string) (out Outgoing, ok bool, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		out, ok = Outgoing{}, false
		var found []models.ChatMessage
		db := s.store.DB(ctx)
		err := db.Where("chat_id = ? AND delivery = 'ready'", chatID).Order("seq").Limit(1).Find(&found).Error
		if err != nil || len(found) == 0 {
			return err
		}
		m := found[0]
		out, ok = Outgoing{ChatMessage: m, Again: m.TriedAt != nil}, true
		out.Tries++
		if err := db.Exec("UPDATE chat_messages SET tries = tries + 1, tried_at = COALESCE(tried_at, ?) WHERE id = ?", s.now().UTC(), m.ID).Error; err != nil {
			return err
		}
		if out.Resident, err = s.reached(ctx, chatID); err != nil {
			return err
		}
		words, err := s.store.Keys.Open("chat_messages", "words", m.ID, m.Words)
		if err != nil {
			return err
		}
		token, err := s.store.Keys.Open("chat_messages", "token", m.ID, m.Token)
		out.Said, out.Reply = string(words), string(token)
		return err
	})
	return out, ok, err
}

// Fresh reports whether a reply token is still sure to work.
func (s *Service) Fresh(o Outgoing) bool { return o.TokenUntil != nil && s.now().Before(*o.TokenUntil) }

// NotTaken notes that LINE surely did not take a try. Of one that another job has
// begun since, nobody knows yet.
func (s *Service) NotTaken(ctx context.Context, o Outgoing) error {
	if o.Again { // of an earlier one that is not known
		return nil
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		s.nudge(ctx)
		return s.store.DB(ctx).Exec("UPDATE chat_messages SET tried_at = NULL WHERE id = ? AND tries = ? AND delivery = 'ready'", o.ID, o.Tries).Error
	})
}

// Ended notes how a message ended; fault is the key of why it failed. It joins
// the caller's transaction.
func (s *Service) Ended(ctx context.Context, id string, how models.ChatDelivery, fault string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		s.nudge(ctx)
		return s.store.DB(ctx).Exec("UPDATE chat_messages SET delivery = ?, fault = ?, token = NULL WHERE id = ? AND delivery = 'ready'", how, fault, id).Error
	})
}

// Late notes that the token of a try could not be used any more, and by nobody
// before. Where another job has begun a try since, that one tells how it ended.
func (s *Service) Late(ctx context.Context, o Outgoing) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		s.nudge(ctx)
		return s.store.DB(ctx).Exec("UPDATE chat_messages SET delivery = ?, fault = 'chat.fault.late', token = NULL WHERE id = ? AND tries = ? AND delivery = 'ready'",
			models.DeliveryFailed, o.ID, o.Tries).Error
	})
}

// Again sends a message once more that did not arrive, or may not have: what is
// still under way is only tried at once, under the key it has.
func (s *Service) Again(ctx context.Context, a Act, messageID string, pay bool) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		c, err := s.held(ctx, a.ChatID)
		if err != nil {
			return err
		}
		if c.StaffID != nil && *c.StaffID != a.By.ID {
			return ErrHeld
		}
		var found []models.ChatMessage
		err = s.store.DB(ctx).Where("id = ? AND chat_id = ? AND delivery IN ('ready', 'failed', 'unknown')", messageID, c.ID).Limit(1).Find(&found).Error
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrSettled
		}
		way := models.WayPush
		if found[0].Delivery != models.DeliveryReady {
			t, err := s.ticket(ctx, c, pay)
			if err != nil {
				return err
			}
			m := found[0]
			s.carry(&m, t)
			way = t.way
			err = s.store.DB(ctx).Model(&models.ChatMessage{}).Where("id = ?", m.ID).Updates(map[string]any{
				"delivery": models.DeliveryReady, "way": m.Way, "retry_key": m.RetryKey, "token": m.Token, "token_until": m.TokenUntil,
				"tried_at": nil, "fault": "",
			}).Error
			if err != nil {
				return err
			}
			if way == models.WayReply { // it is used up
				if err := s.store.DB(ctx).Exec("UPDATE chats SET reply_token = NULL, reply_until = NULL WHERE id = ?", c.ID).Error; err != nil {
					return err
				}
			}
		}
		s.nudge(ctx)
		if err := s.queue.Enqueue(ctx, Send{c.ID}, time.Time{}); err != nil {
			return err
		}
		return s.audit(ctx, a.By, "chat.resend", c.ID, way)
	})
}
