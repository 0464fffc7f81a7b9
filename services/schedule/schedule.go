// Package schedule turns the municipality's facts into rows and its weekly
// rules into slots. Both are safe to repeat, by any number of replicas at once,
// and change nothing where nothing changed: what a person has booked is never
// taken away by it.
package schedule

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/store"

	"gorm.io/gorm/clause"
)

// Open is the job that makes the slots of the coming days.
type Open struct{}

// Kind names the job.
func (Open) Kind() string { return "schedule.open" }

// Service makes slots. Make it with New.
type Service struct {
	store *store.Store
	now   func() time.Time
	zone  *time.Location
}

// New returns the schedule service of a town in the given time zone.
func New(s *store.Store, now func() time.Time, zone *time.Location) *Service {
	return &Service{s, now, zone}
}

// Sync writes a site's centres, health services, weekly rules and closures.
// Services that the site no longer names stop being offered; their bookings
// stay. OpenSlots afterwards lets the slots follow.
func (s *Service) Sync(ctx context.Context, site config.Site) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		for _, c := range site.Centres {
			row := models.Centre{
				ID: c.Code, NameTH: c.Name.TH, NameEN: c.Name.In("en"), Phone: c.Phone, AddressTH: c.Address.Thai(),
				Latitude: c.Latitude, Longitude: c.Longitude, ArriveEarly: c.ArriveEarly,
			}
			if err := db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
				return fmt.Errorf("schedule: centre %s: %w", c.Code, err)
			}
		}
		codes := make([]string, len(site.Services))
		for i, h := range site.Services {
			codes[i] = h.Code
		}
		if err := db.Exec("UPDATE health_services SET active = FALSE WHERE active AND id NOT IN ?", codes).Error; err != nil {
			return err
		}
		for i, h := range site.Services {
			if err := s.syncService(ctx, i, h); err != nil {
				return fmt.Errorf("schedule: service %s: %w", h.Code, err)
			}
			if err := s.syncRules(ctx, h); err != nil {
				return fmt.Errorf("schedule: hours of %s: %w", h.Code, err)
			}
		}
		if err := s.syncClosures(ctx, site); err != nil {
			return fmt.Errorf("schedule: closures: %w", err)
		}
		return nil
	})
}

func (s *Service) syncService(ctx context.Context, position int, h config.HealthService) error {
	db := s.store.DB(ctx)
	var other []string
	if err := db.Model(&models.HealthService{}).Where("prefix = ? AND id <> ?", h.Prefix, h.Code).Pluck("id", &other).Error; err != nil {
		return err
	}
	if len(other) > 0 {
		return fmt.Errorf("prefix %s belongs to the service %s, whose booking numbers begin with it; "+
			"give this one another prefix, and leave the prefix of %[2]s as it is", h.Prefix, other[0])
	}
	row := models.HealthService{
		ID: h.Code, CentreID: h.Centre, Prefix: h.Prefix, NameTH: h.Name.TH, NameEN: h.Name.In("en"),
		WhatTH: h.What.TH, WhatEN: h.What.In("en"), Aliases: strings.Join(h.Aliases, "\n"), Disc: h.Code,
		Minutes: h.Minutes, Capacity: h.Capacity, AheadMin: h.BookAheadMin, AheadMaxDays: h.BookAheadMaxDays,
		CancelCutoff: h.CancelCutoff, MaxOpen: h.MaxOpen, Position: position, Active: true,
	}
	for _, b := range h.Bring {
		row.BringTH = strings.TrimPrefix(row.BringTH+"\n"+b.TH, "\n")
		row.BringEN = strings.TrimPrefix(row.BringEN+"\n"+b.In("en"), "\n")
	}
	return db.Clauses(clause.OnConflict{UpdateAll: true}).Omit("Centre").Create(&row).Error
}

// syncRules makes the service's weekly rules those of the site.
func (s *Service) syncRules(ctx context.Context, h config.HealthService) error {
	type start struct{ weekday, minute int }
	db, named := s.store.DB(ctx), map[start]bool{}
	for _, rule := range h.Rules {
		for _, day := range rule.Days {
			weekly := models.Schedule{
				ID: models.NewID(s.now()), ServiceID: h.Code, Weekday: time.Weekday(day),
				FromMinute: int(rule.From), ToMinute: int(rule.To), Step: rule.Step, Capacity: rule.Capacity,
			}
			if weekly.Capacity == 0 {
				weekly.Capacity = h.Capacity
			}
			err := db.Clauses(clause.OnConflict{
				Columns:   []clause.Column{{Name: "service_id"}, {Name: "weekday"}, {Name: "from_minute"}},
				DoUpdates: clause.AssignmentColumns([]string{"to_minute", "step", "capacity"}),
			}).Create(&weekly).Error
			if err != nil {
				return err
			}
			named[start{int(weekly.Weekday), weekly.FromMinute}] = true
		}
	}
	var rules []models.Schedule
	if err := db.Where("service_id = ?", h.Code).Find(&rules).Error; err != nil {
		return err
	}
	for _, r := range rules {
		if !named[start{int(r.Weekday), r.FromMinute}] {
			if err := db.Delete(&models.Schedule{}, "id = ?", r.ID).Error; err != nil {
				return err
			}
		}
	}
	return nil
}
