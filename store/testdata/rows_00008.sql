-- A chat in which staff answered with a picture, and an answer that is given often.
INSERT INTO chats (id, resident_id, state, staff_id, opened_at, touched_at) VALUES ('ch', 'r', 'held', 'st', '2026-11-25 03:00:00+00:00', '2026-11-25 03:00:00+00:00');
INSERT INTO chat_messages (id, chat_id, seq, sender, kind, at, delivery, way) VALUES ('cm', 'ch', 1, 'staff', 'image', '2026-11-25 03:00:00+00:00', 'sent', 'push');
INSERT INTO canned_answers (id, label, words, updated_at) VALUES ('ca', 'x', 'y', '2026-11-25 03:00:00+00:00');
INSERT INTO chat_pictures (message_id, width, height, created_at) VALUES ('cm', 1, 1, '2026-11-25 03:00:00+00:00');
