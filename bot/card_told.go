package bot

// The cards of what staff changed: called off, moved, and taken back.

import (
	"time"

	"tambon/line"
	"tambon/services/booking"
)

// ToldView is a booking that staff changed.
type ToldView struct {
	BookingView
	Was    time.Time // the visit as the person knows it
	Reason string    // a reason's key, of booking.Reasons
	Words  string    // what staff wrote besides; or empty
}

// CalledOff says that staff cancelled the visit, why, and offers to book again.
// A visit that the person asked to cancel is no apology.
func (c Cards) CalledOff(v ToldView) line.Message {
	tone, title := Amber, "card.called_off.title"
	if v.Reason == "asked" {
		tone, title = Ended, "card.called_off.title.asked"
	}
	why := c.Lang.T("booking.reason." + v.Reason)
	switch {
	case v.Reason == booking.ReasonOther:
		why = calm(v.Words)
	case v.Words != "":
		why += "\n" + calm(v.Words)
	}
	again := Do(Primary, c.Lang.T("card.called_off.again"), Data("booking.days", "service", v.Service.Code))
	return c.card(layout{
		alt:  c.Lang.T("card.called_off.alt", "when", c.moment(v.Was)),
		head: c.head(tone, "info", c.Lang.T(title), false),
		body: []line.Component{
			c.when(c.Lang.Day(v.Was), v.Was),
			rule(),
			c.service(v.Service, c.called(v.Name)),
			fact(c.Lang.T("card.called_off.why"), why, "lg"),
			c.number(v.BookingView),
			textPart(c.Lang.T("card.called_off.hint"), "lg"),
		},
		buttons: []Button{again, c.CallCentre()},
	})
}

// Moved shows the new day and hour, and which one they replace.
func (c Cards) Moved(v ToldView) line.Message {
	return c.card(layout{
		alt:  c.Lang.T("card.moved.alt", "when", c.moment(v.At)),
		head: c.head(Amber, "info", c.Lang.T("card.moved.title"), false),
		body: []line.Component{
			c.when(c.Lang.Day(v.At), v.At),
			fact(c.Lang.T("card.moved.was"), c.Lang.Day(v.Was)+"\n"+c.hour(v.Was), "lg"),
			rule(),
			c.service(v.Service, c.Site.Centre.Name, c.called(v.Name)),
			c.number(v.BookingView),
			textPart(c.Lang.T("card.moved.hint"), "lg"),
		},
		buttons: []Button{c.CallCentre(), c.Say(WordBookings), c.cancelButton(v.BookingView)},
	})
}

// Restored says that a visit which was told to be cancelled or moved stands.
func (c Cards) Restored(v ToldView) line.Message {
	return c.card(layout{
		alt:  c.Lang.T("card.restored.alt", "when", c.moment(v.At)),
		head: c.head(Done, "", c.Lang.T("card.restored.title"), false),
		body: []line.Component{
			c.when(c.Lang.Day(v.At), v.At),
			c.service(v.Service, c.Site.Centre.Name, c.called(v.Name)),
			c.number(v.BookingView),
			textPart(c.Lang.T("card.restored.hint"), "lg"),
		},
		buttons: []Button{c.Say(WordBookings), c.CallCentre()},
	})
}
