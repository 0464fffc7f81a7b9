package chat

// What staff do: take, answer, hand on, give back.

import (
	"context"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"

	"github.com/google/uuid"
	"github.com/rivo/uniseg"
)

// MaxWords is how long an answer may be, in characters as people count them. It
// keeps below LINE's 5,000 UTF-16 units whatever they are.
const MaxWords = 1000

// An Act is what somebody of staff does to a chat.
type Act struct {
	ChatID string
	Seen   int // number of the newest message that was on the page
	By     services.Actor
}

// An Answering is an answer to a resident.
type Answering struct {
	Act
	Words   string
	Picture *Picture // nil: none
	Pay     bool     // the sender was told that it costs a message
	Key     string   // of the form: sent twice it answers once
}

// held locks an open chat and returns it as it is then.
func (s *Service) held(ctx context.Context, id string) (models.Chat, error) {
	locked := s.store.DB(ctx).Exec("UPDATE chats SET version = version + 1 WHERE id = ? AND state <> 'closed'", id)
	if locked.Error != nil {
		return models.Chat{}, locked.Error
	}
	c, err := s.One(ctx, id)
	if err == nil && locked.RowsAffected == 0 {
		err = ErrOver
	}
	return c, err
}

// Answer sends words, a picture or both to the resident, for the person who
// answers the chat; who answers one that nobody holds takes it. Refused are what
// another holds, what was written past an unread message, and what is no longer
// free unless Pay is set.
func (s *Service) Answer(ctx context.Context, a Answering) error {
	a.Words = strings.TrimSpace(strings.ReplaceAll(a.Words, "\r\n", "\n"))
	switch {
	case a.Words == "" && a.Picture == nil:
		return ErrEmpty
	case uniseg.GraphemeClusterCount(a.Words) > MaxWords || len(a.Words) > 16_000:
		return ErrLong
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if done, err := s.answered(ctx, a.Key); err != nil || done {
			return err
		}
		c, err := s.held(ctx, a.ChatID)
		if err != nil {
			return err
		}
		if err := s.may(ctx, c, a.Act); err != nil {
			return err
		}
		if c.StaffID == nil {
			if err := s.hold(ctx, c.ID, a.By); err != nil {
				return err
			}
		}
		return s.answer(ctx, c, a)
	})
}

// answered reports whether a form was taken before.
func (s *Service) answered(ctx context.Context, key string) (bool, error) {
	var n int64
	err := s.store.DB(ctx).Model(&models.ChatMessage{}).Where("form_key = ?", key).Count(&n).Error
	return n > 0, err
}

// may refuses who does not hold the chat, or has not read its end.
func (s *Service) may(ctx context.Context, c models.Chat, a Act) error {
	if c.StaffID != nil && *c.StaffID != a.By.ID {
		return ErrHeld
	}
	var news int64
	err := s.store.DB(ctx).Model(&models.ChatMessage{}).
		Where("chat_id = ? AND seq > ? AND (sender = 'resident' OR sender = 'staff' AND staff_id <> ?)", c.ID, a.Seen, a.By.ID).Count(&news).Error
	if err == nil && news > 0 {
		err = ErrNews
	}
	return err
}

// hold lets somebody answer the chat, and says so in it.
func (s *Service) hold(ctx context.Context, id string, by services.Actor) error {
	err := s.store.DB(ctx).Exec("UPDATE chats SET state = 'held', staff_id = ? WHERE id = ?", by.ID, id).Error
	if err != nil {
		return err
	}
	if _, err := s.add(ctx, id, models.ChatMessage{Sender: "system", Kind: "taken", StaffID: &by.ID}); err != nil {
		return err
	}
	return s.audit(ctx, by, "chat.take", id, "")
}

func (s *Service) answer(ctx context.Context, c models.Chat, a Answering) error {
	t, err := s.ticket(ctx, c, a.Pay)
	if err != nil {
		return err
	}
	m := outgoing(a.By)
	m.ID, m.Kind, m.FormKey = models.NewID(s.now()), "text", &a.Key
	m.Words = s.seal(m.ID, a.Words)
	if a.Picture != nil { // one message of the quota with its words
		m.Kind, m.Picture = "image", "kept"
	}
	s.carry(&m, t)
	if m, err = s.add(ctx, c.ID, m); err != nil {
		return err
	}
	if a.Picture != nil {
		if err := s.keepPicture(ctx, m.ID, *a.Picture); err != nil {
			return err
		}
	}
	err = s.store.DB(ctx).Exec("UPDATE chats SET asked_at = NULL, due_at = NULL, urgent = FALSE, reply_token = NULL, reply_until = NULL WHERE id = ?", c.ID).Error
	if err != nil {
		return err
	}
	s.nudge(ctx)
	if err := s.queue.Enqueue(ctx, Send{c.ID}, time.Time{}); err != nil {
		return err
	}
	return s.audit(ctx, a.By, "chat.answer", c.ID, t.way)
}

