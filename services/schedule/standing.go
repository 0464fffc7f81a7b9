package schedule

// A centre's schedule as it stands: services, hours and closures as values.

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tambon/models"
)

// A Standing is what a centre offers from today on. Its slots follow from it.
type Standing struct {
	Centre   string
	Today    models.Date
	Services []models.HealthService // in the order of showing
	file     map[string][]Time      // weekly times of the site file, by service
	weeks    map[string][]Week      // as staff set them, by service, the earliest first
	closed   []Shut                 // by day
}

// A Week is a service's weekly times as staff set them, from a day on until the
// next Week begins. Without times the service has none.
type Week struct {
	From  models.Date `json:"from"`
	Times []Time      `json:"times"`
	SetBy string      `json:"set_by"`
}

// A Time is a stretch of a weekday in which sessions begin, minutes after midnight.
type Time struct {
	Weekday  time.Weekday `json:"weekday"`
	From     int          `json:"from"`
	To       int          `json:"to"`   // the last session ends by then
	Step     int          `json:"step"` // minutes between two starts
	Capacity int          `json:"capacity"`
}

// A Shut is a day, or a part of it, on which a centre or a service is closed.
type Shut struct {
	Service  string      `json:"service"` // empty: the whole centre
	Day      models.Date `json:"day"`
	From     int         `json:"from"` // minutes after midnight
	To       int         `json:"to"`
	ReasonTH string      `json:"reason_th"`
	ReasonEN string      `json:"reason_en"`
	SetBy    string      `json:"set_by"` // empty: the site file
	Lifted   bool        `json:"lifted"` // open, in spite of the site file
}

// A Key is what there is one Shut of: a day of a centre or of a service.
type Key struct {
	Service string
	Day     models.Date
}

// Key is the Shut's place.
func (s Shut) Key() Key { return Key{s.Service, s.Day} }

// endOfDay is midnight after a day, in minutes.
const endOfDay = 24 * 60

// Service returns a service of the centre; false when there is none.
func (st Standing) Service(id string) (models.HealthService, bool) {
	for _, h := range st.Services {
		if h.ID == id {
			return h, true
		}
	}
	return models.HealthService{}, false
}

// Week is what a service's week is on a day; byStaff: not as in the site file.
func (st Standing) Week(service string, day models.Date) (w Week, byStaff bool) {
	w = Week{Times: st.file[service]}
	for _, set := range st.weeks[service] {
		if set.From <= day {
			w, byStaff = set, true
		}
	}
	return w, byStaff
}

// File are a service's weekly times in the site file.
func (st Standing) File(service string) []Time { return st.file[service] }

// Weeks are a service's weeks that staff set and that are not over, the earliest first.
func (st Standing) Weeks(service string) []Week { return st.weeks[service] }

// Closed lists what is closed from today on, by day.
func (st Standing) Closed() []Shut { return st.closed }

// shut says whether a closure touches the slot.
func (st Standing) shut(h models.HealthService, slot models.Slot, zone *time.Location) bool {
	for _, c := range st.closed {
		if c.Lifted || c.Day != slot.Day || c.Service != "" && c.Service != h.ID {
			continue
		}
		if c.Day.At(c.From, zone).Before(slot.EndsAt) && slot.StartsAt.Before(c.Day.At(c.To, zone)) {
			return true
		}
	}
	return false
}

// slots are those that the standing asks for, from today until a day.
func (st Standing) slots(h models.HealthService, until models.Date, zone *time.Location) []models.Slot {
	var list []models.Slot
	if !h.Active {
		return nil
	}
	for day := st.Today; day <= until; day = day.Add(1) {
		week, _ := st.Week(h.ID, day)
		for _, slot := range Slots(week.Times, h, day, zone) {
			if !st.shut(h, slot, zone) {
				list = append(list, slot)
			}
		}
	}
	return list
}

