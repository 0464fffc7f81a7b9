package bot

// Cards for who needs a person: danger, staff, what this chat cannot do yet, and
// what it did not understand.

import (
	"strings"

	"tambon/line"
	"tambon/text"
)

// EmergencyCall is three equal calls, and the sentence that this chat sends nobody.
func (c Cards) EmergencyCall() line.Message {
	return c.calls("card.emergency.title", "card.emergency.alt", c.hotlines())
}

// DespairCall is for who may not want to live any more: first somebody to talk
// to, then help for who is already hurt.
func (c Cards) DespairCall() line.Message {
	return c.calls("card.despair.title", "card.despair.alt", []Hotline{c.comfort(), c.hotlines()[0]})
}

// dangerLine is one sentence before an answer to a message that speaks of danger.
func (c Cards) dangerLine(despair bool) string {
	if despair {
		return c.Lang.T("danger.despair", "phone", text.Phone(c.comfort().Number))
	}
	return c.Lang.T("danger.now", "phone", text.Phone(c.hotlines()[0].Number))
}

// hotlines is never empty.
func (c Cards) hotlines() []Hotline {
	if len(c.Site.Hotlines) == 0 {
		return []Hotline{{Number: "1669"}, {Number: "199"}, {Number: "191"}}
	}
	return c.Site.Hotlines
}

// comfort is the Department of Mental Health's line, day and night and free,
// where the town names no other.
func (c Cards) comfort() Hotline {
	if c.Site.Comfort.Number == "" {
		return Hotline{Number: "1323"}
	}
	return c.Site.Comfort
}

func (c Cards) calls(title, alt string, hotlines []Hotline) line.Message {
	l := layout{tight: true, body: []line.Component{bold(textPart(c.Lang.T(title), "xl"))}}
	var numbers []string
	for _, h := range hotlines[:min(len(hotlines), 6)] {
		if call := c.hotline(h); call != nil {
			l.body = append(l.body, call)
			numbers = append(numbers, text.Phone(h.Number))
		}
	}
	l.alt = c.Lang.T(alt, "numbers", strings.Join(numbers, " "))
	honest := bold(textPart(c.Lang.T("card.emergency.hint"), "lg"))
	honest.Margin = "lg"
	l.body = append(l.body, honest)
	office := c.CallOffice()
	office.Label = c.Lang.T("card.emergency.office", "phone", text.Phone(c.Site.Office))
	l.buttons = []Button{office}
	return c.card(l)
}

// hotline is one call: its number as large as a result, its words under it.
func (c Cards) hotline(h Hotline) line.Component {
	address := telAddress(h.Number)
	if address == "" {
		return nil
	}
	words := h.Words
	if words == "" {
		if key := "card.hotline." + h.Number; c.Lang.T(key) != key {
			words = c.Lang.T(key)
		}
	}
	number := c.Lang.T("card.call", "phone", text.Phone(h.Number))
	label := h.Label
	if label == "" {
		label = number + " " + words
	}
	said := []line.Component{bold(inColour(textPart(number, "xxl"), whiteColour))}
	if words != "" {
		said = append(said, inColour(textPart(words, "lg"), whiteColour))
	}
	column := vertical("none", said...)
	column.Flex = new(1)
	b := filled(horizontal("lg", c.image("icon/phone-call-white", "40px"), column), dangerColour)
	b.PaddingStart = "16px"
	action := line.Open(flat(label), address)
	b.Action = &action
	return b
}

// ContactStaff is whom to call; staff do not yet answer in the chat.
func (c Cards) ContactStaff() line.Message {
	l := layout{
		alt:   c.Lang.T(WordStaff.Key()),
		head:  c.head(Blue, "headset", c.Lang.T(WordStaff.Key()), false),
		body:  []line.Component{textPart(c.Lang.T("card.staff.hint"), "lg")},
		quick: []Word{WordEmergency, WordMenu},
	}
	if c.Site.Hours != "" {
		l.body = append(l.body, fact(c.Lang.T("card.staff.hours"), c.Site.Hours, "lg"))
	}
	if centre := c.Site.Centre; telAddress(centre.Phone) != "" && centre.Phone != c.Site.Office {
		l.body = append(l.body, fact(centre.Name, text.Phone(centre.Phone), "xl"))
		l.buttons = append(l.buttons, c.CallCentre())
	}
	if telAddress(c.Site.Office) != "" {
		l.body = append(l.body, fact(c.Site.Town, text.Phone(c.Site.Office), "xl"))
		l.buttons = append(l.buttons, c.CallOffice())
	}
	l.body = append(l.body, textPart(c.Lang.T("card.staff.danger"), "lg"))
	return c.card(l)
}

// NotYet says that a subject of the menu is not open in the chat, and whom to call.
func (c Cards) NotYet(topic Word) line.Message {
	subject := c.Lang.T(topic.Key())
	hint := "card.notyet." + string(topic)
	if c.Lang.T(hint) == hint {
		hint = "card.notyet.hint"
	}
	call := c.CallOffice()
	call.Look = Primary
	return c.card(layout{
		alt:     c.Lang.T("card.notyet.alt", "subject", subject),
		head:    c.head(Blue, topic.icon(), subject, false),
		body:    []line.Component{bold(textPart(c.Lang.T("card.notyet.title"), "xl")), textPart(c.Lang.T(hint), "lg")},
		buttons: []Button{call},
		quick:   []Word{WordBook, WordMenu},
	})
}

// NotUnderstood is one sentence and what can be done now, with the number for
// danger: no list of signs is ever whole. Without buttons of the
// caller's it offers the four most wanted words.
func (c Cards) NotUnderstood(actions ...Button) line.Message {
	l := layout{
		alt: c.Lang.T("card.lost.alt"),
		body: []line.Component{
			bold(textPart(c.Lang.T("card.lost.title"), "xl")),
			textPart(c.Lang.T("card.lost.hint"), "lg"),
			textPart(c.Lang.T("card.staff.danger"), "lg"),
		},
		buttons: actions,
		quick:   []Word{WordCancel, WordStaff, WordMenu},
	}
	if len(actions) == 0 {
		l.buttons = []Button{c.Say(WordBook), c.Say(WordBookings), c.Say(WordMenu), c.Say(WordStaff)}
		l.quick = []Word{WordComplaint, WordEmergency, WordNews}
	}
	return c.card(l)
}
