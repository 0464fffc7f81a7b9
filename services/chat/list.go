package chat

// What staff see: the list, the one chat, and what is said in it.

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"

	"gorm.io/gorm"
)

// A Row is a chat as the list shows it.
type Row struct {
	models.Chat
	Name  string // the resident's; empty: not known
	Known bool   // Name is their own, not that of their LINE account
	Last  string // newest words of resident or staff
	Kind  string // of that message
	Ours  bool   // staff said it
}

// A Filter chooses the chats of a list.
type Filter struct {
	Places []string // ids of centres, empty for the office; nil: every place
	Staff  string   // whose; empty: everybody's
	Closed bool     // those that ended, the newest first
	After  string   // id of the last one of the page before
	Limit  int
}

// List returns chats: the open ones in the order in which they should be
// answered, danger first, then by how long they wait; or those that ended.
func (s *Service) List(ctx context.Context, f Filter) ([]Row, error) {
	q := s.in(ctx, f.Places).Limit(f.Limit)
	if f.Staff != "" {
		q = q.Where("staff_id = ?", f.Staff)
	}
	switch {
	case f.Closed && f.After != "":
		q = q.Where("state = 'closed' AND id < ?", f.After).Order("id DESC")
	case f.Closed:
		q = q.Where("state = 'closed'").Order("id DESC")
	default:
		q = q.Where("state <> 'closed'").Order("urgent DESC, CASE WHEN asked_at IS NULL THEN 1 ELSE 0 END, asked_at, touched_at DESC, id")
	}
	var chats []models.Chat
	if err := q.Find(&chats).Error; err != nil {
		return nil, err
	}
	return s.rows(ctx, chats)
}

func (s *Service) in(ctx context.Context, places []string) *gorm.DB {
	q := s.store.DB(ctx).Model(&models.Chat{})
	if places != nil {
		q = q.Where("COALESCE(centre_id, '') IN ?", append([]string{"-"}, places...)) // no list is empty
	}
	return q
}

// rows opens names and last words, in three questions for any number of chats.
func (s *Service) rows(ctx context.Context, chats []models.Chat) ([]Row, error) {
	ids, people := make([]string, len(chats)), make([]string, len(chats))
	for i, c := range chats {
		ids[i], people[i] = c.ID, c.ResidentID
	}
	var residents []models.Resident
	if err := s.store.DB(ctx).Where("id IN ?", people).Find(&residents).Error; err != nil {
		return nil, err
	}
	var last []models.ChatMessage
	err := s.store.DB(ctx).Raw(`SELECT m.* FROM chat_messages m JOIN (SELECT chat_id, max(seq) AS seq FROM chat_messages
		WHERE chat_id IN ? AND sender IN ('resident', 'staff') GROUP BY chat_id) l ON l.chat_id = m.chat_id AND l.seq = m.seq`, ids).Scan(&last).Error
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(chats))
	for i, c := range chats {
		rows[i].Chat = c
		for _, r := range residents {
			if r.ID == c.ResidentID {
				if err := s.name(&rows[i], r); err != nil {
					return nil, err
				}
			}
		}
		for _, m := range last {
			if m.ChatID == c.ID {
				words, err := s.Words(m)
				if err != nil {
					return nil, err
				}
				rows[i].Last, rows[i].Kind, rows[i].Ours = words, m.Kind, m.Sender == "staff"
			}
		}
	}
	return rows, nil
}

// name is what the resident is called: by the name they gave, else by that of
// their LINE account.
func (s *Service) name(row *Row, r models.Resident) error {
	name, err := s.store.Keys.Open("residents", "name", r.ID, r.Name)
	if err != nil {
		return err
	}
	row.Name, row.Known = string(name), len(name) > 0
	if !row.Known {
		name, err = s.store.Keys.Open("chats", "nickname", row.ID, row.Nickname)
		row.Name = string(name)
	}
	return err
}

// Words opens what a message says.
func (s *Service) Words(m models.ChatMessage) (string, error) {
	words, err := s.store.Keys.Open("chat_messages", "words", m.ID, m.Words)
	return string(words), err
}

// Row returns one chat as the list shows it.
func (s *Service) Row(ctx context.Context, id string) (Row, error) {
	c, err := s.One(ctx, id)
	if err != nil {
		return Row{}, err
	}
	rows, err := s.rows(ctx, []models.Chat{c})
	if err != nil {
		return Row{}, err
	}
	return rows[0], nil
}

// A Line is a message with its words.
type Line struct {
	models.ChatMessage
	Said string
}

// Thread returns the newest messages of a chat before a number (0: the end), in
// the order in which they were said, and whether older ones are left.
func (s *Service) Thread(ctx context.Context, chatID string, before, limit int) (lines []Line, older bool, err error) {
	q := s.store.DB(ctx).Where("chat_id = ?", chatID)
	if before > 0 {
		q = q.Where("seq < ?", before)
	}
	var found []models.ChatMessage
	if err := q.Order("seq DESC").Limit(limit + 1).Find(&found).Error; err != nil {
		return nil, false, err
	}
	if older = len(found) > limit; older {
		found = found[:limit]
	}
	lines = make([]Line, len(found))
	for i, m := range found {
		words, err := s.Words(m)
		if err != nil {
			return nil, false, err
		}
		lines[len(found)-1-i] = Line{m, words}
	}
	return lines, older, nil
}

// Look records that somebody who does not answer a chat read it.
func (s *Service) Look(ctx context.Context, by services.Actor, id string) error {
	c, err := s.One(ctx, id)
	if err != nil || c.StaffID != nil && *c.StaffID == by.ID {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error { return s.audit(ctx, by, "chat.read", id, "") })
}

// Message returns one message of a chat.
func (s *Service) Message(ctx context.Context, chatID, id string) (models.ChatMessage, error) {
	var found []models.ChatMessage
	err := s.store.DB(ctx).Where("id = ? AND chat_id = ?", id, chatID).Limit(1).Find(&found).Error
	if err == nil && len(found) == 0 {
		err = ErrUnknown
	}
	if err != nil {
		return models.ChatMessage{}, err
	}
	return found[0], nil
}

// Waiting counts the chats of some places (nil: all) in which a resident waits
// for an answer, and since when the longest does.
func (s *Service) Waiting(ctx context.Context, places []string) (n int, since time.Time, err error) {
	var found []models.Chat
	if err := s.in(ctx, places).Select("asked_at").Where("state <> 'closed' AND asked_at IS NOT NULL").Order("asked_at").Limit(1000).Find(&found).Error; err != nil {
		return 0, since, err
	}
	if len(found) > 0 {
		since = *found[0].AskedAt
	}
	return len(found), since, nil
}

// Earlier lists a resident's chats that ended, the newest first.
func (s *Service) Earlier(ctx context.Context, residentID string, limit int) ([]models.Chat, error) {
	var list []models.Chat
	err := s.store.DB(ctx).Where("resident_id = ? AND state = 'closed'", residentID).Order("opened_at DESC").Limit(limit).Find(&list).Error
	return list, err
}
