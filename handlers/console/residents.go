package console

// The register: looking for somebody, and who was registered last.

import (
	"net/http"
	"net/url"

	"tambon/services"
	"tambon/services/resident"
	"tambon/services/staff"
	"tambon/text"
)

// residentRows is how many people a page of the register shows.
const residentRows = 30

// centreOfResident finds the centre through which the visitor may do the act to
// the resident of the address: one at which they were booked for. Who was not
// booked for anywhere yet is everybody's.
func (c *Console) centreOfResident(act staff.Permission) func(*visit) (string, error) {
	return func(v *visit) (string, error) { return c.centreThrough(v, act, v.Param("id")) }
}

func (c *Console) centreThrough(v *visit, act staff.Permission, residentID string) (string, error) {
	centres, err := c.Residents.Centres(v.Request().Context(), residentID)
	if kindOf(err) == services.NotFound {
		return "", errNoCentre
	}
	if err != nil {
		return "", err
	}
	return through(v, act, centres), nil
}

// through is the one of somebody's centres through which the visitor may do the
// act; where they may at none, the first.
func through(v *visit, act staff.Permission, centres []string) string {
	if len(centres) == 0 {
		for _, centre := range v.town.Site.Centres {
			centres = append(centres, centre.Code)
		}
	}
	for _, centre := range centres {
		if v.in.Who.May(act, centre) {
			return centre
		}
	}
	return centres[0]
}

// residentsPage lists the register; ?after= is the id of the last one shown.
func (c *Console) residentsPage(v *visit) error {
	found, err := c.Residents.List(v.Request().Context(), v.centre, v.QueryParam("after"), residentRows)
	if err != nil {
		return err
	}
	title := v.T("residents.newest")
	list := Listing{
		ID: "residents", Table: c.residentTable(v, title, found.People, nil),
		Empty: &Empty{Icon: "users-three", Title: v.T("residents.none"), Text: v.T("residents.none.text")},
	}
	if found.More {
		last := found.People[len(found.People)-1].Resident.ID
		list.More = in("/residents?" + url.Values{"centre": {v.centre}, "after": {last}}.Encode())
	}
	return c.showResidents(v, http.StatusOK, "", Section{ID: "newest", Title: title, Body: []Part{list}})
}

// residentsFound answers what was looked for. It comes by POST, so that no name
// and no phone stands in an address; a booking's number leads to its resident.
func (c *Console) residentsFound(v *visit) error {
	ctx := v.Request().Context()
	said := text.Clean(v.FormValue("q"))
	if b, err := c.Bookings.ByNumber(ctx, v.centre, said); err == nil {
		return c.send(v, "/residents/"+b.ResidentID)
	} else if kindOf(err) != services.NotFound {
		return err
	}
	found, err := c.Residents.Find(ctx, said)
	if refused(err) {
		return c.showResidents(v, status(kindOf(err)), said, c.faults(v, err, "resident-q"))
	}
	if err != nil {
		return err
	}
	s := Section{ID: "found", Title: v.T("residents.found"), Note: people(v.lang, len(found.People))}
	if len(found.People) == 0 {
		s.Note, s.Body = "", []Part{Text{v.T("find.none"), true}}
		return c.showResidents(v, http.StatusOK, said, s)
	}
	if found.More {
		s.Note += " " + v.T("find.more")
	}
	ids := make([]string, len(found.People))
	for i, m := range found.People {
		ids[i] = m.Resident.ID
	}
	seen, err := c.Residents.SeenFrom(ctx, v.centre, ids)
	if err != nil {
		return err
	}
	s.Body = []Part{Listing{ID: "residents", Table: c.residentTable(v, s.Title, found.People, func(id string) bool { return !seen[id] })}}
	return c.showResidents(v, http.StatusOK, said, s)
}

func (c *Console) showResidents(v *visit, code int, said string, body Part) error {
	title := v.T("nav.residents")
	frame := c.frame(v, title, "/residents")
	frame.Notice = erasedNote(v)
	seek := Form{
		ID: "seek-resident", Post: in("/residents?centre=" + v.centre),
		Body: []Part{Field{
			ID: "resident-q", Name: "q", Label: v.T("residents.seek"), Hint: v.T("find.how"), Value: said, Type: "search", Focus: said == "", Width: "name", Max: 100,
		}},
		Submit: &Act{Label: v.T("residents.seek.on"), Kind: Primary, Icon: "magnifying-glass"},
	}
	if said != "" {
		seek.Others = []Act{{Label: v.T("residents.all"), Kind: Bare, Href: in("/residents?centre=" + v.centre)}}
	}
	head := Head{Title: title}
	if v.in.Who.May("resident.merge", v.centre) {
		head.Acts = []Act{{Label: v.T("residents.twins"), Icon: "users-three", Href: in("/residents/twins?centre=" + v.centre)}}
	}
	return c.paper.parts(v.Context, code, frame, head, seek, body)
}

// residentTable lists people. shut says whose card the visitor may not open,
// because another centre's staff look after them.
func (c *Console) residentTable(v *visit, caption string, rows []resident.Match, shut func(id string) bool) Table {
	t := Table{ID: "resident-rows", Caption: caption, Columns: []Column{
		{Label: v.T("name")}, {Label: v.T("phone"), Said: true}, {Label: "LINE", Said: true}, {Label: v.T("residents.last"), Said: true},
	}}
	for _, m := range rows {
		name := Entry{Text: m.Name, Href: in("/residents/" + m.Resident.ID), Thai: true}
		if shut != nil && shut(m.Resident.ID) {
			name.Href, name.Detail = "", v.T("residents.elsewhere")
		}
		last := Entry{Text: v.T("find.never"), Quiet: true}
		if m.LastVisit != nil {
			last = Entry{Text: v.lang.Day(m.LastVisit.In(c.Zone)), Whole: true}
		}
		phone := Entry{Text: v.T("find.nophone"), Quiet: true}
		if m.Tail != "" {
			phone = Entry{Text: masked(m.Tail), Whole: true}
		}
		line := lineStatus(v, m.Resident)
		t.Rows = append(t.Rows, Line{[]Entry{name, phone, {Status: &line}, last}})
	}
	return t
}
