-- +goose Up
CREATE TABLE key_checks (
  id     INTEGER PRIMARY KEY,
  sealed BYTEA NOT NULL CHECK (get_byte(sealed, 0) = 1)
);

CREATE TABLE centres (
  id           TEXT PRIMARY KEY,
  name_th      TEXT NOT NULL,
  name_en      TEXT NOT NULL,
  phone        TEXT NOT NULL,
  address_th   TEXT NOT NULL,
  latitude     DOUBLE PRECISION NOT NULL,
  longitude    DOUBLE PRECISION NOT NULL,
  arrive_early INTEGER NOT NULL CHECK (arrive_early >= 0)
);

CREATE TABLE health_services (
  id              TEXT PRIMARY KEY,
  centre_id       TEXT NOT NULL REFERENCES centres (id),
  prefix          TEXT NOT NULL UNIQUE,
  name_th         TEXT NOT NULL,
  name_en         TEXT NOT NULL,
  what_th         TEXT NOT NULL,
  what_en         TEXT NOT NULL,
  bring_th        TEXT NOT NULL,
  bring_en        TEXT NOT NULL,
  aliases         TEXT NOT NULL,
  disc            TEXT NOT NULL,
  minutes         INTEGER NOT NULL CHECK (minutes > 0),
  capacity        INTEGER NOT NULL CHECK (capacity > 0),
  ahead_min       INTEGER NOT NULL CHECK (ahead_min >= 0),
  ahead_max_days  INTEGER NOT NULL CHECK (ahead_max_days > 0),
  cancel_cutoff   INTEGER NOT NULL CHECK (cancel_cutoff >= 0),
  max_open        INTEGER NOT NULL CHECK (max_open > 0),
  position        INTEGER NOT NULL,
  active          BOOLEAN NOT NULL
);

CREATE TABLE schedules (
  id          TEXT PRIMARY KEY,
  service_id  TEXT NOT NULL REFERENCES health_services (id),
  weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
  step        INTEGER NOT NULL CHECK (step > 0),
  capacity    INTEGER NOT NULL CHECK (capacity > 0),
  UNIQUE (service_id, weekday, from_minute),
  CHECK (from_minute < to_minute)
);

CREATE TABLE closures (
  id         TEXT PRIMARY KEY,
  centre_id  TEXT NOT NULL REFERENCES centres (id),
  service_id TEXT REFERENCES health_services (id),
  day        TEXT NOT NULL CHECK (length(day) = 10),
  reason_th  TEXT NOT NULL,
  reason_en  TEXT NOT NULL
);
CREATE UNIQUE INDEX closures_of_a_centre ON closures (centre_id, day) WHERE service_id IS NULL;
CREATE UNIQUE INDEX closures_of_a_service ON closures (service_id, day) WHERE service_id IS NOT NULL;

CREATE TABLE slots (
  id         TEXT PRIMARY KEY,
  service_id TEXT NOT NULL REFERENCES health_services (id),
  day        TEXT NOT NULL CHECK (length(day) = 10),
  starts_at  TIMESTAMPTZ NOT NULL,
  ends_at    TIMESTAMPTZ NOT NULL,
  capacity   INTEGER NOT NULL CHECK (capacity >= 0),
  taken      INTEGER NOT NULL DEFAULT 0,
  closed     BOOLEAN NOT NULL DEFAULT FALSE,
  version    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (service_id, starts_at),
  CHECK (taken >= 0 AND taken <= capacity),
  CHECK (starts_at < ends_at)
);
CREATE INDEX slots_of_a_day ON slots (service_id, day);

CREATE TABLE residents (
  id             TEXT PRIMARY KEY,
  line_user_id   TEXT UNIQUE,
  name           BYTEA CHECK (name IS NULL OR get_byte(name, 0) = 1),
  phone          BYTEA CHECK (phone IS NULL OR get_byte(phone, 0) = 1),
  language       TEXT NOT NULL DEFAULT 'th' CHECK (language IN ('th', 'en')),
  following      BOOLEAN NOT NULL DEFAULT TRUE,
  followed_at    BIGINT NOT NULL DEFAULT 0,
  notice_version TEXT NOT NULL DEFAULT '',
  notice_at      TIMESTAMPTZ,
  created_at     TIMESTAMPTZ NOT NULL,
  updated_at     TIMESTAMPTZ NOT NULL,
  erased_at      TIMESTAMPTZ,
  version        INTEGER NOT NULL DEFAULT 0,
  CHECK (erased_at IS NULL OR (line_user_id IS NULL AND name IS NULL AND phone IS NULL))
);

