package console

// Moving a visit to another hour of its service.

import (
	"net/http"

	"tambon/models"
	"tambon/services/booking"
	"tambon/text"
)

// moveDays is how many days on a visit can be moved to from this page.
const moveDays = 15

func (c *Console) movePage(v *visit) error { return c.showMove(v, http.StatusOK, nil) }

func (c *Console) showMove(v *visit, code int, err error) error {
	b, name, failed := c.whose(v)
	if failed != nil {
		return failed
	}
	day, tabs, failed := c.moveTabs(v, b)
	if failed != nil {
		return failed
	}
	board, failed := c.Bookings.Board(v.Request().Context(), v.centre, day)
	if failed != nil {
		return failed
	}
	pick := c.timePick(v, board, b.ServiceID, v.FormValue("slot"), b.SlotID)
	pick.Legend = v.T("move.to", "day", v.lang.Day(day.Time()))
	preview, failed := c.willRead(v, b, func(lang text.Voice) []string {
		was := b.Slot.StartsAt.In(c.Zone)
		return []string{lang.T("card.moved.title"), lang.T("console.move.chosen"), lang.T("card.moved.was") + " " + lang.Day(was) + " " + lang.Clock(was), lang.T("card.moved.hint")}
	})
	if failed != nil {
		return failed
	}
	form := Form{
		ID: "move", Post: v.Request().URL.RequestURI(), Values: versionOfBooking(b), Failed: v.T("move.failed"), Body: []Part{pick, preview},
		Submit: &Act{Label: v.T("move.on"), Kind: Primary}, Others: []Act{{Label: v.T("move.keep"), Kind: Bare, Href: in("/bookings/" + b.ID)}},
	}
	return c.paper.parts(v.Context, code, c.frame(v, v.T("desk.act.move"), "/desk"), present([]Part{
		c.crumb(v, b, v.T("desk.act.move")), Facts{c.briefly(v, b, name)}, tabs, c.faults(v, err, "slot"), form,
	})...)
}

// moveTabs are the days with a free place of the booking's service, and the one
// that is chosen by ?to=, else the visit's own or the next one.
func (c *Console) moveTabs(v *visit, b models.Booking) (models.Date, Part, error) {
	today := models.DateOf(v.now, c.Zone)
	week, err := c.Bookings.Week(v.Request().Context(), v.centre, today, moveDays)
	if err != nil {
		return "", nil, err
	}
	t := Tabs{Label: v.T("move.days")}
	chosen := models.Date(v.QueryParam("to"))
	at := v.Request().URL.Query()
	for _, row := range week.Rows {
		for i, load := range row.Days {
			if row.Service.ID != b.ServiceID || load.Taken >= load.Capacity {
				continue
			}
			day := week.Days[i]
			if chosen == "" && day >= b.Slot.Day {
				chosen = day
			}
			at.Set("to", string(day))
			t.Items = append(t.Items, Tab{Label: v.lang.ShortDay(day.Time()), Count: v.T("desk.cell.places", "n", v.lang.Number(load.Capacity-load.Taken)), Href: in("/bookings/" + b.ID + "/move?" + at.Encode()), Current: day == chosen})
		}
	}
	if chosen == "" {
		chosen = b.Slot.Day
	}
	if len(t.Items) == 0 {
		return chosen, Text{v.T("move.none"), true}, nil
	}
	return chosen, t, nil
}

// timePick is a service's times of a day; one of them may be where the visit is.
func (c *Console) timePick(v *visit, board booking.Board, service, chosen, own string) Pick {
	p := Pick{ID: "slot", Legend: v.T("time"), Columns: 3}
	for _, row := range board.Rows {
		if row.Service.ID != service {
			continue
		}
		for _, cell := range row.Cells {
			if cell.State == booking.CellOff || cell.State == booking.CellPast {
				continue
			}
			o := Option{Value: cell.Slot.ID, Label: v.lang.Clock(cell.Slot.StartsAt.In(c.Zone)), Detail: v.T("desk.cell.places", "n", v.lang.Number(cell.Free)), Chosen: cell.Slot.ID == chosen}
			switch {
			case cell.Slot.ID == own:
				o.Off, o.Detail = true, v.T("move.own")
			case cell.State == booking.CellClosed:
				o.Off, o.Detail = true, v.T("desk.cell.closed")
			case cell.Free == 0:
				o.Off, o.Detail = true, v.T("desk.cell.full")
			case cell.State == booking.CellNow:
				o.Detail += " " + v.T("desk.now")
			}
			p.Options = append(p.Options, o)
		}
	}
	return p
}

func (c *Console) move(v *visit) error {
	if v.FormValue("slot") == "" {
		return c.showMove(v, http.StatusUnprocessableEntity, errNoTime)
	}
	done, err := c.Bookings.Move(v.Request().Context(), c.actOn(v), v.FormValue("slot"))
	if _, overtaken := booking.Since(err); refused(err) && !overtaken {
		return c.showMove(v, status(kindOf(err)), err)
	}
	return c.changed(v, done, err)
}
