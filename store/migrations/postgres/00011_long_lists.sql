-- +goose Up
-- What lists of a big town are read by, so that none is read whole.

-- Who shares a name: read in order, without the rows.
CREATE INDEX residents_same_name ON residents (twin_key, id) WHERE twin_key <> '' AND merged_into IS NULL AND erased_at IS NULL;
DROP INDEX residents_twins;

CREATE INDEX inbox_events_aside ON inbox_events (id) WHERE status = 'aside';

-- The log by what was done, by whom, and by the system.
CREATE INDEX audit_events_by_verb ON audit_events (verb, at, id);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, at, id);
CREATE INDEX audit_events_by_system ON audit_events (at, id) WHERE actor_kind = 'system';
