package bot_test

import (
	"context"
	"fmt"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

// fill lets other people take every free place of a slot.
func (s *stage) fill(service, day, clock string) {
	ctx := context.Background()
	var hour, minute int
	if _, err := fmt.Sscanf(strings.ReplaceAll(clock, ".", " "), "%d %d", &hour, &minute); err != nil {
		s.t.Fatal(err)
	}
	slot, err := s.Bookings.SlotAt(ctx, service, models.Date(day), hour*60+minute)
	if err != nil {
		s.t.Fatalf("%s on %s at %s: %v", service, day, clock, err)
	}
	for i := range slot.Free() {
		other, err := s.Residents.Meet(ctx, fmt.Sprintf("Uother-%s-%d", slot.ID, i))
		if err != nil {
			s.t.Fatal(err)
		}
		_, err = s.Bookings.Book(ctx, booking.Request{
			ResidentID: other.ID, SlotID: slot.ID, Patient: fmt.Sprintf("คนอื่น %d", i), Phone: "0800000000", Channel: "counter",
			By: services.System("scene"),
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
}
