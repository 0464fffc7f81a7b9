INSERT INTO resident_tokens (token, resident_id) VALUES ('00112233445566778899', 'r');
