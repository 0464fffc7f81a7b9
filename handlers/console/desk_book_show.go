package console

// How the page that books looks, whole and in the pieces that change while it is
// filled in.

import (
	"strings"

	"tambon/models"
	"tambon/services/booking"
	"tambon/services/resident"
)

// mostFound is how many people are offered at once: more letters narrow it.
const mostFound = 8

func (c *Console) lookAt(v *visit) string { return in("/desk/book/look?centre=" + v.centre) }

func (c *Console) showBook(v *visit, code int, f bookForm, err error) error {
	ctx := deskView{centre: v.centre, day: models.DateOf(v.now, c.Zone)}
	when, failed := c.bookWhen(v, f)
	if failed != nil {
		return failed
	}
	left := []Part{
		Step{ID: "step-who", N: "1", Title: v.T("name"), Done: f.who != "", Body: []Part{c.bookSeek(v, f), c.bookFound(v, f)}},
		Step{ID: "step-service", N: "2", Title: v.T("service"), Done: f.service != "", Body: []Part{c.bookServices(v, f)}},
		Step{ID: "step-when", N: "3", Title: v.T("time"), Done: f.slot != "", Body: []Part{when}},
		Step{ID: "step-channel", N: "4", Title: v.T("booking.channel"), Done: true, Body: []Part{Pick{ID: "channel", Legend: v.T("booking.channel"), Unseen: true, Columns: 3, Options: []Option{
			{Value: "counter", Label: v.T("channel.counter"), Chosen: f.channel == "counter"}, {Value: "phone", Label: v.T("channel.phone"), Chosen: f.channel == "phone"},
		}}}},
	}
	form := Form{
		ID: "book", Post: in("/desk/book?centre=" + v.centre), Values: []Hidden{{"key", f.key}}, Failed: v.T("book.failed"),
		Body: []Part{Split{Kind: "form", Left: left, Right: []Part{c.bookSlip(v, f, false), Act{Label: v.T("book.back"), Kind: Bare, Href: ctx.other(f.day)}}}},
	}
	return c.paper.parts(v.Context, code, c.frame(v, v.T("desk.book"), "/desk"), present([]Part{
		Head{Crumb: &Act{Label: v.T("desk.crumb", "day", v.lang.Day(f.day.Time())), Href: ctx.other(f.day)}, Title: v.T("desk.book")},
		c.bookFaults(v, err), form,
	})...)
}

func (c *Console) bookFaults(v *visit, err error) Part {
	field := "slot"
	switch {
	case errNoWho.Is(err):
		field = "book-q"
	case resident.ErrName.Is(err):
		field = "name"
	case resident.ErrPhone.Is(err):
		field = "phone"
	}
	return c.faults(v, err, field)
}

func (c *Console) bookSeek(v *visit, f bookForm) Part {
	return Field{ID: "book-q", Name: "q", Label: v.T("book.who"), Value: f.said, Look: c.lookAt(v), Focus: f.who == "", Width: "name", Max: 100}
}

// bookFound is who can be chosen, and the fields of somebody new.
func (c *Console) bookFound(v *visit, f bookForm) Stack {
	s := Stack{ID: "found"}
	if f.said == "" && len(f.people) == 0 && f.who == "" {
		return s
	}
	p := Pick{ID: "who", Legend: v.T("book.choose"), Unseen: true, Columns: 1, Look: c.lookAt(v)}
	for _, m := range f.people[:min(mostFound, len(f.people))] {
		p.Options = append(p.Options, Option{Value: m.Resident.ID, Label: m.Name, Thai: true, Detail: strings.Join(c.matchWords(v, m), " "), Chosen: m.Resident.ID == f.who})
	}
	label := v.T("book.new")
	if name, _ := f.newcomer(); name != "" {
		label = v.T("book.new.named", "name", name)
	}
	p.Options = append(p.Options, Option{Value: somebodyNew, Label: label, Detail: v.T("book.new.what"), Icon: "user-plus", Chosen: f.who == somebodyNew})
	count := v.T("book.found", "n", v.lang.Number(len(f.people)))
	if f.found.More || len(f.people) > mostFound {
		count = v.T("book.found.more", "n", v.lang.Number(mostFound))
	}
	s.Body = []Part{Text{count, true}, p}
	if f.who == somebodyNew {
		name, phone := f.newcomer()
		s.Body = append(s.Body,
			Field{ID: "name", Label: v.T("field.name"), Value: name, Width: "name", Focus: true, Max: 100, Look: c.lookAt(v)},
			Field{ID: "phone", Label: v.T("phone"), Hint: v.T("book.phone.hint"), Value: phone, Type: "tel", Mode: "tel", Width: "short", Max: 40})
	}
	return s
}

