package console

// A schedule in words: hours, closures, what a service is; and what differs.

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/text"
)

// dayOfWeek is a weekday's short and long name.
func (v *visit) dayOfWeek(day time.Weekday) (short, long string) {
	on := time.Date(2026, 11, 22+int(day), 0, 0, 0, 0, time.UTC) // a Sunday, and on
	short, _, _ = strings.Cut(v.lang.ShortDay(on), " ")
	return short, v.lang.Weekday(on)
}

// clock is minutes after midnight as people read it.
func (v *visit) clock(minutes int) string {
	if minutes == 24*60 {
		return strings.Replace(v.lang.Clock(time.Date(2026, 1, 1, 20, 0, 0, 0, time.UTC)), "20", "24", 1)
	}
	return v.lang.Clock(time.Date(2026, 1, 1, 0, minutes, 0, 0, time.UTC))
}

// bareClock is the same as it is typed: 09.30.
func (v *visit) bareClock(minutes int) string {
	return strings.TrimSuffix(v.clock(minutes), " น.")
}

// bareDay is a day as it is typed: 25 พ.ย. 69. Without its weekday, which would
// contradict another number that is put in.
func (v *visit) bareDay(day models.Date) string {
	if day == "" {
		return ""
	}
	_, bare, _ := strings.Cut(v.lang.Day(day.Time()), " ")
	return bare
}

// daysOfWeek are weekdays from Monday on, three and more in a row as จ–ศ.
func (v *visit) daysOfWeek(days []time.Weekday) string {
	var said []string
	for i := 0; i < 7; i++ {
		n := i
		for n < 7 && slices.Contains(days, time.Weekday((n+1)%7)) {
			n++
		}
		short := func(i int) string {
			word, _ := v.dayOfWeek(time.Weekday((i + 1) % 7))
			return word
		}
		switch {
		case n-i > 2:
			said = append(said, short(i)+"–"+short(n-1))
			i = n
		case n > i:
			said = append(said, short(i))
		}
	}
	return strings.Join(said, " ")
}

// weekWords are weekly times, a stretch of the day each.
func (v *visit) weekWords(times []schedule.Time) []string {
	var lines []string
	for _, s := range schedule.Stretches(times) {
		lines = append(lines, v.T("schedule.stretch", "days", v.daysOfWeek(s.Days), "from", v.bareClock(s.From), "to", v.clock(s.To), "step", s.Step, "n", s.Capacity))
	}
	if len(lines) == 0 {
		return []string{v.T("schedule.nohours")}
	}
	return lines
}

// openWords are weekly times in short: จ–ศ 09.30–11.30 น., 13.00–15.00 น.
func (v *visit) openWords(times []schedule.Time) string {
	var said []string
	last := ""
	for _, s := range schedule.Stretches(times) {
		days := v.daysOfWeek(s.Days)
		words := v.bareClock(s.From) + "–" + v.clock(s.To)
		if days != last {
			words = days + " " + words
		}
		said, last = append(said, words), days
	}
	if len(said) == 0 {
		return v.T("schedule.nohours")
	}
	return strings.Join(said, ", ")
}

// setWeeks are the weeks that staff set; without any the site file holds.
func (v *visit) setWeeks(weeks []schedule.Week, file []schedule.Time) string {
	if len(weeks) == 0 {
		return v.T("schedule.asfile") + "\n" + strings.Join(v.weekWords(file), "\n")
	}
	lines := make([]string, len(weeks))
	for i, w := range weeks {
		lines[i] = v.T("schedule.since", "day", v.lang.Day(w.From.Time())) + "\n" + strings.Join(v.weekWords(w.Times), "\n")
	}
	return strings.Join(lines, "\n")
}

// spanWords are days that are closed alike, where and why.
func (c *Console) spanWords(v *visit, st schedule.Standing, s schedule.Span) (when, where, why string) {
	when = v.lang.Day(s.Day.Time())
	if s.Last != s.Day {
		when = v.T("schedule.span", "from", v.lang.Day(s.Day.Time()), "to", v.lang.Day(s.Last.Time()))
	}
	where = v.T("schedule.whole")
	if h, ok := st.Service(s.Service); ok {
		where = serviceName(v.lang, h)
	}
	why = s.ReasonTH
	if v.lang == text.English && s.ReasonEN != "" {
		why = s.ReasonEN
	}
	return when, where, why
}

