// Package schedule turns the municipality's facts into rows and its weekly
// times into slots. Both are safe to repeat, by any number of replicas at once,
// and change nothing where nothing changed: what a person has booked is never
// taken away by it.
//
// The site file is what a town begins with. What staff set stands above it until
// they take it back: Sync leaves it, and Save is the one way to set it. Save
// shows first whom a change hits (Plan), and does nothing that was not shown.
package schedule

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm/clause"
)

// Open is the job that makes the slots of the coming days.
type Open struct{}

// Kind names the job.
func (Open) Kind() string { return "schedule.open" }

// Service makes slots. Make it with New.
type Service struct {
	store    *store.Store
	now      func() time.Time
	zone     *time.Location
	bookings Booker
}

// New returns the schedule service of a town in the given time zone.
func New(s *store.Store, now func() time.Time, zone *time.Location) *Service {
	return &Service{store: s, now: now, zone: zone}
}

// A Booker keeps the bookings that a change hits. What it does joins the
// context's transaction.
type Booker interface {
	// CallOff cancels visits for the reason that residents read, and returns what
	// PutBack needs.
	CallOff(ctx context.Context, centre string, bookingIDs []string, words string, by services.Actor) (changeIDs []string, err error)
	// PutBack takes back what CallOff did, as far as time and other people allow,
	// and returns how many it was.
	PutBack(ctx context.Context, centre string, changeIDs []string, by services.Actor) (int, error)
	// DayChanged tells those who watch a day.
	DayChanged(ctx context.Context, centre string, day models.Date)
}

// WithBookings returns the service with who keeps the bookings; Save needs it.
func (s *Service) WithBookings(b Booker) *Service {
	with := *s
	with.bookings = b
	return &with
}

// Sync writes a site's centres, health services, weekly times and closures, but
// for what staff set. Services that the site no longer names stop being offered;
// their bookings stay. OpenSlots afterwards lets the slots follow.
func (s *Service) Sync(ctx context.Context, site config.Site) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		db := s.store.DB(ctx)
		for _, c := range site.Centres {
			if err := s.KeepCentre(ctx, c); err != nil {
				return err
			}
		}
		codes := make([]string, len(site.Services))
		for i, h := range site.Services {
			codes[i] = h.Code
		}
		if err := db.Exec("UPDATE health_services SET active = FALSE WHERE active AND id NOT IN ? AND edited NOT LIKE '%active%'", codes).Error; err != nil {
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
	if _, err := s.hold(ctx, h.Code); err != nil {
		return err
	}
	var there models.HealthService
	if err := db.Where("id = ?", h.Code).Limit(1).Find(&there).Error; err != nil {
		return err
	}
	row := factsOf(h).on(models.HealthService{
		ID: h.Code, CentreID: h.Centre, Prefix: h.Prefix, Aliases: strings.Join(h.Aliases, "\n"), Disc: h.Code, Position: position,
	})
	set := []string{"centre_id", "prefix", "aliases", "disc", "position"}
	for _, column := range columns() {
		if !edited(there, column) {
			set = append(set, column)
		}
	}
	return db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns(set)}).Omit("Centre").Create(&row).Error
}

// syncRules makes the service's weekly rules those of the site.
func (s *Service) syncRules(ctx context.Context, h config.HealthService) error {
	type start struct{ weekday, minute int }
	db, named := s.store.DB(ctx), map[start]bool{}
	var places int // of the service, as staff may have set it
	if err := db.Model(&models.HealthService{}).Where("id = ?", h.Code).Pluck("capacity", &places).Error; err != nil {
		return err
	}
	for _, rule := range h.Rules {
		for _, day := range rule.Days {
			weekly := models.Schedule{
				ID: models.NewID(s.now()), ServiceID: h.Code, Weekday: time.Weekday(day),
				FromMinute: int(rule.From), ToMinute: int(rule.To), Step: rule.Step, Capacity: rule.Capacity,
			}
			if weekly.Capacity == 0 || weekly.Capacity == h.Capacity {
				weekly.Capacity = places
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
