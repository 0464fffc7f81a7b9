package store_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/jobs"
	"tambon/store"
)

// TestMigrationsKeepEveryRow migrates a database of every earlier version, and
// of this one, with rows in it. A migration that adds tables adds
// testdata/rows_NNNNN.sql with a row for each.
func TestMigrationsKeepEveryRow(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		ctx := context.Background()
		for version := int64(1); version <= store.Version(); version++ {
			s := fresh(t, db)
			if err := s.MigrateUpTo(ctx, version); err != nil {
				t.Fatal(err)
			}
			fill(t, s, version)
			before := rows(t, s)
			for range 2 { // the second time there is nothing to do
				if err := s.Migrate(ctx, jobs.Migrate); err != nil {
					t.Fatalf("from version %d with rows: %v", version, err)
				}
			}
			after := rows(t, s)
			for table, n := range before {
				if n == 0 && table != "key_checks" {
					t.Errorf("version %d: testdata has no row for %s", version, table)
				}
				if after[table] < n {
					t.Errorf("from version %d %s has %d rows after and %d before; want none lost", version, table, after[table], n)
				}
			}
			if s.Engine == store.SQLite {
				var broken int
				if err := s.DB(ctx).Raw("SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken).Error; err != nil || broken > 0 {
					t.Errorf("from version %d %d rows point to nothing, %v", version, broken, err)
				}
			}
			if err := s.Tx(ctx, func(ctx context.Context) error { return s.DB(ctx).Exec("DELETE FROM slots").Error }); err == nil {
				t.Errorf("from version %d a slot with a booking could be deleted; want foreign keys that hold", version)
			}
		}
	})
}

// fresh opens an empty database in the place of db.
func fresh(t *testing.T, db apptest.Database) *store.Store {
	t.Helper()
	if db.Engine == store.SQLite {
		db.Address = filepath.Join(t.TempDir(), "fresh.db")
		return db.Open(t)
	}
	s := db.Open(t)
	if _, err := s.Writer().Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
		t.Fatal(err)
	}
	return s
}

// fill runs the rows files up to a version. Each holds what its version added:
// a version's rows must stay writable in the next, for both run side by side.
func fill(t *testing.T, s *store.Store, version int64) {
	t.Helper()
	for v := int64(1); v <= version; v++ {
		content, err := os.ReadFile(fmt.Sprintf("testdata/rows_%05d.sql", v))
		if os.IsNotExist(err) {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		err = s.Tx(context.Background(), func(ctx context.Context) error {
			for _, one := range strings.Split(strings.TrimSpace(string(content)), ";\n") {
				if err := s.DB(ctx).Exec(one).Error; err != nil {
					return fmt.Errorf("%s: %w", one, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// rows counts the rows of every table of ours.
func rows(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for table := range maps.Keys(shapeOf(t, s)) {
		var n int
		if err := s.DB(context.Background()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	return counts
}

func TestTheSQLiteFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "tambon.db")
	s := apptest.Database{Engine: store.SQLite, Address: path, Master: "YSBrZXkgdGhhdCBpcyBmb3IgdGVzdHMgb25seSwgb2s="}.Open(t)
	if err := s.Migrate(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v; want the database and its log", files, err)
	}
	for _, f := range append(files, filepath.Dir(path)) {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode&0o077 != 0 && !strings.Contains(f, ".migrate") {
			t.Errorf("%s has the mode %o; want nobody else to read it", filepath.Base(f), mode)
		}
	}
}

func TestSQLiteWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		if s.Engine != store.SQLite {
			return
		}
		read := func(ctx context.Context, pragma string) (v string) {
			if err := s.DB(ctx).Raw("PRAGMA " + pragma).Scan(&v).Error; err != nil {
				t.Fatal(err)
			}
			return v
		}
		check := func(ctx context.Context, who, queryOnly string) {
			for pragma, want := range map[string]string{
				"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000", "query_only": queryOnly,
			} {
				if got := read(ctx, pragma); got != want {
					t.Errorf("%s has %s %s; want %s", who, pragma, got, want)
				}
			}
		}
		check(context.Background(), "a reader", "1")
		if err := s.Tx(context.Background(), func(ctx context.Context) error { check(ctx, "the writer", "0"); return nil }); err != nil {
			t.Fatal(err)
		}
	})
}
