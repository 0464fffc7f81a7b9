package app

// What commands that only read need: a database that is there, and a day.

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/store"
	"tambon/text"
)

// openToLook opens the database as it is: who only looks neither makes nor
// migrates one. Keys may be nil where nothing sealed is read.
func openToLook(ctx context.Context, cfg config.Config, keys *store.Keys) (*store.Store, error) {
	address := cfg.Database().Reveal()
	if store.EngineOf(address) == store.SQLite {
		if _, err := os.Stat(address); err != nil {
			return nil, fmt.Errorf("there is no database to look at: %w; DATA_DIR or DATABASE_URL says where it is, and tambon migrate makes one", err)
		}
	}
	s, err := store.Open(ctx, address, keys)
	if err != nil {
		return nil, err
	}
	var version int64
	err = s.DB(ctx).Raw("SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&version).Error
	if err != nil || version < store.Version() {
		_ = s.Close()
		return nil, fmt.Errorf("the database has not all tables of this version (%d of %d); tambon migrate makes them", version, store.Version())
	}
	return s, nil
}

// keysToLook are the keys that are there: who only looks makes none.
func keysToLook(cfg config.Config) (*store.Keys, error) {
	if cfg.MasterKey.Reveal() == "" {
		if _, err := os.Stat(store.MasterKeyFile(cfg.DataDir)); err != nil {
			return nil, fmt.Errorf("MASTER_KEY: there is no key to open the names with: %w; set it, or DATA_DIR to the folder where serve keeps it (the demo's is data/demo)", err)
		}
	}
	return openKeys(cfg)
}

// buddhist is how many years the Buddhist era is ahead; no Christian year from
// firstBuddhist on is meant by anybody.
const (
	buddhist      = 543
	firstBuddhist = 2400
)

var dashedDay = regexp.MustCompile(`^(\d{4})(-\d\d-\d\d)$`)

// day reads a day argument, today when it is empty: 2026-11-26 in either era and
// either script, or as people say it, such as พรุ่งนี้ or 26 พ.ย.
func day(s string, now time.Time, zone *time.Location) (models.Date, error) {
	if s == "" {
		return models.DateOf(now, zone), nil
	}
	if form := dashedDay.FindStringSubmatch(text.Fold(s)); form != nil {
		y, _ := strconv.Atoi(form[1])
		if y >= firstBuddhist {
			y -= buddhist
		}
		on, err := models.ParseDate(fmt.Sprintf("%04d%s", y, form[2]))
		if err == nil && (y < 1900 || y >= firstBuddhist) {
			err = fmt.Errorf("app: nobody means the year %d", y)
		}
		return on, err
	}
	said, r := text.ReadDay(s, now.In(zone))
	if r != text.Sure {
		return "", fmt.Errorf("app: %q is no one day", s)
	}
	return models.DateOf(said, time.UTC), nil
}
