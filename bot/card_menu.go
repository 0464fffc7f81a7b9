package bot

// The greeting and the menu.

import "tambon/line"

// Greeting welcomes a new friend and shows the menu.
func (c Cards) Greeting() []line.Message {
	hello := c.Lang.T("card.greeting", "town", c.Site.Town, "centre", c.Site.Centre.Name)
	return []line.Message{line.Text(hello), c.Menu()}
}

// Menu is all that can be done here, the two most pressed as bars.
func (c Cards) Menu() line.Message {
	return c.card(layout{
		alt:   c.Lang.T("card.menu.alt", "town", c.Site.Town),
		tight: true,
		body: []line.Component{
			bold(textPart(c.Lang.T("card.menu.title"), "xl")),
			c.bar(WordBook, Primary, c.Lang.T("card.menu.book", "centre", c.Site.Centre.Name)),
			c.tiles(WordBookings, "mybookings", WordComplaint, "complaint"),
			c.tiles(WordNews, "news", WordHealthInfo, "healthinfo"),
			c.tiles(WordHealthList, "healthlist", WordMyData, "me"),
			c.bar(WordEmergency, Danger, c.Lang.T("card.menu.emergency")),
			c.bar(WordStaff, Secondary, c.Lang.T("card.menu.staff")),
		},
	})
}

// bar is a word as wide as the card, with a line about it.
func (c Cards) bar(w Word, look Look, about string) line.Box {
	ground, colour, mark := look.colours()
	s := c.Lang.T(w.Key())
	words := vertical("none",
		bold(inColour(textPart(s, "xl"), colour)),
		inColour(textPart(about, "md"), colour))
	words.Flex = new(1)
	b := filled(horizontal("lg", c.image("icon/"+w.icon()+"-"+mark, "36px"), words), ground)
	action := line.Say(s, s)
	b.Action = &action
	return b
}

func (c Cards) tiles(left Word, leftDisc string, right Word, rightDisc string) line.Box {
	return line.Box{
		Layout: "horizontal", Spacing: "md",
		Contents: []line.Component{c.tile(left, leftDisc), c.tile(right, rightDisc)},
	}
}

func (c Cards) tile(w Word, disc string) line.Box {
	s := c.Lang.T(w.Key())
	words := bold(textPart(s, "md"))
	words.Align = "center"
	b := filled(vertical("sm", c.image("disc/"+disc, "44px"), words), rowColour)
	b.AlignItems, b.JustifyContent = "center", "center"
	b.PaddingStart, b.PaddingEnd = "4px", "4px"
	b.BorderColor, b.BorderWidth = lineColour, "1px"
	b.Flex = new(1)
	action := line.Say(s, s)
	b.Action = &action
	return b
}
