// Package resident knows the people who talk to the town: who follows the
// account, who acknowledged the privacy notice, their sealed name and phone,
// and their wish to be forgotten.
package resident

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

var errUnknown = services.E(services.NotFound, "resident.unknown")

// An Eraser forgets a resident in tables that are not this package's.
type Eraser interface {
	EraseOf(ctx context.Context, residentID string) error
}

// A Follower carries a correction on to what copied the name or phone, and
// returns how much of it followed. The caller holds the resident's row lock.
type Follower interface {
	CorrectOf(ctx context.Context, residentID string, was, is models.Person) (int, error)
}

// Service keeps residents. Make it with New.
type Service struct {
	store    *store.Store
	now      func() time.Time
	bookings Follower
	erasers  []Eraser
}

// New returns the resident service. The bookings follow a corrected name or
// phone; the erasers are asked whenever a resident wishes to be forgotten.
func New(s *store.Store, now func() time.Time, bookings Follower, erasers ...Eraser) *Service {
	return &Service{s, now, bookings, erasers}
}

// Meet returns the resident with a LINE user id, making a row the first time.
func (s *Service) Meet(ctx context.Context, lineUserID string) (models.Resident, error) {
	r, err := s.byLine(ctx, lineUserID)
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

// Open returns the resident's name and phone; what was never given is empty.
func (s *Service) Open(r models.Resident) (models.Person, error) {
	name, err := s.store.Keys.Open("residents", "name", r.ID, r.Name)
	if err != nil {
		return models.Person{}, err
	}
	phone, err := s.store.Keys.Open("residents", "phone", r.ID, r.Phone)
	return models.Person{Name: string(name), Phone: string(phone)}, err
}

// Follow notes that the person follows the account or has blocked it. LINE may
// deliver the two out of order: the larger timestamp (ms) wins.
func (s *Service) Follow(ctx context.Context, r models.Resident, following bool, at int64) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return s.store.DB(ctx).Exec("UPDATE residents SET following = ?, followed_at = ?, updated_at = ? WHERE id = ? AND followed_at <= ?",
			following, at, s.now().UTC(), r.ID, at).Error
	})
}

// Acknowledge notes that the resident has read the privacy notice of a version.
func (s *Service) Acknowledge(ctx context.Context, r models.Resident, version string) error {
	now := s.now().UTC()
	return s.act(ctx, r, "privacy.acknowledge", version, map[string]any{"notice_version": version, "notice_at": now})
}

// Keep stores the parts of the person that are not empty; the record says which,
// not what.
func (s *Service) Keep(ctx context.Context, r models.Resident, p models.Person) error {
	set := map[string]any{}
	detail := ""
	if p.Name != "" {
		set["name"] = s.store.Keys.Seal("residents", "name", r.ID, []byte(p.Name))
		detail = "name"
	}
	if p.Phone != "" {
		set["phone"] = s.store.Keys.Seal("residents", "phone", r.ID, []byte(p.Phone))
		detail = strings.TrimSpace(detail + " phone")
	}
	return s.act(ctx, r, "resident.correct", detail, set)
}

// Correct stores the parts of the person that are not empty, and lets the
// bookings to come follow; it returns how many did.
// Lock order: resident, then the bookings.
func (s *Service) Correct(ctx context.Context, r models.Resident, p models.Person) (followed int, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		// What is read below this lock is what the bookings were made with.
		if err := s.lock(ctx, r.ID); err != nil {
			return err
		}
		r, err := s.One(ctx, r.ID)
		if err != nil {
			return err
		}
		was, err := s.Open(r)
		if err != nil {
			return err
		}
		if err := s.Keep(ctx, r, p); err != nil {
			return err
		}
		is := models.Person{Name: cmp.Or(p.Name, was.Name), Phone: cmp.Or(p.Phone, was.Phone)}
		followed, err = s.bookings.CorrectOf(ctx, r.ID, was, is)
		return err
	})
	return followed, err
}

// Speak sets the language in which the resident is answered, th or en.
func (s *Service) Speak(ctx context.Context, r models.Resident, language string) error {
	return s.act(ctx, r, "resident.speak", language, map[string]any{"language": language})
}

// Erase forgets the resident for good: name, phone, LINE user id, and through
// the erasers all that other tables hold. What stays counts, but names nobody.
// Lock order: resident, then what the erasers touch.
func (s *Service) Erase(ctx context.Context, r models.Resident) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		// The row's lock comes first, so that nothing new is booked meanwhile; the
		// erasers still need its LINE user id.
		if err := s.lock(ctx, r.ID); err != nil {
			return err
		}
		for _, e := range s.erasers {
			if err := e.EraseOf(ctx, r.ID); err != nil {
				return err
			}
		}
		now := s.now().UTC()
		return s.act(ctx, r, "resident.erase", "", map[string]any{
			"line_user_id": nil, "name": nil, "phone": nil, "following": false, "erased_at": now,
		})
	})
}

// lock makes the resident's other acts wait until the transaction ends.
func (s *Service) lock(ctx context.Context, id string) error {
	held := s.store.DB(ctx).Exec("UPDATE residents SET version = version + 1 WHERE id = ? AND erased_at IS NULL", id)
	if held.Error == nil && held.RowsAffected == 0 {
		return errUnknown
	}
	return held.Error
}

func (s *Service) act(ctx context.Context, r models.Resident, verb, detail string, set map[string]any) error {
	if len(set) == 0 {
		return nil
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		now := s.now()
		set["updated_at"] = now.UTC()
		done := s.store.DB(ctx).Model(&models.Resident{}).Where("id = ? AND erased_at IS NULL", r.ID).Updates(set)
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
		return services.Audit(ctx, s.store, now, services.Resident(r.ID), verb, r.ID, detail)
	})
}
