package console

// The day's list on paper, for when the power goes.

import (
	"net/http"
	"slices"

	"tambon/services/booking"
)

// printPage lists everybody who holds a place, hour by hour. Phones are not on
// it: paper lies about.
func (c *Console) printPage(v *visit) error {
	d := c.view(v)
	page, err := c.Bookings.Queue(v.Request().Context(), d.centre, d.day, booking.Filter{})
	if err != nil {
		return err
	}
	p := Print{
		Title: v.T("desk.print.title", "day", v.lang.Day(d.day.Time())), Sub: c.centreName(v, d.centre) + " " + people(v.lang, page.All),
		Printed: v.T("desk.print.at", "when", v.moment(v.now)), Back: Act{Label: v.T("desk.back"), Href: d.other(d.day)},
	}
	for rows := page.Rows; len(rows) > 0; {
		at := rows[0].Booking.Slot.StartsAt
		end := slices.IndexFunc(rows, func(r booking.Row) bool { return !r.Booking.Slot.StartsAt.Equal(at) })
		if end < 0 {
			end = len(rows)
		}
		g := PrintGroup{
			Title: v.T("desk.hour", "clock", v.lang.Clock(at.In(c.Zone))), Note: people(v.lang, end),
			Columns: []string{v.T("name"), v.T("service"), v.T("number"), v.T("status")}, Line: v.T("desk.print.notes"),
		}
		for _, r := range rows[:end] {
			b := r.Booking
			g.Rows = append(g.Rows, []string{nameOr(v.lang, r.Name), serviceName(v.lang, b.Slot.Service), value(b.Number), v.T("desk.status." + string(b.Status))})
		}
		p.Groups, rows = append(p.Groups, g), rows[end:]
	}
	return c.paper.bare(v.Context, http.StatusOK, "parts", c.aloneFrame(v, p.Title), []Part{p})
}

func (c *Console) centreName(v *visit, code string) string {
	for _, centre := range v.town.Site.Centres {
		if centre.Code == code {
			return centre.Name.In(string(v.lang))
		}
	}
	return code
}
