package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/jobs"
	"tambon/store"
)

// Round is a periodic job of these tests.
type Round struct{}

func (Round) Kind() string { return "test.round" }

// rounder notes when rounds are done, by the clock, and fails as often as it is told.
type rounder struct {
	jobs.Defaults[Round]
	clock jobs.Clock
	done  []time.Time
	fails int
}

func (r *rounder) Work(context.Context, *jobs.Job[Round]) error {
	if r.fails > 0 {
		r.fails--
		return errors.New("not now")
	}
	r.done = append(r.done, r.clock.Now())
	return nil
}

// A clock that leaps brings the next round at once and once, however many rounds
// were leapt over; a clock that is set back brings it again.
func TestRoundsFollowTheClock(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := &desk{t: t, store: s, now: apptest.Morning}
		d.Queue = jobs.New(s, d, slog.New(slog.DiscardHandler))
		r := &rounder{clock: d}
		jobs.Register(d.Queue, r)
		jobs.Every(d.Queue, time.Hour, Round{})
		if err := d.Open(); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			what  string
			by    time.Duration
			fails int
			want  int
		}{
			{"at first", 0, 0, 1},
			{"less than a period later", 59 * time.Minute, 0, 1},
			{"a period later", time.Minute, 0, 2},
			{"five weeks later", 35 * 24 * time.Hour, 0, 3},
			{"the clock stands", 0, 0, 3},
			{"set back a month", -30 * 24 * time.Hour, 0, 4},
			{"a period later, and it fails", time.Hour, 1, 4},
			{"tried again", 0, 0, 5},
		} {
			d.advance(step.by)
			r.fails = step.fails
			d.ClockMoved(context.Background())
			if len(r.done) != step.want {
				t.Errorf("%s: %d rounds are done; want %d", step.what, len(r.done), step.want)
			}
		}
	})
}

// Without anybody who tells it, a queue that runs sees the clock go, and does no
// round after it has stopped.
func TestRoundsGoWhileTheQueueRuns(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := &desk{t: t, store: s, now: apptest.Morning}
		d.Queue = jobs.New(s, d, slog.New(slog.DiscardHandler))
		rounds := make(chan time.Time, 10)
		jobs.Register(d.Queue, teller{rounds: rounds, clock: d})
		jobs.Every(d.Queue, time.Hour, Round{})
		if err := d.Open(); err != nil {
			t.Fatal(err)
		}
		if err := d.Start(context.Background()); err != nil {
			t.Fatal(err)
		}
		if at := receive(t, rounds, "first round"); !at.Equal(apptest.Morning) {
			t.Errorf("the first round is at %v; want at the start", at)
		}
		d.advance(24 * time.Hour)
		if at := receive(t, rounds, "next round"); !at.Equal(apptest.Morning.Add(24 * time.Hour)) {
			t.Errorf("the next round is at %v; want a day later", at)
		}
		if err := d.Stop(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
}

type teller struct {
	jobs.Defaults[Round]
	rounds chan<- time.Time
	clock  jobs.Clock
}

func (w teller) Work(context.Context, *jobs.Job[Round]) error {
	w.rounds <- w.clock.Now()
	return nil
}