CREATE TABLE bookings (
  id            TEXT PRIMARY KEY,
  number        TEXT UNIQUE,
  service_id    TEXT NOT NULL REFERENCES health_services (id),
  slot_id       TEXT NOT NULL REFERENCES slots (id),
  resident_id   TEXT NOT NULL REFERENCES residents (id),
  patient       BYTEA CHECK (patient IS NULL OR get_byte(patient, 0) = 1),
  phone         BYTEA CHECK (phone IS NULL OR get_byte(phone, 0) = 1),
  status        TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow')),
  channel       TEXT NOT NULL CHECK (channel IN ('line', 'counter', 'phone')),
  event_key     TEXT UNIQUE,
  cancel_reason TEXT NOT NULL DEFAULT '',
  created_at    TIMESTAMPTZ NOT NULL,
  updated_at    TIMESTAMPTZ NOT NULL,
  cancelled_at  TIMESTAMPTZ,
  version       INTEGER NOT NULL DEFAULT 0,
  CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))
);
CREATE INDEX bookings_of_a_resident ON bookings (resident_id, status);
CREATE INDEX bookings_of_a_slot ON bookings (slot_id);

CREATE TABLE booking_numbers (
  prefix TEXT NOT NULL,
  year   INTEGER NOT NULL,
  last   INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (prefix, year)
);

CREATE TABLE audit_events (
  id         TEXT PRIMARY KEY,
  at         TIMESTAMPTZ NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor_id   TEXT NOT NULL,
  verb       TEXT NOT NULL,
  noun_id    TEXT NOT NULL,
  detail     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_events_of_a_thing ON audit_events (noun_id, at);

CREATE TABLE pushes (
  id             TEXT PRIMARY KEY,
  resident_id    TEXT NOT NULL REFERENCES residents (id),
  verb           TEXT NOT NULL,
  messages       BYTEA CHECK (messages IS NULL OR get_byte(messages, 0) = 1),
  state          TEXT NOT NULL CHECK (state IN ('ready', 'sent', 'unknown', 'dropped')),
  first_tried_at TIMESTAMPTZ,
  done_at        TIMESTAMPTZ,
  created_at     TIMESTAMPTZ NOT NULL
);

-- A lane is a person's or a group's queue of events: one at a time, in order.
CREATE TABLE lanes (
  id           TEXT PRIMARY KEY,
  state        BYTEA CHECK (state IS NULL OR get_byte(state, 0) = 1),
  fence        BIGINT NOT NULL DEFAULT 0,
  leased_until BIGINT NOT NULL DEFAULT 0,
  updated_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE inbox_events (
  id           TEXT PRIMARY KEY,
  event_id     TEXT NOT NULL UNIQUE,
  lane_id      TEXT NOT NULL REFERENCES lanes (id),
  kind         TEXT NOT NULL,
  message_id   TEXT,
  occurred_at  BIGINT NOT NULL,
  received_at  TIMESTAMPTZ NOT NULL,
  body         BYTEA CHECK (body IS NULL OR get_byte(body, 0) = 1),
  status       TEXT NOT NULL CHECK (status IN ('received', 'done', 'aside')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  fault        TEXT NOT NULL DEFAULT '',
  done_at      TIMESTAMPTZ,
  reply        BYTEA CHECK (reply IS NULL OR get_byte(reply, 0) = 1),
  reply_state  TEXT NOT NULL DEFAULT 'none' CHECK (reply_state IN ('none', 'ready', 'sent', 'push', 'pushed', 'assumed', 'dropped', 'refused')),
  reply_weighs BOOLEAN NOT NULL DEFAULT FALSE,
  retry_key    TEXT NOT NULL DEFAULT '',
  tries        INTEGER NOT NULL DEFAULT 0,
  tried_at     TIMESTAMPTZ,
  next_try_at  BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX inbox_events_waiting ON inbox_events (lane_id, occurred_at, id) WHERE status = 'received';
CREATE INDEX inbox_events_unsent ON inbox_events (next_try_at) WHERE reply_state IN ('ready', 'push');
CREATE INDEX inbox_events_of_a_message ON inbox_events (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX inbox_events_done ON inbox_events (done_at) WHERE status = 'done';
CREATE INDEX inbox_events_of_a_lane ON inbox_events (lane_id);
