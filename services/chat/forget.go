package chat

// What ends by itself: chats in which nobody writes any more, and what was said
// in those that ended long ago.

import (
	"context"
	"time"

	"tambon/jobs"
	"tambon/models"
	"tambon/services"
)

// EraseOf forgets all that a resident and staff said to each other, and ends
// their chat. The caller holds the resident's row lock.
func (s *Service) EraseOf(ctx context.Context, _ services.Actor, residentID string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		now := s.now().UTC()
		err := db.Exec(`UPDATE chats SET state = 'closed', closed_at = COALESCE(closed_at, ?), closed_by = CASE WHEN state = 'closed' THEN closed_by ELSE 'system' END,
			told = TRUE, nickname = NULL, reply_token = NULL, reply_until = NULL, asked_at = NULL, due_at = NULL, version = version + 1 WHERE `+theirs, now, residentID, residentID).Error
		if err != nil {
			return err
		}
		s.nudge(ctx)
		if err := db.Exec("DELETE FROM chat_pictures WHERE message_id IN (SELECT m.id FROM chat_messages m WHERE m.chat_id IN (SELECT id FROM chats WHERE "+theirs+"))", residentID, residentID).Error; err != nil {
			return err
		}
		return db.Exec(`UPDATE chat_messages SET words = NULL, token = NULL, line_id = NULL, picture = CASE WHEN picture = '' THEN '' ELSE 'gone' END,
			delivery = CASE WHEN delivery = 'ready' THEN 'failed' ELSE delivery END WHERE chat_id IN (SELECT id FROM chats WHERE `+theirs+")", residentID, residentID).Error
	})
}

// Tidy is the job that ends what nobody goes on with and forgets what is old.
type Tidy struct{}

// Kind names the job.
func (Tidy) Kind() string { return "chat.tidy" }

// Tidier works Tidy jobs.
type Tidier struct {
	jobs.Defaults[Tidy]
	Service *Service
}

// Work ends and forgets what is due now. What is done stays done when it is cut off.
func (w Tidier) Work(ctx context.Context, _ *jobs.Job[Tidy]) error {
	if !w.Service.Answers() {
		return nil
	}
	if err := w.Service.returnIdle(ctx); err != nil {
		return err
	}
	_, err := w.Service.ForgetBefore(ctx, w.Service.now().AddDate(0, 0, -w.Service.site.Chat.KeepDays))
	return err
}

// idle are open chats for whose answer, or for whose next word, nobody waits any
// longer: so many hours after the promise, or after the last word.
const idle = "state <> 'closed' AND (asked_at IS NOT NULL AND due_at < ? OR asked_at IS NULL AND touched_at < ?)"

// returnIdle gives idle chats back to the bot. Who was promised an answer and got
// none is told so at once; the others with the bot's next answer, which is free.
func (s *Service) returnIdle(ctx context.Context) error {
	before := s.now().Add(-time.Duration(s.site.Chat.ReturnAfter) * time.Hour).UTC()
	var ids []string
	if err := s.store.DB(ctx).Model(&models.Chat{}).Where(idle, before, before).Order("id").Limit(500).Pluck("id", &ids).Error; err != nil {
		return err
	}
	for _, id := range ids {
		err := s.store.Tx(ctx, func(ctx context.Context) error {
			c, err := s.held(ctx, id)
			if err != nil {
				return err
			}
			var still int64
			if err := s.store.DB(ctx).Model(&models.Chat{}).Where("id = ?", id).Where(idle, before, before).Count(&still).Error; err != nil || still == 0 {
				return err // something was said meanwhile
			}
			told := c.AskedAt != nil
			if told {
				if err := s.farewell(ctx, c, "unanswered", true); err != nil && !ErrAway.Is(err) {
					return err
				}
			} else if _, err := s.add(ctx, id, models.ChatMessage{Sender: "system", Kind: "idle"}); err != nil {
				return err
			}
			if _, err := s.close(ctx, id, "system", told); err != nil {
				return err
			}
			return s.audit(ctx, services.System("chat.tidy"), "chat.return", id, "")
		})
		if err != nil && !ErrOver.Is(err) {
			return err
		}
	}
	return nil
}

// ForgetBefore forgets what was said in chats that ended before an instant, each
// with a record of it, and returns how many those were. That they were, stays.
func (s *Service) ForgetBefore(ctx context.Context, before time.Time) (int, error) {
	old := "SELECT c.id FROM chats c WHERE c.closed_at < ? "
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		if err := db.Exec("DELETE FROM chat_pictures WHERE message_id IN (SELECT m.id FROM chat_messages m WHERE m.chat_id IN ("+old+"))", before.UTC()).Error; err != nil {
			return err
		}
		return db.Exec(`UPDATE chat_messages SET words = NULL, token = NULL, picture = CASE WHEN picture = '' THEN '' ELSE 'gone' END
			WHERE (words IS NOT NULL OR token IS NOT NULL OR picture = 'kept') AND chat_id IN (`+old+")", before.UTC()).Error
	})
	if err != nil {
		return 0, err
	}
	return services.Forget(ctx, s.store, s.now, Tidy{}.Kind(), "chat.forget",
		`UPDATE chats SET nickname = NULL, told = TRUE, version = version + 1 WHERE id IN (`+old+`AND c.nickname IS NOT NULL ORDER BY c.id LIMIT ?) RETURNING id`, before.UTC())
}
