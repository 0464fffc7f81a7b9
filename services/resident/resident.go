// Package resident knows the people who talk to the town: who follows the
// account, who acknowledged the privacy notice, their sealed name and phone,
// and their wish to be forgotten.
package resident

import (
	"context"
	"errors"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

var errUnknown = services.E(services.NotFound, "resident.unknown")

// Bookings are what must follow when a resident changes. The caller holds the
// row lock of every resident that is named.
type Bookings interface {
	// CorrectOf carries a correction on to the bookings to come, and returns how
	// many followed.
	CorrectOf(ctx context.Context, by services.Actor, residentID string, was, is models.Person) (int, error)
	// ClashesOf lists the pairs of bookings to come, of the first resident and of
	// the second, that would put one person into two places. The names are theirs.
	ClashesOf(ctx context.Context, residentIDs, names [2]string) ([][2]models.Booking, error)
	// MoveOf gives all bookings of one resident to another and returns their ids.
	MoveOf(ctx context.Context, from, to string) ([]string, error)
	// ReturnOf gives those of the bookings back that from still holds.
	ReturnOf(ctx context.Context, from, to string, bookingIDs []string) error
}

// Service keeps residents. Make it with New.
type Service struct {
	store    *store.Store
	now      func() time.Time
	bookings Bookings
	erasers  []Eraser
}

// New returns the resident service. The bookings follow a corrected name or
// phone; the erasers are asked whenever a resident wishes to be forgotten.
func New(s *store.Store, now func() time.Time, bookings Bookings, erasers ...Eraser) *Service {
	return &Service{s, now, bookings, erasers}
}

// Meet returns the resident with a LINE user id, making a row the first time. Of
// somebody who was merged it is who stands for them.
func (s *Service) Meet(ctx context.Context, lineUserID string) (models.Resident, error) {
	r, err := s.byLine(ctx, lineUserID)
	if err == nil {
		return s.standing(ctx, r)
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return r, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now().UTC()
		fresh := models.Resident{
			ID: models.NewID(now), LineUserID: &lineUserID, Language: "th", Following: true, CreatedAt: now, UpdatedAt: now,
		}
		err := s.store.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error
		if err != nil {
			return err
		}
		r, err = s.byLine(ctx, lineUserID)
		return err
	})
	return r, err
}

func (s *Service) byLine(ctx context.Context, lineUserID string) (r models.Resident, err error) {
	err = s.store.DB(ctx).Where("line_user_id = ?", lineUserID).Take(&r).Error
	return r, err
}

// One returns a resident by id.
func (s *Service) One(ctx context.Context, id string) (models.Resident, error) {
	var r models.Resident
	err := s.store.DB(ctx).Where("id = ?", id).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, errUnknown
	}
	return r, err
}

// Standing returns a resident by id; of somebody who was merged, who stands for them.
func (s *Service) Standing(ctx context.Context, id string) (models.Resident, error) {
	r, err := s.One(ctx, id)
	if err != nil {
		return r, err
	}
	return s.standing(ctx, r)
}

func (s *Service) standing(ctx context.Context, r models.Resident) (_ models.Resident, err error) {
	for err == nil && r.MergedInto != nil {
		r, err = s.One(ctx, *r.MergedInto)
	}
	return r, err
}

// Open returns the resident's name and phone; what was never given is empty.
func (s *Service) Open(r models.Resident) (models.Person, error) {
	name, err := s.store.Keys.Open("residents", "name", r.ID, r.Name)
	if err != nil {
		return models.Person{}, err
	}
	phone, err := s.store.Keys.Open("residents", "phone", r.ID, r.Phone)
	return models.Person{Name: string(name), Phone: string(phone)}, err
}

// Follow notes that a LINE account follows the town's or has blocked it. LINE may
// deliver the two out of order: the larger timestamp (ms) wins.
func (s *Service) Follow(ctx context.Context, lineUserID string, following bool, at int64) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE residents SET following = ?, followed_at = ?, updated_at = ? WHERE line_user_id = ? AND followed_at <= ?",
			following, at, s.now().UTC(), lineUserID, at).Error
	})
}

// Acknowledge notes that the resident has read the privacy notice of a version.
func (s *Service) Acknowledge(ctx context.Context, r models.Resident, version string) error {
	now := s.now().UTC()
	return s.act(ctx, services.Resident(r.ID), r, "privacy.acknowledge", version, map[string]any{"notice_version": version, "notice_at": now})
}

// Speak sets the language in which the resident is answered, th or en.
func (s *Service) Speak(ctx context.Context, r models.Resident, language string) error {
	return s.act(ctx, services.Resident(r.ID), r, "resident.speak", language, map[string]any{"language": language})
}

// lock makes the resident's other acts wait until the transaction ends.
func (s *Service) lock(ctx context.Context, id string) error {
	held := s.store.DB(ctx).Exec("UPDATE residents SET version = version + 1 WHERE id = ? AND erased_at IS NULL AND merged_into IS NULL", id)
	if held.Error == nil && held.RowsAffected == 0 {
		return errUnknown
	}
	return held.Error
}

func (s *Service) act(ctx context.Context, by services.Actor, r models.Resident, verb, detail string, set map[string]any) error {
	if len(set) == 0 {
		return nil
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now()
		set["updated_at"] = now.UTC()
		done := s.store.DB(ctx).Model(&models.Resident{}).Where("id = ? AND erased_at IS NULL AND merged_into IS NULL", r.ID).Updates(set)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return errUnknown
		}
		_, named := set["name"]
		if _, called := set["phone"]; named || called {
			if err := s.index(ctx, r.ID); err != nil {
				return err
			}
		}
		return services.Audit(ctx, s.store, now, by, verb, r.ID, detail)
	})
}
