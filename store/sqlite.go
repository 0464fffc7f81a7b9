package store

import (
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	driver "modernc.org/sqlite"
)

const sqliteReaders = 4

// sqliteAddress writes the address of a SQLite file. Without _txlock=immediate
// a transaction that reads before it writes fails at once when another writes.
// synchronous(FULL): what was committed survives the plug being pulled.
func sqliteAddress(path string, pragmas ...string) string {
	q := url.Values{
		"_txlock": {"immediate"}, "_time_format": {"sqlite"}, "_timezone": {"UTC"}, "_texttotime": {"1"},
		"_pragma": append([]string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"}, pragmas...),
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// openSQLite opens one connection that writes and a few that may only read:
// several writers starve each other on SQLite.
func openSQLite(s *Store, path string) error {
	if err := makePrivate(path); err != nil {
		return err
	}
	for _, pool := range []struct {
		size    int
		pragmas []string
	}{{1, []string{"foreign_keys(1)"}}, {sqliteReaders, []string{"foreign_keys(1)", "query_only(1)"}}} {
		db, err := sql.Open("sqlite", sqliteAddress(path, pool.pragmas...))
		if err != nil {
			return err
		}
		db.SetMaxOpenConns(pool.size)
		db.SetMaxIdleConns(pool.size)
		s.pools = append(s.pools, db)
		if err := db.Ping(); err != nil { // the writer makes the file before readers ask for it
			return err
		}
	}
	var err error
	if s.writer, err = s.gorm(dialector{sqlite.New(sqlite.Config{Conn: s.pools[0]}).(*sqlite.Dialector)}); err != nil {
		return err
	}
	s.reader, err = s.gorm(dialector{sqlite.New(sqlite.Config{Conn: s.pools[1]}).(*sqlite.Dialector)})
	return err
}

// makePrivate makes the file, and its folder, when missing. SQLite gives its log
// files the same permissions.
func makePrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dialector is GORM's SQLite dialect with modernc's error codes translated:
// the dialect knows only those of the cgo driver.
type dialector struct{ *sqlite.Dialector }

// Extended result codes, sqlite.org/rescode.html.
const (
	sqliteBusy       = 5
	sqliteCheck      = 275
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

// Translate turns the driver's constraint errors into GORM's.
func (dialector) Translate(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case sqliteUnique, sqlitePrimaryKey:
		return gorm.ErrDuplicatedKey
	case sqliteForeignKey:
		return gorm.ErrForeignKeyViolated
	case sqliteCheck:
		return gorm.ErrCheckConstraintViolated
	}
	return err
}
