package schedule_test

// Whom a change hits, what becomes of them, and that nothing happens unseen.

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services/booking"
	"tambon/services/schedule"
	"tambon/store"
)

const thursday = models.Date("2026-11-26")

func TestClosingADayOfSixPeople(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		f.six(thursday)
		change := schedule.CloseDays(schedule.Span{}, closed(thursday, thursday, "", "ล้างสระ"))
		p := f.plan(change)
		if len(p.Hit) != 6 || !p.Hit[0].LINE || p.Hit[0].Booking.Slot.StartsAt.After(p.Hit[5].Booking.Slot.StartsAt) {
			t.Fatalf("%d people are hit: %+v; want six by the hour, all with LINE", len(p.Hit), p.Hit)
		}
		for _, day := range p.Days {
			want := schedule.PlanDay{Day: thursday, People: 6, Places: 12, New: 0, Hit: 6}
			if day.Day == thursday && day != want {
				t.Errorf("the day would be %+v; want %+v", day, want)
			}
			if day.Day != thursday && day.Places != day.New {
				t.Errorf("another day would change: %+v", day)
			}
		}
		f.want(thursday, "09:00 2/4, 10:00 2/4, 11:00 2/4", "before it is saved")

		f.save(change, schedule.Cancel)
		f.want(thursday, "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "after")
		if n := f.count("SELECT count(*) FROM bookings WHERE status = 'cancelled' AND cancel_reason = 'closed' AND cancel_words IS NOT NULL"); n != 6 {
			t.Errorf("%d bookings are cancelled with the reason; want six", n)
		}
		if n := f.count("SELECT count(*) FROM booking_changes WHERE telling = 'line'"); n != 6 {
			t.Errorf("%d people will be told in LINE; want six", n)
		}
		if n := f.count("SELECT count(*) FROM river_job WHERE kind = 'booking.tell'"); n != 6 {
			t.Errorf("%d messages are queued; want six", n)
		}
		if n := f.count("SELECT count(*) FROM audit_events WHERE verb = 'closure.change' AND noun_id = 'pakphun' AND actor_id = 'head'"); n != 1 {
			t.Errorf("%d records of the closing; want one", n)
		}
		err := f.bookings.Why(context.Background(), f.standing().Services[0], thursday)
		var refusal interface{ Error() string }
		if !errors.Is(err, booking.ErrClosed) || !errors.As(err, &refusal) {
			t.Errorf("residents hear %v of the day; want that it is closed", err)
		}

		done, err := f.undo("")
		if err != nil || done.PutBack != 6 {
			t.Errorf("the undo puts %d visits back, %v; want six", done.PutBack, err)
		}
		f.want(thursday, "09:00 2/4, 10:00 2/4, 11:00 2/4", "after the undo")
		f.sound()
	})
}

func TestKeepingThemNonetheless(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		f.six(thursday)
		f.save(schedule.CloseDays(schedule.Span{}, closed(thursday, thursday, "hydro", "ประชุม")), schedule.Keep)
		f.want(thursday, "09:00 2/4 closed, 10:00 2/4 closed, 11:00 2/4 closed", "they come, nobody new does")
		if n := f.count("SELECT count(*) FROM bookings WHERE status = 'booked'"); n != 6 {
			t.Errorf("%d bookings stand; want six", n)
		}
		left, err := f.Stranded(context.Background(), "pakphun")
		if err != nil || len(left) != 6 {
			t.Errorf("%d people are listed, %v; want six, until somebody moves them", len(left), err)
		}
		if _, err := f.tryBook("late", thursday, 9); !errors.Is(err, booking.ErrClosed) {
			t.Errorf("somebody new hears %v; want that it is closed", err)
		}
		p := f.plan(schedule.CloseDays(closed(thursday, thursday, "hydro", "ประชุม"), closed(thursday, thursday, "hydro", "น้ำท่วม")))
		if len(p.Hit) != 0 {
			t.Errorf("another reason hits %d people again; want nobody: their time is closed already", len(p.Hit))
		}
	})
}

