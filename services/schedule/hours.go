package schedule

// The weekly times that staff set above those of the site file.

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// SetHours is the change that gives a service these weekly times from week.From
// on, until the next week that staff set. reason is for residents whom it hits.
func SetHours(service string, week Week, reason string) Change {
	week.Times = append([]Time(nil), week.Times...)
	slices.SortFunc(week.Times, func(a, b Time) int { return cmp.Or(cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.From, b.From)) })
	return setHours{service: service, week: &week, why: text.Clean(reason)}
}

// TakeBackHours is the change that makes a service's weekly times the site file's again.
func TakeBackHours(service, reason string) Change {
	return setHours{service: service, why: text.Clean(reason)}
}

type setHours struct {
	service string
	week    *Week  // nil: all are replaced by these
	all     []Week // as they were, for an undo
	why     string
}

func (c setHours) verb() string          { return "hours.change" }
func (c setHours) noun(Standing) string  { return c.service }
func (c setHours) touches(h string) bool { return h == c.service }
func (c setHours) base(st Standing) any  { return c.state(st) }
func (c setHours) reason() string        { return c.why }

func (c setHours) state(st Standing) any { return append([]Week{}, st.weeks[c.service]...) }

func (c setHours) check(st Standing) error {
	h, there := st.Service(c.service)
	switch {
	case !there:
		return ErrUnknown
	case c.week == nil:
		return reasonFits(c.why, "")
	case c.week.From < st.Today:
		return ErrFromPast
	}
	for i, t := range c.week.Times {
		at := []any{"day", t.Weekday, "from", t.From}
		switch {
		case t.From < 0 || t.To > endOfDay || t.From >= t.To:
			return ErrTimeOrder.With(at...)
		case t.From+h.Minutes > t.To:
			return ErrTimeShort.With(append(at, "n", h.Minutes)...)
		case t.Step < 5 || t.Step > endOfDay:
			return ErrTimeStep.With(at...)
		case t.Capacity < 1 || t.Capacity > 200:
			return ErrTimePlaces.With(at...)
		case i > 0 && c.week.Times[i-1].Weekday == t.Weekday && c.week.Times[i-1].To > t.From:
			return ErrTimesOverlap.With(at...)
		}
	}
	return reasonFits(c.why, "")
}

func (c setHours) apply(st Standing, by services.Actor) Standing {
	weeks := slices.Clone(c.all)
	if c.week != nil {
		week := *c.week
		week.SetBy = by.ID
		weeks = slices.DeleteFunc(slices.Clone(st.weeks[c.service]), func(w Week) bool { return w.From == week.From })
		weeks = append(weeks, week)
		slices.SortFunc(weeks, func(a, b Week) int { return cmp.Compare(a.From, b.From) })
	}
	st.weeks = cloned(st.weeks)
	st.weeks[c.service] = running(weeks, st.Today)
	return st
}

func (c setHours) write(ctx context.Context, s *Service, _, after Standing) error {
	db := s.store.DB(ctx)
	if err := db.Exec("DELETE FROM opening_times WHERE week_id IN (SELECT id FROM opening_weeks WHERE service_id = ?)", c.service).Error; err != nil {
		return err
	}
	if err := db.Exec("DELETE FROM opening_weeks WHERE service_id = ?", c.service).Error; err != nil {
		return err
	}
	for _, w := range after.weeks[c.service] {
		row := models.OpeningWeek{ID: models.NewID(s.now()), ServiceID: c.service, FromDay: w.From, SetBy: w.SetBy}
		for _, t := range w.Times {
			row.Times = append(row.Times, models.OpeningTime{
				WeekID: row.ID, Weekday: t.Weekday, FromMinute: t.From, ToMinute: t.To, Step: t.Step, Capacity: t.Capacity,
			})
		}
		if err := db.Omit("Times").Create(&row).Error; err != nil {
			return err
		}
		if len(row.Times) > 0 {
			if err := db.Create(&row.Times).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// A Stretch is times that are the same on several weekdays, as a form shows them.
type Stretch struct {
	Days                     []time.Weekday
	From, To, Step, Capacity int
}

// Stretches joins times that differ in the weekday alone, from Monday and from
// morning on.
func Stretches(times []Time) []Stretch {
	var list []Stretch
	for _, t := range times {
		i := slices.IndexFunc(list, func(s Stretch) bool {
			return s.From == t.From && s.To == t.To && s.Step == t.Step && s.Capacity == t.Capacity
		})
		if i < 0 {
			list = append(list, Stretch{From: t.From, To: t.To, Step: t.Step, Capacity: t.Capacity})
			i = len(list) - 1
		}
		list[i].Days = append(list[i].Days, t.Weekday)
	}
	monday := func(s Stretch) int { return (int(slices.MinFunc(s.Days, fromMonday)) + 6) % 7 }
	slices.SortStableFunc(list, func(a, b Stretch) int { return cmp.Or(cmp.Compare(monday(a), monday(b)), cmp.Compare(a.From, b.From)) })
	return list
}

func fromMonday(a, b time.Weekday) int { return cmp.Compare((a+6)%7, (b+6)%7) }

// Times are a stretch's, one for each of its weekdays.
func (s Stretch) Times() []Time {
	times := make([]Time, len(s.Days))
	for i, day := range s.Days {
		times[i] = Time{day, s.From, s.To, s.Step, s.Capacity}
	}
	return times
}
