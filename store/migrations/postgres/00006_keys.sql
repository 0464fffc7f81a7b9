-- +goose Up
-- credential is the public half of a passkey, as JSON.
CREATE TABLE staff_passkeys (
  id            TEXT PRIMARY KEY,
  staff_id      TEXT NOT NULL REFERENCES staff (id),
  credential_id TEXT NOT NULL UNIQUE,
  credential    TEXT NOT NULL,
  label         BYTEA CHECK (label IS NULL OR get_byte(label, 0) = 1),
  sign_count    BIGINT NOT NULL DEFAULT 0,
  created_at    TIMESTAMPTZ NOT NULL,
  used_at       TIMESTAMPTZ
);
CREATE INDEX staff_passkeys_of_staff ON staff_passkeys (staff_id);
-- What a browser was asked and has not answered.
CREATE TABLE staff_challenges (
  id         TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('enter', 'prove', 'enrol', 'line')),
  session_id TEXT NOT NULL DEFAULT '',
  data       BYTEA CHECK (data IS NULL OR get_byte(data, 0) = 1),
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_challenges_over ON staff_challenges (expires_at);
-- subject is a keyed fingerprint: whose LINE account it is cannot be read from it.
CREATE TABLE staff_line (
  staff_id  TEXT PRIMARY KEY REFERENCES staff (id),
  subject   TEXT NOT NULL UNIQUE,
  linked_at TIMESTAMPTZ NOT NULL,
  used_at   TIMESTAMPTZ
);
