package console

// Services and opening hours: what a centre offers, and who has a visit in a
// time that is closed.

import (
	"net/http"
	"net/url"

	"tambon/models"
	"tambon/services/schedule"
)

func (c *Console) centreScheduled(v *visit) (string, error) { return c.centreFor(v, "schedule.read") }

// centreOfService is the centre of the health service that the address names.
func (c *Console) centreOfService(v *visit) (string, error) {
	centre, err := c.Schedule.CentreOfService(v.Request().Context(), v.Param("id"))
	if err == nil && centre == "" {
		err = errNoCentre
	}
	return centre, err
}

// centreOfChange is the centre of the change that the address names.
func (c *Console) centreOfChange(v *visit) (string, error) {
	centre, err := c.Schedule.CentreOf(v.Request().Context(), v.Param("id"))
	if err == nil && centre == "" {
		err = errNoCentre
	}
	return centre, err
}

func (c *Console) standing(v *visit) (schedule.Standing, error) {
	return c.Schedule.Standing(v.Request().Context(), v.centre)
}

// scheduleAt is an address of the rooms of one centre.
func (v *visit) scheduleAt(path string, kv ...string) string {
	query := url.Values{"centre": {v.centre}}
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] != "" {
			query.Set(kv[i], kv[i+1])
		}
	}
	return "/schedule" + path + "?" + query.Encode()
}

func (v *visit) mayChangeSchedule() bool { return v.in.Who.May("schedule.change", v.centre) }

// scheduleTabs are the rooms of the schedule, and above them the centres.
func (c *Console) scheduleTabs(v *visit, current string) []Part {
	rooms := Tabs{Label: v.T("nav.schedule"), Rooms: true, Items: []Tab{
		{Label: v.T("schedule.services"), Href: in(v.scheduleAt("")), Current: current == ""},
		{Label: v.T("schedule.closures"), Href: in(v.scheduleAt("/closures")), Current: current == "/closures"},
	}}
	centres := Tabs{Label: v.T("desk.centre")}
	for _, centre := range v.town.Site.Centres {
		if v.in.Who.May("schedule.read", centre.Code) {
			centres.Items = append(centres.Items, Tab{
				Label: centre.Name.In(string(v.lang)), Href: in("/schedule" + current + "?centre=" + url.QueryEscape(centre.Code)), Current: centre.Code == v.centre,
			})
		}
	}
	if len(centres.Items) < 2 {
		return []Part{rooms}
	}
	return []Part{centres, rooms}
}

// schedulePage lists a centre's services.
func (c *Console) schedulePage(v *visit) error {
	st, err := c.standing(v)
	if err != nil {
		return err
	}
	stranded, err := c.strandedNote(v)
	if err != nil {
		return err
	}
	table := Table{ID: "services-rows", Caption: v.T("schedule.services"), Columns: []Column{
		{Label: v.T("service")}, {Label: v.T("schedule.hours")}, {Label: v.T("status")},
	}}
	for _, h := range st.Services {
		week, _ := st.Week(h.ID, st.Today)
		status := serviceStatus(v, h)
		table.Rows = append(table.Rows, Line{[]Entry{
			{Text: serviceName(v.lang, h), Href: in("/schedule/services/" + h.ID), Detail: v.T("schedule.session", "n", h.Minutes, "places", h.Capacity), Whole: true},
			{Text: v.openWords(week.Times)},
			{Status: &status, Whole: true},
		}})
	}
	body := append([]Part{Head{Title: v.T("nav.schedule"), Detail: v.T("schedule.what")}}, c.scheduleTabs(v, "")...)
	body = append(body, c.savedNote(v), stranded, Listing{ID: "services", Table: table, Empty: &Empty{Icon: "clock-clockwise", Title: v.T("schedule.none")}})
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("nav.schedule"), "/schedule"), present(body)...)
}

func serviceStatus(v *visit, h models.HealthService) Status {
	if !h.Active {
		return Status{Icon: "prohibit", Word: v.T("schedule.off"), Tone: Warn}
	}
	return Status{Icon: "check-circle", Word: v.T("schedule.on"), Tone: OK}
}

// savedNote says what was just saved; nil without ?saved=.
func (c *Console) savedNote(v *visit) Part {
	n := v.QueryParam("saved")
	if n == "" {
		return nil
	}
	note := Note{Tone: OK, Said: true, Text: v.T("schedule.saved")}
	if back := v.QueryParam("back"); back != "" && back != "0" {
		note.Text = v.T("schedule.saved.back", "n", back)
	}
	if told := v.QueryParam("told"); told != "" && told != "0" {
		note.Text = v.T("schedule.saved.told", "n", told)
	}
	return note
}

// strandedNote leads to those who have a visit in a closed time; nil when there
// is nobody, or they are not this visitor's to see.
func (c *Console) strandedNote(v *visit) (Part, error) {
	if !v.in.Who.May("booking.read", v.centre) {
		return nil, nil
	}
	left, err := c.Schedule.Stranded(v.Request().Context(), v.centre)
	if err != nil || len(left) == 0 {
		return nil, err
	}
	return Note{
		Tone: Warn, Strong: v.T("stranded.note", "people", people(v.lang, len(left))), Text: v.T("stranded.note.text"),
		Act: &Act{Label: v.T("stranded.see"), Href: in(v.scheduleAt("/stranded"))},
	}, nil
}

// strandedPage lists them, each with the way to move the visit.
func (c *Console) strandedPage(v *visit) error {
	left, err := c.Schedule.Stranded(v.Request().Context(), v.centre)
	if err != nil {
		return err
	}
	title := v.T("stranded.title")
	body := []Part{Head{Crumb: &Act{Label: v.T("nav.schedule"), Href: in(v.scheduleAt(""))}, Title: title, Detail: v.T("stranded.what")}, c.savedNote(v)}
	if len(left) == 0 {
		body = append(body, Empty{Icon: "calendar-dots", Title: v.T("stranded.none"), Acts: []Act{{Label: v.T("nav.schedule"), Href: in(v.scheduleAt(""))}}})
	} else {
		moves, err := c.hitRows(v, left, true)
		if err != nil {
			return err
		}
		body = append(body, moves)
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/schedule"), present(body)...)
}

// hitRows are people whose session closes, by name.
func (c *Console) hitRows(v *visit, hits []schedule.Hit, act bool) (Moves, error) {
	var m Moves
	for _, h := range hits {
		name, _, err := c.Bookings.Person(h.Booking)
		if err != nil {
			return m, err
		}
		row := Moved{Name: nameOr(v.lang, name), From: serviceName(v.lang, h.Booking.Slot.Service) + " " + c.when(v, h.Booking.Slot.StartsAt), To: v.T("schedule.closes"), How: v.T("schedule.by_line"), Icon: "chat-circle-dots"}
		if !h.LINE {
			row.How, row.Icon = v.T("schedule.by_phone"), "phone"
		}
		at := "/bookings/" + h.Booking.ID
		switch {
		case act && v.in.Who.May("booking.move", v.centre):
			row.Act = &Act{Label: v.T("desk.act.move"), Hidden: row.Name, Kind: Bare, Href: in(at + "/move")}
		case act:
			row.Act = &Act{Label: v.T("stranded.open"), Hidden: row.Name, Kind: Bare, Href: in(at)}
		}
		m.Rows = append(m.Rows, row)
	}
	return m, nil
}
