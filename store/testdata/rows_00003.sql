INSERT INTO booking_changes (id, booking_id, verb, from_status, to_status, from_slot, to_slot, version, at, actor_kind, actor_id, telling)
  VALUES ('k', 'b', 'booking.arrive', 'booked', 'arrived', 's', 's', 1, '2026-11-26 02:00:00+00:00', 'staff', 'p', 'none');
