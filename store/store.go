// Package store opens the database, PostgreSQL when the address says so and an
// embedded SQLite file otherwise, and keeps three promises: every write goes
// through Tx, a refused act leaves nothing behind, and personal data is sealed
// by Keys before it reaches a table.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Engine is the kind of database.
type Engine string

// The two engines, under which all tests run.
const (
	Postgres Engine = "postgres"
	SQLite   Engine = "sqlite"
)

// A Store is an open database. It is safe for concurrent use.
type Store struct {
	Engine Engine
	Keys   *Keys

	writer *gorm.DB
	reader *gorm.DB
	pools  []*sql.DB
}

// EngineOf returns the engine that a database address names.
func EngineOf(address string) Engine {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return Postgres
	}
	return SQLite
}

// Open connects to the database at address, a postgres:// URL or the path of a
// SQLite file, which is made when missing, for this user alone. It does not
// migrate: see Migrate.
func Open(ctx context.Context, address string, keys *Keys) (*Store, error) {
	s := &Store{Engine: EngineOf(address), Keys: keys}
	open := openSQLite
	if s.Engine == Postgres {
		open = openPostgres
	}
	err := open(s, address)
	if err == nil {
		err = s.Ping(ctx)
	}
	if err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("store: open %s: %w", s.Engine, err)
	}
	return s, nil
}

// Close closes every connection.
func (s *Store) Close() error {
	var errs []error
	for _, p := range s.pools {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

// Ping reports whether the database answers now, to those who write and to
// those who read.
func (s *Store) Ping(ctx context.Context) error {
	for _, p := range s.pools {
		if err := p.PingContext(ctx); err != nil {
			return err
		}
	}
	return nil
}

// About says which database answers, and its version.
func (s *Store) About(ctx context.Context) (string, error) {
	query, name := "SHOW server_version", "PostgreSQL "
	if s.Engine == SQLite {
		query, name = "SELECT sqlite_version()", "SQLite "
	}
	var version string
	err := s.DB(ctx).Raw(query).Scan(&version).Error
	return name + version, err
}

// Writer is the pool that writes. It is for River's client and migrations
// alone; everybody else writes through Tx.
func (s *Store) Writer() *sql.DB { return s.pools[0] }

func (s *Store) gorm(dialector gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(dialector, &gorm.Config{
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true, // Open pings, and may be told to stop
		TranslateError:         true,
		PrepareStmt:            false, // go-gorm/gorm#7350: hangs
		NowFunc:                func() time.Time { return time.Now().UTC() },
		// Silent, and never with values: errors are handled where they arise, and
		// a query's values are people's words.
		Logger: logger.New(nil, logger.Config{LogLevel: logger.Silent, ParameterizedQueries: true}),
	})
}
