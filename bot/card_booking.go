package bot

// The cards of a booking that was made.

import (
	"time"

	"tambon/line"
)

// Ticket says that the booking was made, and all that one needs to come.
func (c Cards) Ticket(b BookingView) line.Message {
	mine := c.Say(WordBookings)
	return c.card(layout{
		alt:  c.Lang.T("card.ticket.alt", "when", c.moment(b.At)),
		head: c.head(Done, "", c.Lang.T("card.ticket.title"), true),
		body: []line.Component{
			c.when(c.Lang.Day(b.At), b.At),
			rule(),
			c.service(b.Service, c.Site.Centre.Name, c.called(b.Name)),
			c.number(b),
			c.bring(b),
		},
		buttons: []Button{c.mapButton(), mine, c.cancelButton(b)},
	})
}

func (c Cards) number(b BookingView) line.Component {
	return fact(c.Lang.T("card.fact.number"), b.Number, "lg")
}

func (c Cards) bring(b BookingView) line.Component {
	return note(append([]string{c.Site.Centre.Arrive}, b.Bring...))
}

// cancelButton cancels in the chat, or calls where it is too late for that.
func (c Cards) cancelButton(b BookingView) Button {
	if b.Fixed {
		return c.CallCentre()
	}
	return Do(Outlined, c.Lang.T("card.cancel"), Data("booking.cancel", "id", b.ID))
}

// Bookings lists the bookings to come under each other, a card each and at most
// five, which is what one reply carries. Without any it offers to book.
func (c Cards) Bookings(bookings []BookingView) []line.Message {
	if len(bookings) == 0 {
		return []line.Message{c.noBookings()}
	}
	shown := bookings[:min(len(bookings), 5)]
	messages := make([]line.Message, 0, len(shown))
	for i, b := range shown {
		title := c.position("card.bookings.title", i+1, len(bookings))
		if len(bookings) == 1 {
			title = c.Lang.T(WordBookings.Key())
		}
		l := layout{
			alt:  c.bookingsAlt(i, len(bookings), b.At),
			head: smallHead(title),
			body: []line.Component{
				c.when(c.Lang.Day(b.At), b.At), rule(), c.service(b.Service, c.called(b.Name)), c.number(b),
			},
			buttons: []Button{c.cancelButton(b)},
		}
		if b.Fixed {
			l.body = append(l.body, textPart(c.Lang.T("card.bookings.fixed"), "lg"))
		}
		if i == len(shown)-1 {
			l.quick = []Word{WordBook, WordMenu, WordStaff}
		}
		messages = append(messages, c.card(l))
	}
	return messages
}

func (c Cards) bookingsAlt(i, n int, at time.Time) string {
	if i == 0 {
		return c.Lang.T("card.bookings.alt", "n", c.Lang.Number(n), "day", c.Lang.Day(at))
	}
	return c.Lang.T("card.bookings.alt.more", "n", c.Lang.Number(i+1), "when", c.moment(at))
}

func smallHead(title string) *line.Box {
	b := vertical("md", bold(textPart(title, "lg")))
	b.BackgroundColor = noticeColour
	b.PaddingAll, b.PaddingTop, b.PaddingBottom = "16px", "12px", "12px"
	return &b
}

func (c Cards) noBookings() line.Message {
	book := c.Say(WordBook)
	book.Look = Primary
	return c.card(layout{
		alt: c.Lang.T("card.bookings.none"),
		body: []line.Component{
			bold(textPart(c.Lang.T("card.bookings.none"), "xl")),
			textPart(c.Lang.T("card.bookings.none.hint"), "lg"),
		},
		buttons: []Button{book},
		quick:   []Word{WordMenu, WordStaff},
	})
}

// ConfirmCancel asks once more; only ยืนยันการยกเลิก cancels.
func (c Cards) ConfirmCancel(b BookingView) line.Message {
	return c.card(layout{
		alt:  c.Lang.T("card.cancel.alt", "day", c.Lang.Day(b.At)),
		head: c.head(Amber, "question", c.Lang.T("card.cancel.title"), false),
		body: []line.Component{
			c.when(c.Lang.Day(b.At), b.At),
			c.service(b.Service, c.called(b.Name)),
			textPart(c.Lang.T("card.cancel.hint"), "lg"),
		},
		buttons: []Button{
			Do(Danger, c.Lang.T("card.cancel.confirm"), Data("booking.cancel_confirm", "id", b.ID)),
			Do(Secondary, c.Lang.T("card.cancel.keep"), Data("booking.keep", "id", b.ID)),
		},
	})
}

