-- +goose Up
-- A row of the audit log is sealed into a chain after its act: seq is its place
-- there, mac the keyed fingerprint over it and the row before.
ALTER TABLE audit_events ADD COLUMN seq BIGINT;
ALTER TABLE audit_events ADD COLUMN mac TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX audit_events_in_order ON audit_events (seq) WHERE seq IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (at, id) WHERE seq IS NULL;
CREATE INDEX audit_events_by_time ON audit_events (at, id);
CREATE TABLE audit_heads (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  seq       BIGINT NOT NULL,
  mac       TEXT NOT NULL,
  sealed_at TIMESTAMPTZ
);
INSERT INTO audit_heads (id, seq, mac) VALUES (1, 0, '');
