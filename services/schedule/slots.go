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
		db, today := s.store.DB(ctx), models.DateOf(s.now(), s.zone)
		// The service's row lock, which Sync takes too: rules and closures that are
		// read below it stay until the slots follow them.
		held := db.Exec("UPDATE health_services SET active = active WHERE id = ? AND active", id)
		if held.Error != nil || held.RowsAffected == 0 {
			return held.Error
		}
		var h models.HealthService
		if err := db.Where("id = ?", id).Take(&h).Error; err != nil {
			return err
		}
		wanted, err := s.wanted(ctx, h, today)
		if err != nil {
			return err
		}
		changed, err = s.reconcile(ctx, h.ID, today, wanted)
		return err
	})
	return changed, err
}

// wanted returns the slots that a service's rules and closures ask for.
func (s *Service) wanted(ctx context.Context, h models.HealthService, today models.Date) ([]models.Slot, error) {
	db, last := s.store.DB(ctx), today.Add(h.AheadMaxDays+horizonMargin)
	var rules []models.Schedule
	if err := db.Where("service_id = ?", h.ID).Order("weekday, from_minute").Find(&rules).Error; err != nil {
		return nil, err
	}
	var closed []models.Date
	err := db.Model(&models.Closure{}).Where("day >= ? AND day <= ? AND (service_id = ? OR service_id IS NULL AND centre_id = ?)",
		today, last, h.ID, h.CentreID).Pluck("day", &closed).Error
	if err != nil {
		return nil, err
	}
	var slots []models.Slot
	for day := today; day <= last; day = day.Add(1) {
		if !slices.Contains(closed, day) {
			slots = append(slots, Slots(rules, h, day, s.zone)...)
		}
	}
	return slots, nil
}

// reconcile makes the service's slots from today on those wanted and returns how
// many rows changed. Places follow the rules as far as those taken allow; a slot
// that is not wanted any more is closed, and who booked it keeps the booking.
// What has begun stays as it was.
func (s *Service) reconcile(ctx context.Context, id string, today models.Date, wanted []models.Slot) (int, error) {
	db := s.store.DB(ctx)
	var there []models.Slot
	if err := db.Where("service_id = ? AND day >= ?", id, today).Order("starts_at").Find(&there).Error; err != nil {
		return 0, err
	}
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

// Slots returns the slots of a service on one day, by its weekly rules. They
// have no ids yet.
func Slots(rules []models.Schedule, h models.HealthService, day models.Date, zone *time.Location) []models.Slot {
	var slots []models.Slot
	for _, rule := range rules {
		if rule.Weekday != day.Time().Weekday() {
			continue
		}
		for m := rule.FromMinute; m+h.Minutes <= rule.ToMinute; m += rule.Step {
			start := day.At(m, zone).UTC()
			slots = append(slots, models.Slot{
				ServiceID: h.ID, Day: day, StartsAt: start, EndsAt: start.Add(time.Duration(h.Minutes) * time.Minute), Capacity: rule.Capacity,
			})
		}
	}
	return slots
}
