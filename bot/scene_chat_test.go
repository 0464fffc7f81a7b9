package bot_test

// What staff do in chats while a conversation goes on.

import (
	"context"
	"fmt"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/chat"
	"tambon/services/staff"
)

// officer understands
//
//	ตอบ สมศรี มาได้เลย          answers; free if it still is, else as a push
//	ตอบฟรี สมศรี มาได้เลย       answers only if it is free
//	ส่งคืนบอต สมศรี             gives the chat back
//	อ่าน สมศรี                  reads the whole chat, and says how long somebody waits
func (s *stage) officer(does string) ([]string, error) {
	ctx := context.Background()
	id, err := s.Staff.Seed(ctx, "wanna", "วรรณา พรหมดี", staff.Grant{Role: staff.Officer, Scope: staff.Town})
	if err != nil {
		return nil, err
	}
	s.Advance(0) // pictures are fetched
	verb, rest, _ := strings.Cut(does, " ")
	who, words, _ := strings.Cut(rest, " ")
	var c models.Chat
	err = s.Store.DB(ctx).Joins("JOIN residents r ON r.id = chats.resident_id").
		Where("r.line_user_id = ?", s.users[who]).Order("CASE WHEN chats.state = 'closed' THEN 1 ELSE 0 END, chats.id DESC").Take(&c).Error
	if err != nil {
		return nil, err
	}
	act := chat.Act{ChatID: c.ID, Seen: c.Seq, By: services.Staff(id)}
	switch verb {
	case "ตอบ", "ตอบฟรี":
		err = s.Chats.Answer(ctx, chat.Answering{Act: act, Words: words, Pay: verb == "ตอบ", Key: models.NewID(s.LINE.Now())})
	case "ส่งคืนบอต":
		err = s.Chats.GiveBack(ctx, act, true)
	case "อ่าน":
		return s.readChat(ctx, c)
	default:
		return nil, fmt.Errorf("staff do not know how to %s", verb)
	}
	if kind, key, _ := services.Explain(err); err != nil && kind != services.Internal {
		return []string{"(" + key + ")"}, nil
	}
	if err == nil {
		s.Advance(0)
	}
	return nil, err
}

func (s *stage) readChat(ctx context.Context, c models.Chat) ([]string, error) {
	lines, _, err := s.Chats.Thread(ctx, c.ID, 0, 100)
	var read []string
	for _, l := range lines {
		said := strings.ReplaceAll(l.Said, "\n", " ")
		if l.UnsentAt != nil {
			said = "(ยกเลิกข้อความ)"
		}
		read = append(read, strings.TrimSpace(strings.Join([]string{l.Sender, l.Kind, said, l.Picture, l.Way, strings.TrimPrefix(string(l.Delivery), "none")}, " ")))
	}
	return append(read, fmt.Sprintf("%s รอตอบ %t", c.State, c.AskedAt != nil)), err
}

// withStaff reports whether staff answer a person, so that the bot may be silent.
func (s *stage) withStaff(who string) bool {
	return s.Count(`SELECT count(*) FROM chats c JOIN residents r ON r.id = c.resident_id WHERE c.state <> 'closed' AND r.line_user_id = ?`,
		s.users[who]) > 0
}
