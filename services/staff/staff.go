// Package staff knows who works in the console: their accounts, what each may
// do and where, how they prove who they are, and in which browsers they are in.
//
// A password alone opens nothing: a code from an authenticator app (RFC 6238), a
// recovery code or a passkey comes with it. Only fingerprints of what a browser
// or a link carries are kept, so that reading the database lets nobody in. Tries
// are slowed by person and by address. Every act is in the audit log.
package staff

import (
	"context"
	"errors"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm"
)

// The refusals. Each has a sentence of its own.
var (
	ErrUnknown = services.E(services.NotFound, "staff.unknown")
	ErrWrong   = services.E(services.Invalid, "staff.wrong")      // login or password; never which
	ErrCode    = services.E(services.Invalid, "staff.code_wrong") // of the second factor
	ErrSlow    = services.E(services.Unavailable, "staff.slow")   // too many tries
	ErrOver    = services.E(services.Forbidden, "staff.over")     // no session, or its time is over
	ErrLink    = services.E(services.NotFound, "staff.link_over")
	ErrTaken   = services.E(services.Conflict, "staff.login_taken")
	ErrLogin   = services.E(services.Invalid, "staff.login_wrong")
	ErrName    = services.E(services.Invalid, "staff.name_wrong")
	ErrRole    = services.E(services.Invalid, "staff.role_wrong")
	ErrLast    = services.E(services.Conflict, "staff.last_administrator")
	ErrChanged = services.E(services.Conflict, "staff.changed")
	// ErrOvertaken is ErrChanged with what holds now.
	ErrOvertaken = services.E(services.Conflict, "staff.overtaken")
	ErrNotByYou  = services.E(services.Conflict, "staff.not_yourself")
)

// A Limiter slows tries, for all replicas together. Allow counts one more of what
// key names, or says how long to wait; Forget lets it begin anew.
type Limiter interface {
	Allow(ctx context.Context, key string, r store.Rate) (ok bool, wait time.Duration)
	Forget(ctx context.Context, key string)
}

// Service keeps staff. Make it with New.
type Service struct {
	store *store.Store
	limit Limiter
	now   func() time.Time
	banal []string // words that passwords may not be made of: names of the town and its centres
}

// New returns the staff service. Banal are names that everybody in town knows
// and that no password may hold.
func New(s *store.Store, limit Limiter, now func() time.Time, banal ...string) *Service {
	return &Service{s, limit, now, banal}
}

// One returns an account by id.
func (s *Service) One(ctx context.Context, id string) (models.Staff, error) {
	var one models.Staff
	err := s.store.DB(ctx).Where("id = ?", id).Take(&one).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return one, ErrUnknown
	}
	return one, err
}

// Name opens the name of an account.
func (s *Service) Name(one models.Staff) (string, error) {
	name, err := s.store.Keys.Open("staff", "name", one.ID, one.Name)
	return string(name), err
}

// byLogin returns the active account with a login; nil when there is none.
func (s *Service) byLogin(ctx context.Context, login string) (*models.Staff, error) {
	var found []models.Staff
	err := s.store.DB(ctx).Where("login = ? AND state = ?", login, models.StaffActive).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (s *Service) audit(ctx context.Context, by services.Actor, verb, id, detail string) error {
	return services.Audit(ctx, s.store, s.now(), by, verb, id, detail)
}
