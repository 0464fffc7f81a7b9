package staff

// Coming in: the password first, then the second factor.

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/store"
	"tambon/text"
)

// How often a person, and an address, may try: slowed, never locked out.
func ofPerson() store.Rate  { return store.Rate{Times: 5, Per: 15 * time.Minute} }
func ofAddress() store.Rate { return store.Rate{Times: 20, Per: time.Minute} }

func personKey(person string) string { return "door:person:" + fingerprint(person) }

func addressKey(address string) string { return "door:address:" + fingerprint(address) }

// A Door is what somebody who shows the right secret is given: a token for
// their browser, and how far in it leads.
type Door struct {
	Token string
	Step  models.SessionStep
}

// Enter checks a login and a password. What follows is the second factor, or
// setting one up. Wrong logins and wrong passwords are one refusal, and take the
// same time. The address is where the browser calls from.
func (s *Service) Enter(ctx context.Context, login, password, device, address string) (Door, error) {
	login = foldLogin(login)
	if err := s.slowed(ctx, login, address); err != nil {
		return Door{}, err
	}
	one, err := s.byLogin(ctx, login)
	if err != nil {
		return Door{}, err
	}
	kept := ""
	if one != nil {
		kept = one.PasswordHash
	}
	right, err := matches(password, kept)
	if err != nil {
		return Door{}, err
	}
	if one == nil {
		return Door{}, ErrWrong
	}
	if !right {
		return Door{}, s.refused(ctx, one.ID, "password", ErrWrong)
	}
	door, err := s.halfway(ctx, one.ID, device)
	if err == nil {
		s.limit.Forget(ctx, personKey(login))
	}
	return door, err
}

// halfway opens a session for a person who showed the first factor: the second
// is asked, or set up where there is none.
func (s *Service) halfway(ctx context.Context, staffID, device string) (door Door, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		ways, err := s.Ways(ctx, staffID)
		if err != nil {
			return err
		}
		door.Step = models.StepSecond
		if !ways.App && ways.Passkeys == 0 {
			door.Step = models.StepEnrol
		}
		door.Token, err = s.begin(ctx, staffID, door.Step, device)
		return err
	})
	return door, err
}

// Second checks a code of the authenticator app, or a recovery code, and lets
// the session in.
func (s *Service) Second(ctx context.Context, v Visit, code, address string) (Door, error) {
	return s.open(ctx, v, models.StepSecond, code, address, "staff.enter")
}

// Prove checks a code again, before a dangerous act.
func (s *Service) Prove(ctx context.Context, v Visit, code, address string) (Door, error) {
	return s.open(ctx, v, models.StepOpen, code, address, "staff.prove")
}

// open takes a code in a session of the given step, and opens it or keeps it open.
func (s *Service) open(ctx context.Context, v Visit, step models.SessionStep, code, address, verb string) (Door, error) {
	if v.Session.Step != step {
		return Door{}, ErrOver
	}
	if err := s.slowed(ctx, "code:"+v.Who.ID, address); err != nil {
		return Door{}, err
	}
	door := Door{Step: models.StepOpen}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		how, err := s.takeCode(ctx, v.Who.ID, code)
		if err != nil {
			return err
		}
		if door.Token, err = s.advance(ctx, v.Session, models.StepOpen); err != nil {
			return err
		}
		return s.audit(ctx, services.Staff(v.Who.ID), verb, v.Who.ID, how)
	})
	if ErrCode.Is(err) {
		err = s.refused(ctx, v.Who.ID, "code", err)
	}
	if err == nil {
		s.limit.Forget(ctx, personKey("code:"+v.Who.ID))
	}
	return door, err
}

// slowed takes a try of the person and one of the address.
func (s *Service) slowed(ctx context.Context, person, address string) error {
	_, wait := s.limit.Allow(ctx, personKey(person), ofPerson())
	_, after := s.limit.Allow(ctx, addressKey(address), ofAddress())
	return patience(max(wait, after))
}

// slowedAddress takes a try of an address, where nobody knows yet who tries.
func (s *Service) slowedAddress(ctx context.Context, address string) error {
	_, wait := s.limit.Allow(ctx, addressKey(address), ofAddress())
	return patience(wait)
}

// slowedAsking takes a question of an address: each is a row for some minutes.
func (s *Service) slowedAsking(ctx context.Context, address string) error {
	_, wait := s.limit.Allow(ctx, "door:ask:"+fingerprint(address), ofAddress())
	return patience(wait)
}

func patience(wait time.Duration) error {
	if wait > 0 {
		return ErrSlow.With("n", int(wait.Minutes())+1)
	}
	return nil
}

// refused writes down a wrong secret for an account that exists, and returns why.
func (s *Service) refused(ctx context.Context, staffID, secret string, why error) error {
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		return s.audit(ctx, services.System("door"), "staff.refuse", staffID, secret)
	})
	if err != nil {
		return err
	}
	return why
}

// foldLogin is a user name as it is kept: lower case, without what a keyboard
// adds by itself.
func foldLogin(login string) string { return text.Fold(login) }
