package audit

// Reading the log.

import (
	"context"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
)

// A Filter narrows the log down; the zero value is all of it.
type Filter struct {
	ActorKind string // resident, staff, system
	ActorID   string
	Verb      string // booking.cancel, or the noun alone: booking
	NounID    string
	From, To  time.Time // To is the first instant after
	Before    string    // id of the last row of the page before, as Page.More gives it
	Limit     int       // 0: 50
}

// A Page is rows of the log, the newest first.
type Page struct {
	Rows []models.AuditEvent
	More string // Before of the next page; empty on the last
}

const pageRows = 50

// List returns a page of the log. It is found by the key of the row before, so
// that the thousandth page costs what the first does.
func (s *Service) List(ctx context.Context, f Filter) (Page, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = pageRows
	}
	q := s.store.DB(ctx).Order("at DESC, id DESC").Limit(limit + 1)
	for column, value := range map[string]string{"actor_kind": f.ActorKind, "actor_id": f.ActorID, "noun_id": f.NounID} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if f.ActorKind == "system" { // as a word of the statement, for the index of a part
		q = q.Where("actor_kind = 'system'")
	}
	if strings.Contains(f.Verb, ".") {
		q = q.Where("verb = ?", f.Verb)
	} else if f.Verb != "" {
		verbs, err := s.verbsOf(ctx, f.Verb)
		if err != nil {
			return Page{}, err
		}
		q = q.Where("verb IN ?", verbs)
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From.UTC())
	}
	if !f.To.IsZero() {
		q = q.Where("at < ?", f.To.UTC())
	}
	if f.Before != "" {
		var last models.AuditEvent
		if err := s.store.DB(ctx).Where("id = ?", f.Before).Limit(1).Find(&last).Error; err != nil {
			return Page{}, err
		}
		q = q.Where("at < ? OR at = ? AND id < ?", last.At.UTC(), last.At.UTC(), last.ID)
	}
	var p Page
	if err := q.Find(&p.Rows).Error; err != nil {
		return p, err
	}
	if len(p.Rows) > limit {
		p.Rows = p.Rows[:limit]
		p.More = p.Rows[limit-1].ID
	}
	return p, nil
}

// verbsOf lists the verbs of a noun that the log has. It jumps from verb to verb
// in their index, whatever order the database keeps words in.
func (s *Service) verbsOf(ctx context.Context, noun string) (verbs []string, err error) {
	err = s.store.DB(ctx).Raw(`WITH RECURSIVE each (verb) AS (SELECT min(verb) FROM audit_events
		UNION ALL SELECT (SELECT min(a.verb) FROM audit_events a WHERE a.verb > each.verb) FROM each WHERE each.verb IS NOT NULL)
		SELECT verb FROM each WHERE verb IS NOT NULL`).Scan(&verbs).Error
	return slices.DeleteFunc(verbs, func(verb string) bool { return !strings.HasPrefix(verb, noun+".") }), err
}

// Exported writes down that somebody took the log out, and which part of it.
func (s *Service) Exported(ctx context.Context, by services.Actor, filter string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		return services.Audit(ctx, s.store, s.now(), by, "audit.export", "", filter)
	})
}
