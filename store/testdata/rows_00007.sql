-- A week and a closure as staff set them.
INSERT INTO opening_weeks (id, service_id, from_day, set_by) VALUES ('ow', 'hydro', '2026-12-01', 'st');
INSERT INTO opening_times (week_id, weekday, from_minute, to_minute, step, capacity) VALUES ('ow', 3, 510, 690, 60, 4);
INSERT INTO closures (id, centre_id, day, from_minute, to_minute, reason_th, reason_en, set_by, lifted) VALUES ('z', 'c', '2026-12-08', 720, 1440, 'ประชุม', '', 'st', FALSE);
