package store

import (
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
)

const (
	postgresWriters = 24
	postgresReaders = 12
	// ms that a statement waits for another's lock: LINE, and people, wait no longer.
	postgresLockTimeout = "5000"
	postgresIdleTimeout = "10000"
)

func openPostgres(s *Store, address string) error {
	for _, pool := range []struct {
		readOnly string
		size     int
	}{{"off", postgresWriters}, {"on", postgresReaders}} {
		cfg, err := pgx.ParseConfig(address)
		if err != nil {
			return err
		}
		cfg.ConnectTimeout = 3 * time.Second
		cfg.RuntimeParams["timezone"] = "UTC"
		cfg.RuntimeParams["application_name"] = "tambon"
		cfg.RuntimeParams["lock_timeout"] = postgresLockTimeout
		// A replica that was frozen inside a transaction must not hold its locks for ever.
		cfg.RuntimeParams["idle_in_transaction_session_timeout"] = postgresIdleTimeout
		cfg.RuntimeParams["default_transaction_read_only"] = pool.readOnly
		db := stdlib.OpenDB(*cfg)
		db.SetMaxOpenConns(pool.size)
		db.SetMaxIdleConns(pool.size)
		db.SetConnMaxIdleTime(5 * time.Minute)
		s.pools = append(s.pools, db)
	}
	var err error
	if s.writer, err = s.gorm(postgres.New(postgres.Config{Conn: s.pools[0]})); err != nil {
		return err
	}
	s.reader, err = s.gorm(postgres.New(postgres.Config{Conn: s.pools[1]}))
	return err
}
