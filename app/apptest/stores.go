// Package apptest opens real databases and whole worlds for tests: every test
// runs on SQLite and, where TEST_DATABASE_URL names a server, on PostgreSQL.
package apptest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/jobs"
	"tambon/store"

	_ "github.com/jackc/pgx/v5/stdlib" // to make and drop databases
)

// A Database is an empty, migrated database of one test.
type Database struct {
	Engine  store.Engine
	Address string // as DATABASE_URL takes it
	Master  string // MASTER_KEY
}

// EachDatabase runs the test on every engine, with an empty migrated database each.
func EachDatabase(t *testing.T, test func(t *testing.T, db Database)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, sqliteDatabase(t))
	})
	server := os.Getenv("TEST_DATABASE_URL")
	if server == "" {
		if os.Getenv("TAMBON_TEST") == "full" {
			t.Fatal("TEST_DATABASE_URL is not set; make test sets it")
		}
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, postgresDatabase(t, server))
	})
}

// SQLite is an empty, migrated database for a test that is not about databases.
// All of them have one master key.
func SQLite(t testing.TB) Database {
	t.Helper()
	return sqliteDatabase(t)
}

// EachStore runs the test on every engine with an open store.
func EachStore(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachDatabase(t, func(t *testing.T, db Database) { test(t, db.Open(t)) })
}

// Open opens the database until the test ends.
func (db Database) Open(t testing.TB) *store.Store {
	t.Helper()
	keys, err := store.NewKeys(db.Master)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), db.Address, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// master seals the template databases; tests hold nobody's data.
var master = base64.StdEncoding.EncodeToString([]byte("a key that is for tests only, ok"))

// sqliteTemplate migrates one file a process; tests get copies.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tambon-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "template.db")
	if err := migrateAt(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func migrateAt(address string) error {
	keys, err := store.NewKeys(master)
	if err != nil {
		return err
	}
	s, err := store.Open(context.Background(), address, keys)
	if err != nil {
		return err
	}
	if err := s.Migrate(context.Background(), jobs.Migrate); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close() // the last connection moves the log into the file
}

func sqliteDatabase(t testing.TB) Database {
	t.Helper()
	content, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tambon.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return Database{store.SQLite, path, master}
}

func postgresDatabase(t testing.TB, server string) Database {
	t.Helper()
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = admin.Close() }()
	template, err := postgresTemplate(admin, server)
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text()[:16])
	if _, err := admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		again, err := sql.Open("pgx", server)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = again.Close() }()
		if _, err := again.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return Database{store.Postgres, withDatabase(server, name), master}
}

// postgresTemplate makes the migrated template database that this program's
// migrations need, unless another test process has made it.
func postgresTemplate(admin *sql.DB, server string) (string, error) {
	name := fmt.Sprintf("tambon_template_%d_%s", store.Version(), store.Fingerprint())
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := admin.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(7)"); err != nil {
		return "", err
	}
	defer func() { _, _ = conn.ExecContext(ctx, "SELECT pg_advisory_unlock(7)") }()
	var there bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	making := name + "_making"
	if _, err := conn.ExecContext(ctx, "DROP DATABASE IF EXISTS "+making); err != nil {
		return "", err
	}
	if _, err := conn.ExecContext(ctx, "CREATE DATABASE "+making); err != nil {
		return "", err
	}
	if err := migrateAt(withDatabase(server, making)); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+making+" RENAME TO "+name)
	return name, err
}

func withDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + name
	return u.String()
}
