package console

// One health service: what it is, when, and what was; and the form of its facts.

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/text"
)

// service is the one that the address names, in its centre's schedule.
func (c *Console) service(v *visit) (schedule.Standing, models.HealthService, error) {
	st, err := c.standing(v)
	h, _ := st.Service(v.Param("id"))
	return st, h, err
}

func (c *Console) servicePage(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	history, err := c.scheduleHistory(v, st, h.ID)
	if err != nil {
		return err
	}
	stranded, err := c.strandedNote(v)
	if err != nil {
		return err
	}
	at := "/schedule/services/" + h.ID
	week, byStaff := st.Week(h.ID, st.Today)
	facts := Section{ID: "facts", Title: v.T("schedule.facts"), Note: v.origin(h.Edited != ""), Body: []Part{Facts{c.serviceFacts(v, h)}}}
	hours := Section{ID: "hours", Title: v.T("schedule.hours"), Note: v.origin(byStaff), Body: []Part{v.weekList(week.Times)}}
	for _, w := range st.Weeks(h.ID) {
		if w.From > st.Today {
			hours.Body = append(hours.Body, Note{Icon: "clock", Text: v.T("schedule.since", "day", v.lang.Day(w.From.Time()))}, v.weekList(w.Times))
		}
	}
	if v.mayChangeSchedule() {
		facts.Body = append(facts.Body, changeActs(v, at+"/facts", "schedule.facts.change", h.Edited != ""))
		hours.Body = append(hours.Body, changeActs(v, at+"/hours", "schedule.hours.change", len(st.Weeks(h.ID)) > 0))
	}
	status := serviceStatus(v, h)
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, serviceName(v.lang, h), "/schedule"), present([]Part{
		Head{Crumb: &Act{Label: v.T("nav.schedule"), Href: in(v.scheduleAt(""))}, Disc: h.Disc, Title: serviceName(v.lang, h), Detail: status.Word},
		c.savedNote(v), stranded,
		Split{Kind: "even", Left: []Part{hours, facts}, Right: []Part{Section{ID: "history", Title: v.T("booking.history"), Body: []Part{history}}}},
	})...)
}

// weekList is weekly times, a line each.
func (v *visit) weekList(times []schedule.Time) Part {
	var list Bullets
	for _, line := range v.weekWords(times) {
		list.Items = append(list.Items, Act{Label: line})
	}
	return list
}

// origin is whose values hold.
func (v *visit) origin(byStaff bool) string {
	if byStaff {
		return v.T("schedule.bystaff")
	}
	return v.T("schedule.byfile")
}

// changeActs are the ways to change something and to take it back.
func changeActs(v *visit, at, key string, edited bool) Bar {
	bar := Bar{[]Act{{Label: v.T(key), Icon: "note-pencil", Href: in(at)}}}
	if edited {
		bar.Acts = append(bar.Acts, Act{Label: v.T("schedule.usefile"), Kind: Bare, Icon: "arrow-u-up-left", Href: in(at + "/file")})
	}
	return bar
}

func (c *Console) serviceFacts(v *visit, h models.HealthService) []Fact {
	status := serviceStatus(v, h)
	says := h.WhatTH
	if v.lang == text.English {
		says = h.WhatEN
	}
	return []Fact{
		{Label: v.T("schedule.fact.active"), Status: &status},
		{Label: v.T("schedule.fact.what"), Value: strings.ReplaceAll(says, "\n", " ")},
		{Label: v.T("schedule.fact.minutes"), Value: v.T("minutes", "n", h.Minutes)},
		{Label: v.T("schedule.fact.capacity"), Value: v.T("schedule.places", "n", v.lang.Number(h.Capacity))},
		{Label: v.T("schedule.fact.ahead_max_days"), Value: v.T("schedule.days", "n", h.AheadMaxDays)},
		{Label: v.T("schedule.fact.ahead_min"), Value: v.T("minutes", "n", h.AheadMin)},
		{Label: v.T("schedule.fact.cancel_cutoff"), Value: v.T("minutes", "n", h.CancelCutoff)},
		{Label: v.T("schedule.fact.max_open"), Value: v.T("schedule.bookings", "n", h.MaxOpen)},
	}
}

func (c *Console) factsPage(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	return c.showFacts(v, http.StatusOK, st.Facts(h.ID), nil)
}

