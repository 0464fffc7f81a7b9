package console

// Days without service: the list and its form.

import (
	"net/http"

	"tambon/models"
	"tambon/services/schedule"
)

// noon parts a day into two halves.
const noon = 12 * 60

func (c *Console) closuresPage(v *visit) error {
	st, err := c.standing(v)
	if err != nil {
		return err
	}
	history, err := c.scheduleHistory(v, st, "")
	if err != nil {
		return err
	}
	stranded, err := c.strandedNote(v)
	if err != nil {
		return err
	}
	head := Head{Title: v.T("nav.schedule"), Detail: v.T("schedule.what")}
	if v.mayChangeSchedule() {
		head.Acts = []Act{{Label: v.T("closure.add"), Kind: Primary, Icon: "calendar-x", Href: in(v.scheduleAt("/closures/set"))}}
	}
	body := append([]Part{head}, c.scheduleTabs(v, "/closures")...)
	body = append(body, c.savedNote(v), stranded, c.closureList(v, st), Section{ID: "history", Title: v.T("booking.history"), Body: []Part{history}})
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("schedule.closures"), "/schedule"), present(body)...)
}

func (c *Console) closureList(v *visit, st schedule.Standing) Listing {
	table := Table{ID: "closures-rows", Caption: v.T("schedule.closures"), Columns: []Column{
		{Label: v.T("closure.day")}, {Label: v.T("closure.where")}, {Label: v.T("closure.why")}, {Label: v.T("closure.origin")},
	}}
	for _, s := range schedule.Spans(st.Closed()) {
		_, where, why := c.spanWords(v, st, s)
		one := Entry{Text: v.lang.Day(s.Day.Time()), Detail: v.partWords(s.Shut), Whole: true}
		if s.Last != s.Day {
			one.Detail = v.T("closure.until", "day", v.lang.Day(s.Last.Time())) + " " + one.Detail
		}
		if v.mayChangeSchedule() {
			one.Href = in(v.scheduleAt("/closures/set", "was", string(s.Day), "of", s.Service))
		}
		table.Rows = append(table.Rows, Line{[]Entry{one, {Text: where, Whole: true}, {Text: why, Thai: true}, {Text: v.origin(s.SetBy != ""), Quiet: true}}})
	}
	return Listing{ID: "closures", Table: table, Empty: &Empty{Icon: "calendar-dots", Title: v.T("closure.none"), Text: v.T("closure.none.text")}}
}

// spanAsked is the closing that the address is about; false: there is none (any more).
func (c *Console) spanAsked(v *visit) (schedule.Standing, schedule.Span, bool, error) {
	st, err := c.standing(v)
	s, ok := st.Span(schedule.Key{Service: v.QueryParam("of"), Day: models.Date(v.QueryParam("was"))})
	return st, s, ok, err
}

// A closureForm is a closing as it was typed.
type closureForm struct{ from, to, service, part, reason, reasonEN string }

func (c *Console) closurePage(v *visit) error {
	_, was, there, err := c.spanAsked(v)
	if err != nil {
		return err
	}
	f := closureForm{part: "day"}
	if there {
		f = closureForm{v.bareDay(was.Day), v.bareDay(was.Last), was.Service, partOf(was.Shut), was.ReasonTH, was.ReasonEN}
		if was.Last == was.Day {
			f.to = ""
		}
	} else if v.QueryParam("was") != "" {
		return c.send(v, v.scheduleAt("/closures"))
	}
	return c.showClosure(v, http.StatusOK, f, schedule.Span{}, nil)
}

func partOf(s schedule.Shut) string {
	switch {
	case s.From == 0 && s.To == noon:
		return "morning"
	case s.From == noon:
		return "afternoon"
	}
	return "day"
}

func (c *Console) showClosure(v *visit, code int, f closureForm, to schedule.Span, err error) error {
	st, was, there, failed := c.spanAsked(v)
	if failed != nil {
		return failed
	}
	change := schedule.CloseDays(was, to)
	overtaken, failed := c.scheduleOvertaken(v, err, schedule.Wish{Centre: v.centre, Change: change, By: c.by(v), Mark: schedule.Mark(change, st)})
	if failed != nil {
		return failed
	}
	wrong, faults := c.scheduleFaults(v, err)
	where := Field{ID: "service", Label: v.T("closure.where"), Type: "select", Value: f.service, Width: "name", Options: []Choice{{"", v.T("schedule.whole")}}, Error: wrong["service"]}
	for _, h := range st.Services {
		where.Options = append(where.Options, Choice{h.ID, serviceName(v.lang, h)})
	}
	part := Pick{ID: "part", Legend: v.T("closure.part"), Columns: 3}
	for _, key := range []string{"day", "morning", "afternoon"} {
		part.Options = append(part.Options, Option{Value: key, Label: v.T("closure.part." + key), Detail: v.T("closure.part." + key + ".what"), Chosen: f.part == key})
	}
	form := Form{
		ID: "closure", Post: v.Request().URL.RequestURI(), Values: []Hidden{{"mark", c.markFor(v, err, change, st)}}, Failed: v.T("schedule.failed"), Body: []Part{
			Field{ID: "from", Label: v.T("closure.from"), Hint: v.T("schedule.day.hint"), Value: f.from, Error: wrong["from"], Width: "short", Max: 40},
			Field{ID: "to", Label: v.T("closure.to"), Hint: v.T("closure.to.hint"), Value: f.to, Error: wrong["to"], Width: "short", Max: 40},
			part, where,
			Field{ID: "reason", Label: v.T("closure.why"), Hint: v.T("closure.why.hint"), Value: f.reason, Error: wrong["reason"], Resident: true, Max: 60},
			Field{ID: "reason_en", Label: v.T("closure.why_en"), Hint: v.T("closure.why_en.hint"), Value: f.reasonEN, Error: wrong["reason_en"], Resident: true, Max: 60},
		},
		Submit: &Act{Label: v.T("look.see"), Kind: Primary}, Others: []Act{{Label: v.T("look.leave"), Kind: Bare, Href: in(v.scheduleAt("/closures"))}},
	}
	title := v.T("closure.add")
	body := []Part{faults, overtaken, form}
	if there {
		title = v.T("closure.change")
		body = append(body, c.closureActs(v, was))
	}
	return c.paper.parts(v.Context, code, c.frame(v, title, "/schedule"), present(append([]Part{
		Head{Crumb: &Act{Label: v.T("schedule.closures"), Href: in(v.scheduleAt("/closures"))}, Title: title},
	}, body...))...)
}

