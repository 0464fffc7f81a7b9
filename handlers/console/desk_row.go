package console

// One person on the desk's list: how they stand, and what can be done.

import (
	"net/url"
	"strconv"
	"time"

	"tambon/models"
	"tambon/services/booking"
	"tambon/services/staff"
)

func rowID(b models.Booking) string { return "row-" + b.ID }

// bookAt is the page that books in a slot.
func bookAt(centre, slot string) string {
	return in("/desk/book?" + url.Values{"centre": {centre}, "slot": {slot}}.Encode())
}

// versionOfBooking is what a press says it was made over.
func versionOfBooking(b models.Booking) []Hidden {
	return []Hidden{{"version", strconv.Itoa(b.Version)}}
}

func (c *Console) deskRow(v *visit, d deskView, r booking.Row) Person {
	b := r.Booking
	name := nameOr(v.lang, r.Name)
	status := c.rowStatus(v, r)
	p := Person{ID: rowID(b), Disc: b.Slot.Service.Disc, Name: name, Href: in("/bookings/" + b.ID), What: []string{serviceName(v.lang, b.Slot.Service)}, Status: &status}
	if b.CreatedAt.After(d.seen) {
		p.Also = append(p.Also, v.T("desk.row.new"))
	}
	if r.LineOff && b.Status != models.BookingFulfilled && b.Status != models.BookingNoShow {
		p.Also = append(p.Also, v.T("desk.row.noline"))
	}
	if act, ok := nextAct(b.Status, d.today, d.day < models.DateOf(v.now, c.Zone)); ok && v.in.Who.May(act, d.centre) {
		p.Act = c.rowAct(v, d, b, act)
		p.Act.Hidden = name
		if b.Status != models.BookingBooked {
			p.Act.Kind = Soft
		}
	}
	if menu := c.rowMenu(v, d, b); len(menu) > 0 {
		p.Menu = &Menu{Label: v.T("desk.manage"), Hidden: name, Hold: "menu-" + b.ID, Acts: menu}
	}
	return p
}

// nextAct is what usually comes next for a person. What was forgotten on a past
// day can still be finished.
func nextAct(status models.BookingStatus, today, past bool) (staff.Permission, bool) {
	switch {
	case status == models.BookingBooked && today:
		return "booking.arrive", true
	case status == models.BookingArrived && today:
		return "booking.begin", true
	case status == models.BookingCheckedIn && (today || past), past && (status == models.BookingBooked || status == models.BookingArrived):
		return "booking.finish", true
	}
	return "", false
}

// rowAct is a press that changes the list in place.
func (c *Console) rowAct(v *visit, d deskView, b models.Booking, act staff.Permission) *Act {
	verb := string(act)[len("booking."):]
	return &Act{
		Label: v.T("desk.act." + verb), Post: d.with(func(*deskView) {}).at("/bookings/" + b.ID + "/" + verb), Values: versionOfBooking(b),
		Into: "desk", Failed: v.T("desk.failed." + verb),
	}
}

// rowMenu is what else can be done.
func (c *Console) rowMenu(v *visit, d deskView, b models.Booking) (acts []Act) {
	who, at := v.in.Who, "/bookings/"+b.ID
	for _, a := range c.bookingActs(v, b) {
		if who.May(a.right, d.centre) {
			act := Act{Label: v.T(a.label), Kind: Bare, Icon: a.icon, Href: d.at(at + a.path)}
			if a.post {
				act.Href, act.Post = "", d.at(at+a.path)
			}
			if a.right == "booking.noshow" {
				act = *c.rowAct(v, d, b, a.right)
				act.Kind, act.Icon = Bare, a.icon
			}
			acts = append(acts, act)
		}
	}
	return acts
}

// A bookingAct is one of the further things that staff do to a booking.
type bookingAct struct {
	right       staff.Permission
	path, label string
	icon        string
	post        bool
}

// bookingActs are those that the booking allows now.
func (c *Console) bookingActs(v *visit, b models.Booking) (acts []bookingAct) {
	past := models.DateOf(v.now, c.Zone) > b.Slot.Day
	if b.Status == models.BookingBooked || b.Status == models.BookingArrived {
		acts = append(acts, bookingAct{"booking.move", "/move", "desk.act.move", "calendar-plus", false})
	}
	if b.Status.CanBecome(models.BookingCancelled) && !past {
		acts = append(acts, bookingAct{"booking.cancel", "/cancel", "desk.act.cancel", "calendar-x", false})
	}
	if b.Status.CanBecome(models.BookingNoShow) && !v.now.Before(b.Slot.StartsAt) {
		acts = append(acts, bookingAct{"booking.noshow", "/noshow", "desk.act.noshow", "user-minus", true})
	}
	if b.Phone != nil {
		acts = append(acts, bookingAct{"resident.reveal", "/phone", "desk.act.phone", "phone", true})
	}
	return acts
}

func (c *Console) rowStatus(v *visit, r booking.Row) Status {
	switch {
	case r.Booking.Status == models.BookingArrived && r.Wait >= time.Minute:
		return Status{Icon: "armchair", Word: v.T("desk.waits", "minutes", v.minutes(r.Wait)), Tone: Brand}
	case r.Booking.Status == models.BookingBooked && r.Late >= time.Minute && r.Booking.Slot.Day == models.DateOf(v.now, c.Zone):
		return Status{Icon: "warning", Word: v.T("desk.late", "minutes", v.minutes(r.Late)), Tone: Warn}
	}
	return bookingStatus(v, r.Booking.Status)
}

// bookingStatus is how a booking stands, in the words of the desk.
func bookingStatus(v *visit, status models.BookingStatus) Status {
	s := Status{Word: v.T("desk.status." + string(status)), Icon: "clock"}
	switch status {
	case models.BookingArrived:
		s.Icon, s.Tone = "armchair", Brand
	case models.BookingCheckedIn:
		s.Icon, s.Tone = "hourglass", Brand
	case models.BookingFulfilled:
		s.Icon, s.Tone = "check-circle", OK
	case models.BookingNoShow:
		s.Icon = "user-minus"
	case models.BookingCancelled:
		s.Icon = "calendar-x"
	}
	return s
}
