package console

// One booking: who, when, how it stands, and what happened to it.

import (
	"net/http"
	"time"

	"tambon/models"
	"tambon/services/booking"
	"tambon/text"
)

func (c *Console) bookingPage(v *visit) error { return c.showBooking(v, http.StatusOK, "", nil) }

// revealPhone shows the phone on this one answer; that they looked is on record.
func (c *Console) revealPhone(v *visit) error {
	phone, err := c.Bookings.Phone(v.Request().Context(), v.centre, v.Param("id"), c.by(v))
	if err != nil {
		return err
	}
	hideSoon(v, in("/bookings/"+v.Param("id")))
	return c.showBooking(v, http.StatusOK, phone, nil)
}

func (c *Console) showBooking(v *visit, code int, phone string, note *Note) error {
	ctx := v.Request().Context()
	b, err := c.Bookings.At(ctx, v.centre, v.Param("id"))
	if err != nil {
		return err
	}
	name, kept, err := c.Bookings.Person(b)
	if err != nil {
		return err
	}
	history, err := c.history(v, b)
	if err != nil {
		return err
	}
	d := c.view(v)
	d.centre, d.day = v.centre, b.Slot.Day
	frame := c.frame(v, v.T("booking.title"), "/desk")
	if note == nil && d.did != "" {
		if note, err = c.didAlone(v, d); err != nil {
			return err
		}
	}
	frame.Notice = note
	head := Head{Crumb: &Act{Label: v.T("desk.crumb", "day", v.lang.Day(b.Slot.Day.Time())), Href: d.other(b.Slot.Day)}, Disc: b.Slot.Service.Disc, Title: nameOr(v.lang, name)}
	reveal := c.phoneFact(v, b, kept, phone)
	facts := c.bookingFacts(v, b)
	return c.paper.parts(v.Context, code, frame, head, Split{
		Kind:  "even",
		Left:  present([]Part{Facts{append(facts, reveal)}, c.bookingBar(v, d, b)}),
		Right: []Part{Section{ID: "history", Title: v.T("booking.history"), Body: []Part{history}}},
	})
}

func (c *Console) bookingFacts(v *visit, b models.Booking) []Fact {
	status := bookingStatus(v, b.Status)
	facts := []Fact{
		{Label: v.T("service"), Value: serviceName(v.lang, b.Slot.Service)},
		{Label: v.T("booking.when"), Value: c.when(v, b.Slot.StartsAt), Detail: v.T("booking.until", "clock", v.lang.Clock(b.Slot.EndsAt.In(c.Zone)))},
		{Label: v.T("status"), Status: &status},
		{Label: v.T("number"), Value: value(b.Number)},
		{Label: v.T("booking.channel"), Value: v.T("channel." + b.Channel)},
	}
	if b.Status == models.BookingCancelled {
		if why, err := c.Bookings.Reason(b); err == nil && why.Key != "" {
			facts = append(facts, Fact{Label: v.T("booking.reason"), Value: c.reasonWords(v, why)})
		}
	}
	return facts
}

// reasonWords is why a visit was cancelled, in the words that the resident reads.
func (c *Console) reasonWords(v *visit, why booking.Reason) string {
	switch {
	case why.Key == booking.ReasonOther:
		return why.Words
	case why.Words != "":
		return v.lang.T("booking.reason."+why.Key) + " " + why.Words
	}
	said := v.lang.T("booking.reason." + why.Key)
	if said == "booking.reason."+why.Key { // not the desk's: the resident's own
		return v.T("actor.resident")
	}
	return said
}

// phoneFact is the phone, closed but for its end until somebody asks.
func (c *Console) phoneFact(v *visit, b models.Booking, kept, shown string) Fact {
	f := Fact{Label: v.T("phone"), Value: masked(kept), Detail: v.T("booking.phone.noted")}
	switch {
	case kept == "":
		f.Value, f.Detail = v.T("booking.phone.none"), ""
	case shown != "":
		f.Value, f.Act = text.Phone(shown), &Act{Label: v.T("booking.call"), Hidden: text.Phone(shown), Icon: "phone", Tel: shown}
	case v.in.Who.May("resident.reveal", v.centre):
		f.Act = &Act{Label: v.T("booking.phone.show"), Kind: Bare, Icon: "eye", Post: in("/bookings/" + b.ID + "/phone")}
	}
	return f
}

