-- +goose Up
-- A chat is one hand-over of a resident to staff; while none is open the bot answers.
CREATE TABLE chats (
  id          TEXT PRIMARY KEY,
  resident_id TEXT NOT NULL REFERENCES residents (id),
  centre_id   TEXT REFERENCES centres (id),
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'closed')),
  staff_id    TEXT REFERENCES staff (id),
  nickname    BLOB CHECK (nickname IS NULL OR substr(nickname, 1, 1) = x'01'),
  asked_at    DATETIME,
  due_at      DATETIME,
  urgent      BOOLEAN NOT NULL DEFAULT FALSE,
  reply_token BLOB CHECK (reply_token IS NULL OR substr(reply_token, 1, 1) = x'01'),
  reply_until DATETIME,
  seq         INTEGER NOT NULL DEFAULT 0,
  opened_at   DATETIME NOT NULL,
  touched_at  DATETIME NOT NULL,
  closed_at   DATETIME,
  closed_by   TEXT NOT NULL DEFAULT '' CHECK (closed_by IN ('', 'staff', 'resident', 'system')),
  told        BOOLEAN NOT NULL DEFAULT FALSE,
  version     INTEGER NOT NULL DEFAULT 0,
  CHECK (state <> 'held' OR staff_id IS NOT NULL),
  CHECK (state <> 'waiting' OR staff_id IS NULL),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
-- Nobody is handed over twice at once.
CREATE UNIQUE INDEX chats_open ON chats (resident_id) WHERE state <> 'closed';
CREATE INDEX chats_untold ON chats (resident_id) WHERE told = FALSE;
CREATE INDEX chats_listed ON chats (state, touched_at, id);
CREATE INDEX chats_of_a_resident ON chats (resident_id, opened_at);

CREATE TABLE chat_messages (
  id          TEXT PRIMARY KEY,
  chat_id     TEXT NOT NULL REFERENCES chats (id),
  seq         INTEGER NOT NULL CHECK (seq > 0),
  sender      TEXT NOT NULL CHECK (sender IN ('resident', 'staff', 'bot', 'system')),
  staff_id    TEXT REFERENCES staff (id),
  kind        TEXT NOT NULL,
  words       BLOB CHECK (words IS NULL OR substr(words, 1, 1) = x'01'),
  line_id     TEXT UNIQUE,
  form_key    TEXT UNIQUE,
  picture     TEXT NOT NULL DEFAULT '' CHECK (picture IN ('', 'waiting', 'kept', 'refused', 'gone')),
  at          DATETIME NOT NULL,
  delivery    TEXT NOT NULL CHECK (delivery IN ('none', 'ready', 'sent', 'failed', 'unknown')),
  way         TEXT NOT NULL DEFAULT '' CHECK (way IN ('', 'reply', 'push')),
  retry_key   TEXT NOT NULL DEFAULT '',
  token       BLOB CHECK (token IS NULL OR substr(token, 1, 1) = x'01'),
  token_until DATETIME,
  tries       INTEGER NOT NULL DEFAULT 0,
  tried_at    DATETIME,
  fault       TEXT NOT NULL DEFAULT '',
  unsent_at   DATETIME,
  UNIQUE (chat_id, seq),
  CHECK (delivery = 'none' OR way <> '')
);
CREATE INDEX chat_messages_to_send ON chat_messages (chat_id, seq) WHERE delivery = 'ready';

CREATE TABLE chat_pictures (
  message_id TEXT PRIMARY KEY REFERENCES chat_messages (id),
  data       BLOB CHECK (data IS NULL OR substr(data, 1, 1) = x'01'),
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0),
  created_at DATETIME NOT NULL
);

CREATE TABLE canned_answers (
  id         TEXT PRIMARY KEY,
  label      TEXT NOT NULL UNIQUE,
  words      TEXT NOT NULL,
  updated_at DATETIME NOT NULL,
  version    INTEGER NOT NULL DEFAULT 0
);
