package bot_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tambon/handlers/console"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/text"
)

// scene understands
//
//	เต็ม 2026-11-26 09.30 hydro      others take every place of that hour
//	เต็ม 2026-11-26 hydro            … of that day
//	เต็ม ทุกวัน hydro                 … of every day
//	ปิด 2026-11-26 hydro             the centre closes the service that day
//	ประกาศใหม่                       the privacy notice has a new version
//
// and what staff do: see desk and settings.
func (s *stage) scene(does string) error {
	words := strings.Fields(does)
	switch {
	case words[0] == "เต็ม" && len(words) == 4:
		s.fill(words[3], words[1], words[2])
	case words[0] == "เต็ม" && len(words) == 3:
		h, err := s.Bookings.HealthService(context.Background(), words[2])
		if err != nil {
			return err
		}
		days := []booking.Day{{Day: models.Date(words[1])}}
		if words[1] == "ทุกวัน" {
			if days, err = s.Bookings.Days(context.Background(), h, "", 100); err != nil {
				return err
			}
		}
		for _, day := range days {
			slots, err := s.Bookings.Times(context.Background(), h, day.Day)
			if err != nil {
				return err
			}
			for _, slot := range slots {
				s.fillSlot(slot)
			}
		}
	case words[0] == "ปิด" && len(words) == 3:
		s.CloseDay(words[2], words[1])
	case words[0] == "ประกาศใหม่":
		s.Exec("UPDATE residents SET notice_version = '2025-01-01' WHERE notice_version <> ''")
	case words[0] == "ตั้งค่า", words[0] == "คืนค่า":
		return s.settings(does)
	case words[0] == "เจ้าหน้าที่":
		return s.desk(words[1:])
	default:
		return fmt.Errorf("no scene is called %q", does)
	}
	return nil
}

// nurse reads the list of a day as staff do: ดูคิว 2026-11-26.
func (s *stage) nurse(does string) ([]string, error) {
	rows, err := console.List(context.Background(), s.Bookings, models.Date(strings.TrimPrefix(does, "ดูคิว ")), text.Thai, time.FixedZone("+07", 7*3600))
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = strings.Join([]string{r.Clock, r.Service, r.Name, r.Phone, r.Number, r.Status}, " · ")
	}
	return lines, err
}

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
	s.fillSlot(slot)
}

func (s *stage) fillSlot(slot models.Slot) {
	ctx := context.Background()
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