func TestTheWorldChangesBeforeTheConfirmation(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		ctx := context.Background()
		gone := f.book("a", thursday, 9)
		w := f.wish(schedule.CloseDays(schedule.Span{}, closed(thursday, thursday, "", "ล้างสระ")))
		p, err := f.Plan(ctx, w)
		if err != nil {
			t.Fatal(err)
		}
		f.book("b", thursday, 10)
		if _, err := f.Save(ctx, w, p.Seen, schedule.Cancel); !errors.Is(err, schedule.ErrOthersHit) {
			t.Errorf("with one more booking the save says %v; want the second look", err)
		}
		f.want(thursday, "09:00 1/4, 10:00 1/4, 11:00 0/4", "nothing happened")
		if n := f.count("SELECT count(*) FROM audit_events WHERE verb IN ('closure.change', 'booking.cancel')"); n != 0 {
			t.Errorf("%d records of what did not happen", n)
		}
		if _, err := f.bookings.Cancel(ctx, gone.ResidentID, gone.ID, "resident"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Save(ctx, w, p.Seen, schedule.Keep); !errors.Is(err, schedule.ErrOthersHit) {
			t.Errorf("with one booking less the save says %v; want the second look", err)
		}
		if p, err = f.Plan(ctx, w); err != nil || len(p.Hit) != 1 {
			t.Fatalf("the second look shows %d people, %v; want one", len(p.Hit), err)
		}
		if _, err := f.Save(ctx, w, p.Seen, schedule.Cancel); err != nil {
			t.Errorf("what was seen is refused: %v", err)
		}
	})
}

// TestResidentsBookWhileADayIsClosed: whoever gets a place was seen by the one who
// closed, or the closing was refused; nobody is left in a closed time unseen.
func TestResidentsBookWhileADayIsClosed(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		ctx := context.Background()
		for day := thursday; day < "2026-12-05"; day = day.Add(1) {
			if wd := day.Time().Weekday(); wd == time.Saturday || wd == time.Sunday {
				continue
			}
			w := f.wish(schedule.CloseDays(schedule.Span{}, closed(day, day, "", "ล้างสระ")))
			p, err := f.Plan(ctx, w)
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			booked := make([]error, 8)
			var saved error
			start := make(chan struct{})
			for i := range booked {
				all.Go(func() {
					<-start
					_, booked[i] = f.tryBook(fmt.Sprintf("%s-%d", day, i), day, 9+i%3)
				})
			}
			all.Go(func() {
				<-start
				_, saved = f.Save(ctx, w, p.Seen, schedule.Cancel)
			})
			close(start)
			all.Wait()
			taken := 0
			for _, err := range booked {
				switch {
				case err == nil:
					taken++
				case !errors.Is(err, booking.ErrClosed):
					t.Errorf("a resident hears %v; want a place, or that it is closed", err)
				}
			}
			there := f.count("SELECT coalesce(sum(taken), 0) FROM slots WHERE day = ?", day)
			shut := f.count("SELECT count(*) FROM slots WHERE day = ? AND closed", day)
			switch {
			case saved == nil && (taken != 0 || there != 0 || shut != 3):
				t.Errorf("%s is closed, yet %d got a place, %d stand in %d closed slots", day, taken, there, shut)
			case saved != nil && (!errors.Is(saved, schedule.ErrOthersHit) || shut != 0 || there != taken):
				t.Errorf("%s is refused with %v; %d slots are closed, %d of %d stand", day, saved, shut, there, taken)
			}
		}
		f.sound()
	})
}

func TestTwoOfficers(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		ctx := context.Background()
		facts := f.standing().Facts("hydro")
		facts.Minutes = 50
		first, second := f.wish(schedule.SetFacts("hydro", facts)), facts
		second.Minutes = 45
		late := f.wish(schedule.SetFacts("hydro", second))
		p, err := f.Plan(ctx, first)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Save(ctx, first, p.Seen, schedule.Keep); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Save(ctx, late, p.Seen, schedule.Keep); !errors.Is(err, schedule.ErrChanged) {
			t.Errorf("the second officer hears %v; want that it was changed", err)
		}
		if got := f.standing().Facts("hydro"); got.Minutes != 50 || got.Edited != "minutes" {
			t.Errorf("the service is %+v; want the first officer's 50 minutes", got)
		}
		f.refused(schedule.SetFacts("hydro", f.standing().Facts("hydro")), schedule.ErrSame)
	})
}