func (c *Console) showFacts(v *visit, code int, f schedule.Facts, err error) error {
	st, h, failed := c.service(v)
	if failed != nil {
		return failed
	}
	overtaken, failed := c.scheduleOvertaken(v, err, schedule.Wish{Centre: v.centre, Change: schedule.SetFacts(h.ID, f), By: c.by(v), Mark: schedule.Mark(schedule.SetFacts(h.ID, f), st)})
	if failed != nil {
		return failed
	}
	wrong, faults := c.scheduleFaults(v, err)
	field := func(id string, value, after string) Field {
		return Field{ID: id, Label: v.T("schedule.fact." + id), Value: value, Error: wrong[id], After: after}
	}
	number := func(id string, value int, unit string) Field {
		one := field(id, strconv.Itoa(value), "")
		if typed := v.FormValue(id); typed != "" && v.FormValue("mark") != "" {
			one.Value = typed
		}
		one.Hint, one.Mode, one.Max, one.Width = unit, "numeric", 6, "time"
		return one
	}
	lines := func(id, value string, rows int) Field {
		one := field(id, value, "")
		one.Type, one.Rows, one.Resident, one.Max = "area", rows, true, 400
		return one
	}
	name := func(id, value string) Field {
		one := field(id, value, "")
		one.Resident, one.Max, one.Width = true, 60, "name"
		return one
	}
	active := Pick{ID: "active", Legend: v.T("schedule.fact.active"), Columns: 1, Options: []Option{
		{Value: "yes", Label: v.T("schedule.on"), Detail: v.T("schedule.on.what"), Chosen: f.Active}, {Value: "no", Label: v.T("schedule.off"), Detail: v.T("schedule.off.what"), Chosen: !f.Active},
	}}
	what := lines("what_th", f.WhatTH, 2)
	what.Hint = v.T("schedule.what.hint")
	form := Form{
		ID: "facts", Post: in("/schedule/services/" + h.ID + "/facts"), Values: []Hidden{{"mark", c.markFor(v, err, schedule.SetFacts(h.ID, f), st)}}, Failed: v.T("schedule.failed"),
		Body: []Part{
			active, name("name_th", f.NameTH), name("name_en", f.NameEN), what, lines("what_en", f.WhatEN, 2), lines("bring_th", f.BringTH, 3), lines("bring_en", f.BringEN, 3),
			Abreast{[]Field{number("minutes", f.Minutes, v.T("schedule.unit.minutes")), number("capacity", f.Capacity, v.T("schedule.unit.places"))}},
			Abreast{[]Field{number("ahead_max_days", f.AheadMaxDays, v.T("schedule.unit.days")), number("ahead_min", f.AheadMin, v.T("schedule.unit.minutes"))}},
			Abreast{[]Field{number("cancel_cutoff", f.CancelCutoff, v.T("schedule.unit.minutes")), number("max_open", f.MaxOpen, v.T("schedule.unit.bookings"))}},
		},
		Submit: &Act{Label: v.T("look.see"), Kind: Primary}, Others: []Act{{Label: v.T("look.leave"), Kind: Bare, Href: in("/schedule/services/" + h.ID)}},
	}
	title := v.T("schedule.facts.of", "service", serviceName(v.lang, h))
	return c.paper.parts(v.Context, code, c.frame(v, title, "/schedule"), present([]Part{
		Head{Crumb: &Act{Label: serviceName(v.lang, h), Href: in("/schedule/services/" + h.ID)}, Disc: h.Disc, Title: title}, faults, overtaken, form,
	})...)
}

// markFor is the mark that a form carries: that of what it was filled in over,
// and after somebody else's change that of what holds now.
func (c *Console) markFor(v *visit, err error, change schedule.Change, st schedule.Standing) string {
	if kept := v.FormValue("mark"); kept != "" && !schedule.ErrChanged.Is(err) {
		return kept
	}
	return schedule.Mark(change, st)
}

// carried is what was typed, for the next press.
func carried(v *visit) []Hidden {
	form, err := v.FormParams()
	if err != nil {
		return nil
	}
	var list []Hidden
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if name == "seen" || name == "then" || name == "back" || v.QueryParams().Has(name) {
			continue
		}
		for _, value := range form[name] {
			list = append(list, Hidden{name, value})
		}
	}
	return list
}

