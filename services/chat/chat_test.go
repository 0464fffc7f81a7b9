package chat_test

// The rules of chats, on both databases.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/jobs"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/chat"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/staff"
	"tambon/store"
)

type quiet[T jobs.Args] struct{ jobs.Defaults[T] }

func (quiet[T]) Work(context.Context, *jobs.Job[T]) error { return nil }

// An office is a town whose clock the test moves; its jobs are never worked.
type office struct {
	*chat.Service
	t          *testing.T
	store      *store.Store
	residents  *resident.Service
	now        time.Time
	one, other services.Actor
}

type patient struct{}

func (patient) Allow(context.Context, string, store.Rate) (bool, time.Duration) { return true, 0 }
func (patient) Forget(context.Context, string)                                  {}

func open(t *testing.T, s *store.Store) *office {
	t.Helper()
	zone := time.FixedZone("+07", 7*3600)
	o := &office{t: t, store: s, now: apptest.Morning}
	clock := func() time.Time { return o.now }
	queue := jobs.New(s, nil, slog.New(slog.DiscardHandler))
	jobs.Register(queue, quiet[chat.Send]{})
	jobs.Register(queue, quiet[chat.Fetch]{})
	jobs.Register(queue, quiet[chat.Meet]{})
	if err := queue.Open(); err != nil {
		t.Fatal(err)
	}
	site := config.Site{
		Chat: config.Chat{
			Hours: []config.OpenHours{
				{Days: []config.Weekday{1, 2, 3, 4, 5}, From: 13 * 60, To: 16*60 + 30}, {Days: []config.Weekday{1, 2, 3, 4, 5}, From: 8*60 + 30, To: 12 * 60},
			}, AnswerWithin: 30, ReturnAfter: 24, KeepDays: 10,
		},
		Closures: []config.Closure{{Day: "2026-12-07"}, {Day: "2026-12-08", Centre: "north"}},
	}
	o.Service = chat.New(s, queue, clock, zone, site)
	bookings := booking.New(s, queue, clock, zone)
	o.residents = resident.New(s, clock, bookings, bookings, push.New(s, clock), o.Service)
	people := staff.New(s, patient{}, clock)
	for i, who := range []*services.Actor{&o.one, &o.other} {
		id, err := people.Seed(t.Context(), fmt.Sprintf("s%d", i), "วรรณา พรหมดี", staff.Grant{Role: staff.Officer, Scope: staff.Town})
		if err != nil {
			t.Fatal(err)
		}
		*who = services.Staff(id)
	}
	return o
}

// asks opens a chat in which somebody has said something with a token.
func (o *office) asks(line string) models.Chat {
	o.t.Helper()
	r, err := o.residents.Meet(o.t.Context(), line)
	if err != nil {
		o.t.Fatal(err)
	}
	c, err := o.Open(o.t.Context(), r.ID, "", chat.Saying{LineID: line + "-0", Kind: "text", Words: "ติดต่อเจ้าหน้าที่", At: o.now})
	if err != nil {
		o.t.Fatal(err)
	}
	return o.hears(c, line+"-1", "token-"+line)
}

func (o *office) hears(c models.Chat, lineID, token string) models.Chat {
	o.t.Helper()
	ok, err := o.Hear(o.t.Context(), c, chat.Saying{LineID: lineID, Kind: "text", Words: "น้ำไม่ไหล", ReplyToken: token, At: o.now})
	if err != nil || !ok {
		o.t.Fatalf("a message in an open chat is kept: %t, %v", ok, err)
	}
	return o.read(c)
}

func (o *office) read(c models.Chat) models.Chat {
	o.t.Helper()
	now, err := o.One(o.t.Context(), c.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	return now
}

func (o *office) answer(c models.Chat, by services.Actor, key string, pay bool) error {
	return o.Answer(o.t.Context(), chat.Answering{Act: chat.Act{ChatID: c.ID, Seen: c.Seq, By: by}, Words: "ช่างกำลังไป", Pay: pay, Key: key})
}

func (o *office) wants(what string, err error, want *services.Error) {
	o.t.Helper()
	if want == nil && err != nil || want != nil && !errors.Is(err, want) {
		o.t.Errorf("%s: %v; want %v", what, err, want)
	}
}

func TestAFreeAnswerIsFreeOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		c := o.asks("U1")
		if !chat.Free(c, o.now.Add(49*time.Second)) || chat.Free(c, o.now.Add(50*time.Second)) {
			t.Errorf("a token of %v is free until %v; want 50 seconds", o.now, c.ReplyUntil)
		}
		o.wants("free at once", o.answer(c, o.one, "k1", false), nil)
		o.wants("the same form again", o.answer(c, o.one, "k1", false), nil)
		o.wants("free a second time", o.answer(o.read(c), o.one, "k2", false), chat.ErrCost)
		o.wants("at a cost", o.answer(o.read(c), o.one, "k3", true), nil)
		c = o.hears(c, "m2", "token2")
		o.now = o.now.Add(51 * time.Second)
		o.wants("free after its time", o.answer(c, o.one, "k4", false), chat.ErrCost)
		lines, _, err := o.Thread(t.Context(), c.ID, 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		var ways []string
		keys := map[string]bool{}
		for _, l := range lines {
			if l.Sender == "staff" {
				ways = append(ways, l.Way)
				keys[l.RetryKey] = true
			}
		}
		if fmt.Sprint(ways) != "[reply push]" || len(keys) != 2 || keys[""] {
			t.Errorf("the answers left as %v with %d retry keys; want one free, one at a cost, each with its key", ways, len(keys))
		}
	})
}

