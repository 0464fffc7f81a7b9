package console

// The form of a service's weekly times.

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/text"
)

var (
	errClock = services.E(services.Invalid, "schedule.clock_wrong")
	errDays  = services.E(services.Invalid, "schedule.days_needed")
)

// mostStretches bounds what a form may hold.
const mostStretches = 20

// A stretchForm is one stretch as it was typed.
type stretchForm struct {
	days                   []time.Weekday
	from, to, step, places string
}

func (s stretchForm) empty() bool {
	return len(s.days) == 0 && s.from == "" && s.to == ""
}

// An hoursForm is weekly times as they were typed.
type hoursForm struct {
	since, reason string
	stretches     []stretchForm
	had           int // how many of them were there before
}

func (c *Console) hoursPage(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	week, _ := st.Week(h.ID, st.Today)
	f := hoursForm{since: v.bareDay(st.Today)}
	for _, s := range schedule.Stretches(week.Times) {
		f.had++
		f.stretches = append(f.stretches, stretchForm{s.Days, v.bareClock(s.From), v.bareClock(s.To), strconv.Itoa(s.Step), strconv.Itoa(s.Capacity)})
	}
	return c.showHours(v, http.StatusOK, f, schedule.Week{}, nil)
}

// readHours reads the form, and what is wrong with it before any rule is asked.
func (c *Console) readHours(v *visit) (f hoursForm, w schedule.Week, err error) {
	f = hoursForm{since: v.FormValue("since"), reason: v.FormValue("reason"), had: numberOf(v, "had")}
	if w.From, err = c.dayOf(v, f.since); err != nil {
		err = errNoDay.With("field", "since")
	}
	form, _ := v.FormParams()
	for i := range mostStretches {
		at := fmt.Sprintf("t%d-", i)
		if !form.Has(at + "from") {
			break
		}
		s := stretchForm{from: form.Get(at + "from"), to: form.Get(at + "to"), step: form.Get(at + "step"), places: form.Get(at + "places")}
		for _, day := range form[at+"days"] {
			if n, failed := strconv.Atoi(day); failed == nil && n >= 0 && n < 7 {
				s.days = append(s.days, time.Weekday(n))
			}
		}
		f.stretches = append(f.stretches, s)
		if len(s.days) == 0 {
			// One that was there goes; times without days were typed in vain.
			if err == nil && i >= f.had && s.from != "" {
				err = errDays.With("field", at+"days")
			}
			continue
		}
		stretch := schedule.Stretch{Days: s.days, Step: numberOf(v, at+"step"), Capacity: numberOf(v, at+"places")}
		var early, late bool
		stretch.From, early = clockOf(s.from)
		stretch.To, late = clockOf(s.to)
		if err == nil && (!early || !late) {
			err = errClock.With("field", at+map[bool]string{true: "to", false: "from"}[early])
		}
		w.Times = append(w.Times, stretch.Times()...)
	}
	f.stretches = slices.DeleteFunc(f.stretches, stretchForm.empty)
	return f, w, err
}

// dayOf is a day as it was typed, in either era.
func (c *Console) dayOf(v *visit, said string) (models.Date, error) {
	day, how := text.ReadDay(said, v.now)
	if how != text.Sure {
		return "", errNoDay
	}
	return models.Date(day.Format(time.DateOnly)), nil
}

// clockOf is a time of day as it was typed; of two it may mean, the one at which
// a centre can be open.
func clockOf(said string) (int, bool) {
	may, how := text.ReadTime(said)
	if how == text.Ask {
		may = slices.DeleteFunc(slices.Clone(may), func(m int) bool { return m < 6*60 || m > 20*60 })
	}
	if len(may) == 1 && (how == text.Sure || how == text.Ask) {
		return may[0], true
	}
	if hour, err := strconv.Atoi(text.Fold(strings.TrimSpace(said))); err == nil && hour >= 0 && hour <= 24 {
		return hour * 60, true
	}
	return 0, false
}