// CentreOfService is the centre of a service, offered or not; empty: there is no
// such service.
func (s *Service) CentreOfService(ctx context.Context, id string) (centre string, err error) {
	err = s.store.DB(ctx).Model(&models.HealthService{}).Where("id = ?", id).Limit(1).Pluck("centre_id", &centre).Error
	return centre, err
}

// Standing reads a centre's schedule.
func (s *Service) Standing(ctx context.Context, centre string) (Standing, error) {
	st, err := s.standing(ctx, "centre_id = ?", centre)
	st.Centre = centre
	return st, err
}

// standing reads the schedule of some services.
func (s *Service) standing(ctx context.Context, which string, arg any) (Standing, error) {
	db := s.store.DB(ctx)
	st := Standing{Today: models.DateOf(s.now(), s.zone), file: map[string][]Time{}, weeks: map[string][]Week{}}
	if err := db.Where(which, arg).Order("position, id").Find(&st.Services).Error; err != nil {
		return st, err
	}
	ids, centres := make([]string, len(st.Services)), make([]string, len(st.Services))
	for i, h := range st.Services {
		ids[i], centres[i] = h.ID, h.CentreID
	}
	var rules []models.Schedule
	if err := db.Where("service_id IN ?", ids).Order("weekday, from_minute").Find(&rules).Error; err != nil {
		return st, err
	}
	for _, r := range rules {
		st.file[r.ServiceID] = append(st.file[r.ServiceID], Time{r.Weekday, r.FromMinute, r.ToMinute, r.Step, r.Capacity})
	}
	var closures []models.Closure
	err := db.Where("day >= ? AND (service_id IN ? OR service_id IS NULL AND centre_id IN ?)", st.Today, ids, centres).
		Order("day").Find(&closures).Error
	if err != nil {
		return st, err
	}
	for _, c := range closures {
		st.closed = append(st.closed, shutOf(c))
	}
	slices.SortFunc(st.closed, byDay)
	return st, s.readWeeks(ctx, ids, st)
}

// readWeeks reads what staff set. A week that another one has followed is over.
func (s *Service) readWeeks(ctx context.Context, ids []string, st Standing) error {
	var rows []models.OpeningWeek
	err := s.store.DB(ctx).Where("service_id IN ?", ids).Order("service_id, from_day").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return err
	}
	weekIDs, at := make([]string, len(rows)), map[string]int{}
	for i, r := range rows {
		weekIDs[i], at[r.ID] = r.ID, i
	}
	var times []models.OpeningTime
	if err := s.store.DB(ctx).Where("week_id IN ?", weekIDs).Order("weekday, from_minute").Find(&times).Error; err != nil {
		return err
	}
	weeks := make([]Week, len(rows))
	for i, r := range rows {
		weeks[i] = Week{From: r.FromDay, SetBy: r.SetBy}
	}
	for _, t := range times {
		w := &weeks[at[t.WeekID]]
		w.Times = append(w.Times, Time{t.Weekday, t.FromMinute, t.ToMinute, t.Step, t.Capacity})
	}
	for i, r := range rows {
		st.weeks[r.ServiceID] = running(append(st.weeks[r.ServiceID], weeks[i]), st.Today)
	}
	return nil
}

// running drops the weeks that another one has followed by today.
func running(weeks []Week, today models.Date) []Week {
	for len(weeks) > 1 && weeks[1].From <= today {
		weeks = weeks[1:]
	}
	return weeks
}

// byDay is the order of closures: the whole centre's before a service's.
func byDay(a, b Shut) int {
	return cmp.Or(strings.Compare(string(a.Day), string(b.Day)), strings.Compare(a.Service, b.Service))
}

func shutOf(c models.Closure) Shut {
	s := Shut{Day: c.Day, From: c.FromMinute, To: c.ToMinute, ReasonTH: c.ReasonTH, ReasonEN: c.ReasonEN, SetBy: c.SetBy, Lifted: c.Lifted}
	if c.ServiceID != nil {
		s.Service = *c.ServiceID
	}
	return s
}
