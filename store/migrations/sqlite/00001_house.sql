-- +goose Up
CREATE TABLE key_checks (
  id     INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL CHECK (substr(sealed, 1, 1) = x'01')
);

CREATE TABLE centres (
  id           TEXT PRIMARY KEY,
  name_th      TEXT NOT NULL,
  name_en      TEXT NOT NULL,
  phone        TEXT NOT NULL,
  address_th   TEXT NOT NULL,
  latitude     REAL NOT NULL,
  longitude    REAL NOT NULL,
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
  starts_at  DATETIME NOT NULL,
  ends_at    DATETIME NOT NULL,
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
  name           BLOB CHECK (name IS NULL OR substr(name, 1, 1) = x'01'),
  phone          BLOB CHECK (phone IS NULL OR substr(phone, 1, 1) = x'01'),
  language       TEXT NOT NULL DEFAULT 'th' CHECK (language IN ('th', 'en')),
  following      BOOLEAN NOT NULL DEFAULT TRUE,
  followed_at    INTEGER NOT NULL DEFAULT 0,
  notice_version TEXT NOT NULL DEFAULT '',
  notice_at      DATETIME,
  created_at     DATETIME NOT NULL,
  updated_at     DATETIME NOT NULL,
  erased_at      DATETIME,
  version        INTEGER NOT NULL DEFAULT 0,
  CHECK (erased_at IS NULL OR (line_user_id IS NULL AND name IS NULL AND phone IS NULL))
);

CREATE TABLE bookings (
  id            TEXT PRIMARY KEY,
  number        TEXT UNIQUE,
  service_id    TEXT NOT NULL REFERENCES health_services (id),
  slot_id       TEXT NOT NULL REFERENCES slots (id),
  resident_id   TEXT NOT NULL REFERENCES residents (id),
  patient       BLOB CHECK (patient IS NULL OR substr(patient, 1, 1) = x'01'),
  phone         BLOB CHECK (phone IS NULL OR substr(phone, 1, 1) = x'01'),
  status        TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow')),
  channel       TEXT NOT NULL CHECK (channel IN ('line', 'counter', 'phone')),
  event_key     TEXT UNIQUE,
  cancel_reason TEXT NOT NULL DEFAULT '',
  created_at    DATETIME NOT NULL,
  updated_at    DATETIME NOT NULL,
  cancelled_at  DATETIME,
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
  at         DATETIME NOT NULL,
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
  messages       BLOB CHECK (messages IS NULL OR substr(messages, 1, 1) = x'01'),
  state          TEXT NOT NULL CHECK (state IN ('ready', 'sent', 'unknown', 'dropped')),
  first_tried_at DATETIME,
  done_at        DATETIME,
  created_at     DATETIME NOT NULL
);

-- A lane is a person's or a group's queue of events: one at a time, in order.
CREATE TABLE lanes (
  id           TEXT PRIMARY KEY,
  state        BLOB CHECK (state IS NULL OR substr(state, 1, 1) = x'01'),
  fence        INTEGER NOT NULL DEFAULT 0,
  leased_until INTEGER NOT NULL DEFAULT 0,
  updated_at   DATETIME NOT NULL
);

CREATE TABLE inbox_events (
  id           TEXT PRIMARY KEY,
  event_id     TEXT NOT NULL UNIQUE,
  lane_id      TEXT NOT NULL REFERENCES lanes (id),
  kind         TEXT NOT NULL,
  message_id   TEXT,
  occurred_at  INTEGER NOT NULL,
  received_at  DATETIME NOT NULL,
  body         BLOB CHECK (body IS NULL OR substr(body, 1, 1) = x'01'),
  status       TEXT NOT NULL CHECK (status IN ('received', 'done', 'aside')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  fault        TEXT NOT NULL DEFAULT '',
  done_at      DATETIME,
  reply        BLOB CHECK (reply IS NULL OR substr(reply, 1, 1) = x'01'),
  reply_state  TEXT NOT NULL DEFAULT 'none' CHECK (reply_state IN ('none', 'ready', 'sent', 'push', 'pushed', 'assumed', 'dropped', 'refused')),
  reply_weighs BOOLEAN NOT NULL DEFAULT FALSE,
  retry_key    TEXT NOT NULL DEFAULT '',
  tries        INTEGER NOT NULL DEFAULT 0,
  tried_at     DATETIME,
  next_try_at  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX inbox_events_waiting ON inbox_events (lane_id, occurred_at, id) WHERE status = 'received';
CREATE INDEX inbox_events_unsent ON inbox_events (next_try_at) WHERE reply_state IN ('ready', 'push');
CREATE INDEX inbox_events_of_a_message ON inbox_events (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX inbox_events_done ON inbox_events (done_at) WHERE status = 'done';
CREATE INDEX inbox_events_of_a_lane ON inbox_events (lane_id);
