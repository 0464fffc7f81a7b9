package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	driver "modernc.org/sqlite"
)

type txKey struct{ s *Store }

type tx struct {
	db    *gorm.DB
	conn  *sql.Conn // that the transaction is on
	after *[]func()
}

// maxTries bounds how often an outermost transaction is run when the database
// asks to try again.
const maxTries = 6

// Tx runs fn in a transaction that commits when fn returns nil. Inside another
// Tx of the same store it is a savepoint: a refused act leaves nothing, and its
// caller may go on. Only the outermost Tx is run again, on a serialization
// failure, a deadlock or a busy database; fn must therefore have no effect
// outside the database but through AfterCommit.
func (s *Store) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	if outer, ok := ctx.Value(txKey{s}).(*tx); ok {
		kept := len(*outer.after)
		err := outer.db.Transaction(func(db *gorm.DB) error {
			return fn(context.WithValue(ctx, txKey{s}, &tx{db, outer.conn, outer.after}))
		})
		if err != nil {
			*outer.after = (*outer.after)[:kept]
		}
		return err
	}
	var after []func()
	err := s.again(ctx, func(conn *sql.Conn) error {
		after = nil
		db := s.writer.WithContext(ctx)
		db.Statement.ConnPool = conn
		return db.Transaction(func(db *gorm.DB) error {
			return fn(context.WithValue(ctx, txKey{s}, &tx{db, conn, &after}))
		})
	})
	if err != nil {
		return err
	}
	for _, f := range after {
		f()
	}
	return nil
}

// again runs a transaction until the database no longer asks to try again.
func (s *Store) again(ctx context.Context, run func(*sql.Conn) error) error {
	for try := 1; ; try++ {
		err := s.writing(ctx, run)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return err
		}
		pause := time.Duration(rand.IntN(10<<try)) * time.Millisecond
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

func (s *Store) writing(ctx context.Context, run func(*sql.Conn) error) error {
	conn, err := s.pools[0].Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return run(conn)
}

// DB returns the context's transaction, or else a pool that can only read.
// Nobody keeps what it returns.
func (s *Store) DB(ctx context.Context) *gorm.DB {
	if t, ok := ctx.Value(txKey{s}).(*tx); ok {
		return t.db.WithContext(ctx)
	}
	return s.reader.WithContext(ctx)
}

// InTx reports whether ctx carries a transaction of this store.
func (s *Store) InTx(ctx context.Context) bool {
	_, ok := ctx.Value(txKey{s}).(*tx)
	return ok
}

// AfterCommit runs fn once the outermost transaction of ctx has committed, or
// at once when there is none. It is for wake-ups that may be lost.
func (s *Store) AfterCommit(ctx context.Context, fn func()) {
	t, ok := ctx.Value(txKey{s}).(*tx)
	if !ok {
		fn()
		return
	}
	*t.after = append(*t.after, fn)
}

// ErrNoTx is returned by SQLTx outside a transaction.
var ErrNoTx = errors.New("store: this must be called inside Tx")

// SQLTx returns the transaction of ctx for the job queue, which alone needs it.
func (s *Store) SQLTx(ctx context.Context) (*sql.Tx, error) {
	t, ok := ctx.Value(txKey{s}).(*tx)
	if !ok {
		return nil, ErrNoTx
	}
	sqlTx, ok := t.db.Statement.ConnPool.(*sql.Tx)
	if !ok {
		return nil, ErrNoTx
	}
	return sqlTx, nil
}

func retryable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *driver.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqliteBusy
}
