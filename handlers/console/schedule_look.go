package console

// Before a change of the schedule is saved: the coming weeks as they would be,
// whom it hits, and what becomes of them. Nothing happens before this was seen.

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/text"
)

// A changing is a change of the schedule on its way to being saved.
type changing struct {
	title string
	crumb Act
	wish  schedule.Wish
	to    string                 // where it leads once it is saved
	form  func(int, error) error // shows the form again; nil: there is none
	carry []Hidden               // what was typed
}

var (
	errThen  = services.E(services.Invalid, "schedule.then_needed")
	errNoDay = services.E(services.Invalid, "schedule.day_wrong")
)

// seeThenSave shows what a change would do, and makes it once that was seen.
func (c *Console) seeThenSave(v *visit, ch changing) error {
	ctx := v.Request().Context()
	if v.FormValue("back") != "" && ch.form != nil {
		return ch.form(http.StatusOK, nil)
	}
	plan, err := c.Schedule.Plan(ctx, ch.wish)
	if refused(err) && ch.form != nil {
		return ch.form(status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	seen, then := v.FormValue("seen"), schedule.Then(v.FormValue("then"))
	if seen == "" {
		return c.showPlan(v, http.StatusOK, ch, plan, nil)
	}
	if seen != plan.Seen {
		return c.showPlan(v, http.StatusConflict, ch, plan, schedule.ErrOthersHit)
	}
	if len(plan.Hit) > 0 && !c.mayThen(v, then) {
		return c.showPlan(v, http.StatusUnprocessableEntity, ch, plan, errThen)
	}
	move := then == "move"
	if move {
		then = schedule.Keep
	}
	done, err := c.Schedule.Save(ctx, ch.wish, seen, then)
	if schedule.ErrOthersHit.Is(err) {
		if plan, err = c.Schedule.Plan(ctx, ch.wish); err != nil {
			return err
		}
		return c.showPlan(v, http.StatusConflict, ch, plan, schedule.ErrOthersHit)
	}
	if refused(err) && ch.form != nil {
		return ch.form(status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	told := 0
	if then == schedule.Cancel {
		told = len(done.Plan.Hit)
	}
	to := ch.to
	if move {
		to = v.scheduleAt("/stranded")
	}
	return c.send(v, to+"&saved=1&told="+strconv.Itoa(told)+"&back="+strconv.Itoa(done.PutBack))
}

// mayThen says whether this visitor may let that become of those who are hit.
func (c *Console) mayThen(v *visit, then schedule.Then) bool {
	switch then {
	case schedule.Keep:
		return true
	case schedule.Cancel:
		return v.in.Who.May("booking.cancel", v.centre)
	case "move":
		return v.in.Who.May("booking.move", v.centre)
	}
	return false
}

func (c *Console) showPlan(v *visit, code int, ch changing, p schedule.Plan, err error) error {
	before, after := c.stateWords(v, p.After, p.Noun, p.Was, p.Is)
	left := []Part{
		Section{ID: "what", Title: v.T("look.what"), Body: []Part{History{[]Change{{Who: v.in.Who.Name, When: v.T("look.unsaved"), Spans: Differences(before, after)}}}}},
		c.planWeeks(v, p),
	}
	right, failed := c.planHit(v, ch, p)
	if failed != nil {
		return failed
	}
	back := Act{Label: v.T("look.edit"), Kind: Bare, Post: v.Request().URL.RequestURI(), Values: append([]Hidden{{"back", "yes"}}, ch.carry...)}
	if ch.form == nil {
		back = Act{Label: v.T("look.leave"), Kind: Bare, Href: in(ch.to)}
	}
	right = append(right, back)
	field := "seen"
	if len(p.Hit) > 0 {
		field = "then"
	}
	return c.paper.parts(v.Context, code, c.frame(v, ch.title, "/schedule"), present([]Part{
		Head{Crumb: &ch.crumb, Title: ch.title}, c.faults(v, err, field), Split{Kind: "even", Left: left, Right: right},
	})...)
}

// planHit is whom the change hits, what becomes of them, and the button.
func (c *Console) planHit(v *visit, ch changing, p schedule.Plan) ([]Part, error) {
	form := Form{
		ID: "save", Post: v.Request().URL.RequestURI(), Values: append([]Hidden{{"seen", p.Seen}}, ch.carry...), Failed: v.T("schedule.failed"),
		Submit: &Act{Label: v.T("look.save"), Kind: Primary},
	}
	section := Section{ID: "hit", Title: v.T("look.hit.none"), Note: v.T("look.unsaved")}
	if len(p.Hit) > 0 {
		section.Title = v.T("look.hit", "people", people(v.lang, len(p.Hit)))
		form.Submit.Label = v.T("look.save.hit", "people", people(v.lang, len(p.Hit)))
		line := 0
		for _, h := range p.Hit {
			if h.LINE {
				line++
			}
		}
		how := v.T("look.hit.how", "line", people(v.lang, line), "call", people(v.lang, len(p.Hit)-line))
		switch line {
		case 0:
			how = v.T("look.hit.call")
		case len(p.Hit):
			how = v.T("look.hit.line")
		}
		section.Body = append(section.Body, Text{how, false})
		if v.in.Who.May("booking.read", v.centre) {
			rows, err := c.hitRows(v, p.Hit, false)
			if err != nil {
				return nil, err
			}
			section.Body = append(section.Body, rows)
		} else {
			section.Body = append(section.Body, Text{v.T("look.hit.noname"), true})
		}
		form.Body = append(form.Body, c.thenPick(v, len(p.Hit)))
		if line > 0 && c.mayThen(v, schedule.Cancel) {
			form.Body = append(form.Body, c.planPreview(v, p))
		}
	}
	for _, s := range p.Short {
		section.Body = append(section.Body, Note{Tone: Warn, Text: v.T("look.short", "when", c.when(v, s.Slot.StartsAt), "n", s.Slot.Taken, "places", s.Places)})
	}
	section.Body = append(section.Body, form)
	return []Part{section}, nil
}

// thenPick is what may become of those who are hit. Nothing is chosen before:
// it is the officer who decides.
func (c *Console) thenPick(v *visit, n int) Pick {
	pick := Pick{ID: "then", Legend: v.T("look.then", "people", people(v.lang, n)), Columns: 1}
	for _, then := range []string{string(schedule.Cancel), "move", string(schedule.Keep)} {
		if c.mayThen(v, schedule.Then(then)) {
			pick.Options = append(pick.Options, Option{Value: then, Label: v.T("look.then." + then), Detail: v.T("look.then." + then + ".what"), Chosen: v.FormValue("then") == then})
		}
	}
	return pick
}

// planPreview is what the first of them would read in LINE.
func (c *Console) planPreview(v *visit, p schedule.Plan) Part {
	lang := text.Thai
	at := p.Hit[0].Booking.Slot.StartsAt.In(c.Zone)
	said := lang.T("booking.reason.closed")
	if p.Reason != "" {
		said += "\n" + p.Reason
	}
	words := []string{lang.T("card.called_off.title"), lang.Day(at) + " " + lang.Clock(at), lang.T("card.called_off.why") + ": " + said, lang.T("card.called_off.hint")}
	return Preview{Title: v.T("look.reads"), Words: strings.Join(words, "\n")}
}

// planWeeks is the coming days as they would be, those that change marked.
func (c *Console) planWeeks(v *visit, p schedule.Plan) Part {
	section := Section{ID: "weeks", Title: v.T("look.weeks")}
	was, is, changed := 0, 0, false
	used := map[time.Weekday]bool{}
	for _, d := range p.Days {
		was, is = was+d.Places, is+d.New
		changed = changed || d.Places != d.New
		if d.Places+d.New+d.People > 0 {
			used[d.Day.Time().Weekday()] = true
		}
	}
	if !changed {
		section.Body = []Part{Text{v.T("look.weeks.same"), true}}
		return section
	}
	weeks := Weeks{Caption: v.T("look.weeks")}
	var columns []time.Weekday
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); used[day] {
			short, _ := v.dayOfWeek(day)
			weeks.Heads, columns = append(weeks.Heads, short), append(columns, day)
		}
	}
	days := map[models.Date]schedule.PlanDay{}
	for _, d := range p.Days {
		days[d.Day] = d
	}
	first, last := p.Days[0].Day, p.Days[len(p.Days)-1].Day
	for monday := first.Add(-(int(first.Time().Weekday()) + 6) % 7); monday <= last; monday = monday.Add(7) {
		row := make([]WeekDay, len(columns))
		for i, day := range columns {
			if d, ok := days[monday.Add((int(day)+6)%7)]; ok {
				row[i] = v.planDay(d, first)
			}
		}
		weeks.Rows = append(weeks.Rows, row)
	}
	section.Body = []Part{weeks, Text{v.T("look.places", "was", v.lang.Number(was), "is", v.lang.Number(is), "day", v.lang.Day(last.Time())), true}}
	return section
}

func (v *visit) planDay(d schedule.PlanDay, first models.Date) WeekDay {
	at := d.Day.Time()
	one := WeekDay{Day: strconv.Itoa(at.Day()), Count: people(v.lang, d.People)}
	if d.Day == first || at.Day() == 1 {
		one.Day = strings.TrimSpace(strings.TrimSuffix(v.bareDay(d.Day), v.bareDay(d.Day)[strings.LastIndex(v.bareDay(d.Day), " "):]))
	}
	if d.Places != d.New {
		one.Hit = v.T("look.day", "was", d.Places, "is", d.New)
	}
	if d.Hit > 0 {
		one.Hit += " " + v.T("look.day.hit", "people", people(v.lang, d.Hit))
	}
	return one
}

// scheduleOvertaken is what another officer set meanwhile, beside what was typed here;
// the next press saves over it.
func (c *Console) scheduleOvertaken(v *visit, err error, w schedule.Wish) (Part, error) {
	if !schedule.ErrChanged.Is(err) {
		return nil, nil
	}
	p, err := c.Schedule.Plan(v.Request().Context(), w)
	if schedule.ErrSame.Is(err) {
		return Note{Tone: OK, Text: v.T("schedule.overtaken.same")}, nil
	}
	if err != nil {
		return nil, nil // the form itself will say
	}
	now, wished := c.stateWords(v, p.After, p.Noun, p.Was, p.Is)
	return Section{ID: "overtaken", Title: v.T("schedule.overtaken"), Body: []Part{
		History{[]Change{{Who: v.in.Who.Name, When: v.T("look.unsaved"), Why: v.T("schedule.overtaken.what"), Spans: Differences(now, wished)}}},
	}}, nil
}