// Cancelled says that the booking is cancelled. It shows no service: nothing is
// left to come to.
func (c Cards) Cancelled(b BookingView) line.Message {
	book, mine := c.Say(WordBook), c.Say(WordBookings)
	book.Icon, mine.Icon = "", ""
	return c.card(layout{
		alt:  c.Lang.T("card.cancelled.alt", "when", c.moment(b.At)),
		head: c.head(Ended, "", c.Lang.T("card.cancelled.title"), true),
		body: []line.Component{
			fact(c.Lang.T("card.cancelled.what"), c.Lang.Day(b.At)+"\n"+c.hour(b.At), "lg"),
			c.number(b),
			textPart(c.Lang.T("card.cancelled.hint"), "lg"),
		},
		buttons: []Button{book, mine},
	})
}

// Kept says that the booking stays, after เก็บการจองไว้.
func (c Cards) Kept(b BookingView) line.Message {
	return c.stays(b, "card.kept.title", "card.kept.alt")
}

// BookedAlready answers a second ยืนยันการจอง.
func (c Cards) BookedAlready(b BookingView) line.Message {
	return c.stays(b, "card.booked.title", "card.booked.alt")
}

// Attending thanks for มาได้.
func (c Cards) Attending(b BookingView) line.Message {
	return c.stays(b, "card.attending.title", "card.attending.alt")
}

func (c Cards) stays(b BookingView, title, alt string) line.Message {
	return c.card(layout{
		alt:     c.Lang.T(alt, "when", c.moment(b.At)),
		head:    c.head(Done, "", c.Lang.T(title), false),
		body:    []line.Component{c.when(c.Lang.Day(b.At), b.At), c.service(b.Service, c.called(b.Name)), c.number(b)},
		buttons: []Button{c.Say(WordBookings)},
		quick:   []Word{WordMenu, WordStaff},
	})
}

// ReminderDay is the reminder of the day before.
func (c Cards) ReminderDay(b BookingView) line.Message {
	title, alt := "card.reminder.day", "card.reminder.day.alt"
	if sameDay(b.At, b.Now) {
		title, alt = "card.reminder.today", "card.reminder.today.alt"
	}
	return c.card(layout{
		alt:  c.Lang.T(alt, "when", c.moment(b.At)),
		head: c.head(Blue, "bell-ringing", c.Lang.T(title), true),
		body: present([]line.Component{
			c.when(c.Lang.Day(b.At), b.At),
			c.service(b.Service, c.Site.Centre.Name, c.called(b.Name)),
			c.bring(b),
			bold(textPart(c.Lang.T("card.reminder.ask"), "xl")),
		}),
		buttons: []Button{
			Do(Primary, c.Lang.T("card.reminder.yes"), Data("booking.attend", "id", b.ID)),
			c.cancelButton(b),
		},
	})
}

// ReminderSoon is the reminder two hours before. One that had to wait for the
// morning says "today" instead of a number that is no longer true.
func (c Cards) ReminderSoon(b BookingView) line.Message {
	title, alt := "card.reminder.soon", "card.reminder.soon.alt"
	if left := b.At.Sub(b.Now).Round(30 * time.Minute); b.Now.IsZero() || left != 2*time.Hour {
		title, alt = "card.reminder.today", "card.reminder.today.alt"
	}
	parts := []line.Component{
		c.when(c.today(b.At), b.At),
		c.service(b.Service, c.Site.Centre.Name, c.called(b.Name)),
	}
	for _, bring := range b.Bring {
		if bring != "" {
			parts = append(parts, textPart(bring, "lg"))
		}
	}
	parts = append(parts, textPart(c.Lang.T("card.reminder.late"), "lg"))
	buttons := []Button{c.CallCentre(), c.mapButton()}
	if !b.Fixed {
		buttons = append(buttons, c.cancelButton(b))
	}
	return c.card(layout{
		alt:     c.Lang.T(alt, "when", c.moment(b.At), "clock", c.Lang.Clock(b.At)),
		head:    c.head(Blue, "clock", c.Lang.T(title), false),
		body:    parts,
		buttons: buttons,
	})
}