func TestFewerPlacesThanPeople(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		for i := range 3 {
			f.book(fmt.Sprint(i), thursday, 9)
		}
		facts := f.standing().Facts("hydro")
		facts.Capacity = 2
		p := f.plan(schedule.SetFacts("hydro", facts))
		if len(p.Hit) != 0 || len(p.Short) != 1 || p.Short[0].Slot.Taken != 3 || p.Short[0].Places != 2 {
			t.Errorf("hit %d, short %+v; want nobody hit, and one session of three with two places", len(p.Hit), p.Short)
		}
		f.save(schedule.SetFacts("hydro", facts), schedule.Keep)
		f.want(thursday, "09:00 3/3, 10:00 0/2, 11:00 0/2", "nobody loses theirs")
		if n := f.open(); n != 0 {
			t.Errorf("the site file changes %d slots afterwards; want none", n)
		}
		f.want(thursday, "09:00 3/3, 10:00 0/2, 11:00 0/2", "after the site file was read again")
	})
}

func TestAServiceThatCloses(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		f.six(thursday)
		facts := f.standing().Facts("hydro")
		facts.Active = false
		f.save(schedule.SetFacts("hydro", facts), schedule.Cancel)
		f.open()
		f.want(thursday, "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "closed for good, also for the site file")
		if f.standing().Services[0].Active {
			t.Error("the site file opened the service again")
		}
		f.save(schedule.TakeBackFacts("hydro", f.site), schedule.Keep)
		f.want(thursday, "09:00 0/4, 10:00 0/4, 11:00 0/4", "as the site file has it")
		f.site.Services = nil
		f.refused(schedule.TakeBackFacts("hydro", f.site), schedule.ErrNotInFile)
	})
}

func TestHoursFromADayOn(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		f.book("a", "2026-12-03", 9) // Thursdays
		f.book("b", thursday, 9)
		week := schedule.Week{From: "2026-12-01", Times: []schedule.Time{{Weekday: time.Thursday, From: 600, To: 720, Step: 60, Capacity: 3}}}
		change := schedule.SetHours("hydro", week, "ล้างสระ")
		p := f.plan(change)
		if len(p.Hit) != 1 || p.Hit[0].Booking.Slot.Day != "2026-12-03" {
			t.Fatalf("%d are hit; want the one in December", len(p.Hit))
		}
		f.save(change, schedule.Cancel)
		f.want(thursday, "09:00 1/4, 10:00 0/4, 11:00 0/4", "before the day")
		f.want("2026-12-02", "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "a Wednesday")
		f.want("2026-12-03", "09:00 0/4 closed, 10:00 0/3, 11:00 0/3", "a Thursday")
		f.open()
		f.want("2026-12-03", "09:00 0/4 closed, 10:00 0/3, 11:00 0/3", "after the site file was read again")
		f.now = f.now.AddDate(0, 0, 14)
		f.open()
		f.want("2026-12-17", "10:00 0/3, 11:00 0/3", "two weeks later")
		f.save(schedule.TakeBackHours("hydro", ""), schedule.Keep)
		f.want("2026-12-17", "09:00 0/4, 10:00 0/4, 11:00 0/4", "as the site file has it")
		if _, err := f.undo("hydro"); err != nil {
			t.Error(err)
		}
		f.want("2026-12-17", "09:00 0/4 closed, 10:00 0/3, 11:00 0/3", "after the undo")
	})
}

