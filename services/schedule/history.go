package schedule

// What was: the changes of a thing as the audit log keeps them, and the way back.

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tambon/models"
	"tambon/services"
)

// A Past is one change that was made.
type Past struct {
	ID       string
	Verb     string // service.change, hours.change, closure.change
	At       time.Time
	By       services.Actor
	Reason   string
	Hit      int
	Then     Then
	Undoes   string
	Undone   bool
	Undoable bool // what it set still stands
	raw      record
	Noun     string // the service, or the centre of its closures
}

// Facts are a service.change's states.
func (p Past) Facts() (before, after Facts) { return both[Facts](p.raw) }

// Weeks are an hours.change's states.
func (p Past) Weeks() (before, after []Week) { return both[[]Week](p.raw) }

// Closed are a closure.change's states.
func (p Past) Closed() (before, after []Shut) { return both[[]Shut](p.raw) }

func both[T any](r record) (before, after T) {
	// The program wrote them; a row that cannot be read has nothing to show.
	_ = json.Unmarshal(r.Before, &before)
	_ = json.Unmarshal(r.After, &after)
	return before, after
}

// shownPast is how many changes a history shows.
const shownPast = 20

// History lists the changes of a service, or of a centre's closures when service
// is empty, the newest first.
func (s *Service) History(ctx context.Context, st Standing, service string) ([]Past, error) {
	noun, verbs := service, []string{"service.change", "hours.change"}
	if noun == "" {
		noun, verbs = st.Centre, []string{"closure.change"}
	}
	var rows []models.AuditEvent
	err := s.store.DB(ctx).Where("noun_id = ? AND verb IN ?", noun, verbs).
		Order("at DESC, id DESC").Limit(shownPast).Find(&rows).Error
	if err != nil {
		return nil, err
	}
	list := make([]Past, len(rows))
	for i, r := range rows {
		list[i] = pastOf(r)
		list[i].Undone = slices.ContainsFunc(list[:i], func(p Past) bool { return p.Undoes == r.ID })
		back := list[i].back(st.Today)
		list[i].Undoable = !list[i].Undone && back != nil && markOf(back.state(st)) == markOf(list[i].after(st.Today))
	}
	return list, nil
}

func pastOf(r models.AuditEvent) Past {
	p := Past{ID: r.ID, Verb: r.Verb, At: r.At, By: services.Actor{Kind: r.ActorKind, ID: r.ActorID}, Noun: r.NounID}
	_ = json.Unmarshal([]byte(r.Detail), &p.raw) // as in both
	p.Reason, p.Hit, p.Then, p.Undoes = p.raw.Reason, p.raw.Hit, p.raw.Then, p.raw.Undoes
	return p
}

// back is the change that makes it what it was before; nil: there is nothing left to.
func (p Past) back(today models.Date) Change {
	switch p.Verb {
	case "service.change":
		before, _ := p.Facts()
		return setFacts{p.Noun, before, true}
	case "hours.change":
		before, _ := p.Weeks()
		return setHours{service: p.Noun, all: running(before, today)}
	case "closure.change":
		before, after := p.Closed()
		c := setClosures{put: coming(before, today), kept: true}
		for _, shut := range append(coming(after, today), c.put...) {
			if !slices.Contains(c.clear, shut.Key()) {
				c.clear = append(c.clear, shut.Key())
			}
		}
		if len(c.clear) == 0 {
			return nil
		}
		return c
	}
	return nil
}

// after is what the change set, without what is over.
func (p Past) after(today models.Date) any {
	switch p.Verb {
	case "service.change":
		_, after := p.Facts()
		return after
	case "hours.change":
		_, after := p.Weeks()
		return append([]Week{}, running(after, today)...)
	}
	_, after := p.Closed()
	return append([]Shut{}, coming(after, today)...)
}

func coming(closed []Shut, today models.Date) []Shut {
	return slices.DeleteFunc(slices.Clone(closed), func(s Shut) bool { return s.Day < today })
}

// Undo is the wish that takes a change of a centre back, with the bookings that
// it cancelled, as far as they can be. ErrUndoNot: somebody changed it since.
func (s *Service) Undo(ctx context.Context, centre, changeID string, by services.Actor) (Wish, Past, error) {
	var row models.AuditEvent
	found := s.store.DB(ctx).Where("id = ?", changeID).Limit(1).Find(&row)
	if found.Error != nil {
		return Wish{}, Past{}, found.Error
	}
	st, err := s.Standing(ctx, centre)
	if err != nil {
		return Wish{}, Past{}, err
	}
	p := pastOf(row)
	back := p.back(st.Today)
	if _, there := st.Service(row.NounID); back == nil || !there && row.NounID != centre {
		return Wish{}, p, ErrUnknown
	}
	list, err := s.History(ctx, st, nounOf(row, centre))
	if err != nil {
		return Wish{}, p, err
	}
	if !slices.ContainsFunc(list, func(each Past) bool { return each.ID == p.ID && each.Undoable }) {
		return Wish{}, p, ErrUndoNot
	}
	return Wish{Centre: centre, Change: back, By: by, Mark: Mark(back, st), undoes: p.ID, back: p.raw.CalledOff}, p, nil
}

// nounOf is the service of a row; empty for a centre's closures.
func nounOf(row models.AuditEvent, centre string) string {
	if row.NounID == centre {
		return ""
	}
	return row.NounID
}

// CentreOf is the centre of a change, for who may see it; empty when there is none.
func (s *Service) CentreOf(ctx context.Context, changeID string) (string, error) {
	var centre string
	err := s.store.DB(ctx).Raw(`SELECT coalesce(h.centre_id, c.id, '') FROM audit_events a LEFT JOIN health_services h ON h.id = a.noun_id
		LEFT JOIN centres c ON c.id = a.noun_id WHERE a.id = ? AND a.verb IN ('service.change', 'hours.change', 'closure.change')`, changeID).Scan(&centre).Error
	return centre, err
}

// Stranded lists the visits to come of a centre whose session is closed, and how
// LINE reaches people: whom a change hit and nobody moved or called off.
func (s *Service) Stranded(ctx context.Context, centre string) ([]Hit, error) {
	var ids []string
	err := s.store.DB(ctx).Raw(`SELECT s.id FROM slots s JOIN health_services h ON h.id = s.service_id
		WHERE h.centre_id = ? AND s.day >= ? AND s.starts_at > ? AND s.taken > 0 AND (s.closed OR NOT h.active)`,
		centre, models.DateOf(s.now(), s.zone), s.now().UTC()).Scan(&ids).Error
	if err != nil {
		return nil, err
	}
	return s.hit(ctx, ids)
}
