package schedule

// A change is made: with its slots, with what becomes of those it hits, and with
// its record, in one transaction or not at all.

import (
	"context"
	"encoding/json"

	"tambon/models"
	"tambon/services"
)

// A record is what the audit row of a change keeps.
type record struct {
	Before    json.RawMessage `json:"before"`
	After     json.RawMessage `json:"after"`
	Reason    string          `json:"reason,omitempty"`
	Hit       int             `json:"hit,omitempty"`
	Then      Then            `json:"then,omitempty"`
	CalledOff []string        `json:"called_off,omitempty"` // changes of bookings
	Undoes    string          `json:"undoes,omitempty"`
}

// A Saved is what a change did.
type Saved struct {
	Plan    Plan
	PutBack int // bookings that came back with an undo
}

// Save makes a wish true if it still is what its Plan showed: seen is the Seen of
// that plan. Slots follow at once. A resident who books meanwhile is either among
// those shown, or makes this ErrOthersHit, or is told that the time is closed:
// slots close before this looks for the last time whom it hits, and no place can
// be taken in a closed one.
//
// Bookings are locked before slots, as everywhere; see package booking.
func (s *Service) Save(ctx context.Context, w Wish, seen string, then Then) (done Saved, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		done = Saved{}
		if err := s.holdCentre(ctx, w); err != nil {
			return err
		}
		p, err := s.Plan(ctx, w)
		if err != nil {
			return err
		}
		if p.Seen != seen {
			return ErrOthersHit
		}
		done.Plan = p
		note := record{Reason: p.Reason, Hit: len(p.Hit), Undoes: w.undoes}
		if len(p.Hit) > 0 {
			note.Then = then
		}
		if then == Cancel && len(p.Hit) > 0 {
			if note.CalledOff, err = s.callOff(ctx, w, p); err != nil {
				return err
			}
		}
		if err := w.Change.write(ctx, s, p.Before, p.After); err != nil {
			return err
		}
		if err := s.follow(ctx, p, then); err != nil {
			return err
		}
		if len(w.back) > 0 {
			if done.PutBack, err = s.bookings.PutBack(ctx, w.Centre, w.back, w.By); err != nil {
				return err
			}
		}
		for _, day := range p.Days {
			if day.Places != day.New || day.Hit > 0 {
				s.bookings.DayChanged(ctx, w.Centre, day.Day)
			}
		}
		return s.record(ctx, w, p, note)
	})
	if err != nil {
		return Saved{}, err
	}
	return done, nil
}

// holdCentre locks the services that a wish touches, in the order of Sync.
func (s *Service) holdCentre(ctx context.Context, w Wish) error {
	var ids []string
	err := s.store.DB(ctx).Model(&models.HealthService{}).Where("centre_id = ?", w.Centre).Order("position, id").Pluck("id", &ids).Error
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !w.Change.touches(id) {
			continue
		}
		if _, err := s.hold(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) callOff(ctx context.Context, w Wish, p Plan) ([]string, error) {
	ids := make([]string, len(p.Hit))
	for i, h := range p.Hit {
		ids[i] = h.Booking.ID
	}
	changes, err := s.bookings.CallOff(ctx, w.Centre, ids, p.Reason, w.By)
	if kind, _, _ := services.Explain(err); err != nil && kind == services.Conflict {
		return nil, ErrOthersHit // somebody moved or cancelled one meanwhile
	}
	return changes, err
}

// follow makes the slots what the plan says, and looks once more whom that hits.
func (s *Service) follow(ctx context.Context, p Plan, then Then) error {
	for _, one := range p.slots {
		if _, err := s.reconcile(ctx, one.there, one.wanted); err != nil {
			return err
		}
	}
	left, err := s.hit(ctx, p.closing)
	if err != nil {
		return err
	}
	shown := p.Hit
	if then == Cancel {
		shown = nil
	}
	if seen(left) != seen(shown) {
		return ErrOthersHit
	}
	return nil
}

func (s *Service) record(ctx context.Context, w Wish, p Plan, note record) error {
	note.Before, _ = json.Marshal(p.Was) // of strings and numbers: cannot fail
	note.After, _ = json.Marshal(p.Is)
	detail, err := json.Marshal(note)
	if err != nil {
		return err
	}
	return services.Audit(ctx, s.store, s.now(), w.By, w.Change.verb(), p.Noun, string(detail))
}
