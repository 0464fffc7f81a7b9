package console

// Two cards that may be one person: side by side, merged, and parted again.

import (
	"net/http"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/resident"
)

// mostTwins is how many shared names the list of twins shows.
const mostTwins = 100

// twinsPage lists people who share their whole name with somebody else.
func (c *Console) twinsPage(v *visit) error {
	rows, err := c.Residents.TwinRows(v.Request().Context(), v.centre, mostTwins)
	if err != nil {
		return err
	}
	title, back := v.T("residents.twins"), in("/residents?centre="+v.centre)
	list := People{}
	for _, r := range rows {
		p, err := c.Residents.Open(r)
		if err != nil {
			return err
		}
		at := in("/residents/" + r.ID)
		list.Rows = append(list.Rows, Person{ID: "twin-" + r.ID, Name: p.Name, Href: at, What: []string{masked(p.Phone)}, Act: &Act{Label: v.T("residents.compare"), Hidden: p.Name, Kind: Soft, Href: at + "/merge"}})
	}
	head := Head{Crumb: &Act{Label: v.T("nav.residents"), Href: back}, Title: title, Detail: v.T("residents.twins.what")}
	var body Part = list
	if len(list.Rows) == 0 {
		body = Empty{Icon: "users-three", Title: v.T("residents.twins.none"), Text: v.T("residents.twins.none.text")}
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/residents"), head, body)
}

// twinsOf are those of a resident's twins whose cards the visitor may merge too.
func (c *Console) twinsOf(v *visit, r models.Resident) ([]resident.Twin, error) {
	if !v.in.Who.May("resident.merge", v.centre) {
		return nil, nil
	}
	twins, err := c.Residents.Twins(v.Request().Context(), r)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(twins))
	for i, t := range twins {
		ids[i] = t.Resident.ID
	}
	centres, err := c.Residents.CentresOf(v.Request().Context(), ids)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(twins, func(t resident.Twin) bool {
		return !v.in.Who.May("resident.merge", through(v, "resident.merge", centres[t.Resident.ID]))
	}), nil
}

// twinNote says on a card that there may be a second one; nil where there is none.
func (c *Console) twinNote(v *visit, r models.Resident) (Part, error) {
	twins, err := c.twinsOf(v, r)
	if err != nil || len(twins) == 0 {
		return nil, err
	}
	t := twins[0]
	href := in("/residents/" + r.ID + "/merge")
	if len(twins) == 1 {
		href += "?with=" + t.Resident.ID
	}
	return Note{Tone: Warn, Icon: "user-switch", Strong: v.T("residents.twin"), Text: c.twinWords(v, t), Act: &Act{Label: v.T("residents.compare"), Href: href}}, nil
}

// twinWords is why somebody may be the same person.
func (c *Console) twinWords(v *visit, t resident.Twin) string {
	key := "residents.twin.name"
	switch {
	case t.SameName && t.SamePhone:
		key = "residents.twin.both"
	case t.SamePhone:
		key = "residents.twin.phone"
	}
	return v.T(key, "name", t.Name) + " " + strings.Join(c.matchWords(v, t.Match), " ")
}

func (c *Console) mergePage(v *visit) error { return c.showMerge(v, http.StatusOK, nil) }

// showMerge lays the two cards side by side; without a second one it offers who
// it may be.
func (c *Console) showMerge(v *visit, code int, wrong error) error {
	r, p, err := c.resident(v)
	if err != nil {
		return err
	}
	title, back := v.T("residents.merge"), in("/residents/"+r.ID)
	head := Head{Crumb: &Act{Label: v.T("residents.one"), Href: back}, Title: title, Detail: v.T("residents.merge.what")}
	frame := c.frame(v, title, "/residents")
	if v.FormValue("with") == "" {
		twins, err := c.twinsOf(v, r)
		if err != nil {
			return err
		}
		list := People{}
		for _, t := range twins {
			list.Rows = append(list.Rows, Person{ID: "twin-" + t.Resident.ID, Name: t.Name, What: []string{c.twinWords(v, t)}, Act: &Act{Label: v.T("residents.compare"), Hidden: t.Name, Kind: Soft, Href: back + "/merge?with=" + t.Resident.ID}})
		}
		if len(list.Rows) == 0 {
			return c.paper.parts(v.Context, code, frame, head, Empty{Icon: "users-three", Title: v.T("residents.twins.none"), Text: v.T("residents.merge.none")})
		}
		return c.paper.parts(v.Context, code, frame, head, list)
	}
	o, op, err := c.other(v)
	if err != nil {
		return err
	}
	return c.showPair(v, code, wrong, frame, head, [2]models.Resident{r, o}, [2]models.Person{p, op})
}

