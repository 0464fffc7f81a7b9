-- +goose Up
CREATE TABLE staff (
  id            TEXT PRIMARY KEY,
  login         TEXT UNIQUE CHECK (login = lower(login)),
  name          BYTEA CHECK (name IS NULL OR get_byte(name, 0) = 1),
  language      TEXT NOT NULL DEFAULT 'th' CHECK (language IN ('th', 'en')),
  state         TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
  password_hash TEXT NOT NULL DEFAULT '',
  totp          BYTEA CHECK (totp IS NULL OR get_byte(totp, 0) = 1),
  totp_step     BIGINT NOT NULL DEFAULT 0,
  created_at    TIMESTAMPTZ NOT NULL,
  updated_at    TIMESTAMPTZ NOT NULL,
  version       INTEGER NOT NULL DEFAULT 0,
  CHECK (state = 'invited' OR (login IS NOT NULL AND password_hash <> ''))
);
-- scope is 'town', or 'centre:' and its id.
CREATE TABLE staff_grants (
  staff_id TEXT NOT NULL REFERENCES staff (id),
  role     TEXT NOT NULL,
  scope    TEXT NOT NULL,
  PRIMARY KEY (staff_id, role, scope)
);
-- A link that opens a door once: the first set-up, an invitation, a new password.
CREATE TABLE staff_links (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('setup', 'invite', 'reset')),
  staff_id   TEXT REFERENCES staff (id),
  token_hash TEXT NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  used_at    TIMESTAMPTZ,
  CHECK ((kind = 'setup') = (staff_id IS NULL))
);
CREATE UNIQUE INDEX staff_links_open ON staff_links (staff_id) WHERE used_at IS NULL AND staff_id IS NOT NULL;
CREATE TABLE staff_recovery_codes (
  staff_id TEXT NOT NULL REFERENCES staff (id),
  hash     TEXT NOT NULL,
  used_at  TIMESTAMPTZ,
  PRIMARY KEY (staff_id, hash)
);
CREATE TABLE staff_sessions (
  id         TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  staff_id   TEXT NOT NULL REFERENCES staff (id),
  step       TEXT NOT NULL CHECK (step IN ('second', 'enrol', 'open')),
  device     TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  seen_at    TIMESTAMPTZ NOT NULL,
  proved_at  TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_sessions_of_staff ON staff_sessions (staff_id);
CREATE INDEX staff_sessions_over ON staff_sessions (expires_at);

