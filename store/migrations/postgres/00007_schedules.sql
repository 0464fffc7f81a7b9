-- +goose Up
-- What staff set stands above the site file until they take it back.
ALTER TABLE health_services ADD COLUMN edited TEXT NOT NULL DEFAULT '';

ALTER TABLE closures ADD COLUMN from_minute INTEGER NOT NULL DEFAULT 0 CHECK (from_minute >= 0);
ALTER TABLE closures ADD COLUMN to_minute INTEGER NOT NULL DEFAULT 1440 CHECK (to_minute > from_minute AND to_minute <= 1440);
ALTER TABLE closures ADD COLUMN set_by TEXT NOT NULL DEFAULT '';
ALTER TABLE closures ADD COLUMN lifted BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT lifted OR set_by <> '');

CREATE TABLE opening_weeks (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES health_services (id),
  from_day   TEXT NOT NULL CHECK (length(from_day) = 10),
  set_by     TEXT NOT NULL,
  UNIQUE (service_id, from_day)
);
CREATE TABLE opening_times (
  week_id     TEXT NOT NULL REFERENCES opening_weeks (id),
  weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
  step        INTEGER NOT NULL CHECK (step > 0),
  capacity    INTEGER NOT NULL CHECK (capacity > 0),
  PRIMARY KEY (week_id, weekday, from_minute),
  CHECK (from_minute < to_minute)
);
