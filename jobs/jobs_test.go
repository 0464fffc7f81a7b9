package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/jobs"
	"tambon/store"
)

// patience bounds a wait; no test measures it.
const patience = 60 * time.Second

// Call is the job of these tests.
type Call struct {
	Name string `json:"name"`
}

func (Call) Kind() string { return "test.call" }

// A desk is a queue whose jobs do what the test says, and its clock.
type desk struct {
	jobs.Defaults[Call]
	*jobs.Queue
	t     *testing.T
	store *store.Store
	work  func(ctx context.Context, job *jobs.Job[Call]) error

	mu  sync.Mutex
	now time.Time
}

func (d *desk) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *desk) advance(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

func (d *desk) Work(ctx context.Context, job *jobs.Job[Call]) error { return d.work(ctx, job) }

// start starts a queue that is stopped with the test.
func start(t *testing.T, s *store.Store, work func(ctx context.Context, job *jobs.Job[Call]) error) *desk {
	t.Helper()
	d := &desk{t: t, store: s, work: work, now: apptest.Morning}
	d.Queue = jobs.New(s, d, slog.New(slog.DiscardHandler))
	jobs.Register(d.Queue, d)
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	if err := d.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := d.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return d
}

// call enqueues a job; undo rolls its cause back.
func (d *desk) call(name string, at time.Time, undo error) {
	d.t.Helper()
	err := d.store.Tx(context.Background(), func(ctx context.Context) error {
		if err := d.Enqueue(ctx, Call{name}, at); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		d.t.Fatalf("enqueue: %v; want %v", err, undo)
	}
}

// states are the states of the jobs there are.
func (d *desk) states() (list []string) {
	d.t.Helper()
	if err := d.store.DB(context.Background()).Raw("SELECT state FROM river_job ORDER BY id").Scan(&list).Error; err != nil {
		d.t.Fatal(err)
	}
	return list
}

// until waits for the only job to come into a state.
func (d *desk) until(state string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		list := d.states()
		if len(list) == 1 && list[0] == state {
			return
		}
		select {
		case <-ctx.Done():
			d.t.Fatalf("the jobs are %v; want one that is %s", list, state)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func receive[T any](t *testing.T, from <-chan T, what string) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(patience):
		t.Fatalf("after %v there is no %s", patience, what)
	}
	return v
}

func TestAJobExistsExactlyWhenItsCauseDoes(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		worked := make(chan string, 10)
		d := start(t, s, func(_ context.Context, job *jobs.Job[Call]) error {
			worked <- job.Args.Name
			return nil
		})
		d.call("undone", time.Time{}, errors.New("undone"))
		if list := d.states(); len(list) != 0 {
			t.Errorf("after a rollback there are jobs %v; want none", list)
		}
		d.call("kept", time.Time{}, nil)
		if name := receive(t, worked, "job at work"); name != "kept" {
			t.Errorf("worked is %q; want the one whose cause was committed", name)
		}
		d.until("completed")
		if err := d.Enqueue(context.Background(), Call{}, time.Time{}); !errors.Is(err, store.ErrNoTx) {
			t.Errorf("enqueued without a cause: %v; want ErrNoTx", err)
		}
	})
}

func TestAJobWaitsForTheTownsClock(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		at := make(chan time.Time, 10)
		var d *desk
		ready := make(chan struct{})
		d = start(t, s, func(_ context.Context, job *jobs.Job[Call]) error {
			<-ready
			at <- d.Now()
			if job.Attempt == 1 && d.Now().Before(apptest.Morning.Add(4*time.Hour)) {
				return jobs.Snooze(2 * time.Hour)
			}
			return nil
		})
		close(ready)
		due := apptest.Morning.Add(2 * time.Hour)
		d.call("later", due, nil)
		d.until("scheduled")
		d.advance(2 * time.Hour)
		if now := receive(t, at, "job at its time"); now.Before(due) {
			t.Errorf("it was worked at %v; want not before %v", now, due)
		}
		d.until("scheduled") // it snoozes by the same clock
		var until time.Time
		if err := s.DB(context.Background()).Raw("SELECT scheduled_at FROM river_job").Row().Scan(&until); err != nil || !until.Equal(due.Add(2*time.Hour)) {
			t.Errorf("it snoozes until %v, %v; want %v", until, err, due.Add(2*time.Hour))
		}
		var errs int
		if err := s.DB(context.Background()).Raw("SELECT count(*) FROM river_job WHERE errors IS NOT NULL").Scan(&errs).Error; err != nil || errs != 0 {
			t.Errorf("%d jobs have errors, %v; want none, waiting is no failure", errs, err)
		}
		d.advance(2 * time.Hour)
		receive(t, at, "job after its snooze")
		d.until("completed")
	})
}

func TestAJobEndsWithItsEffect(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		undone, done := errors.New("undone"), make(chan error, 1)
		var d *desk
		ready := make(chan struct{})
		d = start(t, s, func(ctx context.Context, job *jobs.Job[Call]) error {
			<-ready
			effect := func(end error) error {
				return s.Tx(ctx, func(ctx context.Context) error {
					err := s.DB(ctx).Exec("INSERT INTO booking_numbers (prefix, year, last) VALUES ('AA', 2570, 1)").Error
					return errors.Join(err, jobs.Complete(ctx, s, job), end)
				})
			}
			if err := effect(undone); !errors.Is(err, undone) {
				done <- err
			}
			if list := d.states(); len(list) != 1 || list[0] != "running" {
				t.Errorf("after its effect was rolled back the job is %v; want running", list)
			}
			done <- effect(nil)
			return nil
		})
		close(ready)
		d.call("effect", time.Time{}, nil)
		if err := receive(t, done, "effect"); err != nil {
			t.Fatal(err)
		}
		d.until("completed")
	})
}

func TestStopWaitsForWhatHasBegun(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		begun, finish := make(chan struct{}), make(chan struct{})
		d := start(t, s, func(context.Context, *jobs.Job[Call]) error {
			close(begun)
			<-finish
			return nil
		})
		d.call("long", time.Time{}, nil)
		receive(t, begun, "job at work")
		stopped := make(chan error, 1)
		go func() { stopped <- d.Stop(context.Background()) }()
		select {
		case err := <-stopped:
			t.Fatalf("stopped (%v) while a job is at work; want it to wait", err)
		default:
		}
		close(finish)
		if err := receive(t, stopped, "end"); err != nil {
			t.Fatal(err)
		}
		if list := d.states(); len(list) != 1 || list[0] != "completed" {
			t.Errorf("the job is %v; want completed", list)
		}
	})
}

func TestStopCutsOffWhatTakesTooLong(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		begun := make(chan struct{})
		d := start(t, s, func(ctx context.Context, _ *jobs.Job[Call]) error {
			close(begun)
			<-ctx.Done()
			return ctx.Err()
		})
		d.call("endless", time.Time{}, nil)
		receive(t, begun, "job at work")
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := d.Stop(ctx); err != nil {
			t.Fatalf("stopping at once: %v; want the job cut off", err)
		}
		if list := d.states(); len(list) != 1 || list[0] != "available" && list[0] != "retryable" {
			t.Errorf("the job is %v; want it left for later", list)
		}
	})
}