func (c *Console) showHours(v *visit, code int, f hoursForm, w schedule.Week, err error) error {
	st, h, failed := c.service(v)
	if failed != nil {
		return failed
	}
	change := schedule.SetHours(h.ID, w, f.reason)
	overtaken, failed := c.scheduleOvertaken(v, err, schedule.Wish{Centre: v.centre, Change: change, By: c.by(v), Mark: schedule.Mark(change, st)})
	if failed != nil {
		return failed
	}
	wrong, faults := c.scheduleFaults(v, err)
	body := []Part{Field{ID: "since", Label: v.T("schedule.from"), Hint: v.T("schedule.day.hint"), Value: f.since, Error: wrong["since"], Width: "short", Max: 40}}
	blank := stretchForm{step: strconv.Itoa(h.Minutes), places: strconv.Itoa(h.Capacity)}
	for i, s := range append(slices.Clone(f.stretches), blank) {
		title := v.T("schedule.stretch.n", "n", i+1)
		if i == len(f.stretches) {
			title = v.T("schedule.stretch.more")
		}
		body = append(body, c.stretchFields(v, i, title, s, wrong))
	}
	body = append(body, Field{ID: "reason", Label: v.T("schedule.reason"), Hint: v.T("schedule.reason.hint"), Value: f.reason, Error: wrong["reason"], Resident: true, Max: 60})
	at := "/schedule/services/" + h.ID
	title := v.T("schedule.hours.of", "service", serviceName(v.lang, h))
	form := Form{
		ID: "hours", Post: in(at + "/hours"), Values: []Hidden{{"mark", c.markFor(v, err, change, st)}, {"had", strconv.Itoa(f.had)}}, Failed: v.T("schedule.failed"), Body: body,
		Submit: &Act{Label: v.T("look.see"), Kind: Primary}, Others: []Act{{Label: v.T("look.leave"), Kind: Bare, Href: in(at)}},
	}
	return c.paper.parts(v.Context, code, c.frame(v, title, "/schedule"), present([]Part{
		Head{Crumb: &Act{Label: serviceName(v.lang, h), Href: in(at)}, Disc: h.Disc, Title: title}, faults, overtaken, form,
	})...)
}

func (c *Console) stretchFields(v *visit, i int, title string, s stretchForm, wrong map[string]string) Part {
	at := fmt.Sprintf("t%d-", i)
	ticks := Ticks{ID: at + "days", Legend: v.T("schedule.weekdays"), Error: wrong[at+"days"]}
	if len(s.days) > 0 {
		ticks.Hint = v.T("schedule.weekdays.hint")
	}
	for n := range 7 {
		day := time.Weekday((n + 1) % 7)
		short, long := v.dayOfWeek(day)
		ticks.Options = append(ticks.Options, Option{Value: strconv.Itoa(int(day)), Label: short, Detail: long, Chosen: slices.Contains(s.days, day)})
	}
	clock := func(name, value string) Field {
		return Field{ID: at + name, Label: v.T("schedule.t." + name), Value: value, Error: wrong[at+name], Width: "time", Max: 20}
	}
	number := func(name, value string) Field {
		return Field{ID: at + name, Label: v.T("schedule.t." + name), Value: value, Error: wrong[at+name], Mode: "numeric", Width: "time", Max: 4}
	}
	return Section{ID: at + "stretch", Title: title, Body: []Part{ticks, Abreast{[]Field{clock("from", s.from), clock("to", s.to), number("step", s.step), number("places", s.places)}}}}
}

func (c *Console) setHours(v *visit) error {
	_, h, err := c.service(v)
	if err != nil {
		return err
	}
	f, week, wrong := c.readHours(v)
	if wrong != nil {
		return c.showHours(v, http.StatusUnprocessableEntity, f, week, wrong)
	}
	return c.seeThenSave(v, changing{
		title: v.T("schedule.hours.of", "service", serviceName(v.lang, h)), crumb: Act{Label: serviceName(v.lang, h), Href: in("/schedule/services/" + h.ID)},
		wish: schedule.Wish{Centre: v.centre, Change: schedule.SetHours(h.ID, week, f.reason), By: c.by(v), Mark: v.FormValue("mark")},
		to:   "/schedule/services/" + h.ID + "?", carry: carried(v),
		form: func(code int, err error) error { return c.showHours(v, code, f, week, c.atStretch(err, f)) },
	})
}

// atStretch names the field that a refusal of a time is about.
func (c *Console) atStretch(err error, f hoursForm) error {
	_, key, args := services.Explain(err)
	if len(args) < 4 || args[0] != "day" {
		return err
	}
	day, _ := args[1].(time.Weekday)
	from, _ := args[3].(int)
	for i, s := range f.stretches {
		if start, ok := clockOf(s.from); ok && start == from && slices.Contains(s.days, day) {
			field := map[string]string{
				schedule.ErrTimeStep.Key: "step", schedule.ErrTimePlaces.Key: "places", schedule.ErrTimesOverlap.Key: "from",
			}[key]
			if field == "" {
				field = "to"
			}
			return services.E(services.Invalid, key, append(slices.Clone(args), "field", fmt.Sprintf("t%d-%s", i, field))...)
		}
	}
	return err
}
