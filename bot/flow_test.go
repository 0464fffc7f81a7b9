package bot_test

// What a transcript cannot show: how many presses a booking takes, what is
// forgotten, and what is said in groups.

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/bot"
	"tambon/line"
)

// TestReturningResidentNeedsSixTaps counts the presses from จองคิว to จองสำเร็จ in
// the conversation of who has booked before.
func TestReturningResidentNeedsSixTaps(t *testing.T) {
	raw, err := os.ReadFile("testdata/จองอีกครั้ง.txt")
	if err != nil {
		t.Fatal(err)
	}
	taps, counting := 0, false
	for _, l := range strings.Split(string(raw), "\n") {
		who, does, ok := strings.Cut(l, " > ")
		switch {
		case ok && does == "[จองคิว]":
			taps, counting = 1, true
		case ok && counting && strings.HasPrefix(does, "["):
			taps++
		case ok && counting:
			t.Fatalf("%s types %q; a returning resident only presses", who, does)
		case counting && l == "  จองสำเร็จ":
			if taps > 6 {
				t.Errorf("จองคิว to จองสำเร็จ takes %d presses, at most 6 are promised", taps)
			}
			return
		}
	}
	t.Fatal("the conversation has no booking by pressing from จองคิว to จองสำเร็จ")
}

// TestUnsendForgets: a name that was taken back stands nowhere, neither in the
// unfinished booking nor in the event that brought it; what other messages gave stays.
func TestUnsendForgets(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		s := newStage(t, db)
		for _, does := range []string{"จองวารี พรุ่งนี้ 9.30 น.", "รับทราบ", "สมศรี ใจดี"} {
			if err := s.do("สมศรี", does); err != nil {
				t.Fatal(err)
			}
		}
		if state := s.unfinished(); !strings.Contains(state, "สมศรี ใจดี") {
			t.Fatalf("the booking in the making is %s, want the name in it", state)
		}
		if err := s.do("สมศรี", "(ยกเลิกข้อความ)"); err != nil {
			t.Fatal(err)
		}
		if state := s.unfinished(); strings.Contains(state, "สมศรี") || !strings.Contains(state, "hydro") {
			t.Errorf("after the unsend the booking in the making is %s, want its service without the name", state)
		}
		if n := s.Count("SELECT count(*) FROM residents WHERE name IS NOT NULL"); n != 0 {
			t.Errorf("%d residents have a name; the one that was typed was taken back", n)
		}
	})
}

// unfinished is the booking in the making of the only lane.
func (s *stage) unfinished() string {
	s.t.Helper()
	var id string
	var sealed []byte
	if err := s.Store.DB(context.Background()).Raw("SELECT id, state FROM lanes").Row().Scan(&id, &sealed); err != nil {
		s.t.Fatal(err)
	}
	state, err := s.Store.Keys.Open("lanes", "state", id, sealed)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(state)
}

// TestGroups: one sentence on joining and on a word of the menu, else silence;
// nothing personal, and no state.
func TestGroups(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		b := bot.New(bot.Bot{
			Town: w.Settings.Town, PublicURL: "https://tambon.test", Zone: time.UTC, Now: w.LINE.Now, Log: slog.New(slog.DiscardHandler),
			Bookings: w.Bookings, Residents: w.Residents,
		})
		private := "เรื่องส่วนตัวคุยในกลุ่มไม่ได้"
		text := func(s string) line.Event {
			return line.Event{Type: "message", Message: &line.Incoming{Type: "text", Text: s}}
		}
		for _, c := range []struct {
			name  string
			event line.Event
			says  string // how the one sentence begins; empty: silence
		}{
			{"joining", line.Event{Type: "join"}, private},
			{"a word of the menu", text("การจองของฉัน"), private},
			{"a word with spaces and Thai as typed", text(" เมนู "), private},
			{"emergency", text("แจ้งเหตุฉุกเฉิน"), "อันตรายถึงชีวิต โทรก่อน"},
			{"other talk", text("พรุ่งนี้ไปตลาดกันไหม"), ""},
			{"talk with a word in it", text("ใครจะจองคิวนวดบ้าง"), ""},
			{"a name", text("สมศรี ใจดี"), ""},
			{"going back home", text("กลับ"), ""},
			{"cancelling something else", text("ยกเลิก"), ""},
			{"a sticker", line.Event{Type: "message", Message: &line.Incoming{Type: "sticker"}}, ""},
			{"leaving", line.Event{Type: "leave"}, ""},
			{"a new member", line.Event{Type: "memberJoined"}, ""},
		} {
			for _, place := range []line.Source{
				{Type: "group", GroupID: "C1", UserID: "Usomsri"}, {Type: "room", RoomID: "R1", UserID: "Usomsri"},
			} {
				e := c.event
				e.Mode, e.ReplyToken, e.Source = "active", "reply", place
				a, err := b.Handle(context.Background(), e, nil)
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case a.State != nil:
					t.Errorf("%s in a %s leaves a state; nothing is begun there", c.name, place.Type)
				case c.says == "" && len(a.Messages) > 0:
					t.Errorf("%s in a %s is answered %q, want silence", c.name, place.Type, a.Messages[0].Text)
				case c.says != "" && (len(a.Messages) != 1 || !strings.HasPrefix(a.Messages[0].Text, c.says)):
					t.Errorf("%s in a %s is answered %+v, want one sentence that begins %q", c.name, place.Type, a.Messages, c.says)
				}
			}
		}
		if n := w.Count("SELECT count(*) FROM residents"); n != 0 {
			t.Errorf("talk in groups made %d residents, want none", n)
		}
	})
}

// TestPressedTwice: an impatient finger presses ยืนยันการจอง again before the
// answer comes. There is one booking, and both presses are answered kindly.
func TestPressedTwice(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		s := newStage(t, db)
		for _, does := range []string{"จองวารี พรุ่งนี้ 9.30 น.", "รับทราบ", "สมศรี ใจดี 0812345678"} {
			if err := s.do("สมศรี", does); err != nil {
				t.Fatal(err)
			}
		}
		s.unread("สมศรี", false)
		for range 3 {
			if _, err := s.LINE.Press(s.names["สมศรี"], "ยืนยันการจอง"); err != nil {
				t.Fatal(err)
			}
		}
		s.Settled()
		if n := s.Count("SELECT count(*) FROM bookings"); n != 1 {
			t.Errorf("three presses made %d bookings, want 1", n)
		}
		var titles []string
		for i, l := range s.unread("สมศรี", false) {
			if i == 0 || strings.HasPrefix(l, "จอง") {
				titles = append(titles, l)
			}
		}
		if want := "จองสำเร็จ จองไว้เรียบร้อยแล้ว จองไว้เรียบร้อยแล้ว"; strings.Join(titles, " ") != want {
			t.Errorf("three presses are answered %q, want %q", titles, want)
		}
	})
}
