package console

// The desk: a day at a centre. Who comes next, what is free, live.

import (
	"context"
	"net/http"
	"time"

	"tambon/models"
	"tambon/services/booking"
)

// A deskDay is what the live part of the desk shows.
type deskDay struct {
	deskView
	board  booking.Board
	counts booking.Counts
	list   booking.Page
	calls  int  // people who must be told by phone
	note   Part // what the last act did; nil: nothing to say
}

func (c *Console) readDesk(ctx context.Context, d deskView) (day deskDay, err error) {
	day.deskView = d
	if day.board, err = c.Bookings.Board(ctx, d.centre, d.day); err != nil {
		return day, err
	}
	if day.counts, err = c.Bookings.Counts(ctx, d.centre, d.day); err != nil {
		return day, err
	}
	day.list, err = c.Bookings.Queue(ctx, d.centre, d.day, booking.Filter{Statuses: d.statuses(), SlotID: d.slot, Limit: d.rows})
	if err != nil {
		return day, err
	}
	calls, err := c.Bookings.Calls(ctx, d.centre)
	day.calls = len(calls)
	return day, err
}

func (c *Console) deskPage(v *visit) error { return c.showDesk(v, http.StatusOK, c.view(v), nil) }

// showDesk answers the whole page.
func (c *Console) showDesk(v *visit, code int, d deskView, note Part) error {
	ctx := v.Request().Context()
	day, err := c.readDesk(ctx, d)
	if err != nil {
		return err
	}
	if day.note = note; note == nil {
		if day.note, err = c.didNote(v, d); err != nil {
			return err
		}
	}
	head, err := c.deskHead(v, day)
	if err != nil {
		return err
	}
	frame := c.frame(v, v.T("nav.desk"), "/desk")
	frame.AsOf, frame.Nudges = c.asOf(v), d.at("/desk/stream")
	return c.paper.parts(v.Context, code, frame, present([]Part{head, c.centreTabs(v, d), c.deskLivePart(v, day)})...)
}

// deskLive answers the live part alone.
func (c *Console) deskLive(v *visit) error {
	d := c.view(v)
	note, err := c.didNote(v, d)
	if err != nil {
		return err
	}
	return c.pieceOfDesk(v, http.StatusOK, d, note)
}

func (c *Console) pieceOfDesk(v *visit, code int, d deskView, note Part) error {
	day, err := c.readDesk(v.Request().Context(), d)
	if err != nil {
		return err
	}
	day.note = note
	return c.paper.piece(v.Context, v.lang, code, c.deskLivePart(v, day))
}

func (c *Console) deskLivePart(v *visit, day deskDay) Live {
	live := Live{ID: "desk", Ask: day.at("/desk/live"), Topics: "desk", AsOf: c.asOf(v), Says: c.placesLeft(v, day.board)}
	if n := day.fresh(); n > 0 {
		live.Says = v.T("desk.new", "n", v.lang.Number(n))
	}
	if len(day.board.Times) == 0 && day.list.All == 0 && day.counts.All() == 0 {
		live.Body = present([]Part{day.note, c.closedDay(v, day.deskView)})
		return live
	}
	jump := Jump{Label: v.T("desk.jump"), Acts: []Act{{Label: v.T("desk.queue") + " " + people(v.lang, day.counts.All()), Href: "#queue"}, {Label: c.placesLeft(v, day.board), Href: "#board"}}}
	live.Body = []Part{jump, Split{Left: []Part{c.boardSection(v, day)}, Right: []Part{c.queueSection(v, day)}}}
	return live
}

// closedDay says why there is nothing, and leads to the next day with something.
func (c *Console) closedDay(v *visit, d deskView) Part {
	e := Empty{Icon: "calendar-x", Title: v.T("desk.closed", "day", v.lang.Day(d.day.Time())), Text: v.T("desk.closed.text")}
	if next, err := c.Bookings.NextDay(v.Request().Context(), d.centre, d.day, 1); err == nil && next != "" {
		e.Acts = []Act{{Label: v.T("desk.see", "day", v.lang.Day(next.Time())), Kind: Primary, Href: d.other(next)}}
	}
	return e
}

func (c *Console) asOf(v *visit) string { return v.T("desk.asof", "clock", v.lang.Clock(v.now)) }

// deskHead is the day, the days beside it, and the way to book.
func (c *Console) deskHead(v *visit, day deskDay) (Head, error) {
	d := day.deskView
	h := Head{Title: v.lang.Day(d.day.Time()), Views: c.deskViews(v, d, "/desk")}
	if v.in.Who.May("booking.book", d.centre) && d.day >= models.DateOf(v.now, c.Zone) {
		h.Acts = []Act{{Label: v.T("desk.book"), Kind: Primary, Icon: "user-plus", Key: "b", Href: in("/desk/book?centre=" + d.centre + "&day=" + string(d.day))}}
	}
	if d.today {
		h.Title = v.T("today") + " " + h.Title
	}
	for _, near := range []struct {
		step int
		says string
	}{{-1, "desk.before"}, {1, "desk.after"}} {
		other, err := c.Bookings.NextDay(v.Request().Context(), d.centre, d.day, near.step)
		if err != nil {
			return h, err
		}
		if other == "" {
			continue
		}
		t := other.Time()
		a := Act{Label: v.lang.ShortDay(t), Hidden: v.lang.Month(t) + " " + v.T(near.says), Icon: "caret-left", Href: d.other(other)}
		if near.step > 0 {
			a.Icon, a.Last = "", "caret-right"
		}
		h.Near = append(h.Near, a)
	}
	if today := models.DateOf(v.now, c.Zone); !d.today {
		h.Near = append(h.Near, Act{Label: v.T("today"), Href: d.other(today)})
	}
	return h, nil
}

func (c *Console) deskViews(v *visit, d deskView, current string) []Tab {
	return []Tab{
		{Label: v.T("desk.day"), Href: d.other(d.day), Current: current == "/desk"},
		{Label: v.T("desk.week"), Href: in("/desk/week?centre=" + d.centre + "&day=" + string(d.day)), Current: current == "/desk/week"},
	}
}

// centreTabs is the switch of who works at several centres; nil for the others.
func (c *Console) centreTabs(v *visit, d deskView) Part {
	t := Tabs{Label: v.T("desk.centre")}
	for _, centre := range v.town.Site.Centres {
		if !v.in.Who.May("booking.read", centre.Code) {
			continue
		}
		other := d
		other.centre = centre.Code
		t.Items = append(t.Items, Tab{Label: centre.Name.In(string(v.lang)), Href: other.other(d.day), Current: centre.Code == d.centre})
	}
	if len(t.Items) < 2 {
		return nil
	}
	return t
}

// minutes is a stretch of time as staff read it: 18 นาที, 1 ชั่วโมง 5 นาที.
func (v *visit) minutes(d time.Duration) string {
	n := int(d / time.Minute)
	if n < 60 {
		return v.T("minutes", "n", n)
	}
	return v.T("hours", "h", n/60, "n", n%60)
}
