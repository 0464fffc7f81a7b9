package bot

// What is kept about a person: see, correct, erase.

import "tambon/line"

// MyData shows what is kept. The rows send resident.edit_name and
// resident.edit_phone, the outlined button resident.erase.
func (c Cards) MyData(v MyDataView) line.Message {
	l := layout{
		alt:   c.Lang.T("card.mydata.alt"),
		head:  c.head(Blue, "user-circle", c.Lang.T(WordMyData.Key()), false),
		quick: []Word{WordBookings, WordMenu, WordStaff},
	}
	if v.Name == "" && v.Phone == "" && v.Bookings == 0 {
		l.body = []line.Component{
			bold(textPart(c.Lang.T("card.mydata.none"), "xl")),
			textPart(c.Lang.T("card.mydata.none.hint"), "lg"),
		}
		l.buttons = []Button{c.Say(WordMenu)}
		l.quick = []Word{WordBook, WordStaff}
		return c.card(l)
	}
	none := c.Lang.T("card.mydata.empty")
	name, phone := person(v.Name), phoneOf(v.Phone)
	if name == "" {
		name = none
	}
	if phone == "" {
		phone = none
	}
	l.body = []line.Component{
		fact(c.Lang.T("card.fact.myname"), name, "xl"),
		fact(c.Lang.T("card.fact.phone"), phone, "xl"),
		fact(c.Lang.T("card.mydata.bookings"), c.Lang.T("card.mydata.count", "n", c.Lang.Number(v.Bookings)), "lg"),
	}
	if !v.Since.IsZero() {
		l.body = append(l.body, fact(c.Lang.T("card.mydata.since"), c.Lang.Day(v.Since), "lg"))
	}
	rows := vertical("md",
		c.row(Row{Words: c.Lang.T("card.mydata.name"), Data: Data("resident.edit_name")}),
		c.row(Row{Words: c.Lang.T("card.mydata.phone"), Data: Data("resident.edit_phone")}))
	rows.Margin = "lg"
	l.body = append(l.body, rows)
	l.buttons = []Button{Do(Outlined, c.Lang.T("card.mydata.erase"), Data("resident.erase"))}
	return c.card(l)
}

// ConfirmErase asks once more, and says what goes with the data. The buttons send
// resident.erase_confirm and resident.keep.
func (c Cards) ConfirmErase(v MyDataView) line.Message {
	l := layout{
		alt:  c.Lang.T("card.erase.alt"),
		head: c.head(Amber, "question", c.Lang.T("card.erase.title"), false),
		body: []line.Component{textPart(c.Lang.T("card.erase.hint"), "lg")},
		buttons: []Button{
			Do(Danger, c.Lang.T("card.erase.confirm"), Data("resident.erase_confirm")),
			Do(Secondary, c.Lang.T("card.erase.keep"), Data("resident.keep")),
		},
	}
	if v.Upcoming > 0 {
		hint := c.Lang.T("card.erase.upcoming", "n", c.Lang.Number(v.Upcoming))
		l.body = append(l.body, bold(inColour(textPart(hint, "lg"), warnColour)))
	}
	return c.card(l)
}

// Erased says that nothing is kept any more.
func (c Cards) Erased() line.Message {
	return c.card(layout{
		alt:     c.Lang.T("card.erased.title"),
		head:    c.head(Ended, "check-circle", c.Lang.T("card.erased.title"), true),
		body:    []line.Component{textPart(c.Lang.T("card.erased.hint"), "lg")},
		buttons: []Button{c.Say(WordMenu)},
	})
}
