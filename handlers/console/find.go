package console

// Finding: a number leads to its booking; a name or phone to today's queue and
// to the register.

import (
	"net/http"

	"tambon/services"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/text"
)

func (c *Console) findPage(v *visit) error {
	ctx := v.Request().Context()
	said := text.Clean(v.QueryParam("q"))
	if b, err := c.Bookings.ByNumber(ctx, v.centre, said); err == nil {
		return c.send(v, "/bookings/"+b.ID)
	} else if kindOf(err) != services.NotFound {
		return err
	}
	d := c.view(v)
	body := []Part{Head{Crumb: &Act{Label: v.T("desk.back"), Href: d.other(d.day)}, Title: v.T("find.title")}}
	if said == "" {
		return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("find.title"), "/desk"), append(body, Text{v.T("find.how"), true})...)
	}
	page, err := c.Bookings.Queue(ctx, v.centre, d.day, booking.Filter{Find: said, Limit: pageRows})
	if err != nil {
		return err
	}
	d.show, d.seen = showAll, v.now
	today := Section{ID: "today", Title: v.T("desk.queue.today"), Note: people(v.lang, page.All)}
	if rows := (People{}); len(page.Rows) > 0 {
		for _, r := range page.Rows {
			row := c.deskRow(v, d, r)
			row.What = append([]string{v.lang.Clock(r.Booking.Slot.StartsAt.In(c.Zone))}, row.What...)
			row.Act, row.Menu = nil, nil // on its own page
			rows.Rows = append(rows.Rows, row)
		}
		today.Body = []Part{rows}
	} else {
		today.Body = []Part{Text{v.T("find.none.today"), true}}
	}
	register, err := c.findRegister(v, said)
	if err != nil {
		return err
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("find.title"), "/desk"), append(body, Split{Kind: "even", Left: []Part{today}, Right: []Part{register}})...)
}

func (c *Console) findRegister(v *visit, said string) (Part, error) {
	s := Section{ID: "register", Title: v.T("find.register")}
	found, err := c.Residents.Find(v.Request().Context(), said)
	if refused(err) {
		_, key, args := services.Explain(err)
		s.Body = []Part{Text{v.lang.T(key, args...), true}}
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if len(found.People) == 0 {
		s.Body = []Part{Text{v.T("find.none"), true}}
		return s, nil
	}
	s.Note = people(v.lang, len(found.People))
	if found.More {
		s.Note += " " + v.T("find.more")
	}
	ids := make([]string, len(found.People))
	for i, m := range found.People {
		ids[i] = m.Resident.ID
	}
	seen, err := c.Residents.SeenFrom(v.Request().Context(), v.centre, ids)
	if err != nil {
		return nil, err
	}
	rows := People{}
	for _, m := range found.People {
		p := Person{ID: "resident-" + m.Resident.ID, Name: m.Name, What: c.matchWords(v, m)}
		if seen[m.Resident.ID] {
			p.Href = in("/residents/" + m.Resident.ID)
		}
		if v.in.Who.May("booking.book", v.centre) {
			p.Act = &Act{Label: v.T("find.book"), Hidden: m.Name, Href: in("/desk/book?centre=" + v.centre + "&who=" + m.Resident.ID)}
		}
		rows.Rows = append(rows.Rows, p)
	}
	s.Body = []Part{rows}
	return s, nil
}

// matchWords tell two people of one name apart.
func (c *Console) matchWords(v *visit, m resident.Match) []string {
	words := []string{v.T("find.nophone")}
	if m.Tail != "" {
		words[0] = v.T("find.tail", "tail", m.Tail)
	}
	if m.LastVisit == nil {
		return append(words, v.T("find.never"))
	}
	return append(words, v.T("find.last", "day", v.lang.Day(m.LastVisit.In(c.Zone))))
}
