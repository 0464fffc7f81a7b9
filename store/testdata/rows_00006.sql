-- A passkey, a question to a browser, and a LINE account that is linked.
INSERT INTO staff_passkeys (id, staff_id, credential_id, credential, created_at) VALUES ('k', 'st', 'AQID', '{}', '2026-11-25 03:00:00+00:00');
INSERT INTO staff_challenges (id, token_hash, kind, expires_at) VALUES ('c', 'ee', 'enter', '2026-11-25 03:05:00+00:00');
INSERT INTO staff_line (staff_id, subject, linked_at) VALUES ('st', 'ab', '2026-11-25 03:00:00+00:00');
