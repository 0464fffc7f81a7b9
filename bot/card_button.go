package bot

// Buttons: blocks that do something. They are boxes with an action, because LINE
// cuts the label of its own button after one line of 16 px; if real phones say
// otherwise, only the function button changes.

import (
	"strings"

	"tambon/line"
	"tambon/text"
)

// Do is a button that sends data.
func Do(look Look, label, data string) Button {
	return Button{Look: look, Label: label, Data: data}
}

// Call is a button that calls the number: โทร 075-123-456. It is left out where
// the number has no digits.
func (c Cards) Call(phone string) Button {
	return Button{Icon: "phone-call", Label: c.Lang.T("card.call", "phone", text.Phone(phone)), Open: telAddress(phone)}
}

// CallCentre is a button that calls the health centre, or the office where the
// centre has no number of its own.
func (c Cards) CallCentre() Button { return c.Call(c.centrePhone()) }

// callToBook calls the centre for who does not book in the chat.
func (c Cards) callToBook() Button {
	call := c.CallCentre()
	call.Label = c.Lang.T("card.privacy.call", "phone", text.Phone(c.centrePhone()))
	return call
}

// CallOffice is a button that calls the town's office.
func (c Cards) CallOffice() Button { return c.Call(c.Site.Office) }

func (c Cards) centrePhone() string {
	if telAddress(c.Site.Centre.Phone) != "" {
		return c.Site.Centre.Phone
	}
	return c.Site.Office
}

// mapButton shows where the centre is, if the site says so.
func (c Cards) mapButton() Button {
	return Button{Icon: "map-pin", Label: c.Lang.T("card.map"), Open: webAddress(c.Site.Centre.MapURL)}
}

// telAddress is the phone as an address, or "" where it has no digits.
func telAddress(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
	if digits == "" {
		return ""
	}
	return "tel:" + digits
}

// button is the block of a Button, or nil where it leads nowhere.
func (c Cards) button(b Button) line.Component {
	action, ok := b.action()
	if !ok {
		return nil
	}
	ground, words, mark := b.Look.colours()
	label := bold(inColour(textPart(b.Label, "lg"), words))
	label.Align, label.Flex = "center", new(1)
	var icon line.Component
	if b.Icon != "" {
		icon = c.image("icon/"+b.Icon+"-"+mark, "24px")
	}
	box := filled(horizontal("md", icon, label), ground)
	if b.Look == Outlined {
		box.PaddingAll, box.BorderColor, box.BorderWidth = "11px", frameColour, "1px"
	}
	box.Action = &action
	return box
}

func (b Button) action() (line.Action, bool) {
	label := flat(b.Label)
	switch {
	case label == "":
		return line.Action{}, false
	case b.Data != "" && b.Keyboard:
		return line.Keyboard(label, b.Data), true
	case b.Data != "":
		return line.Postback(label, b.Data, label), true
	case b.Words != "":
		return line.Say(label, flat(b.Words)), true
	case strings.HasPrefix(b.Open, "tel:"):
		return line.Open(label, b.Open), true
	}
	address := webAddress(b.Open)
	return line.Open(label, address), address != ""
}

func (l Look) colours() (ground, words, mark string) {
	switch l {
	case Primary:
		return brandColour, whiteColour, "white"
	case Outlined:
		return whiteColour, inkColour, "ink"
	case Danger:
		return dangerColour, whiteColour, "white"
	}
	return quietColour, inkColour, "ink"
}