func TestNobodyAnswersUnknowingly(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		c := o.asks("U1")
		o.wants("the first answer takes the chat", o.answer(c, o.one, "k1", true), nil)
		o.wants("another's answer", o.answer(o.read(c), o.other, "k2", true), chat.ErrHeld)
		before := o.read(c)
		after := o.hears(c, "m2", "")
		o.wants("an answer past what was not read", o.answer(before, o.one, "k3", true), chat.ErrNews)
		o.wants("once it was read", o.answer(after, o.one, "k4", true), nil)
		act := func(by services.Actor) chat.Act { return chat.Act{ChatID: c.ID, Seen: o.read(c).Seq, By: by} }
		o.wants("handing on what another holds", o.Hand(t.Context(), act(o.other), nil, ""), chat.ErrHeld)
		o.wants("taking over", o.Take(t.Context(), act(o.other)), nil)
		o.wants("the one who lost it", o.answer(o.read(c), o.one, "k5", true), chat.ErrHeld)
		o.wants("handing on", o.Hand(t.Context(), act(o.other), &o.one.ID, ""), nil)
		o.wants("the one who got it", o.answer(o.read(c), o.one, "k6", true), nil)
		o.wants("giving back", o.GiveBack(t.Context(), act(o.one), true), nil)
		o.wants("answering what was given back", o.answer(o.read(c), o.one, "k7", true), chat.ErrOver)
		if _, there, err := o.Of(t.Context(), c.ResidentID); there || err != nil {
			t.Errorf("after the chat was given back there is one: %t, %v", there, err)
		}
		var seqs, verbs int
		if err := s.DB(t.Context()).Raw("SELECT count(*) - max(seq) FROM chat_messages WHERE chat_id = ?", c.ID).Scan(&seqs).Error; err != nil || seqs != 0 {
			t.Errorf("the messages have gaps in their numbers (%d), %v", seqs, err)
		}
		err := s.DB(t.Context()).Raw("SELECT count(*) FROM audit_events WHERE noun_id = ? AND verb IN ('chat.open', 'chat.take', 'chat.answer', 'chat.hand', 'chat.return')", c.ID).Scan(&verbs).Error
		if err != nil || verbs != 8 {
			t.Errorf("%d acts are on record, %v; want opened, taken twice, answered three times, handed on and given back", verbs, err)
		}
	})
}

// TestTwoOfficersAtOnce lets two answer at the same moment: one of them does.
func TestTwoOfficersAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		for round := range 10 {
			c := o.asks(fmt.Sprintf("U%d", round))
			var wg sync.WaitGroup
			got := make([]error, 2)
			for i, who := range []services.Actor{o.one, o.other} {
				wg.Go(func() { got[i] = o.answer(c, who, fmt.Sprintf("k%d-%d", round, i), true) })
			}
			wg.Wait()
			refused := 0
			for _, err := range got {
				if chat.ErrHeld.Is(err) {
					refused++
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if refused != 1 {
				t.Errorf("of two who answer at once %d were refused; want one", refused)
			}
		}
	})
}

// Two jobs of one chat may try its oldest answer at once. That LINE refused the first
// says nothing of the second.
func TestARefusedTryForgetsNoOther(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		c := o.asks("U1")
		o.wants("an answer", o.answer(c, o.one, "k1", false), nil)
		next := func(what string, again bool) chat.Outgoing {
			t.Helper()
			out, ok, err := o.Next(t.Context(), c.ID)
			if err != nil || !ok || out.Again != again {
				t.Fatalf("%s: %t, again %t, %v; want an answer, again %t", what, ok, out.Again, err, again)
			}
			return out
		}
		first := next("the first try", false)
		o.wants("it is refused", o.NotTaken(t.Context(), first), nil)
		first = next("the next, of which nobody knows anything", false)
		next("a second job's", true)
		o.wants("the first is refused late", o.NotTaken(t.Context(), first), nil)
		o.wants("or finds its token used", o.Late(t.Context(), first), nil)
		third := next("after it", true)
		o.wants("the last finds its token too old", o.Late(t.Context(), third), nil)
		if _, ok, err := o.Next(t.Context(), c.ID); ok || err != nil {
			t.Errorf("after that something is still to be sent (%v)", err)
		}
	})
}

