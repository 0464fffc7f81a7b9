package bench

// Many rows at once.

import (
	"context"
	"database/sql"
	"iter"
	"strings"
	"testing"

	"tambon/store"

	"github.com/jackc/pgx/v5"
)

// pour writes many rows at once: by COPY on PostgreSQL, else a hundred a
// statement. Foreign keys are not checked, for each row is made of the others.
func (t *bigTown) pour(b *testing.B, table, columns string, rows iter.Seq[[]any]) {
	b.Helper()
	names := strings.Fields(columns)
	var err error
	if t.Store.Engine == store.Postgres {
		err = t.copyIn(b.Context(), table, names, rows)
	} else {
		err = t.insertIn(b.Context(), table, names, rows)
	}
	if err != nil {
		b.Fatalf("%s: %v", table, err)
	}
}

func (t *bigTown) copyIn(ctx context.Context, table string, names []string, rows iter.Seq[[]any]) error {
	conn, err := pgx.Connect(ctx, t.address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, "SET session_replication_role = replica"); err != nil {
		return err
	}
	next, stop := iter.Pull(rows)
	defer stop()
	_, err = conn.CopyFrom(ctx, pgx.Identifier{table}, names, pgx.CopyFromFunc(func() ([]any, error) {
		row, _ := next()
		return row, nil
	}))
	return err
}

func (t *bigTown) insertIn(ctx context.Context, table string, names []string, rows iter.Seq[[]any]) error {
	db, err := sql.Open("sqlite", "file:"+t.address+"?_txlock=immediate&_time_format=sqlite&_timezone=UTC&_pragma=busy_timeout(10000)&_pragma=synchronous(OFF)&_pragma=cache_size(-400000)")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	line := "(?" + strings.Repeat(", ?", len(names)-1) + ")"
	insert := func(n int) string {
		return "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES " + line + strings.Repeat(", "+line, n-1)
	}
	const atOnce = 100
	full, err := tx.PrepareContext(ctx, insert(atOnce))
	if err != nil {
		return err
	}
	defer func() { _ = full.Close() }()
	var args []any
	for row := range rows {
		if args = append(args, row...); len(args) == atOnce*len(names) {
			if _, err := full.ExecContext(ctx, args...); err != nil {
				return err
			}
			args = args[:0]
		}
	}
	if len(args) > 0 {
		if _, err := tx.ExecContext(ctx, insert(len(args)/len(names)), args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
