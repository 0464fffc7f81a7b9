// Package jobs is work for later, on River. A job is enqueued in the caller's
// transaction, so it exists exactly when its cause does; it carries ids, never
// a person's words. One client type serves both databases.
package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"tambon/store"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// Args names a kind of job, noun.verb, and holds what it needs.
type Args = river.JobArgs

// A Job is one piece of work as its worker gets it.
type Job[T Args] = river.Job[T]

// A Worker does one kind of job.
type Worker[T Args] = river.Worker[T]

// Defaults gives a worker what it does not say itself.
type Defaults[T Args] = river.WorkerDefaults[T]

// Snooze makes a job wait without counting as a failure.
func Snooze(d time.Duration) error { return river.JobSnooze(d) }

// A Queue enqueues jobs and, once started, works them. It is safe for
// concurrent use.
type Queue struct {
	store   *store.Store
	workers *river.Workers
	client  *river.Client[*sql.Tx]
	config  *river.Config
	clock   Clock   // nil: the real time
	rounds  *rounds // nil: River's
}

// New returns a queue on the store's database. A nil clock is the real time. With
// a clock that is moved, the queue must be alone on its database.
func New(s *store.Store, clock Clock, log *slog.Logger) *Queue {
	q := &Queue{store: s, workers: river.NewWorkers(), clock: clock}
	q.config = &river.Config{
		Workers: q.workers,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 20}},
		Logger:  log,
		// River's defaults suit machines; people wait for these.
		FetchCooldown:        50 * time.Millisecond,
		FetchPollInterval:    200 * time.Millisecond,
		PollOnly:             true, // SQLite's listener would poll a second table, less often than this
		JobTimeout:           60 * time.Second,
		RescueStuckJobsAfter: 2 * time.Minute,
		// A server that runs without staff must not fill its disk.
		CompletedJobRetentionPeriod: 24 * time.Hour,
	}
	if clock != nil {
		q.config.Test = river.TestConfig{Time: generator{clock}}
		q.config.RetryPolicy = atOnce{clock}
		// River's leader goes by the machine's clock: on one that lies behind it would
		// take every job at work for stuck, and every job that is done for an old one.
		// What it does is done in rounds instead.
		q.config.LeaderElectionDisabled = true
		q.rounds = &rounds{clock: clock, log: log, ripen: q.ripen, workers: map[string]func(context.Context, Args) error{}}
	}
	return q
}

// Register says who does a kind of job; all of them before Open.
func Register[T Args](q *Queue, w Worker[T]) {
	if q.clock != nil {
		register(q.rounds, w)
		w = byClock[T]{w, q}
	}
	river.AddWorker(q.workers, w)
}

// Every runs a job periodically, on one replica, first at start.
func Every(q *Queue, period time.Duration, args Args) {
	if q.clock != nil {
		q.rounds.every(period, args)
		return
	}
	q.config.PeriodicJobs = append(q.config.PeriodicJobs, river.NewPeriodicJob(
		river.PeriodicInterval(period),
		func() (river.JobArgs, *river.InsertOpts) { return args, nil },
		&river.PeriodicJobOpts{RunOnStart: true}))
}

// Open makes the queue ready to take jobs.
func (q *Queue) Open() error {
	client, err := river.NewClient(driver(q.store.Engine, q.store.Writer()), q.config)
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	q.client = client
	return nil
}

// Start begins working jobs until Stop.
func (q *Queue) Start(ctx context.Context) error {
	if q.clock == nil {
		return q.client.Start(ctx)
	}
	if err := q.putBack(ctx); err != nil {
		return err
	}
	if err := q.client.Start(ctx); err != nil {
		return err
	}
	q.rounds.start(ctx)
	return nil
}

// Stop waits for the jobs at work until ctx ends, then cuts them off; River
// runs them again.
func (q *Queue) Stop(ctx context.Context) error {
	if q.clock != nil {
		q.rounds.stop()
	}
	err := q.client.Stop(ctx)
	if err != nil && ctx.Err() != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return q.client.StopAndCancel(hard)
	}
	return err
}

// Enqueue adds a job to the caller's transaction, to be worked at the given
// time; a zero time means as soon as it is committed.
func (q *Queue) Enqueue(ctx context.Context, args Args, at time.Time) error {
	tx, err := q.store.SQLTx(ctx)
	if err != nil {
		return err
	}
	_, err = q.client.InsertTx(ctx, tx, args, &river.InsertOpts{ScheduledAt: at})
	if err != nil {
		return fmt.Errorf("jobs: enqueue %s: %w", args.Kind(), err)
	}
	return nil
}

// Complete ends a job in the caller's transaction, together with its effect.
func Complete[T Args](ctx context.Context, s *store.Store, job *Job[T]) error {
	tx, err := s.SQLTx(ctx)
	if err != nil {
		return err
	}
	if s.Engine == store.Postgres {
		_, err = river.JobCompleteTx[*riverdatabasesql.Driver](ctx, tx, job)
	} else {
		_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job)
	}
	return err
}

// Migrate brings River's own tables up to date. It is given to store.Migrate.
func Migrate(ctx context.Context, engine store.Engine, db *sql.DB) error {
	m, err := rivermigrate.New(driver(engine, db), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func driver(engine store.Engine, db *sql.DB) riverdriver.Driver[*sql.Tx] {
	if engine == store.Postgres {
		return riverdatabasesql.New(db)
	}
	return riversqlite.New(db)
}