// masked is a phone of which only the last four digits are to be read.
func masked(phone string) string {
	if phone == "" {
		return ""
	}
	return "•••-•••-" + phone[max(0, len(phone)-4):]
}

// bookingBar is what can be done to the booking from its own page.
func (c *Console) bookingBar(v *visit, d deskView, b models.Booking) Part {
	var bar Bar
	at := "/bookings/" + b.ID
	if act, ok := nextAct(b.Status, d.day == models.DateOf(v.now, c.Zone), d.day < models.DateOf(v.now, c.Zone)); ok && v.in.Who.May(act, v.centre) {
		verb := string(act)[len("booking."):]
		bar.Acts = append(bar.Acts, Act{Label: v.T("desk.act." + verb), Kind: Primary, Post: in(at + "/" + verb), Values: versionOfBooking(b)})
	}
	for _, a := range c.bookingActs(v, b) {
		if !v.in.Who.May(a.right, v.centre) || a.right == "resident.reveal" {
			continue
		}
		act := Act{Label: v.T(a.label), Icon: a.icon, Href: in(at + a.path)}
		if a.post {
			act.Href, act.Post, act.Values = "", in(at+a.path), versionOfBooking(b)
		}
		if a.right == "booking.cancel" {
			act.Kind = Destroy
		}
		bar.Acts = append(bar.Acts, act)
	}
	if len(bar.Acts) == 0 {
		return nil
	}
	return bar
}

// didAlone is the note of a change on the booking's page, where no live part is.
func (c *Console) didAlone(v *visit, d deskView) (*Note, error) {
	part, err := c.didNote(v, d)
	n, ok := part.(Note)
	if err != nil || !ok {
		return nil, err
	}
	if n.Act != nil {
		n.Act.Into, n.Act.Post = "", in("/bookings/"+v.Param("id")+"/undo")
	}
	return &n, nil
}

// history is what happened to the booking, the newest first.
func (c *Console) history(v *visit, b models.Booking) (History, error) {
	changes, err := c.Bookings.History(v.Request().Context(), v.centre, b.ID)
	if err != nil {
		return History{}, err
	}
	names := map[string]string{}
	var h History
	for i, ch := range changes {
		key := ch.ActorKind + " " + ch.ActorID
		if _, known := names[key]; !known {
			if names[key], err = c.actorName(v, ch.ActorKind, ch.ActorID); err != nil {
				return h, err
			}
		}
		row := Change{Who: names[key], When: v.moment(ch.At), Why: v.T("did." + ch.Verb)}
		if i == 0 {
			row.Now = v.T("booking.now")
		}
		if ch.UndoneAt != nil {
			row.Why += " " + v.T("booking.taken_back", "when", v.moment(*ch.UndoneAt))
		}
		if told := "booking.told." + string(ch.Telling); ch.Telling != models.TellNone {
			row.Why += " " + v.T(told)
		}
		h.Rows = append(h.Rows, row)
	}
	return h, nil
}

// when is a day and an hour: วันนี้ พฤหัสบดี 26 พ.ย. 69 09.30 น.
func (c *Console) when(v *visit, at time.Time) string {
	at = at.In(c.Zone)
	said := v.lang.Day(at) + " " + v.lang.Clock(at)
	if models.DateOf(at, c.Zone) == models.DateOf(v.now, c.Zone) {
		return v.T("today") + " " + said
	}
	return said
}

// madeNote says that a booking was made; nil without ?made=.
func (c *Console) madeNote(v *visit, d deskView) (Part, error) {
	if d.made == "" {
		return nil, nil
	}
	b, err := c.Bookings.At(v.Request().Context(), d.centre, d.made)
	if refused(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	name, _, err := c.Bookings.Person(b)
	return Note{
		Tone: OK, Said: true, Text: v.T("desk.made", "name", nameOr(v.lang, name), "service", serviceName(v.lang, b.Slot.Service), "when", c.when(v, b.Slot.StartsAt), "number", value(b.Number)),
		Act: &Act{Label: v.T("desk.made.see"), Kind: Bare, Href: in("/bookings/" + b.ID)},
	}, err
}
