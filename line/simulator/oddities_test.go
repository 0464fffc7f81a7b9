package simulator_test

// Odd requests reach the bot as they were meant.

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestOddities(t *testing.T) {
	tests := map[string]func(s *scene, h heard) bool{
		"bad-signature": func(s *scene, h heard) bool {
			return len(h.header.Get("X-Line-Signature")) == 44 && h.header.Get("X-Line-Signature") != s.Sign(h.raw)
		},
		"no-signature":      func(_ *scene, h heard) bool { return h.header.Get("X-Line-Signature") == "" },
		"lower-case-header": signedRight,
		"upper-case-header": signedRight,
		"empty-events": func(s *scene, h heard) bool {
			return signedRight(s, h) && strings.Contains(string(h.raw), `"events":[]`)
		},
		"unknown-event": func(s *scene, h heard) bool {
			return signedRight(s, h) && strings.Contains(string(h.raw), `"type":"hologram"`) && strings.Contains(string(h.raw), `"text":"สวัสดี"`)
		},
		"unknown-message": func(s *scene, h heard) bool {
			return signedRight(s, h) && strings.Contains(string(h.raw), `"message":{"depth":3,"id":"1","type":"hologram"}`)
		},
		"malformed-event": func(s *scene, h heard) bool {
			return signedRight(s, h) && strings.Contains(string(h.raw), `},{"type":7,"source":"nobody","timestamp":"noon"},{`)
		},
		"new-properties": func(s *scene, h heard) bool {
			return signedRight(s, h) && strings.Contains(string(h.raw), `"aNewProperty":`)
		},
		"many-people": func(s *scene, h heard) bool {
			return signedRight(s, h) && len(h.Events) == 2 && h.Events[0].Source.UserID != h.Events[1].Source.UserID
		},
	}
	all := simulator.Oddities()
	if len(all) != len(tests) {
		t.Errorf("each of the %d oddities should be tried, not %d", len(all), len(tests))
	}
	for _, o := range all {
		t.Run(o.Kind, func(t *testing.T) {
			s := begin(t, nil)
			s.answers(http.StatusAccepted)
			got, err := s.SendOddity(context.Background(), o.Kind, "somsri", "")
			if err != nil || got.Status != http.StatusAccepted || got.Wants == "" {
				t.Fatalf("the bot's answer should be told: %+v %v", got, err)
			}
			h := s.settled()[0]
			if !tests[o.Kind](s, h) {
				t.Errorf("that is no %s: %v\n%s", o.Kind, h.header, h.raw)
			}
			for _, d := range s.Webhooks() {
				if d.Oddity != o.Kind {
					t.Errorf("the log should say what was odd: %+v", d)
				}
			}
		})
	}
	s := begin(t, nil)
	for _, wrong := range [][2]string{{"no-such", "somsri"}, {"bad-signature", "nobody"}} {
		if _, err := s.SendOddity(context.Background(), wrong[0], wrong[1], ""); err == nil {
			t.Errorf("%v should be an error", wrong)
		}
	}
}

func signedRight(s *scene, h heard) bool {
	return h.header.Get("X-Line-Signature") == s.Sign(h.raw)
}

func TestAnOddityCanBeAnswered(t *testing.T) {
	s := begin(t, nil)
	if _, err := s.SendOddity(context.Background(), "new-properties", "somsri", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SendOddity(context.Background(), "many-people", "somsri", "a"); err != nil {
		t.Fatal(err)
	}
	s.wants("a reply to a good event among odd ones", s.reply(s.last().ReplyToken, hello), 200, "")
	if got := s.chat("somsri")[0].Read[0]; got != "สวัสดี" {
		t.Errorf("the good event's words should stand in the chat: %s", got)
	}
}
