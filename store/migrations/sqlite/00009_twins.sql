-- +goose Up
-- A resident who was found to be another one as well is merged into that one. The
-- row stays: its LINE account leads on, and the merge can be taken back.
ALTER TABLE residents ADD COLUMN merged_into TEXT REFERENCES residents (id) CHECK (merged_into IS NULL OR merged_into <> id);
CREATE INDEX residents_merged ON residents (merged_into) WHERE merged_into IS NOT NULL;

-- A keyed fingerprint of the whole name: who shares it may be one person.
ALTER TABLE residents ADD COLUMN twin_key TEXT NOT NULL DEFAULT '';
CREATE INDEX residents_twins ON residents (twin_key) WHERE twin_key <> '';

-- What a merge changed, so that taking it back restores exactly that. exchanged:
-- the two rows' LINE accounts changed places. took_name, took_phone: the kept row
-- had none and got the other's. was_…: the kept row before.
CREATE TABLE resident_merges (
  id                 TEXT PRIMARY KEY,
  kept_id            TEXT NOT NULL REFERENCES residents (id),
  gone_id            TEXT NOT NULL REFERENCES residents (id),
  at                 DATETIME NOT NULL,
  actor_kind         TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor_id           TEXT NOT NULL,
  exchanged          BOOLEAN NOT NULL,
  took_name          BOOLEAN NOT NULL,
  took_phone         BOOLEAN NOT NULL,
  was_notice_version TEXT NOT NULL,
  was_notice_at      DATETIME,
  was_updated_at     DATETIME NOT NULL,
  undone_at          DATETIME,
  CHECK (kept_id <> gone_id)
);
CREATE UNIQUE INDEX resident_merges_standing ON resident_merges (gone_id) WHERE undone_at IS NULL;
CREATE INDEX resident_merges_of_a_resident ON resident_merges (kept_id, at);
CREATE TABLE resident_merge_bookings (
  merge_id   TEXT NOT NULL REFERENCES resident_merges (id),
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  PRIMARY KEY (merge_id, booking_id)
);