func outgoing(by services.Actor) models.ChatMessage {
	m := models.ChatMessage{Sender: "staff", StaffID: &by.ID, Delivery: models.DeliveryReady}
	if by.Kind != "staff" {
		m.Sender, m.StaffID = "bot", nil
	}
	return m
}

// A ticket is how a message leaves: with a free reply token, or as a push.
type ticket struct {
	way   string
	token []byte
	until *time.Time
}

// ticket takes the free token if it still works, else a push, if that may cost.
func (s *Service) ticket(ctx context.Context, c models.Chat, pay bool) (t ticket, err error) {
	r, err := s.reached(ctx, c.ID)
	if err != nil {
		return t, err
	}
	switch {
	case !r.Following || r.LineUserID == nil:
		return t, ErrAway
	case Free(c, s.now()):
		token, err := s.store.Keys.Open("chats", "reply_token", c.ID, c.ReplyToken)
		return ticket{models.WayReply, token, c.ReplyUntil}, err
	case !pay:
		return t, ErrCost
	}
	return ticket{way: models.WayPush}, nil
}

// reached is the resident whom LINE reaches of a chat: theirs, or the one into
// whom they were merged meanwhile.
func (s *Service) reached(ctx context.Context, chatID string) (r models.Resident, err error) {
	err = s.store.DB(ctx).Where(`id = (SELECT COALESCE(o.merged_into, o.id) FROM chats c JOIN residents o ON o.id = c.resident_id WHERE c.id = ?)`, chatID).Take(&r).Error
	return r, err
}

// carry gives a message its ticket, and the key of every try.
func (s *Service) carry(m *models.ChatMessage, t ticket) {
	m.Way, m.RetryKey, m.TokenUntil = t.way, uuid.NewString(), t.until
	if t.token != nil {
		m.Token = s.store.Keys.Seal("chat_messages", "token", m.ID, t.token)
	}
}

// Take lets somebody answer a chat that nobody or somebody else answers.
func (s *Service) Take(ctx context.Context, a Act) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		c, err := s.held(ctx, a.ChatID)
		if err != nil || c.StaffID != nil && *c.StaffID == a.By.ID {
			return err
		}
		s.nudge(ctx)
		return s.hold(ctx, c.ID, a.By)
	})
}

// Hand gives a chat to a colleague, or to whoever of a place takes it: a centre's
// id, empty for the office.
func (s *Service) Hand(ctx context.Context, a Act, colleague *string, place string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		c, err := s.held(ctx, a.ChatID)
		if err != nil {
			return err
		}
		if c.StaffID != nil && *c.StaffID != a.By.ID {
			return ErrHeld
		}
		m := models.ChatMessage{Sender: "system", StaffID: colleague, Kind: "handed_on"}
		set := map[string]any{"state": models.ChatHeld, "staff_id": colleague}
		if colleague == nil {
			var centre *string
			if m.Kind = "handed_place"; place != "" {
				centre = &place
			}
			set = map[string]any{"state": models.ChatWaiting, "staff_id": nil, "centre_id": centre}
		}
		if err := s.store.DB(ctx).Model(&models.Chat{}).Where("id = ?", c.ID).Updates(set).Error; err != nil {
			return err
		}
		if _, err := s.add(ctx, c.ID, m); err != nil {
			return err
		}
		s.nudge(ctx)
		to := place
		if colleague != nil {
			to = *colleague
		}
		return s.audit(ctx, a.By, "chat.hand", c.ID, to)
	})
}

// GiveBack ends a chat: the bot answers again, and tells the resident.
func (s *Service) GiveBack(ctx context.Context, a Act, pay bool) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		c, err := s.held(ctx, a.ChatID)
		if err != nil {
			return err
		}
		if err := s.may(ctx, c, a); err != nil {
			return err
		}
		if err := s.farewell(ctx, c, "back", pay); err != nil && !ErrAway.Is(err) {
			return err
		}
		if _, err := s.close(ctx, c.ID, "staff", true); err != nil {
			return err
		}
		return s.audit(ctx, a.By, "chat.return", c.ID, "")
	})
}

// farewell lets the bot say why it answers again.
func (s *Service) farewell(ctx context.Context, c models.Chat, kind string, pay bool) error {
	t, err := s.ticket(ctx, c, pay)
	if err != nil {
		return err
	}
	m := outgoing(services.System(kind))
	m.ID, m.Kind = models.NewID(s.now()), kind
	s.carry(&m, t)
	if _, err := s.add(ctx, c.ID, m); err != nil {
		return err
	}
	return s.queue.Enqueue(ctx, Send{c.ID}, time.Time{})
}
