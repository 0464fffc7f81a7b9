package console

// One resident: what is due, what was, how they are reached, and what is kept of
// them.

import (
	"net/http"
	"strconv"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// pastRows is how many visits of the past a page shows.
const pastRows = 10

func (c *Console) residentPage(v *visit) error {
	r, err := c.Residents.Standing(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	if r.ID != v.Param("id") { // merged: who stands for them
		return c.send(v, "/residents/"+r.ID)
	}
	return c.showResident(v, http.StatusOK, "", didToResident(v))
}

// didToResident is what the act before did, as ?did= says; nil without one.
func didToResident(v *visit) *Note {
	var words string
	switch v.QueryParam("did") {
	case "corrected":
		words = v.T("residents.corrected")
	case "merged":
		words = v.T("residents.merged.done")
	case "unmerged":
		words = v.T("residents.unmerged.done")
	default:
		return nil
	}
	if n, err := strconv.Atoi(v.QueryParam("n")); err == nil && n > 0 {
		words = v.T("residents.corrected.bookings", "n", v.lang.Number(n))
	}
	return &Note{Tone: OK, Said: true, Text: words}
}

// revealResident shows the phone on this one answer; that they looked is on record.
func (c *Console) revealResident(v *visit) error {
	phone, err := c.Residents.Phone(v.Request().Context(), v.Param("id"), c.by(v))
	if err != nil {
		return err
	}
	hideSoon(v, in("/residents/"+v.Param("id")))
	return c.showResident(v, http.StatusOK, phone, nil)
}

// hideSoon leads the browser back to the page without what was revealed on it.
func hideSoon(v *visit, path string) { v.Response().Header().Set("Refresh", "120; url="+path) }

func (c *Console) showResident(v *visit, code int, phone string, note *Note) error {
	ctx := v.Request().Context()
	r, p, err := c.resident(v)
	if err != nil {
		return err
	}
	due, err := c.dueOf(v, r)
	if err != nil {
		return err
	}
	past, err := c.pastOf(v, r)
	if err != nil {
		return err
	}
	contact, err := c.contactOf(v, r, p, phone)
	if err != nil {
		return err
	}
	privacy, err := c.privacyOf(v, r)
	if err != nil {
		return err
	}
	all, err := c.Bookings.Count(ctx, r.ID)
	if err != nil {
		return err
	}
	twin, err := c.twinNote(v, r)
	if err != nil {
		return err
	}
	merged, err := c.mergedOf(v, r)
	if err != nil {
		return err
	}
	frame := c.frame(v, v.T("residents.one"), "/residents")
	frame.Notice = note
	head := Head{
		Crumb: &Act{Label: v.T("nav.residents"), Href: in("/residents?centre=" + v.centre)}, Title: nameOr(v.lang, p.Name),
		Detail: v.T("residents.since", "day", v.lang.Day(r.CreatedAt.In(c.Zone)), "n", v.lang.Number(all)),
	}
	if v.in.Who.May("booking.book", v.centre) && p.Name != "" {
		head.Acts = []Act{{Label: v.T("residents.book"), Hidden: p.Name, Kind: Primary, Icon: "calendar-plus", Key: "b", Href: in("/desk/book?centre=" + v.centre + "&who=" + r.ID)}}
	}
	return c.paper.parts(v.Context, code, frame, present([]Part{head, twin, Split{Left: []Part{due, past}, Right: present([]Part{contact, merged, privacy})}})...)
}

// resident is the one whom the address names, opened. Nothing is kept of who was
// erased, so they are not there.
func (c *Console) resident(v *visit) (r models.Resident, p models.Person, err error) {
	if r, err = c.Residents.Standing(v.Request().Context(), v.Param("id")); err != nil {
		return r, p, err
	}
	if r.ErasedAt != nil {
		return r, p, services.E(services.NotFound, "console.residents.erased")
	}
	p, err = c.Residents.Open(r)
	return r, p, err
}

// readable are the centres whose bookings the visitor may see.
func (c *Console) readable(v *visit) (list []string) {
	for _, centre := range v.town.Site.Centres {
		if v.in.Who.May("booking.read", centre.Code) {
			list = append(list, centre.Code)
		}
	}
	return list
}

// dueOf are the bookings to come, each with what can be done to it.
func (c *Console) dueOf(v *visit, r models.Resident) (Part, error) {
	s := Section{ID: "due", Title: v.T("residents.due")}
	list, err := c.Bookings.Upcoming(v.Request().Context(), r.ID)
	if err != nil {
		return nil, err
	}
	rows, elsewhere := People{}, 0
	for _, b := range list {
		centre := b.Slot.Service.CentreID
		if !v.in.Who.May("booking.read", centre) {
			elsewhere++
			continue
		}
		name, _, err := c.Bookings.Person(b)
		if err != nil {
			return nil, err
		}
		st := bookingStatus(v, b.Status)
		row := Person{
			ID: "booking-" + b.ID, Disc: b.Slot.Service.Disc, Name: c.when(v, b.Slot.StartsAt) + " " + serviceName(v.lang, b.Slot.Service), Plain: true,
			Href: in("/bookings/" + b.ID), What: []string{nameOr(v.lang, name), value(b.Number), v.T("channel." + b.Channel)}, Status: &st,
		}
		c.bookingDo(v, b, &row)
		rows.Rows = append(rows.Rows, row)
	}
	if len(rows.Rows) > 0 {
		s.Body = append(s.Body, rows)
	} else {
		s.Body = append(s.Body, Text{v.T("residents.due.none"), true})
	}
	if elsewhere > 0 {
		s.Body = append(s.Body, Text{v.T("residents.due.elsewhere", "n", v.lang.Number(elsewhere)), true})
	}
	return s, nil
}

// bookingDo gives a row the act that comes next, and the others in its menu.
func (c *Console) bookingDo(v *visit, b models.Booking, row *Person) {
	centre, today, day := b.Slot.Service.CentreID, models.DateOf(v.now, c.Zone), b.Slot.Day
	at := "/bookings/" + b.ID
	if act, ok := nextAct(b.Status, day == today, day < today); ok && v.in.Who.May(act, centre) {
		verb := strings.TrimPrefix(string(act), "booking.")
		row.Act = &Act{Label: v.T("desk.act." + verb), Hidden: row.Name, Kind: Soft, Post: in(at + "/" + verb), Values: versionOfBooking(b)}
	}
	menu := &Menu{Label: v.T("desk.manage"), Hidden: row.Name, Hold: row.ID}
	for _, a := range c.bookingActs(v, b) {
		if a.post || !v.in.Who.May(a.right, centre) {
			continue
		}
		menu.Acts = append(menu.Acts, Act{Label: v.T(a.label), Kind: Bare, Icon: a.icon, Href: in(at + a.path)})
	}
	if len(menu.Acts) > 0 {
		row.Menu = menu
	}
}

// pastOf are the visits that are over, a page of them; ?after= is the last shown.
func (c *Console) pastOf(v *visit, r models.Resident) (Part, error) {
	list, more, err := c.Bookings.Past(v.Request().Context(), r.ID, c.readable(v), v.QueryParam("after"), pastRows)
	if err != nil {
		return nil, err
	}
	t := Table{ID: "past-rows", Caption: v.T("residents.past"), Columns: []Column{
		{Label: v.T("booking.when")}, {Label: v.T("service")}, {Label: v.T("status")}, {Label: v.T("booking.channel"), Said: true},
	}}
	for _, b := range list {
		st := bookingStatus(v, b.Status)
		at := b.Slot.StartsAt.In(c.Zone)
		t.Rows = append(t.Rows, Line{[]Entry{
			{Text: v.lang.Day(at) + " " + v.lang.Clock(at), Href: in("/bookings/" + b.ID)}, {Text: serviceName(v.lang, b.Slot.Service)}, {Status: &st}, {Text: v.T("channel." + b.Channel), Quiet: true},
		}})
	}
	s := Section{ID: "past", Title: v.T("residents.past")}
	if len(list) == 0 {
		s.Body = []Part{Text{v.T("residents.past.none"), true}}
		return s, nil
	}
	l := Listing{ID: "visits", Table: t}
	if more {
		l.More = in("/residents/" + r.ID + "?after=" + list[len(list)-1].ID)
	}
	s.Body = []Part{l}
	return s, nil
}

// contactOf is how they are reached.
func (c *Console) contactOf(v *visit, r models.Resident, p models.Person, shown string) (Part, error) {
	phone := Fact{Label: v.T("phone"), Value: masked(p.Phone), Detail: v.T("booking.phone.noted")}
	switch {
	case p.Phone == "":
		phone.Value, phone.Detail = v.T("booking.phone.none"), ""
	case shown != "":
		phone.Value, phone.Detail = text.Phone(shown), v.T("residents.hides")
		phone.Act = &Act{Label: v.T("booking.call"), Hidden: text.Phone(shown), Icon: "phone", Tel: shown}
	case v.in.Who.May("resident.reveal", v.centre):
		phone.Act = &Act{Label: v.T("booking.phone.show"), Kind: Bare, Icon: "eye", Post: in("/residents/" + r.ID + "/reveal")}
	}
	rows, err := c.Residents.Rows(v.Request().Context(), r.ID)
	if err != nil {
		return nil, err
	}
	st := lineStatus(v, r)
	line := Fact{Label: "LINE", Status: &st}
	if n := accounts(rows); n > 1 {
		line.Detail = v.T("residents.line.many", "n", v.lang.Number(n))
	}
	s := Section{ID: "contact", Title: v.T("residents.contact"), Body: []Part{Facts{[]Fact{
		{Label: v.T("name"), Value: nameOr(v.lang, p.Name), Thai: true}, phone, line, {Label: v.T("residents.language"), Value: v.T("residents.language." + r.Language)},
	}}}}
	if v.in.Who.May("resident.correct", v.centre) {
		s.Body = append(s.Body, Bar{[]Act{{Label: v.T("residents.correct"), Icon: "note-pencil", Href: in("/residents/" + r.ID + "/correct")}}})
	}
	return s, nil
}

// accounts counts the LINE accounts of rows that are one person.
func accounts(rows []models.Resident) (n int) {
	for _, r := range rows {
		if r.LineUserID != nil {
			n++
		}
	}
	return n
}

// lineStatus is whether a message in LINE reaches somebody.
func lineStatus(v *visit, r models.Resident) Status {
	switch {
	case r.Reached():
		return Status{Icon: "check-circle", Word: v.T("residents.line.on"), Tone: OK}
	case r.LineUserID != nil:
		return Status{Icon: "user-minus", Word: v.T("residents.line.off"), Tone: Warn}
	}
	return Status{Icon: "phone", Word: v.T("residents.line.none")}
}

// privacyOf is what they were told, and until when their name is kept.
func (c *Console) privacyOf(v *visit, r models.Resident) (Part, error) {
	until, err := c.Residents.KeptUntil(v.Request().Context(), r)
	if err != nil {
		return nil, err
	}
	notice := v.T("residents.notice.none")
	if r.NoticeAt != nil {
		notice = v.T("residents.notice", "day", v.lang.Day(r.NoticeAt.In(c.Zone)), "version", noticeVersion(v, r.NoticeVersion))
	}
	s := Section{ID: "privacy", Title: v.T("residents.privacy"), Body: []Part{
		Text{notice, false}, Text{v.T("residents.until", "day", v.lang.Day(until.In(c.Zone))), true},
	}}
	var bar Bar
	if v.in.Who.May("resident.export", v.centre) {
		bar.Acts = append(bar.Acts, Act{Label: v.T("residents.export"), Icon: "export", Href: in("/residents/" + r.ID + "/export")})
	}
	if v.in.Who.May("resident.erase", v.centre) {
		bar.Acts = append(bar.Acts, Act{Label: v.T("residents.erase"), Kind: Destroy, Icon: "trash", Href: in("/residents/" + r.ID + "/erase")})
	}
	if len(bar.Acts) > 0 {
		s.Body = append(s.Body, bar)
	}
	return s, nil
}

// noticeVersion is the version of a privacy notice; most are a day.
func noticeVersion(v *visit, version string) string {
	if day, err := models.ParseDate(version); err == nil {
		return v.lang.Day(day.Time())
	}
	return version
}
