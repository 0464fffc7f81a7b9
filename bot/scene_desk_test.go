package bot_test

// What staff do to bookings while a conversation goes on.

import (
	"context"
	"fmt"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/schedule"
)

// desk understands
//
//	ยกเลิก HY-2570-000001 weather ฝนตกหนัก     cancels for a reason, with words
//	เลื่อน HY-2570-000001 2026-11-27 10.30     moves the visit
//	เลิกทำ HY-2570-000001                      takes the newest change back
//	ปิดวัน 2026-11-27 hydro ล้างสระ            closes a service for a day, and calls its visits off
//	ปิดบริการ hydro                            closes a service for good, likewise
func (s *stage) desk(words []string) error {
	ctx := context.Background()
	switch words[0] {
	case "ปิดวัน":
		shut := schedule.Shut{Service: words[2], Day: models.Date(words[1]), To: 24 * 60, ReasonTH: strings.Join(words[3:], " ")}
		return s.reschedule(ctx, func(schedule.Standing) schedule.Change {
			return schedule.CloseDays(schedule.Span{}, schedule.Span{Shut: shut, Last: shut.Day})
		})
	case "ปิดบริการ":
		return s.reschedule(ctx, func(st schedule.Standing) schedule.Change {
			facts := st.Facts(words[1])
			facts.Active = false
			return schedule.SetFacts(words[1], facts)
		})
	}
	var b models.Booking
	found := s.Store.DB(ctx).Where("number = ?", words[1]).Take(&b)
	if found.Error != nil {
		return found.Error
	}
	act := booking.Act{Centre: s.Site.Centres[0].Code, BookingID: b.ID, Version: b.Version, By: services.Staff("nurse")}
	defer s.Advance(0)
	switch words[0] {
	case "ยกเลิก":
		_, err := s.Bookings.CancelByStaff(ctx, act, booking.Reason{Key: words[2], Words: strings.Join(words[3:], " ")})
		return err
	case "เลื่อน":
		var hour, minute int
		if _, err := fmt.Sscanf(strings.ReplaceAll(words[3], ".", " "), "%d %d", &hour, &minute); err != nil {
			return err
		}
		slot, err := s.Bookings.SlotAt(ctx, b.ServiceID, models.Date(words[2]), hour*60+minute)
		if err != nil {
			return err
		}
		_, err = s.Bookings.Move(ctx, act, slot.ID)
		return err
	case "เลิกทำ":
		var c models.BookingChange
		err := s.Store.DB(ctx).Where("booking_id = ? AND undoes IS NULL AND undone_at IS NULL", b.ID).Order("version DESC").Take(&c).Error
		if err != nil {
			return err
		}
		_, err = s.Bookings.Undo(ctx, act, c.ID)
		return err
	}
	return fmt.Errorf("staff do not know how to %s", words[0])
}

// reschedule is what the centre's head does in the console, with the look before it.
func (s *stage) reschedule(ctx context.Context, by func(schedule.Standing) schedule.Change) error {
	defer s.Advance(0)
	centre := s.Site.Centres[0].Code
	st, err := s.Schedule.Standing(ctx, centre)
	if err != nil {
		return err
	}
	change := by(st)
	wish := schedule.Wish{Centre: centre, Change: change, By: services.Staff("head"), Mark: schedule.Mark(change, st)}
	plan, err := s.Schedule.Plan(ctx, wish)
	if err != nil {
		return err
	}
	_, err = s.Schedule.Save(ctx, wish, plan.Seen, schedule.Cancel)
	return err
}
