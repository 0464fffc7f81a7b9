package bench

// A Tambon and its database for one measurement.

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tambon/app"
	"tambon/config"
	"tambon/jobs"
	"tambon/store"

	_ "github.com/jackc/pgx/v5/stdlib" // to make and drop databases
	_ "modernc.org/sqlite"
)

const (
	channelSecret = "bench-channel-secret"
	channelToken  = "bench-channel-token"
)

// A town is a Tambon, wired and prepared but not running, on an empty database.
type town struct {
	*app.App
	address string
}

// address makes an empty database that waits for the disk and returns its address.
func address(b *testing.B, engine store.Engine) string {
	b.Helper()
	if engine == store.SQLite {
		return filepath.Join(b.TempDir(), "tambon.db")
	}
	server := os.Getenv("TEST_DATABASE_URL")
	if server == "" {
		b.Skip("TEST_DATABASE_URL is not set; make bench sets it")
	}
	admin := connect(b, server)
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		var value string
		if err := admin.QueryRow("SELECT current_setting($1)", setting).Scan(&value); err != nil {
			b.Fatal(err)
		}
		if value != "on" {
			b.Fatalf("the PostgreSQL of TEST_DATABASE_URL has %s = %s, want on as in production; unset TEST_DATABASE_URL and make bench starts one", setting, value)
		}
	}
	name := "bench_" + strings.ToLower(rand.Text()[:16])
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		again, err := sql.Open("pgx", server)
		if err != nil {
			b.Error(err)
			return
		}
		defer again.Close()
		if _, err := again.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			b.Error(err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		b.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// connect opens database/sql as a program without Tambon would.
func connect(b *testing.B, address string) *sql.DB {
	b.Helper()
	driver := "pgx"
	if store.EngineOf(address) == store.SQLite {
		driver = "sqlite"
		address = "file:" + address + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	conns := atOnce
	if driver == "sqlite" {
		conns = 1 // one writer, as the store has
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	b.Cleanup(func() { _ = db.Close() })
	return db
}

// environment is what a Tambon on that database is configured with.
func environment(b *testing.B, address, lineURL string) []string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return []string{
		"DATABASE_URL=" + address, "MASTER_KEY=" + base64.StdEncoding.EncodeToString(key), "DATA_DIR=" + b.TempDir(),
		"PUBLIC_URL=https://tambon.test", "LINE_CHANNEL_SECRET=" + channelSecret, "LINE_CHANNEL_TOKEN=" + channelToken,
		"LINE_API_URL=" + lineURL, "LINE_DATA_URL=" + lineURL,
	}
}

func openTown(b *testing.B, engine store.Engine) *town {
	b.Helper()
	site, err := config.LoadSite("")
	if err != nil {
		b.Fatal(err)
	}
	return openTownOf(b, engine, site, nil)
}

// openTownOf opens the town of a site file, by a clock; nil is the real one.
func openTownOf(b *testing.B, engine store.Engine, site config.Site, clock jobs.Clock) *town {
	b.Helper()
	where := address(b, engine)
	cfg, err := config.Load(environment(b, where, "http://127.0.0.1:9"), config.LINE)
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := app.New(context.Background(), app.Options{Config: cfg, Site: site, Log: log, Clock: clock})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = a.Close() })
	if err := a.Prepare(context.Background()); err != nil {
		b.Fatal(err)
	}
	return &town{a, where}
}

// exec changes the database behind the program's back, to set a scene.
func (t *town) exec(b *testing.B, query string) {
	b.Helper()
	if err := t.Store.Tx(context.Background(), func(ctx context.Context) error { return t.Store.DB(ctx).Exec(query).Error }); err != nil {
		b.Fatalf("%s: %v", query, err)
	}
}
