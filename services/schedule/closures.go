package schedule

// Days without service, as staff set them above those of the site file.

import (
	"context"
	"slices"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// MostDays is how many days one closing may span.
const MostDays = 92

// A Span is days that are closed alike: one line of a list.
type Span struct {
	Shut             // of the first day
	Last models.Date // the same as Day for one day
}

// Days are the span's.
func (s Span) Days() []models.Date {
	var days []models.Date
	for d := s.Day; d <= s.Last; d = d.Add(1) {
		days = append(days, d)
	}
	return days
}

// keys are the places of the span's days.
func (s Span) keys() []Key {
	var keys []Key
	for _, d := range s.Days() {
		keys = append(keys, Key{s.Service, d})
	}
	return keys
}

// Spans joins days in a row that are closed alike.
func Spans(closed []Shut) []Span {
	var list []Span
	for _, c := range closed {
		i := slices.IndexFunc(list, func(s Span) bool {
			like := s.Shut
			like.Day = c.Day
			return s.Last.Add(1) == c.Day && like == c
		})
		if i < 0 {
			list = append(list, Span{c, c.Day})
			continue
		}
		list[i].Last = c.Day
	}
	return list
}

// Span is the span that begins at a key; false when nothing is closed there.
func (st Standing) Span(k Key) (Span, bool) {
	for _, s := range Spans(st.closed) {
		if s.Key() == k {
			return s, true
		}
	}
	return Span{}, false
}

// CloseDays is the change that closes days; in place of was, where that is not empty.
func CloseDays(was, to Span) Change {
	to.ReasonTH, to.ReasonEN, to.Lifted = text.Clean(to.ReasonTH), text.Clean(to.ReasonEN), false
	c := setClosures{days: true, span: to}
	if was.Day != "" {
		c.clear = was.keys()
	}
	if to.Day <= to.Last && to.Day.Add(MostDays) > to.Last {
		for _, day := range to.Days() {
			shut := to.Shut
			shut.Day = day
			c.put = append(c.put, shut)
		}
	}
	return c
}

// OpenDays is the change that takes a closing away: also that of the site file.
func OpenDays(was Span, site config.Site) Change {
	c := setClosures{clear: was.keys()}
	for _, file := range siteShuts(site, c.clear) {
		file.Lifted = true
		c.put = append(c.put, file)
	}
	return c
}

// TakeBackDays is the change that makes days what the site file says of them.
func TakeBackDays(was Span, site config.Site) Change {
	keys := was.keys()
	return setClosures{clear: keys, put: siteShuts(site, keys), kept: true}
}

// siteShuts are the closures that the site file has at some keys. A centre's
// service is found by its code, so keys need no centre.
func siteShuts(site config.Site, keys []Key) []Shut {
	var list []Shut
	for of, reason := range closedDays(site) {
		k := Key{of.service, of.day}
		if slices.Contains(keys, k) && !slices.ContainsFunc(list, func(s Shut) bool { return s.Key() == k }) {
			list = append(list, Shut{Service: k.Service, Day: k.Day, To: endOfDay, ReasonTH: reason.TH, ReasonEN: reason.In("en")})
		}
	}
	slices.SortFunc(list, byDay)
	return list
}

type setClosures struct {
	clear []Key
	put   []Shut
	days  bool // they are those of span, as staff wrote it
	span  Span
	kept  bool // who set them stays as it is
}

func (c setClosures) verb() string            { return "closure.change" }
func (c setClosures) noun(st Standing) string { return st.Centre }
func (c setClosures) base(st Standing) any    { return st.shuts(c.clear) }

func (c setClosures) reason() string {
	if len(c.put) == 0 {
		return ""
	}
	return c.put[0].ReasonTH
}

func (c setClosures) touches(h string) bool {
	touched := func(service string) bool { return service == "" || service == h }
	return slices.ContainsFunc(c.clear, func(k Key) bool { return touched(k.Service) }) ||
		slices.ContainsFunc(c.put, func(s Shut) bool { return touched(s.Service) })
}

func (c setClosures) state(st Standing) any { return st.shuts(c.keys()) }

func (c setClosures) keys() []Key {
	keys := slices.Clone(c.clear)
	for _, s := range c.put {
		if !slices.Contains(keys, s.Key()) {
			keys = append(keys, s.Key())
		}
	}
	return keys
}

// shuts are those at some keys.
func (st Standing) shuts(keys []Key) []Shut {
	list := []Shut{}
	for _, s := range st.closed {
		if slices.Contains(keys, s.Key()) {
			list = append(list, s)
		}
	}
	return list
}

func (c setClosures) check(st Standing) error {
	if !c.days {
		return nil
	}
	to := c.span
	if _, there := st.Service(to.Service); to.Service != "" && !there {
		return ErrUnknown
	}
	switch {
	case to.Day < st.Today:
		return ErrPast
	case to.Last < to.Day:
		return ErrSpanOrder
	case to.Day.Add(MostDays) <= to.Last:
		return ErrSpanLong
	case to.ReasonTH == "":
		return ErrReason
	}
	if err := reasonFits(to.ReasonTH, to.ReasonEN); err != nil {
		return err
	}
	for _, s := range c.put {
		if there := st.shuts([]Key{s.Key()}); len(there) > 0 && !there[0].Lifted && !slices.Contains(c.clear, s.Key()) {
			return ErrClosedAlready.With("day", s.Day, "reason", there[0].ReasonTH)
		}
	}
	return nil
}

func (c setClosures) apply(st Standing, by services.Actor) Standing {
	keys := c.keys()
	closed := slices.DeleteFunc(slices.Clone(st.closed), func(s Shut) bool { return slices.Contains(keys, s.Key()) })
	for _, s := range c.put {
		if !c.kept {
			s.SetBy = by.ID
		}
		closed = append(closed, s)
	}
	slices.SortFunc(closed, byDay)
	st.closed = closed
	return st
}

func (c setClosures) write(ctx context.Context, s *Service, _, after Standing) error {
	db := s.store.DB(ctx)
	for _, k := range c.keys() {
		gone := db.Where("centre_id = ? AND day = ? AND service_id IS NULL", after.Centre, k.Day)
		if k.Service != "" {
			gone = db.Where("service_id = ? AND day = ?", k.Service, k.Day)
		}
		if err := gone.Delete(&models.Closure{}).Error; err != nil {
			return err
		}
	}
	for _, put := range after.shuts(c.keys()) {
		row := models.Closure{
			ID: models.NewID(s.now()), CentreID: after.Centre, Day: put.Day, FromMinute: put.From, ToMinute: put.To,
			ReasonTH: put.ReasonTH, ReasonEN: put.ReasonEN, SetBy: put.SetBy, Lifted: put.Lifted,
		}
		if put.Service != "" {
			row.ServiceID = &put.Service
		}
		if err := db.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}
