-- A resident who was merged into the first one, with what moved.
INSERT INTO residents (id, name, created_at, updated_at, merged_into) VALUES ('r9', NULL, '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00', 'r');
INSERT INTO resident_merges (id, kept_id, gone_id, at, actor_kind, actor_id, exchanged, took_name, took_phone, was_notice_version, was_updated_at) VALUES ('m', 'r', 'r9', '2026-11-25 03:00:00+00:00', 'staff', 'st', FALSE, FALSE, FALSE, '', '2026-11-25 03:00:00+00:00');
INSERT INTO resident_merge_bookings (merge_id, booking_id) VALUES ('m', 'b');
