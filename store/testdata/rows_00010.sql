-- A setting that staff changed.
INSERT INTO setting_changes (id, key, version, value, was, file, staff_id, at) VALUES ('sc', 'phone', 1, '{"number":"075774131"}', '{"number":"075774130"}', '{"number":"075774130"}', 'st', '2026-11-25 03:00:00+00:00');
