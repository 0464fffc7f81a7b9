package bot_test

// What staff set in the console while a conversation goes on.

import (
	"context"
	"strings"

	"tambon/services"
	"tambon/services/setting"
)

// settings understands
//
//	ตั้งค่า text/booking.full | th=รอบนี้เต็ม | en=Full     sets what residents read, or a fact of the town
//	คืนค่า text/booking.full                             takes it back: as the file says
func (s *stage) settings(does string) error {
	ctx := context.Background()
	s.Exec("INSERT INTO staff (id, login, state, password_hash, created_at, updated_at) SELECT 'officer', 'officer', 'active', 'x', created_at, created_at FROM residents WHERE NOT EXISTS (SELECT 1 FROM staff WHERE id = 'officer') LIMIT 1")
	verb, rest, _ := strings.Cut(does, " ")
	parts := strings.Split(rest, " | ")
	held, _ := s.Settings.Town().Held(parts[0])
	w := setting.Wish{Key: parts[0], Value: setting.Value{}, File: verb == "คืนค่า", Version: held.Version()}
	for _, p := range parts[1:] {
		field, said, _ := strings.Cut(p, "=")
		w.Value[field] = strings.ReplaceAll(said, `\n`, "\n")
	}
	return s.Settings.Change(ctx, services.Staff("officer"), w)
}
