package simulator_test

// Read or not: what stands beside a resident's own messages.

import (
	"testing"
	"time"

	"tambon/line/simulator"
)

// unread are how many of a resident's messages the account has not read.
func (s *scene) unread(name string) int {
	s.t.Helper()
	n := 0
	for _, e := range s.chat(name) {
		if e.From == "resident" && e.ReadAt == nil {
			n++
		}
	}
	return n
}

func TestMarkAsRead(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Bot.ChatMode = "chat" })
	if got := s.State().Bot.MarkAsReadMode; got != "manual" {
		t.Errorf("with chat on, messages are marked by hand and not %s", got)
	}
	s.counts("somsri", 3)
	if n := s.unread("somsri"); n != 3 {
		t.Errorf("with chat on nothing is read by itself, but %d of 3 are unread", n)
	}
	second := s.events()[1].Message["markAsReadToken"].(string)
	s.Advance(2 * 365 * 24 * time.Hour)
	mark := func(what, token string, status, left int) {
		t.Helper()
		s.wants(what, s.call("POST", "/v2/bot/chat/markAsRead", `{"markAsReadToken":"`+token+`"}`, nil), status, "")
		if n := s.unread("somsri"); n != left {
			t.Errorf("%s should leave %d unread, not %d", what, left, n)
		}
	}
	mark("the second message, two years later", second, 200, 1)
	mark("the same again", second, 200, 1)
	mark("no token", "x", 400, 1)
	mark("the third", s.events()[2].Message["markAsReadToken"].(string), 200, 0)
}

func TestMessagesAreReadAtDelivery(t *testing.T) {
	s := begin(t, nil)
	s.Hold()
	s.did(s.Text("somsri", "a"))
	s.settled()
	if n := s.unread("somsri"); n != 1 {
		t.Error("what is held back is not read yet")
	}
	if err := s.Release(simulator.Release{}); err != nil {
		t.Fatal(err)
	}
	s.settled()
	if n := s.unread("somsri"); n != 0 {
		t.Error("with chat off a message is read at its delivery")
	}
}