func TestClosuresOfStaffAndOfTheFile(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		f.site.Closures = []config.Closure{{Day: "2026-12-07", Reason: config.Words{TH: "วันหยุดชดเชย"}}}
		f.open()
		f.save(schedule.CloseDays(schedule.Span{}, closed(thursday, thursday.Add(1), "hydro", "ประชุม")), schedule.Keep)
		file, _ := f.standing().Span(schedule.Key{Day: "2026-12-07"})
		f.save(schedule.OpenDays(file, f.site), schedule.Keep)
		f.open()
		f.want("2026-12-07", "09:00 0/4, 10:00 0/4, 11:00 0/4", "staff open a day of the file, which leaves it")
		f.want("2026-11-27", "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "the file leaves a day of staff")
		lifted, _ := f.standing().Span(schedule.Key{Day: "2026-12-07"})
		f.save(schedule.TakeBackDays(lifted, f.site), schedule.Keep)
		f.want("2026-12-07", "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "as the file says")
		f.site.Closures = nil
		f.open()
		f.want("2026-12-07", "09:00 0/4, 10:00 0/4, 11:00 0/4", "the file's own day follows it again")
		own, ok := f.standing().Span(schedule.Key{Service: "hydro", Day: thursday})
		if !ok || own.Last != "2026-11-27" {
			t.Fatalf("the span of staff is %+v", own)
		}
		afternoon := own
		afternoon.From = 12 * 60
		afternoon.Last = thursday
		f.refused(schedule.CloseDays(schedule.Span{}, afternoon), schedule.ErrClosedAlready)
		afternoon.From = 11 * 60
		f.save(schedule.CloseDays(own, afternoon), schedule.Keep)
		f.want(thursday, "09:00 0/4, 10:00 0/4, 11:00 0/4 closed", "a part of the day")
		f.want("2026-11-27", "09:00 0/4, 10:00 0/4, 11:00 0/4", "the day that is no longer of the span")
		if err := f.bookings.Why(context.Background(), f.standing().Services[0], thursday); errors.Is(err, booking.ErrClosed) {
			t.Errorf("of a day that is closed in part residents hear %v", err)
		}
	})
}

func TestWhatCannotBeSet(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		f := staff(t, s)
		for _, c := range []struct {
			span schedule.Span
			want error
		}{
			{closed("2026-11-24", "2026-11-24", "", "x"), schedule.ErrPast},
			{closed("2026-12-02", "2026-12-01", "", "x"), schedule.ErrSpanOrder},
			{closed("2026-12-02", "2027-12-01", "", "x"), schedule.ErrSpanLong},
			{closed(thursday, thursday, "", " "), schedule.ErrReason},
			{closed(thursday, thursday, "nothing", "x"), schedule.ErrUnknown},
		} {
			f.refused(schedule.CloseDays(schedule.Span{}, c.span), c.want)
		}
		at := func(from, to int) schedule.Time {
			return schedule.Time{Weekday: 1, From: from, To: to, Step: 60, Capacity: 2}
		}
		for _, c := range []struct {
			from  models.Date
			times []schedule.Time
			want  error
		}{
			{"2026-11-24", nil, schedule.ErrFromPast},
			{thursday, []schedule.Time{at(540, 720), at(700, 800)}, schedule.ErrTimesOverlap},
			{thursday, []schedule.Time{at(700, 800), at(540, 720)}, schedule.ErrTimesOverlap},
			{thursday, []schedule.Time{at(720, 540)}, schedule.ErrTimeOrder},
			{thursday, []schedule.Time{at(540, 570)}, schedule.ErrTimeShort},
			{thursday, []schedule.Time{{Weekday: 1, From: 540, To: 720, Step: 0, Capacity: 2}}, schedule.ErrTimeStep},
			{thursday, []schedule.Time{{Weekday: 1, From: 540, To: 720, Step: 60}}, schedule.ErrTimePlaces},
		} {
			f.refused(schedule.SetHours("hydro", schedule.Week{From: c.from, Times: c.times}, ""), c.want)
		}
		facts := f.standing().Facts("hydro")
		facts.NameTH = ""
		f.refused(schedule.SetFacts("hydro", facts), schedule.ErrName)
		facts.NameTH, facts.MaxOpen = "วารี", 0
		f.refused(schedule.SetFacts("hydro", facts), schedule.ErrNumber)
	})
}