func (c *Console) bookServices(v *visit, f bookForm) Pick {
	p := Pick{ID: "service", Legend: v.T("service"), Unseen: true, Columns: 5, Look: c.lookAt(v)}
	for _, row := range f.board.Rows {
		if !row.Service.Active {
			continue
		}
		free := 0
		for _, cell := range row.Cells {
			free += cell.Free
		}
		o := Option{Value: row.Service.ID, Label: serviceName(v.lang, row.Service), Disc: row.Service.Disc, Detail: v.T("desk.cell.places", "n", v.lang.Number(free)), Chosen: row.Service.ID == f.service}
		if free == 0 {
			o.Detail = v.T("book.noplace")
		}
		p.Options = append(p.Options, o)
	}
	return p
}

// bookWhen is the days with places of the service, and the times of the chosen one.
func (c *Console) bookWhen(v *visit, f bookForm) (Stack, error) {
	s := Stack{ID: "when"}
	today := models.DateOf(v.now, c.Zone)
	week, err := c.Bookings.Week(v.Request().Context(), v.centre, today, moveDays)
	if err != nil {
		return s, err
	}
	days := Field{ID: "on", Label: v.T("book.day"), Type: "select", Value: string(f.day), Width: "name", Look: c.lookAt(v)}
	for i, day := range week.Days {
		left := 0
		for _, row := range week.Rows {
			if f.service == "" || row.Service.ID == f.service {
				left += max(0, row.Days[i].Capacity-row.Days[i].Taken)
			}
		}
		if left == 0 && day != f.day {
			continue
		}
		label := v.lang.Day(day.Time())
		if day == today {
			label = v.T("today") + " " + label
		}
		days.Options = append(days.Options, Choice{string(day), label})
	}
	times := c.timePick(v, f.board, f.service, f.slot, "")
	times.Unseen, times.Look = true, c.lookAt(v)
	s.Body = []Part{days, times}
	if len(times.Options) == 0 {
		s.Body[1] = Text{v.T("book.notimes"), true}
	}
	return s, nil
}

// bookSlip is what will be done.
func (c *Console) bookSlip(v *visit, f bookForm, aside bool) Slip {
	s := Slip{ID: "slip", Aside: aside, Title: v.T("book.check"), Name: v.T("book.nobody"), When: v.T("book.never"), Submit: Act{Label: v.T("book.on"), Kind: Primary, Wide: true, Key: "enter"}}
	line := false
	for _, m := range f.people {
		if m.Resident.ID == f.who {
			s.Name, line = m.Name, m.LINE
		}
	}
	if f.who == somebodyNew {
		if s.Name, _ = f.newcomer(); s.Name == "" {
			s.Name = v.T("book.new")
		}
	}
	for _, row := range f.board.Rows {
		if row.Service.ID != f.service {
			continue
		}
		s.Service, s.Disc = serviceName(v.lang, row.Service), row.Service.Disc
		for _, cell := range row.Cells {
			if cell.Slot.ID == f.slot && f.slot != "" && cell.State != booking.CellOff {
				s.When = c.when(v, cell.Slot.StartsAt)
				s.Detail = v.T("booking.until", "clock", v.lang.Clock(cell.Slot.EndsAt.In(c.Zone)))
			}
		}
	}
	switch {
	case line:
		s.After = v.T("book.line")
	case f.who != "":
		s.After = v.T("book.noline")
	}
	return s
}

// bookLook answers what changes while the form is filled in: the slip always,
// and what the part that was touched decides.
func (c *Console) bookLook(v *visit) error {
	f, err := c.readBook(v)
	if err != nil {
		return err
	}
	touched := v.Request().Header.Get("HX-Trigger")
	changes := v.Response().Header()
	switch touched {
	case "book-q", "who":
		changes.Set("HX-Retarget", "#found")
		return c.pieces(v, c.bookFound(v, f), c.bookSlip(v, f, true))
	case "service", "on":
		when, err := c.bookWhen(v, f)
		if err != nil {
			return err
		}
		changes.Set("HX-Retarget", "#when")
		return c.pieces(v, when, c.bookSlip(v, f, true))
	}
	return c.pieces(v, c.bookSlip(v, f, false))
}

// pieces answers parts beside each other, without a frame.
func (c *Console) pieces(v *visit, parts ...Part) error {
	return c.paper.fragment(v.Context, v.lang, 200, "pieces", parts)
}
