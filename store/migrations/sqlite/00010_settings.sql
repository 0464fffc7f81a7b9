-- +goose Up
-- What staff set above the site file, a row for each change and none changed
-- afterwards; the newest of a key holds. value NULL: as the file says again. was
-- is what held before, file what the file said then. why is sealed.
CREATE TABLE setting_changes (
  id       TEXT PRIMARY KEY,
  key      TEXT NOT NULL,
  version  INTEGER NOT NULL CHECK (version > 0),
  value    TEXT,
  was      TEXT NOT NULL,
  file     TEXT NOT NULL,
  why      BLOB CHECK (why IS NULL OR substr(why, 1, 1) = x'01'),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  at       DATETIME NOT NULL,
  UNIQUE (key, version)
);