// numberOf is a number as it was typed, in Thai figures too; -1: it is none.
func numberOf(v *visit, field string) int {
	n, err := strconv.Atoi(text.Fold(v.FormValue(field)))
	if err != nil {
		return -1
	}
	return n
}

func (c *Console) facts(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	f := st.Facts(h.ID)
	f.NameTH, f.NameEN, f.WhatTH, f.WhatEN = v.FormValue("name_th"), v.FormValue("name_en"), v.FormValue("what_th"), v.FormValue("what_en")
	f.BringTH, f.BringEN, f.Active = v.FormValue("bring_th"), v.FormValue("bring_en"), v.FormValue("active") != "no"
	f.Minutes, f.Capacity, f.AheadMin = numberOf(v, "minutes"), numberOf(v, "capacity"), numberOf(v, "ahead_min")
	f.AheadMaxDays, f.CancelCutoff, f.MaxOpen = numberOf(v, "ahead_max_days"), numberOf(v, "cancel_cutoff"), numberOf(v, "max_open")
	return c.seeThenSave(v, changing{
		title: v.T("schedule.facts.of", "service", serviceName(v.lang, h)), crumb: Act{Label: serviceName(v.lang, h), Href: in("/schedule/services/" + h.ID)},
		wish: schedule.Wish{Centre: v.centre, Change: schedule.SetFacts(h.ID, f), By: c.by(v), Mark: v.FormValue("mark")},
		to:   "/schedule/services/" + h.ID + "?", carry: carried(v),
		form: func(code int, err error) error { return c.showFacts(v, code, f, err) },
	})
}

func (c *Console) takeBackFacts(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	return c.takeBack(v, st, schedule.TakeBackFacts(h.ID, v.town.Site), "/schedule/services/"+h.ID+"?", serviceName(v.lang, h))
}

func (c *Console) takeBackHours(v *visit) error {
	st, h, err := c.service(v)
	if err != nil {
		return err
	}
	return c.takeBack(v, st, schedule.TakeBackHours(h.ID, ""), "/schedule/services/"+h.ID+"?", serviceName(v.lang, h))
}

// takeBack is a change that has no form: what it does is shown, and a press makes it.
func (c *Console) takeBack(v *visit, st schedule.Standing, change schedule.Change, to, crumb string) error {
	mark := v.FormValue("mark")
	if mark == "" {
		mark = schedule.Mark(change, st)
	}
	return c.unformed(v, changing{
		title: v.T("schedule.usefile"), crumb: Act{Label: crumb, Href: in(strings.TrimSuffix(to, "?"))},
		wish: schedule.Wish{Centre: v.centre, Change: change, By: c.by(v), Mark: mark}, to: to, carry: []Hidden{{"mark", mark}},
	})
}

// unformed is seeThenSave where a refusal leads back with its words.
func (c *Console) unformed(v *visit, ch changing) error {
	err := c.seeThenSave(v, ch)
	if !refused(err) {
		return err
	}
	_, key, args := services.Explain(err)
	return c.paper.parts(v.Context, status(kindOf(err)), c.frame(v, ch.title, "/schedule"), Head{Crumb: &ch.crumb, Title: ch.title},
		Note{Tone: Warn, Said: true, Strong: v.T("schedule.failed"), Text: v.lang.T(key, args...)})
}

// undoChange takes a saved change back, after its own look.
func (c *Console) undoChange(v *visit) error {
	wish, past, err := c.Schedule.Undo(v.Request().Context(), v.centre, v.Param("id"), c.by(v))
	to := v.scheduleAt("/closures")
	if past.Verb != "closure.change" && past.Noun != "" {
		to = "/schedule/services/" + past.Noun + "?"
	}
	ch := changing{title: v.T("schedule.undo.title"), crumb: Act{Label: v.T("nav.schedule"), Href: in(to)}, wish: wish, to: to}
	if refused(err) {
		_, key, args := services.Explain(err)
		return c.paper.parts(v.Context, status(kindOf(err)), c.frame(v, ch.title, "/schedule"), Head{Crumb: &ch.crumb, Title: ch.title},
			Note{Tone: Warn, Said: true, Strong: v.T("schedule.failed"), Text: v.lang.T(key, args...)})
	}
	if err != nil {
		return err
	}
	return c.unformed(v, ch)
}
