package schedule

// Slots out of weekly rules.

import (
	"context"
	"fmt"
	"time"

	"tambon/models"

	"gorm.io/gorm/clause"
)

// horizonMargin is how many days more than may be booked get slots, so that a
// night without the job leaves no gap.
const horizonMargin = 2

// OpenSlots makes the slots of the coming days those of the weekly rules and
// returns how many changed. Closed days get none.
func (s *Service) OpenSlots(ctx context.Context) (int, error) {
	var services []models.HealthService
	if err := s.store.DB(ctx).Where("active").Order("position").Find(&services).Error; err != nil {
		return 0, err
	}
	made := 0
	for _, h := range services {
		n, err := s.openService(ctx, h)
		if err != nil {
			return made, fmt.Errorf("schedule: slots of %s: %w", h.ID, err)
		}
		made += n
	}
	return made, nil
}

func (s *Service) openService(ctx context.Context, h models.HealthService) (int, error) {
	var rules []models.Schedule
	if err := s.store.DB(ctx).Where("service_id = ?", h.ID).Order("weekday, from_minute").Find(&rules).Error; err != nil {
		return 0, err
	}
	today := models.DateOf(s.now(), s.zone)
	last := today.Add(h.AheadMaxDays + horizonMargin)
	var closures []models.Closure
	err := s.store.DB(ctx).Where("day >= ? AND day <= ? AND (service_id = ? OR service_id IS NULL AND centre_id = ?)",
		today, last, h.ID, h.CentreID).Find(&closures).Error
	if err != nil {
		return 0, err
	}
	closed := map[models.Date]bool{}
	for _, c := range closures {
		closed[c.Day] = true
	}
	var slots []models.Slot
	for day := today; day <= last; day = day.Add(1) {
		if !closed[day] {
			slots = append(slots, Slots(rules, h, day, s.zone)...)
		}
	}
	return s.reconcile(ctx, h, today, slots)
}

// reconcile makes the service's coming slots those of its rules: new ones are
// added, places follow the rules as far as those taken allow, and untaken ones
// that no rule names any more are closed. It returns how many rows changed.
func (s *Service) reconcile(ctx context.Context, h models.HealthService, today models.Date, slots []models.Slot) (int, error) {
	starts := []time.Time{time.Time{}.UTC()} // IN () is no SQL
	for i := range slots {
		slots[i].ID = models.NewID(s.now())
		starts = append(starts, slots[i].StartsAt)
	}
	var changed int64
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		done := db.Exec("UPDATE slots SET closed = TRUE, version = version + 1 WHERE service_id = ? AND day >= ? AND taken = 0 AND closed = FALSE AND starts_at NOT IN ?",
			h.ID, today, starts)
		changed = done.RowsAffected
		if done.Error != nil || len(slots) == 0 {
			return done.Error
		}
		done = db.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "service_id"}, {Name: "starts_at"}},
			DoUpdates: clause.AssignmentColumns([]string{"capacity", "ends_at", "closed"}),
			Where: clause.Where{Exprs: []clause.Expression{clause.Expr{
				SQL: "slots.taken <= excluded.capacity AND (slots.capacity <> excluded.capacity OR slots.ends_at <> excluded.ends_at OR slots.closed)",
			}}},
		}).Omit("Service").CreateInBatches(&slots, 200)
		changed += done.RowsAffected
		return done.Error
	})
	return int(changed), err
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
