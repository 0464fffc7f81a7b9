package booking_test

// When residents hear of what staff changed, and whom staff must call.

import (
	"context"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

func TestTellAt(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("+07", 7*3600)
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-"+s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct{ name, start, now, want string }{
		{"today", "25 15:00", "25 10:00", "25 10:00"},
		{"today, in the early morning", "25 08:00", "25 05:30", "25 05:30"},
		{"tomorrow", "26 09:00", "25 10:00", "25 10:10"},
		{"tomorrow, late in the evening", "26 09:00", "25 21:55", "25 22:05"},
		{"the day after tomorrow", "27 09:00", "25 10:00", "25 10:10"},
		{"later, in the evening", "27 09:00", "25 19:55", "26 07:00"},
		{"later, at night", "30 09:00", "25 02:00", "25 07:00"},
	} {
		if got := booking.TellAt(at(c.start).UTC(), at(c.now).UTC(), zone); !got.Equal(at(c.want)) {
			t.Errorf("%s: %s; want %s", c.name, got.In(zone).Format("02 15:04"), c.want)
		}
	}
}

func TestWhomLINEDoesNotReachIsCalled(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		r, err := d.residents.Register(ctx, models.Person{Name: "บุญมา ดี", Phone: "0812345678"}, nurse)
		if err != nil {
			t.Fatal(err)
		}
		b, err := d.BookAtDesk(ctx, "pakphun", booking.Request{
			ResidentID: r.ID, SlotID: d.slot("hydro", tomorrow, 9).ID, Patient: "บุญมา ดี", Phone: "0812345678", Channel: "phone", By: nurse,
		})
		if err != nil {
			t.Fatal(err)
		}
		moved, err := d.Move(ctx, seen(b), d.slot("hydro", tomorrow, 10).ID)
		if err != nil {
			t.Fatal(err)
		}
		gone := d.must(d.deeds()["cancel"], moved.Booking)
		calls, err := d.Calls(ctx, "pakphun")
		if err != nil || len(calls) != 1 || calls[0].Change.ID != gone.Change.ID || calls[0].Name != "บุญมา ดี" || calls[0].Tail != "5678" ||
			calls[0].Was.ID != moved.Booking.SlotID || calls[0].Booking.Slot.Service.ID != "hydro" {
			t.Fatalf("to be called are %+v, %v; want one, about the last change", calls, err)
		}
		if n := d.count("SELECT count(*) FROM river_job WHERE kind = 'booking.tell'"); n != 0 {
			t.Errorf("%d messages wait for somebody without LINE; want none", n)
		}
		if other, err := d.Calls(ctx, "elsewhere"); err != nil || len(other) != 0 {
			t.Errorf("another centre calls %d, %v; want none", len(other), err)
		}
		if err := d.Called(ctx, "elsewhere", gone.Change.ID, nurse); kindOf(err) != services.NotFound {
			t.Errorf("noted by another centre: %v", err)
		}
		for range 2 {
			if err := d.Called(ctx, "pakphun", gone.Change.ID, nurse); err != nil {
				t.Fatal(err)
			}
		}
		if calls, err := d.Calls(ctx, "pakphun"); err != nil || len(calls) != 0 {
			t.Errorf("after the call there remain %d, %v", len(calls), err)
		}
		if n := d.count("SELECT count(*) FROM audit_events WHERE verb = 'booking.call'"); n != 1 {
			t.Errorf("%d records of the call; want one", n)
		}
		back, err := d.Undo(ctx, seen(gone.Booking), gone.Change.ID)
		if err != nil {
			t.Fatal(err)
		}
		if calls, err := d.Calls(ctx, "pakphun"); err != nil || len(calls) != 1 || calls[0].Change.ID != back.Change.ID {
			t.Errorf("undone after the call, to be called are %+v, %v; want them, to hear of it", calls, err)
		}
		if err := d.residents.Erase(ctx, r, services.Resident(r.ID)); err != nil {
			t.Fatal(err)
		}
		if calls, err := d.Calls(ctx, "pakphun"); err != nil || len(calls) != 0 {
			t.Errorf("who is erased is to be called: %d, %v", len(calls), err)
		}
		d.sound()
	})
}

// heard remembers topics.
type heard struct {
	mu     sync.Mutex
	topics map[string]int
}

func (h *heard) Nudge(_ context.Context, topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.topics[topic]++
}

func TestWhoWatchesADayIsNudged(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s, nil)
		ctx := context.Background()
		h := &heard{topics: map[string]int{}}
		d.Service = d.WithNudger(h)
		b := d.book(d.resident("somsri"), d.slot("hydro", tomorrow, 9).ID)
		if _, err := d.Move(ctx, seen(b), d.slot("hydro", "2026-11-27", 9).ID); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Arrive(ctx, seen(b)); err == nil {
			t.Fatal("an old page marked it")
		}
		if h.topics[booking.DeskTopic("pakphun", tomorrow)] != 2 || h.topics["desk:pakphun:2026-11-27"] != 1 || len(h.topics) != 2 {
			t.Errorf("nudged were %v; want the old day twice and the new one once, and nobody for a refusal", h.topics)
		}
	})
}