// closureActs are what else can be done with a closing.
func (c *Console) closureActs(v *visit, s schedule.Span) Part {
	var bar Bar
	at := []string{"was", string(s.Day), "of", s.Service}
	if !s.Lifted {
		bar.Acts = append(bar.Acts, Act{Label: v.T("closure.open"), Kind: Destroy, Icon: "calendar-dots", Href: in(v.scheduleAt("/closures/open", at...))})
	}
	if s.SetBy != "" {
		bar.Acts = append(bar.Acts, Act{Label: v.T("schedule.usefile"), Kind: Bare, Icon: "arrow-u-up-left", Href: in(v.scheduleAt("/closures/file", at...))})
	}
	return Section{ID: "also", Title: v.T("closure.also"), Body: []Part{bar}}
}

func (c *Console) closure(v *visit) error {
	_, was, there, err := c.spanAsked(v)
	if err != nil {
		return err
	}
	// The form posts its own fields over those of the address.
	f := closureForm{v.FormValue("from"), v.FormValue("to"), v.FormValue("service"), v.FormValue("part"), v.FormValue("reason"), v.FormValue("reason_en")}
	to := schedule.Span{Shut: schedule.Shut{Service: f.service, To: 24 * 60, ReasonTH: f.reason, ReasonEN: f.reasonEN}}
	switch f.part {
	case "morning":
		to.To = noon
	case "afternoon":
		to.From = noon
	}
	var wrong error
	if to.Day, err = c.dayOf(v, f.from); err != nil {
		wrong = errNoDay.With("field", "from")
	}
	to.Last = to.Day
	if f.to != "" {
		if to.Last, err = c.dayOf(v, f.to); err != nil && wrong == nil {
			wrong = errNoDay.With("field", "to")
		}
	}
	if wrong != nil {
		return c.showClosure(v, http.StatusUnprocessableEntity, f, schedule.Span{}, wrong)
	}
	title := v.T("closure.add")
	if there {
		title = v.T("closure.change")
	}
	return c.seeThenSave(v, changing{
		title: title, crumb: Act{Label: v.T("schedule.closures"), Href: in(v.scheduleAt("/closures"))},
		wish: schedule.Wish{Centre: v.centre, Change: schedule.CloseDays(was, to), By: c.by(v), Mark: v.FormValue("mark")},
		to:   v.scheduleAt("/closures"), carry: carried(v),
		form: func(code int, err error) error { return c.showClosure(v, code, f, to, err) },
	})
}

func (c *Console) openDays(v *visit) error {
	_, was, there, err := c.spanAsked(v)
	if err != nil || !there {
		return c.noSpan(v, err)
	}
	return c.unspan(v, was, schedule.OpenDays(was, v.town.Site), v.T("closure.open"))
}

func (c *Console) takeBackDays(v *visit) error {
	_, was, there, err := c.spanAsked(v)
	if err != nil || !there {
		return c.noSpan(v, err)
	}
	return c.unspan(v, was, schedule.TakeBackDays(was, v.town.Site), v.T("schedule.usefile"))
}

// noSpan leads to the list: what the address is about is no longer closed.
func (c *Console) noSpan(v *visit, err error) error {
	if err != nil {
		return err
	}
	return c.send(v, v.scheduleAt("/closures"))
}

func (c *Console) unspan(v *visit, was schedule.Span, change schedule.Change, title string) error {
	st, err := c.standing(v)
	if err != nil {
		return err
	}
	mark := v.FormValue("mark")
	if mark == "" {
		mark = schedule.Mark(change, st)
	}
	return c.unformed(v, changing{
		title: title, crumb: Act{Label: v.T("schedule.closures"), Href: in(v.scheduleAt("/closures"))},
		wish: schedule.Wish{Centre: v.centre, Change: change, By: c.by(v), Mark: mark}, to: v.scheduleAt("/closures"), carry: []Hidden{{"mark", mark}},
	})
}
