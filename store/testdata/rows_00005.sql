-- A sealed act.
INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, seq, mac) VALUES ('a5', '2026-11-25 03:00:00+00:00', 'staff', 'st', 'booking.arrive', 'b', 1, 'ff');
