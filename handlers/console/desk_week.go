package console

// The desk's week: how full the days are.

import (
	"net/http"
	"slices"

	"tambon/models"
	"tambon/services/booking"
)

func (c *Console) weekPage(v *visit) error {
	d := c.view(v)
	monday := d.day.Add(-(int(d.day.Time().Weekday()) + 6) % 7)
	week, err := c.Bookings.Week(v.Request().Context(), d.centre, monday, 7)
	if err != nil {
		return err
	}
	at := func(day models.Date) string { return in("/desk/week?centre=" + d.centre + "&day=" + string(day)) }
	head := Head{
		Title: v.T("desk.week.of", "from", v.lang.Day(monday.Time()), "to", v.lang.Day(monday.Add(6).Time())), Views: c.deskViews(v, d, "/desk/week"),
		Near: []Act{{Label: v.T("desk.week.before"), Icon: "caret-left", Href: at(monday.Add(-7))}, {Label: v.T("desk.week.after"), Last: "caret-right", Href: at(monday.Add(7))}},
	}
	body := []Part{head, c.centreTabs(v, d), c.weekBoard(v, d, week), Filters{
		Ask: in("/desk"), Label: v.T("desk.go"), Values: []Hidden{{"centre", d.centre}},
		Fields: []Field{{ID: "day", Label: v.T("desk.go.day"), Type: "date", Value: string(d.day), Width: "short"}},
	}}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("nav.desk"), "/desk"), present(body)...)
}

// weekBoard shows the days on which anything is offered.
func (c *Console) weekBoard(v *visit, d deskView, week booking.Week) Part {
	b := Board{Caption: v.T("desk.week.says"), Corner: v.T("service"), Foot: v.T("desk.week.foot")}
	var shown []int
	for i, day := range week.Days {
		if !slices.ContainsFunc(week.Rows, func(r booking.WeekRow) bool { return r.Days[i] != booking.DayLoad{} }) {
			continue
		}
		shown = append(shown, i)
		t := BoardTime{Clock: v.lang.ShortDay(day.Time()), Past: day < models.DateOf(v.now, c.Zone)}
		if day == models.DateOf(v.now, c.Zone) {
			t.Mark = v.T("today")
		}
		b.Times = append(b.Times, t)
	}
	if len(shown) == 0 {
		return Empty{Icon: "calendar-x", Title: v.T("desk.week.none"), Text: v.T("desk.closed.text")}
	}
	for _, row := range week.Rows {
		if !slices.ContainsFunc(row.Days, func(l booking.DayLoad) bool { return l != booking.DayLoad{} }) {
			continue
		}
		r := BoardRow{Name: serviceName(v.lang, row.Service), Disc: row.Service.Disc}
		for k, i := range shown {
			r.Cells = append(r.Cells, c.weekCell(v, d, row, week.Days[i], row.Days[i], b.Times[k]))
		}
		b.Rows = append(b.Rows, r)
	}
	return b
}

func (c *Console) weekCell(v *visit, d deskView, row booking.WeekRow, day models.Date, load booking.DayLoad, at BoardTime) Cell {
	n := v.lang.Number
	cell := Cell{At: at.Clock, Before: serviceName(v.lang, row.Service) + " " + at.Clock, Href: d.other(day)}
	left := load.Capacity - load.Taken
	switch {
	case load == booking.DayLoad{}:
		cell.Kind, cell.After, cell.Href = CellNone, v.T("desk.cell.off"), ""
	case load.Closed && load.Taken == 0:
		cell.Kind, cell.Words, cell.Href = CellOff, v.T("desk.cell.closed"), ""
	case load.Closed:
		cell.Kind, cell.Words = CellOff, v.T("desk.cell.closed.people", "n", n(load.Taken))
	case at.Past:
		cell.Kind, cell.Words = CellPast, people(v.lang, load.Taken)
	case left > 0:
		cell.Kind, cell.Words, cell.After = CellFree, v.T("desk.cell.free", "n", n(left)), v.T("desk.week.of.room", "n", n(load.Capacity))
	default:
		cell.Words = v.T("desk.cell.full")
	}
	return cell
}