// other is the second resident of the page, if the visitor may merge them.
func (c *Console) other(v *visit) (r models.Resident, p models.Person, err error) {
	id := v.FormValue("with")
	centre, err := c.centreThrough(v, "resident.merge", id)
	if err != nil {
		return r, p, err
	}
	if !v.in.Who.May("resident.merge", centre) {
		return r, p, errNoCentre
	}
	if r, err = c.Residents.One(v.Request().Context(), id); err != nil {
		return r, p, err
	}
	if r.ErasedAt != nil || r.MergedInto != nil {
		return r, p, errNoCentre
	}
	p, err = c.Residents.Open(r)
	return r, p, err
}

func (c *Console) showPair(v *visit, code int, wrong error, frame Frame, head Head, rows [2]models.Resident, are [2]models.Person) error {
	ctx := v.Request().Context()
	clashes, err := c.Bookings.ClashesOf(ctx, [2]string{rows[0].ID, rows[1].ID}, [2]string{are[0].Name, are[1].Name})
	if err != nil {
		return err
	}
	var cards [2]Part
	keep := Pick{ID: "keep", Legend: v.T("residents.merge.keep"), Columns: 1}
	better := 0
	if !rows[0].Reached() && rows[1].Reached() || rows[0].Reached() == rows[1].Reached() && rows[1].CreatedAt.Before(rows[0].CreatedAt) {
		better = 1
	}
	for i, r := range rows {
		if cards[i], err = c.pairCard(v, i, r, are[i]); err != nil {
			return err
		}
		keep.Options = append(keep.Options, Option{
			Value: r.ID, Label: nameOr(v.lang, are[i].Name), Thai: true, Detail: v.T("residents.merge.card", "n", v.lang.Number(i+1), "phone", masked(are[i].Phone)),
			Chosen: v.FormValue("keep") == r.ID || v.FormValue("keep") == "" && i == better,
		})
	}
	body := []Part{head, c.faults(v, wrong, "keep"), Split{Kind: "even", Left: []Part{cards[0]}, Right: []Part{cards[1]}}}
	if len(clashes) > 0 {
		return c.paper.parts(v.Context, code, frame, present(append(body, c.clashes(v, clashes)))...)
	}
	form := Form{
		ID: "merge", Post: in("/residents/" + rows[0].ID + "/merge"), Failed: v.T("residents.merge.failed"),
		Values: []Hidden{{"with", rows[1].ID}, {"seen", c.Residents.Seen(rows[0].ID, are[0])}, {"seen-with", c.Residents.Seen(rows[1].ID, are[1])}},
		Body: []Part{keep, Section{ID: "then", Title: v.T("residents.merge.then"), Body: []Part{Bullets{[]Act{
			{Label: v.T("residents.merge.then.bookings")}, {Label: v.T("residents.merge.then.details")}, {Label: v.T("residents.merge.then.line")}, {Label: v.T("residents.merge.then.undo")},
		}}}}},
		Submit: &Act{Label: v.T("residents.merge.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/residents/" + rows[0].ID)}},
	}
	if rows[0].LineUserID != nil && rows[1].LineUserID != nil {
		form.Body = append(form.Body, Check{ID: "asked", Label: v.T("residents.merge.asked"), On: v.FormValue("asked") != ""})
	}
	return c.paper.parts(v.Context, code, frame, present(append(body, form))...)
}

