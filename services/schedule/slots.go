package schedule

// Slots out of weekly rules.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tambon/models"
)

// horizonMargin is how many days more than may be booked get slots, so that a
// night without the job leaves no gap.
const horizonMargin = 2

// OpenSlots makes the slots of the coming days those of the weekly rules and
// returns how many changed. Days without service have none to book.
func (s *Service) OpenSlots(ctx context.Context) (int, error) {
	var ids []string
	if err := s.store.DB(ctx).Model(&models.HealthService{}).Where("active").Order("position").Pluck("id", &ids).Error; err != nil {
		return 0, err
	}
	changed := 0
	for _, id := range ids {
		n, err := s.openService(ctx, id)
		if err != nil {
			return changed, fmt.Errorf("schedule: slots of %s: %w", id, err)
		}
		changed += n
	}
	return changed, nil
}

func (s *Service) openService(ctx context.Context, id string) (changed int, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		changed = 0
		// What is read below the lock stays until the slots follow it.
		if held, err := s.hold(ctx, id); err != nil || !held {
			return err
		}
		st, err := s.standing(ctx, "id = ? AND active", id)
		if err != nil || len(st.Services) == 0 {
			return err
		}
		there, err := s.slotsThere(ctx, id, st.Today)
		if err != nil {
			return err
		}
		h := st.Services[0]
		changed, err = s.reconcile(ctx, there, st.slots(h, horizon(h, st.Today, there), s.zone))
		return err
	})
	return changed, err
}

// hold takes a service's row lock, which everybody takes who changes what its
// slots follow from; false when there is no such service.
func (s *Service) hold(ctx context.Context, id string) (bool, error) {
	held := s.store.DB(ctx).Exec("UPDATE health_services SET active = active WHERE id = ?", id)
	return held.RowsAffected > 0, held.Error
}

// horizon is the last day that gets slots. What was opened before stays in sight:
// when booking opens later than it did, nobody loses a booking by it.
func horizon(h models.HealthService, today models.Date, there []models.Slot) models.Date {
	last := today.Add(h.AheadMaxDays + horizonMargin)
	if n := len(there); n > 0 {
		last = max(last, there[n-1].Day)
	}
	return last
}

// slotsThere are a service's slots from a day on, the earliest first.
func (s *Service) slotsThere(ctx context.Context, id string, from models.Date) (there []models.Slot, err error) {
	err = s.store.DB(ctx).Where("service_id = ? AND day >= ?", id, from).Order("starts_at").Find(&there).Error
	return there, err
}

// reconcile makes the slots that are there those wanted and returns how many rows
// changed. Places follow the rules as far as those taken allow; a slot
// that is not wanted any more is closed, and who booked it keeps the booking.
// What has begun stays as it was.
func (s *Service) reconcile(ctx context.Context, there, wanted []models.Slot) (int, error) {
	db := s.store.DB(ctx)
	missing := make(map[int64]models.Slot, len(wanted))
	for _, w := range wanted {
		missing[w.StartsAt.Unix()] = w
	}
	changed, now := 0, s.now()
	for _, have := range there {
		w, named := missing[have.StartsAt.Unix()]
		delete(missing, have.StartsAt.Unix())
		var err error
		switch {
		case !have.StartsAt.After(now):
			continue
		case !named && !have.Closed:
			err = db.Exec("UPDATE slots SET closed = TRUE, version = version + 1 WHERE id = ?", have.ID).Error
		case named && (have.Closed || have.Capacity != max(w.Capacity, have.Taken) || !have.EndsAt.Equal(w.EndsAt)):
			err = db.Exec(`UPDATE slots SET capacity = CASE WHEN taken > ? THEN taken ELSE ? END, ends_at = ?, closed = FALSE, version = version + 1
				WHERE id = ?`, w.Capacity, w.Capacity, w.EndsAt, have.ID).Error
		default:
			continue
		}
		if err != nil {
			return changed, err
		}
		changed++
	}
	if len(missing) == 0 {
		return changed, nil
	}
	fresh := slices.SortedFunc(maps.Values(missing), func(a, b models.Slot) int { return a.StartsAt.Compare(b.StartsAt) })
	for i := range fresh {
		fresh[i].ID = models.NewID(s.now())
	}
	return changed + len(fresh), db.Omit("Service").CreateInBatches(&fresh, 200).Error
}

// Slots returns the slots of a service on one day, by its weekly times. They
// have no ids yet.
func Slots(times []Time, h models.HealthService, day models.Date, zone *time.Location) []models.Slot {
	var slots []models.Slot
	for _, t := range times {
		if t.Weekday != day.Time().Weekday() {
			continue
		}
		for m := t.From; m+h.Minutes <= t.To; m += t.Step {
			start := day.At(m, zone).UTC()
			slots = append(slots, models.Slot{
				ServiceID: h.ID, Day: day, StartsAt: start, EndsAt: start.Add(time.Duration(h.Minutes) * time.Minute), Capacity: t.Capacity,
			})
		}
	}
	return slots
}
