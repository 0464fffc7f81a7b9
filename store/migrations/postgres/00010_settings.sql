-- +goose Up
-- What staff set above the site file, a row for each change and none changed
-- afterwards; the newest of a key holds. value NULL: as the file says again. was
-- is what held before, file what the file said then. why is sealed.
CREATE TABLE setting_changes (
  id       TEXT PRIMARY KEY,
  key      TEXT NOT NULL,
  version  BIGINT NOT NULL CHECK (version > 0),
  value    TEXT,
  was      TEXT NOT NULL,
  file     TEXT NOT NULL,
  why      BYTEA CHECK (why IS NULL OR get_byte(why, 0) = 1),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  at       TIMESTAMPTZ NOT NULL,
  UNIQUE (key, version)
);
