package console

// Whom nobody could tell in LINE: they are called, and crossed off.

import (
	"net/http"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

func (c *Console) callsPage(v *visit) error {
	calls, err := c.Bookings.Calls(v.Request().Context(), v.centre)
	if err != nil {
		return err
	}
	d := c.view(v)
	body := []Part{Head{Crumb: &Act{Label: v.T("desk.back"), Href: d.other(d.day)}, Title: v.T("calls.title"), Detail: people(v.lang, len(calls))}, c.centreTabs(v, d)}
	if len(calls) == 0 {
		body = append(body, Empty{Icon: "phone", Title: v.T("calls.none"), Text: v.T("calls.none.text")})
	} else {
		rows := People{}
		for _, call := range calls {
			rows.Rows = append(rows.Rows, c.callRow(v, call))
		}
		body = append(body, rows)
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("calls.title"), "/desk"), present(body)...)
}

func (c *Console) callRow(v *visit, call booking.Call) Person {
	p := Person{
		ID: "call-" + call.Change.ID, Disc: call.Was.Service.Disc, Name: nameOr(v.lang, call.Name), Href: in("/bookings/" + call.Booking.ID),
		What: []string{serviceName(v.lang, call.Was.Service), v.T("calls.was", "when", c.when(v, call.Was.StartsAt))},
	}
	if call.Booking.Status == models.BookingCancelled {
		p.Status = &Status{Icon: "calendar-x", Word: v.T("desk.status.cancelled")}
		if why, err := c.Bookings.Reason(call.Booking); err == nil {
			p.Also = append(p.Also, c.reasonWords(v, why))
		}
	} else {
		p.Status = &Status{Icon: "calendar-plus", Word: v.T("calls.now", "when", c.when(v, call.Booking.Slot.StartsAt))}
	}
	if v.in.Who.May("booking.call", v.centre) {
		p.Act = &Act{Label: v.T("calls.done"), Hidden: p.Name, Post: in("/desk/calls?centre=" + v.centre), Values: []Hidden{{"change", call.Change.ID}}}
	}
	if v.in.Who.May("resident.reveal", v.centre) && call.Tail != "" {
		p.Menu = &Menu{Label: v.T("desk.manage"), Hidden: p.Name, Acts: []Act{{Label: v.T("desk.act.phone"), Kind: Bare, Icon: "phone", Post: in("/bookings/" + call.Booking.ID + "/phone")}}}
	}
	return p
}

// called crosses somebody off. Who was crossed off or taken back meanwhile is no
// longer on the list that is shown.
func (c *Console) called(v *visit) error {
	err := c.Bookings.Called(v.Request().Context(), v.centre, v.FormValue("change"), c.by(v))
	if err != nil && kindOf(err) != services.NotFound {
		return err
	}
	return c.send(v, "/desk/calls?centre="+v.centre)
}
