package store

// A few statements together, and on PostgreSQL in one round trip.

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// A Step is one statement of Run: its text with ? for each value, and where the
// columns of its row go when it returns one.
type Step struct {
	SQL  string
	Args []any
	Into []any
}

// Run runs statements one after the other and returns how many rows each has
// touched or returned. It joins the context's transaction; without one the
// statements are a transaction of their own, run again as Tx is. It is for the
// path that every event takes: PostgreSQL hears them in one round trip, so what
// decides between two of them stands in their text.
func (s *Store) Run(ctx context.Context, steps ...Step) (rows []int64, err error) {
	if len(steps) == 0 {
		return nil, nil
	}
	rows = make([]int64, len(steps))
	t, joins := ctx.Value(txKey{s}).(*tx)
	switch {
	case joins && s.Engine == Postgres:
		err = batch(ctx, t.conn, 'T', steps, rows)
	case joins:
		err = inTurn(ctx, t.db.Statement.ConnPool, steps, rows)
	case s.Engine == Postgres:
		err = s.again(ctx, func(conn *sql.Conn) error { return batch(ctx, conn, 'I', steps, rows) })
	default:
		err = s.Tx(ctx, func(ctx context.Context) error {
			rows, err = s.Run(ctx, steps...)
			return err
		})
	}
	return rows, err
}

// RunLazily is Run for what may be forgotten: it does not wait for the disk, so a
// database that crashes within the second may undo it, as a whole.
func (s *Store) RunLazily(ctx context.Context, steps ...Step) (rows []int64, err error) {
	if s.Engine == SQLite || s.InTx(ctx) {
		return s.Run(ctx, steps...)
	}
	var was string
	lazily := Step{SQL: "SELECT set_config('synchronous_commit', 'off', TRUE)", Into: []any{&was}} // for the transaction
	rows, err = s.Run(ctx, append([]Step{lazily}, steps...)...)
	return rows[1:], err
}

// batch sends all statements before it reads an answer. Outside a transaction
// PostgreSQL makes them one (manual, "Extended Query", on Sync). The connection
// must be in the state, in PostgreSQL's letters: T inside a transaction, I
// outside. One that was rolled back behind the caller's back is outside.
func batch(ctx context.Context, conn *sql.Conn, state byte, steps []Step, rows []int64) error {
	b := &pgx.Batch{}
	for i, step := range steps {
		b.Queue(numbered(step.SQL), step.Args...).Query(func(found pgx.Rows) error {
			for found.Next() {
				if err := found.Scan(step.Into...); err != nil {
					return err
				}
			}
			rows[i] = found.CommandTag().RowsAffected()
			return found.Err()
		})
	}
	return conn.Raw(func(driver any) error {
		c := driver.(interface{ Conn() *pgx.Conn }).Conn()
		if c.PgConn().TxStatus() != state {
			return sql.ErrTxDone
		}
		return c.SendBatch(ctx, b).Close()
	})
}

// numbered is a statement with its ? as PostgreSQL writes them: $1, $2 and so on.
func numbered(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	for n := 1; ; n++ {
		before, after, more := strings.Cut(text, "?")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
		text = after
	}
}

// An executor is a transaction of database/sql as GORM holds it.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// inTurn runs the statements on SQLite, which is in this process.
func inTurn(ctx context.Context, tx executor, steps []Step, rows []int64) (err error) {
	for i, step := range steps {
		if step.Into == nil {
			done, err := tx.ExecContext(ctx, step.SQL, step.Args...)
			if err != nil {
				return err
			}
			if rows[i], err = done.RowsAffected(); err != nil {
				return err
			}
		} else if rows[i], err = scan(ctx, tx, step); err != nil {
			return err
		}
	}
	return nil
}

func scan(ctx context.Context, tx executor, step Step) (n int64, err error) {
	found, err := tx.QueryContext(ctx, step.SQL, step.Args...)
	if err != nil {
		return 0, err
	}
	defer func() { _ = found.Close() }()
	for ; found.Next(); n++ {
		if err := found.Scan(step.Into...); err != nil {
			return n, err
		}
	}
	return n, found.Err()
}