// pairCard is one of two cards.
func (c *Console) pairCard(v *visit, i int, r models.Resident, p models.Person) (Part, error) {
	ctx := v.Request().Context()
	due, err := c.Bookings.Upcoming(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	all, err := c.Bookings.Count(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	st := lineStatus(v, r)
	notice := v.T("residents.copy.notice.none")
	if r.NoticeAt != nil {
		notice = v.lang.Day(r.NoticeAt.In(c.Zone))
	}
	phone := masked(p.Phone)
	if phone == "" {
		phone = v.T("booking.phone.none")
	}
	n := v.lang.Number(i + 1)
	return Section{ID: "card-" + n, Title: v.T("residents.merge.title", "n", n), Link: &Act{Label: v.T("residents.merge.open"), Href: in("/residents/" + r.ID)}, Body: []Part{Facts{[]Fact{
		{Label: v.T("field.name"), Value: nameOr(v.lang, p.Name), Thai: true},
		{Label: v.T("phone"), Value: phone},
		{Label: "LINE", Status: &st},
		{Label: v.T("residents.copy.notice"), Value: notice},
		{Label: v.T("residents.copy.since"), Value: v.lang.Day(r.CreatedAt.In(c.Zone))},
		{Label: v.T("residents.due"), Value: v.lang.Number(len(due))},
		{Label: v.T("residents.merge.all"), Value: v.lang.Number(all)},
	}}}}, nil
}

// clashes are visits at one time, of which one must go before the cards can be
// merged.
func (c *Console) clashes(v *visit, pairs [][2]models.Booking) Part {
	s := Section{ID: "clashes", Title: v.T("residents.merge.clash"), Body: []Part{Text{v.T("residents.merge.clash.text"), false}}}
	for _, pair := range pairs {
		rows := People{Title: c.when(v, pair[0].Slot.StartsAt)}
		for i, b := range pair {
			row := Person{ID: "clash-" + b.ID, Disc: b.Slot.Service.Disc, Name: v.T("residents.merge.title", "n", v.lang.Number(i+1)) + " " + serviceName(v.lang, b.Slot.Service), Plain: true, What: []string{value(b.Number)}}
			if v.in.Who.May("booking.cancel", b.Slot.Service.CentreID) && b.Status.CanBecome(models.BookingCancelled) {
				row.Act = &Act{Label: v.T("desk.act.cancel"), Hidden: value(b.Number), Href: in("/bookings/" + b.ID + "/cancel")}
			}
			rows.Rows = append(rows.Rows, row)
		}
		s.Body = append(s.Body, rows)
	}
	return s
}

// merge merges the two as they were on the page.
func (c *Console) merge(v *visit) error {
	r, _, err := c.resident(v)
	if err != nil {
		return err
	}
	if v.FormValue("with") == "" {
		return c.showMerge(v, http.StatusUnprocessableEntity, resident.ErrSelf)
	}
	o, _, err := c.other(v)
	if err != nil {
		return err
	}
	pair := resident.Pair{Kept: r.ID, Gone: o.ID, KeptSeen: v.FormValue("seen"), GoneSeen: v.FormValue("seen-with"), AccountsAsked: v.FormValue("asked") != ""}
	if v.FormValue("keep") == o.ID {
		pair.Kept, pair.Gone, pair.KeptSeen, pair.GoneSeen = pair.Gone, pair.Kept, pair.GoneSeen, pair.KeptSeen
	}
	_, err = c.Residents.Merge(v.Request().Context(), c.by(v), pair)
	if refused(err) && kindOf(err) != services.NotFound {
		return c.showMerge(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/residents/"+pair.Kept+"?did=merged")
}

// mergedOf is the newest merge into a card, with the way back; nil without one.
func (c *Console) mergedOf(v *visit, r models.Resident) (Part, error) {
	m, ok, err := c.Residents.LastMerge(v.Request().Context(), r.ID)
	if err != nil || !ok {
		return nil, err
	}
	who, err := c.actorName(v, m.ActorKind, m.ActorID)
	if err != nil {
		return nil, err
	}
	s := Section{ID: "merged", Title: v.T("residents.merged"), Body: []Part{Text{v.T("residents.merged.by", "who", who, "when", v.moment(m.At)), false}}}
	if !m.Undoable || !v.in.Who.May("resident.merge", v.centre) {
		return s, nil
	}
	until := v.T("residents.unmerge.until", "day", v.lang.Day(m.At.Add(resident.UnmergeWithin).In(c.Zone)))
	if m.After > 0 {
		until += " " + v.T("residents.unmerge.after", "n", v.lang.Number(m.After))
	}
	s.Body = append(s.Body, Text{until, true}, Bar{[]Act{{Label: v.T("residents.unmerge"), Icon: "arrow-u-up-left", Post: in("/residents/" + r.ID + "/unmerge"), Values: []Hidden{{"merge", m.ID}}}}})
	return s, nil
}

// unmerge takes a merge into this card back.
func (c *Console) unmerge(v *visit) error {
	merge := v.FormValue("merge")
	if merge == "" {
		return resident.ErrUnmerged
	}
	err := c.Residents.Unmerge(v.Request().Context(), c.by(v), v.Param("id"), merge)
	if refused(err) && kindOf(err) == services.Conflict {
		_, key, args := services.Explain(err)
		return c.showResident(v, http.StatusConflict, "", &Note{Tone: Warn, Said: true, Text: v.lang.T(key, args...)})
	}
	if err != nil {
		return err
	}
	return c.send(v, "/residents/"+v.Param("id")+"?did=unmerged")
}
