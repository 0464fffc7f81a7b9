-- Two people of the console, one of them invited, with what lets them in.
INSERT INTO staff (id, login, state, password_hash, created_at, updated_at) VALUES ('st', 'sudarat', 'active', '$argon2id$', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00');
INSERT INTO staff (id, state, created_at, updated_at) VALUES ('su', 'invited', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00');
INSERT INTO staff_grants (staff_id, role, scope) VALUES ('st', 'reception', 'centre:c'), ('st', 'administrator', 'town');
INSERT INTO staff_links (id, kind, staff_id, token_hash, created_at, expires_at) VALUES ('l', 'invite', 'su', 'aa', '2026-11-25 03:00:00+00:00', '2026-11-28 03:00:00+00:00');
INSERT INTO staff_recovery_codes (staff_id, hash) VALUES ('st', 'bb');
INSERT INTO staff_sessions (id, token_hash, staff_id, step, device, created_at, seen_at, proved_at, expires_at)
  VALUES ('se', 'cc', 'st', 'open', 'Chrome, Windows', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00', '2026-11-25 15:00:00+00:00');