func TestPromises(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		for at, want := range map[string]string{
			"2026-11-25 10:00": "2026-11-25 10:30 now", // Wednesday
			"2026-11-25 11:30": "2026-11-25 12:00 now",
			"2026-11-25 11:31": "2026-11-25 13:30",
			"2026-11-25 06:00": "2026-11-25 09:00",
			"2026-11-25 16:01": "2026-11-26 09:00",
			"2026-11-27 17:00": "2026-11-30 09:00", // Friday
			"2026-12-04 17:00": "2026-12-08 09:00", // a holiday on Monday; one centre alone is closed on Tuesday
		} {
			moment, err := time.ParseInLocation("2006-01-02 15:04", at, time.FixedZone("+07", 7*3600))
			if err != nil {
				t.Fatal(err)
			}
			p := o.Promise(moment)
			got := p.Due.Format("2006-01-02 15:04")
			if p.Now {
				got += " now"
			}
			if got != want {
				t.Errorf("who asks on %s is promised %s; want %s", at, got, want)
			}
		}
	})
}

func TestWhatEndsByItself(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		unanswered, answered := o.asks("U1"), o.asks("U2")
		o.wants("an answer", o.answer(answered, o.one, "k1", true), nil)
		work := func() {
			t.Helper()
			if err := (chat.Tidier{Service: o.Service}).Work(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		o.now = o.now.Add(24*time.Hour + 29*time.Minute)
		work()
		if c := o.read(unanswered); c.State == models.ChatClosed {
			t.Error("a chat was given back before a day had passed since the promise")
		}
		if c := o.read(answered); c.State != models.ChatClosed || c.Told {
			t.Errorf("a chat in which nobody writes any more is %s, told %t; want closed, and told with the next answer", c.State, c.Told)
		}
		o.now = o.now.Add(2 * time.Minute)
		work()
		if c := o.read(unanswered); c.State != models.ChatClosed || !c.Told || c.AskedAt == nil {
			t.Errorf("a chat that nobody answered is %s, told %t; want closed, told, and still unanswered on the list", c.State, c.Told)
		}
		o.now = o.now.AddDate(0, 0, 11)
		work()
		var left int
		err := s.DB(t.Context()).Raw("SELECT count(*) FROM chat_messages WHERE words IS NOT NULL").Scan(&left).Error
		if err != nil || left != 0 {
			t.Errorf("%d messages still have words after their time, %v", left, err)
		}
	})
}

func TestForgettingAResidentForgetsTheirChats(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		c, other := o.asks("U1"), o.asks("U2")
		p := chat.Picture{JPEG: []byte("jpeg"), Width: 1, Height: 1}
		err := o.Answer(t.Context(), chat.Answering{Act: chat.Act{ChatID: c.ID, Seen: c.Seq, By: o.one}, Words: "ดูรูป", Picture: &p, Pay: true, Key: "k1"})
		o.wants("a picture with words", err, nil)
		if err := o.Met(t.Context(), c.ID, "Malee"); err != nil {
			t.Fatal(err)
		}
		r, err := o.residents.One(t.Context(), c.ResidentID)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.residents.Erase(t.Context(), r, services.Resident(r.ID)); err != nil {
			t.Fatal(err)
		}
		count := func(query string, args ...any) (n int) {
			t.Helper()
			if err := s.DB(t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := count("SELECT count(*) FROM chat_messages WHERE chat_id = ? AND (words IS NOT NULL OR token IS NOT NULL OR line_id IS NOT NULL OR delivery = 'ready')", c.ID); n > 0 {
			t.Errorf("%d messages of who was erased still say something or will be sent", n)
		}
		if n := count("SELECT count(*) FROM chat_pictures") + count("SELECT count(*) FROM chats WHERE id = ? AND (nickname IS NOT NULL OR reply_token IS NOT NULL OR state <> 'closed')", c.ID); n > 0 {
			t.Errorf("a picture, a name, a token or an open chat of who was erased is left (%d)", n)
		}
		if n := count("SELECT count(*) FROM chat_messages WHERE chat_id = ? AND words IS NOT NULL", other.ID); n != 2 {
			t.Errorf("%d messages of somebody else are left; want 2", n)
		}
	})
}
