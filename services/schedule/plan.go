package schedule

// What a change would do, before anything is done.

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
)

// A Change is something that staff want to set: SetFacts, SetHours, CloseDays and
// what takes them back. It says what it does and does nothing by itself.
type Change interface {
	verb() string
	noun(Standing) string // the thing whose history it belongs to
	touches(service string) bool
	check(Standing) error
	base(Standing) any  // what a form is filled in over
	state(Standing) any // what it sets, as the history keeps it
	apply(Standing, services.Actor) Standing
	write(ctx context.Context, s *Service, before, after Standing) error
	reason() string // for residents whom it hits
}

// Then is what becomes of the bookings that a change hits.
type Then string

// What may become of them.
const (
	Keep   Then = "keep"   // they stand: people come, or staff move them one by one
	Cancel Then = "cancel" // they are cancelled for the change's reason, and people are told
)

// A Wish is a change by somebody, and over what.
type Wish struct {
	Centre string
	Change Change
	By     services.Actor
	Mark   string // of what the form was filled in over: Plan.Mark or Mark; another one is ErrChanged
	undoes string
	back   []string // changes of bookings that come back with it
}

// A Plan is what a change would do.
type Plan struct {
	Noun          string // the service, or the centre of closures
	Before, After Standing
	Was, Is       any       // Facts, []Week or []Shut: what it sets
	Days          []PlanDay // from today on, all services that it touches together
	Hit           []Hit     // by the hour of their visit
	Short         []Short   // sessions with more people than places
	Seen          string    // mark of those hit, for Save
	Reason        string    // that residents read
	slots         []servicePlan
	closing       []string // ids of slots that would close
}

// A PlanDay is a day as it is and as it would be.
type PlanDay struct {
	Day         models.Date
	People      int
	Places, New int // places now, and then
	Hit         int // people whose session would close
}

// A Hit is a booking whose session would close.
type Hit struct {
	Booking models.Booking // with its slot and service
	LINE    bool           // LINE reaches who booked
}

// A Short is a session in which more people are booked than it would have places.
// Nobody loses theirs; nobody new gets one.
type Short struct {
	Slot   models.Slot
	Places int
}

type servicePlan struct{ there, wanted []models.Slot }

// Mark is the mark of what a change is filled in over, as it stands.
func Mark(c Change, st Standing) string { return markOf(c.base(st)) }

func markOf(state any) string {
	raw, _ := json.Marshal(state) // of strings and numbers: cannot fail
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// Plan says what a wish would do. Its errors are those that Save would give.
func (s *Service) Plan(ctx context.Context, w Wish) (Plan, error) {
	p := Plan{Reason: w.Change.reason()}
	var err error
	if p.Before, err = s.Standing(ctx, w.Centre); err != nil {
		return p, err
	}
	if w.Mark != Mark(w.Change, p.Before) {
		return p, ErrChanged
	}
	if err := w.Change.check(p.Before); err != nil {
		return p, err
	}
	p.After = w.Change.apply(p.Before, w.By)
	p.Noun = w.Change.noun(p.Before)
	p.Was, p.Is = w.Change.state(p.Before), w.Change.state(p.After)
	if markOf(p.Was) == markOf(p.Is) {
		return p, ErrSame
	}
	days := map[models.Date]*PlanDay{}
	for _, h := range p.After.Services {
		if w.Change.touches(h.ID) {
			if err := s.planService(ctx, &p, h, days); err != nil {
				return p, err
			}
		}
	}
	if p.Hit, err = s.hit(ctx, p.closing); err != nil {
		return p, err
	}
	for _, hit := range p.Hit {
		days[hit.Booking.Slot.Day].Hit++
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		p.Days = append(p.Days, *days[day])
	}
	p.Seen = seen(p.Hit)
	return p, nil
}

// planService compares the slots of one service with those that would be.
func (s *Service) planService(ctx context.Context, p *Plan, h models.HealthService, days map[models.Date]*PlanDay) error {
	there, err := s.slotsThere(ctx, h.ID, p.After.Today)
	if err != nil {
		return err
	}
	wanted := p.After.slots(h, horizon(h, p.After.Today, there), s.zone)
	p.slots = append(p.slots, servicePlan{there, wanted})
	at := func(day models.Date) *PlanDay {
		if days[day] == nil {
			days[day] = &PlanDay{Day: day}
		}
		return days[day]
	}
	will, now := map[int64]models.Slot{}, s.now()
	for _, w := range wanted {
		will[w.StartsAt.Unix()] = w
		if w.StartsAt.After(now) {
			at(w.Day).New += w.Capacity
		}
	}
	was, _ := p.Before.Service(h.ID)
	for _, slot := range there {
		day := at(slot.Day)
		day.People += slot.Taken
		if !slot.StartsAt.After(now) {
			continue
		}
		if !slot.Closed && was.Active {
			day.Places += slot.Capacity
		}
		w, stays := will[slot.StartsAt.Unix()]
		switch {
		case !stays && !slot.Closed:
			p.closing = append(p.closing, slot.ID)
		case stays && slot.Taken > w.Capacity && w.Capacity < slot.Capacity:
			p.Short = append(p.Short, Short{slot, w.Capacity})
		}
	}
	return nil
}

// hit lists the visits to come in some slots. Whom the centre treats already is
// not sent home.
func (s *Service) hit(ctx context.Context, slots []string) ([]Hit, error) {
	var rows []models.Booking
	for part := range slices.Chunk(slots, 500) {
		var some []models.Booking
		err := s.store.DB(ctx).Preload("Slot.Service").Where("slot_id IN ? AND status IN ?", part,
			[]models.BookingStatus{models.BookingBooked, models.BookingArrived}).Find(&some).Error
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	slices.SortFunc(rows, func(a, b models.Booking) int {
		if c := a.Slot.StartsAt.Compare(b.Slot.StartsAt); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	reached, err := s.reached(ctx, rows)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(rows))
	for i, b := range rows {
		hits[i] = Hit{b, reached[b.ResidentID]}
	}
	return hits, nil
}

// reached says which of those who booked LINE reaches.
func (s *Service) reached(ctx context.Context, rows []models.Booking) (map[string]bool, error) {
	ids := make([]string, len(rows))
	for i, b := range rows {
		ids[i] = b.ResidentID
	}
	there := map[string]bool{}
	for part := range slices.Chunk(ids, 500) {
		var some []string
		err := s.store.DB(ctx).Model(&models.Resident{}).Where("id IN ? AND following AND line_user_id IS NOT NULL", part).Pluck("id", &some).Error
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			there[id] = true
		}
	}
	return there, nil
}

// seen is the mark of those hit.
func seen(hits []Hit) string {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.Booking.ID
	}
	slices.Sort(ids)
	return markOf(ids)
}

func cloned[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return maps.Clone(m)
}
