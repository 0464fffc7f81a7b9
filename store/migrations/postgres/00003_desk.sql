-- +goose Up
ALTER TABLE bookings ADD COLUMN cancel_words BYTEA CHECK (cancel_words IS NULL OR get_byte(cancel_words, 0) = 1);

-- What happened to a booking after it was made, one row a change. version is the
-- booking's after the change, so that two changes never stand on the same one.
CREATE TABLE booking_changes (
  id          TEXT PRIMARY KEY,
  booking_id  TEXT NOT NULL REFERENCES bookings (id),
  verb        TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status   TEXT NOT NULL,
  from_slot   TEXT NOT NULL REFERENCES slots (id),
  to_slot     TEXT NOT NULL REFERENCES slots (id),
  version     INTEGER NOT NULL,
  at          TIMESTAMPTZ NOT NULL,
  actor_kind  TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor_id    TEXT NOT NULL,
  undoes      TEXT UNIQUE REFERENCES booking_changes (id),
  undone_at   TIMESTAMPTZ,
  telling     TEXT NOT NULL CHECK (telling IN ('none', 'line', 'telling', 'told', 'call', 'called')),
  UNIQUE (booking_id, version)
);
CREATE INDEX booking_changes_to_call ON booking_changes (at) WHERE telling = 'call';
