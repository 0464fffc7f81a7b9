// Package schedule turns the municipality's facts into rows and its weekly
// rules into slots. Both are safe to repeat, by any number of replicas: what a
// person has booked is never taken away by it.
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
// Services that the site no longer names stop being offered; their bookings stay.
func (s *Service) Sync(ctx context.Context, site config.Site) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		upsert := clause.OnConflict{UpdateAll: true}
		for _, c := range site.Centres {
			row := models.Centre{
				ID: c.Code, NameTH: c.Name.TH, NameEN: c.Name.In("en"), Phone: c.Phone, AddressTH: c.Address.Thai(),
				Latitude: c.Latitude, Longitude: c.Longitude, ArriveEarly: c.ArriveEarly,
			}
			if err := db.Clauses(upsert).Create(&row).Error; err != nil {
				return fmt.Errorf("schedule: centre %s: %w", c.Code, err)
			}
		}
		if err := db.Exec("UPDATE health_services SET active = FALSE").Error; err != nil {
			return err
		}
		for i, h := range site.Services {
			if err := s.syncService(ctx, i, h); err != nil {
				return fmt.Errorf("schedule: service %s: %w", h.Code, err)
			}
		}
		return s.syncClosures(ctx, site)
	})
}

func (s *Service) syncService(ctx context.Context, position int, h config.HealthService) error {
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
	db := s.store.DB(ctx)
	if err := db.Clauses(clause.OnConflict{UpdateAll: true}).Omit("Centre").Create(&row).Error; err != nil {
		return err
	}
	if err := db.Where("service_id = ?", h.Code).Delete(&models.Schedule{}).Error; err != nil {
		return err
	}
	for _, rule := range h.Rules {
		for _, day := range rule.Days {
			weekly := models.Schedule{
				ID: models.NewID(s.now()), ServiceID: h.Code, Weekday: time.Weekday(day),
				FromMinute: int(rule.From), ToMinute: int(rule.To), Step: rule.Step, Capacity: rule.Capacity,
			}
			if weekly.Capacity == 0 {
				weekly.Capacity = h.Capacity
			}
			if err := db.Create(&weekly).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// syncClosures adds the site's days without service and closes their slots.
func (s *Service) syncClosures(ctx context.Context, site config.Site) error {
	db := s.store.DB(ctx)
	for _, c := range site.Closures {
		for _, centre := range site.Centres {
			if c.Centre != "" && c.Centre != centre.Code {
				continue
			}
			row := models.Closure{
				ID: models.NewID(s.now()), CentreID: centre.Code, Day: models.Date(c.Day), ReasonTH: c.Reason.TH, ReasonEN: c.Reason.In("en"),
			}
			if c.Service != "" {
				row.ServiceID = &c.Service
			}
			if err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return err
			}
		}
	}
	return db.Exec(`UPDATE slots SET closed = TRUE, version = version + 1 WHERE closed = FALSE AND EXISTS (
		SELECT 1 FROM closures c JOIN health_services h ON h.id = slots.service_id
		WHERE c.day = slots.day AND (c.service_id = h.id OR c.service_id IS NULL AND c.centre_id = h.centre_id))`).Error
}
