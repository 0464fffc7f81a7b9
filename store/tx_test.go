package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"

	"tambon/app/apptest"
	"tambon/store"

	"github.com/jackc/pgx/v5/pgconn"
)

// again returns an error by which the engine asks to run a transaction again.
func again(t *testing.T, db apptest.Database) error {
	t.Helper()
	if db.Engine == store.Postgres {
		return &pgconn.PgError{Code: "40001"}
	}
	other, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: db.Address, RawQuery: "_txlock=immediate"}).String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	busy := errors.New("none")
	s := db.Open(t)
	err = s.Tx(context.Background(), func(context.Context) error {
		_, busy = other.Begin() // while another writes
		return nil
	})
	if err != nil || busy == nil {
		t.Fatalf("a second writer was let in: %v, %v", err, busy)
	}
	return busy
}

func TestOnlyTheOutermostTxRunsAgain(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		failure := again(t, db)
		s := db.Open(t)
		outer, inner, after := 0, 0, 0
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			outer++
			s.AfterCommit(ctx, func() { after++ })
			if err := s.DB(ctx).Create(centre(fmt.Sprint(outer))).Error; err != nil {
				return err
			}
			return s.Tx(ctx, func(context.Context) error {
				if inner++; inner < 3 {
					return fmt.Errorf("somewhere: %w", failure)
				}
				return nil
			})
		})
		if err != nil || outer != 3 || inner != 3 || after != 1 {
			t.Errorf("%v after %d outer and %d inner runs, %d after the commit; want 3, 3 and 1: the whole runs again, not the inner alone", err, outer, inner, after)
		}
		if n := count(t, s); n != 1 {
			t.Errorf("%d rows; want that of the last run alone", n)
		}
		if outer = 0; !errors.Is(s.Tx(context.Background(), func(context.Context) error { outer++; return failure }), failure) || outer != 6 {
			t.Errorf("it ran %d times for a failure that does not end; want 6, and then the failure", outer)
		}
		ctx, stop := context.WithCancel(context.Background())
		if outer = 0; s.Tx(ctx, func(context.Context) error { outer++; stop(); return failure }) == nil || outer != 1 {
			t.Errorf("it ran %d times for a caller who went away; want once", outer)
		}
		wish := errors.New("refused")
		if outer = 0; !errors.Is(s.Tx(context.Background(), func(context.Context) error { outer++; return wish }), wish) || outer != 1 {
			t.Errorf("a refusal ran %d times; want once", outer)
		}
	})
}

func TestADeadlockIsRunAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		err := s.Tx(ctx, func(ctx context.Context) error {
			return errors.Join(s.DB(ctx).Create(centre("a")).Error, s.DB(ctx).Create(centre("b")).Error)
		})
		if err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		both.Add(2)
		if s.Engine == store.SQLite {
			both.Add(-2) // one writer at a time: nobody waits for the other
		}
		meet := func(first, second string, met *sync.Once) error {
			return s.Tx(ctx, func(ctx context.Context) error {
				if err := s.DB(ctx).Exec("UPDATE centres SET arrive_early = arrive_early + 1 WHERE id = ?", first).Error; err != nil {
					return err
				}
				met.Do(func() {
					if s.Engine == store.Postgres {
						both.Done()
					}
				})
				both.Wait() // each now holds what the other wants
				return s.DB(ctx).Exec("UPDATE centres SET arrive_early = arrive_early + 1 WHERE id = ?", second).Error
			})
		}
		said := make(chan error, 2)
		go func() { said <- meet("a", "b", new(sync.Once)) }()
		go func() { said <- meet("b", "a", new(sync.Once)) }()
		if err := errors.Join(<-said, <-said); err != nil {
			t.Errorf("two who wait for each other: %v; want both done", err)
		}
		var sum int
		if err := s.DB(ctx).Raw("SELECT sum(arrive_early) FROM centres").Scan(&sum).Error; err != nil || sum != 4 {
			t.Errorf("the sum is %d, %v; want 4, each once", sum, err)
		}
	})
}

func TestReadersSeeWholeTransactionsWhileOthersWrite(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		err := s.Tx(ctx, func(ctx context.Context) error {
			return s.DB(ctx).Exec("INSERT INTO booking_numbers (prefix, year, last) VALUES ('AA', 2570, 500), ('BB', 2570, 500)").Error
		})
		if err != nil {
			t.Fatal(err)
		}
		const writers, moves = 8, 20
		var writing, reading sync.WaitGroup
		done := make(chan struct{})
		for range 3 {
			reading.Go(func() {
				for {
					var sum int
					if err := s.DB(ctx).Raw("SELECT sum(last) FROM booking_numbers").Scan(&sum).Error; err != nil || sum != 1000 {
						t.Errorf("a reader sees the sum %d, %v; want 1000 at every moment", sum, err)
						return
					}
					select {
					case <-done:
						return
					default:
					}
				}
			})
		}
		for range writers {
			writing.Go(func() {
				for range moves {
					err := s.Tx(ctx, func(ctx context.Context) error {
						return errors.Join(
							s.DB(ctx).Exec("UPDATE booking_numbers SET last = last - 1 WHERE prefix = 'AA'").Error,
							s.DB(ctx).Exec("UPDATE booking_numbers SET last = last + 1 WHERE prefix = 'BB'").Error)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		writing.Wait()
		close(done)
		reading.Wait()
		var moved int
		if err := s.DB(ctx).Raw("SELECT last FROM booking_numbers WHERE prefix = 'BB'").Scan(&moved).Error; err != nil || moved != 500+writers*moves {
			t.Errorf("moved to %d, %v; want %d: no update is lost", moved, err, 500+writers*moves)
		}
	})
}
