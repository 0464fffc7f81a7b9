package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"tambon/app/apptest"
	"tambon/store"
)

func adding(id string) store.Step {
	return store.Step{SQL: "INSERT INTO centres (id, name_th, name_en, phone, address_th, latitude, longitude, arrive_early) VALUES (?, ?, ?, '075774130', '', 0, 0, 0)", Args: []any{id, id, id}}
}

func TestRunIsOneTransaction(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		var early int64
		var name *string
		rows, err := s.Run(ctx, adding("a"), adding("b"),
			store.Step{SQL: "UPDATE centres SET arrive_early = CASE WHEN ? THEN CAST(? AS BIGINT) ELSE 0 END WHERE id = ? RETURNING arrive_early, name_th", Args: []any{true, 15, "b"}, Into: []any{&early, &name}},
			store.Step{SQL: "UPDATE centres SET arrive_early = 1 WHERE id = ? RETURNING name_th", Args: []any{"c"}, Into: []any{&name}},
			store.Step{SQL: "UPDATE centres SET arrive_early = arrive_early + 1"})
		if err != nil || !slices.Equal(rows, []int64{1, 1, 1, 0, 2}) || early != 15 || name == nil || *name != "b" {
			t.Errorf("rows %v, early %d, name %v, %v; want 1 1 1 0 2, 15 and b", rows, early, name, err)
		}
		if _, err := s.Run(ctx, adding("d"), adding("a")); err == nil || count(t, s) != 2 {
			t.Errorf("a refused second step: %v and %d rows; want an error, and nothing of the first", err, count(t, s))
		}
		if rows, err := s.Run(ctx); rows != nil || err != nil {
			t.Errorf("nothing to run: %v, %v", rows, err)
		}
	})
}

func TestRunJoinsTheTransaction(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx, wish := context.Background(), errors.New("refused")
		err := s.Tx(ctx, func(ctx context.Context) error {
			if err := s.DB(ctx).Create(centre("a")).Error; err != nil {
				return err
			}
			rows, err := s.Run(ctx, store.Step{SQL: "UPDATE centres SET arrive_early = 1 WHERE id = ?", Args: []any{"a"}}, adding("b"))
			if err != nil || !slices.Equal(rows, []int64{1, 1}) {
				t.Errorf("rows %v, %v; want it to see the transaction's row", rows, err)
			}
			return wish
		})
		if !errors.Is(err, wish) || count(t, s) != 0 {
			t.Errorf("%v and %d rows; want the refusal, and nothing left", err, count(t, s))
		}
		gone, stop := context.WithCancel(ctx)
		_ = s.Tx(gone, func(inner context.Context) error {
			stop()
			for s.DB(context.WithoutCancel(inner)).Exec("SELECT 1").Error == nil {
			}
			if _, err := s.Run(context.WithoutCancel(inner), adding("c")); err == nil {
				t.Error("a transaction that was rolled back still runs statements")
			}
			return nil
		})
		if n := count(t, s); n != 0 {
			t.Errorf("%d rows were written outside of a transaction that was rolled back, want none", n)
		}
	})
}

func TestRunIsRunAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		if _, err := s.Run(ctx, adding("a"), adding("b")); err != nil {
			t.Fatal(err)
		}
		more := func(id string) store.Step {
			return store.Step{SQL: "UPDATE centres SET arrive_early = arrive_early + 1 WHERE id = ?", Args: []any{id}}
		}
		const times = 200
		said := make(chan error, 2)
		for _, pair := range [][2]string{{"a", "b"}, {"b", "a"}} { // each waits for what the other holds
			go func() {
				var err error
				for range times {
					_, once := s.Run(ctx, more(pair[0]), more(pair[1]))
					err = errors.Join(err, once)
				}
				said <- err
			}()
		}
		if err := errors.Join(<-said, <-said); err != nil {
			t.Errorf("two who wait for each other: %v; want both done", err)
		}
		var sum int
		if err := s.DB(ctx).Raw("SELECT sum(arrive_early) FROM centres").Scan(&sum).Error; err != nil || sum != 4*times {
			t.Errorf("the sum is %d, %v; want %d, each once", sum, err, 4*times)
		}
	})
}
