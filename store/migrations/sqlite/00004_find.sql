-- +goose Up
-- By what a resident is found: keyed fingerprints of the beginnings of their
-- name's words, of their phone and of its last four digits. Nothing can be read
-- out of them.
CREATE TABLE resident_tokens (
  token       TEXT NOT NULL CHECK (length(token) = 20),
  resident_id TEXT NOT NULL REFERENCES residents (id),
  PRIMARY KEY (token, resident_id)
);
CREATE INDEX resident_tokens_of_a_resident ON resident_tokens (resident_id);

-- Under which key and rules the tokens were made, and of which state of the row.
ALTER TABLE residents ADD COLUMN indexed TEXT NOT NULL DEFAULT '';
ALTER TABLE residents ADD COLUMN indexed_at DATETIME;
