-- A little of everything, as it could lie in a database of the first version.
INSERT INTO centres (id, name_th, name_en, phone, address_th, latitude, longitude, arrive_early) VALUES ('c', 'รพ.สต.', 'Centre', '075774130', 'หมู่ 4', 8.5, 99.9, 15);
INSERT INTO health_services (id, centre_id, prefix, name_th, name_en, what_th, what_en, bring_th, bring_en, aliases, disc, minutes, capacity, ahead_min, ahead_max_days, cancel_cutoff, max_open, position, active)
  VALUES ('hydro', 'c', 'HY', 'วารีบำบัด', 'Hydrotherapy', '', '', '', '', '', 'hydro', 45, 4, 120, 14, 120, 2, 0, TRUE);
INSERT INTO schedules (id, service_id, weekday, from_minute, to_minute, step, capacity) VALUES ('w', 'hydro', 1, 540, 720, 60, 4);
INSERT INTO closures (id, centre_id, service_id, day, reason_th, reason_en) VALUES ('x', 'c', NULL, '2026-12-07', 'วันหยุด', 'Holiday'), ('y', 'c', 'hydro', '2026-12-07', 'ซ่อม', 'Repair');
INSERT INTO slots (id, service_id, day, starts_at, ends_at, capacity, taken) VALUES ('s', 'hydro', '2026-11-26', '2026-11-26 02:00:00+00:00', '2026-11-26 02:45:00+00:00', 4, 1);
INSERT INTO residents (id, line_user_id, created_at, updated_at) VALUES ('r', 'U1', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00');
INSERT INTO bookings (id, number, service_id, slot_id, resident_id, status, channel, event_key, created_at, updated_at)
  VALUES ('b', 'HY-2570-000001', 'hydro', 's', 'r', 'booked', 'line', 'line:1', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00');
INSERT INTO booking_numbers (prefix, year, last) VALUES ('HY', 2570, 1);
INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id) VALUES ('a', '2026-11-25 03:00:00+00:00', 'resident', 'r', 'booking.book', 'b');
INSERT INTO pushes (id, resident_id, verb, state, created_at) VALUES ('p', 'r', 'booking.remind', 'sent', '2026-11-25 03:00:00+00:00');
INSERT INTO lanes (id, updated_at) VALUES ('U1', '2026-11-25 03:00:00+00:00');
INSERT INTO inbox_events (id, event_id, lane_id, kind, occurred_at, received_at, status) VALUES ('e', '01HZ', 'U1', 'message', 1, '2026-11-25 03:00:00+00:00', 'done');
