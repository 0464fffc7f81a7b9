package bot

// The notice and the questions before a booking, and its summary.

import (
	"tambon/line"
	"tambon/text"
)

// Privacy is the notice before the first datum, in four lines; the whole of it
// lies behind a button. รับทราบ sends privacy.acknowledge; who does not want it calls.
func (c Cards) Privacy() line.Message {
	years := c.Site.KeepYears
	if years == 0 {
		years = 2
	}
	m := c.card(layout{
		alt:  c.Lang.T("card.privacy.alt"),
		head: c.head(Blue, "shield-check", c.Lang.T("card.privacy.title"), false),
		body: []line.Component{
			c.point("identification-card", c.Lang.T("card.privacy.what")),
			c.point("users-three", c.Lang.T("card.privacy.who")),
			c.point("clock", c.Lang.T("card.privacy.kept", "years", c.Lang.Number(years))),
			c.point("pencil-simple", c.Lang.T("card.privacy.rights")),
		},
		buttons: []Button{Do(Primary, c.Lang.T("card.privacy.acknowledge"), Data("privacy.acknowledge", "notice", c.Site.Notice)), c.callToBook()},
	})
	items := c.quick([]Word{WordBack, WordCancel})
	if address := webAddress(c.Site.PrivacyURL); address != "" {
		full := line.QuickItem{
			ImageURL: c.picture("icon/newspaper-ink"),
			Action:   line.Open(c.Lang.T("card.privacy.full"), address),
		}
		items = append([]line.QuickItem{full}, items...)
	}
	return m.WithQuick(items...)
}

func (c Cards) point(icon, words string) line.Box {
	said := textPart(words, "lg")
	said.Flex = new(1)
	b := horizontal("md", c.image("icon/"+icon+"-brand", "24px"), said)
	b.AlignItems = "center"
	return b
}

// AskName asks for the name of the person who will come.
func (c Cards) AskName(v AskView) line.Message {
	q := question{
		title: c.Lang.T("card.name.title"), alt: c.Lang.T("card.name.alt"),
		example: c.Lang.T("card.name.example"), hint: c.Lang.T("card.name.hint"),
		button: c.Lang.T("card.name.button"),
	}
	if v.Mine {
		q.title, q.alt, q.hint = c.Lang.T("card.name.mine"), c.Lang.T("card.name.mine.alt"), ""
	}
	if len(v.Known) > 0 {
		q.title, q.alt = c.Lang.T("card.name.known"), c.Lang.T("card.name.known")
		q.example, q.hint, q.button = "", "", c.Lang.T("card.name.other")
	}
	return c.ask(v, q)
}

// AskPhone asks for a phone number.
func (c Cards) AskPhone(v AskView) line.Message {
	q := question{
		title: c.Lang.T("card.phone.title"), alt: c.Lang.T("card.phone.alt"),
		example: c.Lang.T("card.phone.example"), hint: c.Lang.T("card.phone.hint"),
		button: c.Lang.T("card.phone.button"),
	}
	if len(v.Known) > 0 {
		q.title, q.alt = c.Lang.T("card.phone.known"), c.Lang.T("card.phone.alt")
		q.example, q.hint, q.button = "", "", c.Lang.T("card.phone.other")
	}
	return c.ask(v, q)
}

type question struct{ title, alt, example, hint, button string }

// ask is the card of a question. The example is grey text and never in a frame,
// which would look like a field and be tapped.
func (c Cards) ask(v AskView, q question) line.Message {
	l := layout{alt: q.alt, tight: len(v.Known) > 0, quick: []Word{WordBack, WordCancel, WordStaff}}
	if v.Mine {
		l.quick = []Word{WordCancel, WordStaff}
	}
	if v.Trouble != "" {
		l.body = append(l.body, bold(inColour(textPart(v.Trouble, "lg"), warnColour)))
	}
	if v.Step > 0 {
		l.body = append(l.body, inColour(textPart(c.position("card.step", v.Step, v.Steps), "md"), greyColour))
	}
	l.body = append(l.body, bold(textPart(q.title, "xl")))
	if q.example != "" {
		l.body = append(l.body, inColour(textPart(q.example, "xl"), greyColour))
	}
	if q.hint != "" {
		l.body = append(l.body, textPart(q.hint, "lg"))
	}
	for _, known := range v.Known[:min(len(v.Known), 5)] {
		known.Words, known.Fact = person(known.Words), person(known.Fact)
		l.body = append(l.body, c.row(known))
	}
	look := Primary
	if len(v.Known) > 0 {
		look = Secondary
	}
	l.buttons = []Button{{Look: look, Label: q.button, Data: v.Data, Keyboard: true}}
	if v.Call {
		l.buttons = append(l.buttons, c.callToBook())
	}
	return c.card(l)
}

// Summary shows a booking before it is made; only ยืนยันการจอง makes it. จองให้คนอื่น
// is for who is known already and books for a parent or child this time.
func (c Cards) Summary(v SummaryView) line.Message {
	m := c.card(layout{
		alt:  c.Lang.T("card.summary.alt", "when", c.moment(v.At)),
		head: c.head(Blue, "list-checks", c.Lang.T("card.summary.title"), false),
		body: []line.Component{
			c.when(c.Lang.Day(v.At), v.At),
			rule(),
			c.service(v.Service, c.Site.Centre.Name),
			fact(c.Lang.T("card.fact.name"), person(v.Name), "xl"),
			fact(c.Lang.T("card.fact.phone"), phoneOf(v.Phone), "xl"),
			bold(inColour(textPart(c.Lang.T("card.summary.hint"), "lg"), warnColour)),
		},
		buttons: []Button{
			Do(Primary, c.Lang.T("card.summary.confirm"), v.Confirm),
			Do(Secondary, c.Lang.T("card.summary.edit"), v.Edit),
		},
	})
	items := c.quick([]Word{WordBack, WordCancel, WordStaff})
	if v.Other != "" {
		label := c.Lang.T("card.summary.other")
		items = append([]line.QuickItem{{ImageURL: c.picture("icon/user-circle-ink"), Action: line.Postback(label, v.Other, label)}}, items...)
	}
	return m.WithQuick(items...)
}

// phoneOf is a phone as people write it, or "" for none.
func phoneOf(national string) string {
	if national == "" {
		return ""
	}
	return text.Phone(national)
}