// partWords is which part of a day is closed.
func (v *visit) partWords(s schedule.Shut) string {
	switch {
	case s.Lifted:
		return v.T("schedule.lifted")
	case s.From == 0 && s.To == 24*60:
		return v.T("schedule.part.day")
	case s.From == 0:
		return v.T("schedule.part.until", "clock", v.clock(s.To))
	case s.To == 24*60:
		return v.T("schedule.part.since", "clock", v.clock(s.From))
	}
	return v.T("schedule.part.between", "from", v.bareClock(s.From), "to", v.clock(s.To))
}

func (c *Console) closedWords(v *visit, st schedule.Standing, closed []schedule.Shut) string {
	var lines []string
	for _, s := range schedule.Spans(closed) {
		when, where, why := c.spanWords(v, st, s)
		lines = append(lines, when+"\n"+where+" "+v.partWords(s.Shut)+" ("+why+")")
	}
	if len(lines) == 0 {
		return v.T("schedule.notclosed")
	}
	return strings.Join(lines, "\n")
}

// factWords are a service's facts, a line each, without those that both have.
func factWords(v *visit, f, other schedule.Facts) string {
	var lines []string
	line := func(key string, value, others any) {
		if value != others {
			lines = append(lines, v.T("schedule.fact."+key)+": "+fmt.Sprint(value))
		}
	}
	line("name_th", f.NameTH, other.NameTH)
	line("name_en", f.NameEN, other.NameEN)
	line("what_th", f.WhatTH, other.WhatTH)
	line("what_en", f.WhatEN, other.WhatEN)
	line("bring_th", f.BringTH, other.BringTH)
	line("bring_en", f.BringEN, other.BringEN)
	line("minutes", f.Minutes, other.Minutes)
	line("capacity", f.Capacity, other.Capacity)
	line("ahead_min", f.AheadMin, other.AheadMin)
	line("ahead_max_days", f.AheadMaxDays, other.AheadMaxDays)
	line("cancel_cutoff", f.CancelCutoff, other.CancelCutoff)
	line("max_open", f.MaxOpen, other.MaxOpen)
	on := func(active bool) string {
		if active {
			return v.T("schedule.on")
		}
		return v.T("schedule.off")
	}
	line("active", on(f.Active), on(other.Active))
	if f.Edited != other.Edited && len(lines) == 0 {
		return v.T("schedule.asfile")
	}
	return strings.Join(lines, "\n")
}

// stateWords are two states of one thing, a service or a centre's closures, as a
// change has them.
func (c *Console) stateWords(v *visit, st schedule.Standing, thing string, was, is any) (before, after string) {
	switch was := was.(type) {
	case schedule.Facts:
		is, _ := is.(schedule.Facts)
		return factWords(v, was, is), factWords(v, is, was)
	case []schedule.Week:
		is, _ := is.([]schedule.Week)
		return v.setWeeks(was, st.File(thing)), v.setWeeks(is, st.File(thing))
	case []schedule.Shut:
		is, _ := is.([]schedule.Shut)
		return c.closedWords(v, st, was), c.closedWords(v, st, is)
	}
	return "", ""
}

// scheduleHistory is the history of a service, or of a centre's closures.
func (c *Console) scheduleHistory(v *visit, st schedule.Standing, service string) (Part, error) {
	list, err := c.Schedule.History(v.Request().Context(), st, service)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return Text{v.T("schedule.nohistory"), true}, nil
	}
	var h History
	names := map[services.Actor]string{}
	for _, p := range list {
		if names[p.By] == "" {
			if names[p.By], err = c.actorName(v, p.By.Kind, p.By.ID); err != nil {
				return nil, err
			}
		}
		row := Change{Who: names[p.By], When: v.moment(p.At), Why: v.T("did." + p.Verb)}
		var was, is any
		switch p.Verb {
		case "service.change":
			was, is = twoOf(p.Facts())
		case "hours.change":
			was, is = twoOf(p.Weeks())
		case "closure.change":
			was, is = twoOf(p.Closed())
		}
		before, after := c.stateWords(v, st, service, was, is)
		row.Spans = Differences(before, after)
		if p.Undoes != "" {
			row.Why = v.T("schedule.did_undo")
		}
		if p.Hit > 0 {
			row.Why += " " + v.T("schedule.hit."+string(p.Then), "people", people(v.lang, p.Hit))
		}
		if p.Undone {
			row.Why += " " + v.T("schedule.undone")
		}
		if p.Undoable && v.mayChangeSchedule() {
			row.Undo = &Act{Label: v.T("schedule.undo"), Icon: "arrow-u-up-left", Hidden: row.When, Href: in("/schedule/changes/" + p.ID + "/undo")}
		}
		h.Rows = append(h.Rows, row)
	}
	return h, nil
}

func twoOf[T any](a, b T) (was, is any) { return a, b }
