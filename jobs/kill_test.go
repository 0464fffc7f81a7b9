package jobs_test

// A process that is killed in the middle of a job, by its own id.

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/jobs"
	"tambon/store"
)

// TestMain is the process that is killed, when TAMBON_JOBS_CHILD names its database.
func TestMain(m *testing.M) {
	if address := os.Getenv("TAMBON_JOBS_CHILD"); address != "" {
		if err := workUntilKilled(apptest.Database{Address: address, Master: os.Getenv("TAMBON_JOBS_KEY")}); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// endless says on standard output that its job has begun, and never ends it.
type endless struct{ jobs.Defaults[Call] }

func (endless) Work(context.Context, *jobs.Job[Call]) error {
	fmt.Println("begun")
	select {}
}

type standing struct{}

func (standing) Now() time.Time { return apptest.Morning }

func workUntilKilled(db apptest.Database) error {
	keys, err := store.NewKeys(db.Master)
	if err != nil {
		return err
	}
	s, err := store.Open(context.Background(), db.Address, keys)
	if err != nil {
		return err
	}
	q := jobs.New(s, standing{}, slog.New(slog.DiscardHandler))
	jobs.Register(q, endless{})
	if err := q.Open(); err != nil {
		return err
	}
	if err := q.Start(context.Background()); err != nil {
		return err
	}
	err = s.Tx(context.Background(), func(ctx context.Context) error { return q.Enqueue(ctx, Call{"cut off"}, time.Time{}) })
	if err != nil {
		return err
	}
	time.Sleep(2 * patience) // whoever kills it died
	return nil
}

// What a killed process was at work on is worked after the next start, though the
// queue's clock stands and River's own rescue is off.
func TestAJobCutOffByAKillIsWorkedAgain(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		s := db.Open(t)
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "TAMBON_JOBS_CHILD="+db.Address, "TAMBON_JOBS_KEY="+db.Master)
		child.Stderr = os.Stderr
		said, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		word, err := bufio.NewReader(said).ReadString('\n')
		_ = child.Process.Kill()
		_ = child.Wait()
		if err != nil || word != "begun\n" {
			t.Fatalf("the process to be killed said %q, %v; want that its job has begun", word, err)
		}
		worked := make(chan int, 10)
		d := start(t, s, func(_ context.Context, job *jobs.Job[Call]) error {
			worked <- job.Attempt
			return nil
		})
		if attempt := receive(t, worked, "job that was cut off"); attempt != 1 {
			t.Errorf("it is worked as attempt %d; want 1, being cut off is no failure of its own", attempt)
		}
		d.until("completed")
	})
}
