package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations
var migrations embed.FS

// migrateLock is the PostgreSQL advisory lock that one migrating process holds.
const migrateLock = 0x7461_6d62_6f6e

// Migrate brings the schema up to date, then runs more (River's own tables),
// all under one lock, so that any number of replicas may start at once. Then it
// checks that the database was sealed with these keys.
func (s *Store) Migrate(ctx context.Context, more func(ctx context.Context, engine Engine, db *sql.DB) error) error {
	db, unlock, err := s.lockForMigration(ctx)
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	defer unlock()
	if err := migrateTo(ctx, s.Engine, db, 0); err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	if more != nil {
		if err := more(ctx, s.Engine, s.Writer()); err != nil {
			return fmt.Errorf("store: migrate: %w", err)
		}
	}
	return s.checkKeys(ctx)
}

// Version returns the number of the newest migration that this program knows.
func Version() int64 {
	names, _ := fs.Glob(migrations, "migrations/sqlite/*.sql")
	newest, _, _ := strings.Cut(path.Base(names[len(names)-1]), "_")
	n, err := strconv.ParseInt(newest, 10, 64)
	if err != nil {
		panic("store: a migration without a number: " + newest)
	}
	return n
}

// lockForMigration returns the connection pool to migrate on and what ends the lock.
func (s *Store) lockForMigration(ctx context.Context) (*sql.DB, func(), error) {
	if s.Engine == Postgres {
		conn, err := s.Writer().Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		if _, err := conn.ExecContext(ctx, "SET lock_timeout = 0; SELECT pg_advisory_lock("+fmt.Sprint(migrateLock)+")"); err != nil {
			_ = conn.Close()
			return nil, nil, fmt.Errorf("wait for another migration: %w", err)
		}
		return s.Writer(), func() {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock("+fmt.Sprint(migrateLock)+"); RESET lock_timeout")
			_ = conn.Close()
		}, nil
	}
	var path string
	if err := s.Writer().QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path); err != nil {
		return nil, nil, err
	}
	lock, err := sql.Open("sqlite", sqliteAddress(path+".migrate", "busy_timeout(60000)"))
	if err != nil {
		return nil, nil, err
	}
	lock.SetMaxOpenConns(1)
	held, err := lock.BeginTx(ctx, nil) // immediate: one process at a time
	if err != nil {
		_ = lock.Close()
		return nil, nil, fmt.Errorf("wait for another migration: %w", err)
	}
	// With foreign keys on, rebuilding a parent table would delete its children.
	db, err := sql.Open("sqlite", sqliteAddress(path, "foreign_keys(0)"))
	if err != nil {
		_ = held.Rollback()
		_ = lock.Close()
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	return db, func() { _ = db.Close(); _ = held.Rollback(); _ = lock.Close() }, nil
}

// migrateTo runs goose up to a version, 0 meaning the newest.
func migrateTo(ctx context.Context, engine Engine, db *sql.DB, version int64) error {
	dialect := database.DialectSQLite3
	if engine == Postgres {
		dialect = database.DialectPostgres
	}
	dir, err := fs.Sub(migrations, "migrations/"+string(engine))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, dir)
	if err != nil {
		return err
	}
	if version == 0 {
		_, err = provider.Up(ctx)
	} else {
		_, err = provider.UpTo(ctx, version)
	}
	if err != nil || engine == Postgres {
		return err
	}
	return foreignKeysHold(ctx, db)
}

func foreignKeysHold(ctx context.Context, db *sql.DB) error {
	var broken int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%d rows point to nothing after the migration", broken)
	}
	return nil
}

// keyCheck is what a database's check value says once opened.
const keyCheck = "tambon"

// checkKeys refuses a database that was sealed with other keys; the first time
// it leaves the check value.
func (s *Store) checkKeys(ctx context.Context) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		sealed := s.Keys.Seal("key_checks", "sealed", "1", []byte(keyCheck))
		err := s.DB(ctx).Exec("INSERT INTO key_checks (id, sealed) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", sealed).Error
		if err != nil {
			return err
		}
		var row struct{ Sealed []byte }
		if err := s.DB(ctx).Raw("SELECT sealed FROM key_checks WHERE id = 1").Scan(&row).Error; err != nil {
			return err
		}
		plain, err := s.Keys.Open("key_checks", "sealed", "1", row.Sealed)
		if err != nil || string(plain) != keyCheck {
			return ErrOtherKey
		}
		return nil
	})
}

// ErrOtherKey is returned when the database was sealed with another master key.
var ErrOtherKey = errors.New("store: this database was sealed with another MASTER_KEY; give every replica the same one, " +
	"or put the old key after the new one with a comma")

// Fingerprint returns a short hash of every migration, for test databases that
// are made once and copied.
func Fingerprint() string {
	sum := sha256.New()
	_ = fs.WalkDir(migrations, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			content, _ := migrations.ReadFile(path)
			sum.Write(content)
		}
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:6])
}
