package bot

// The cards: what a resident sees, one method a card. This file holds what they
// are made of; sizes and colours are the same on all of them.

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"tambon/line"
	"tambon/text"
)

// Cards makes the messages of one turn. Pictures is the https address under which
// disc/… and icon/… lie; with any other address the cards go without pictures,
// since LINE would refuse them.
type Cards struct {
	Lang     text.Voice
	Site     Site
	Pictures string
}

// The palette. Every pair in use has a contrast of 5.4 or more.
const (
	inkColour     = "#1A2B3C"
	greyColour    = "#46566A"
	whiteColour   = "#FFFFFF"
	brandColour   = "#0B5C7A"
	okColour      = "#1B6E3C"
	warnColour    = "#8A4B00"
	dangerColour  = "#B3261E"
	rowColour     = "#EEF3F7"
	quietColour   = "#E3EAF0"
	lineColour    = "#D5DDE4"
	frameColour   = "#7A8796"
	doneColour    = "#E3F3E8"
	noticeColour  = "#E1F0F6"
	troubleColour = "#FFF1DC"
)

// textPart is words in a card. A name that a resident wrote goes through person
// first. LINE refuses a text that is empty, so there is always one.
func textPart(s, size string) line.TextPart {
	if strings.TrimSpace(s) == "" {
		s = "–"
	}
	return line.TextPart{Text: text.Bind(s), Size: size, Color: inkColour, Wrap: true, Scaling: true}
}

func bold(t line.TextPart) line.TextPart {
	t.Weight = "bold"
	return t
}

func inColour(t line.TextPart, colour string) line.TextPart {
	t.Color = colour
	return t
}

func vertical(spacing string, parts ...line.Component) line.Box {
	return line.Box{Layout: "vertical", Spacing: spacing, Contents: present(parts)}
}

func horizontal(spacing string, parts ...line.Component) line.Box {
	return line.Box{Layout: "horizontal", Spacing: spacing, AlignItems: "center", Contents: present(parts)}
}

// present leaves out what is not there: a picture without an address.
func present(parts []line.Component) []line.Component {
	kept := make([]line.Component, 0, len(parts))
	for _, p := range parts {
		if p != nil {
			kept = append(kept, p)
		}
	}
	return kept
}

// fact is a label with its value under it.
func fact(label, value, size string) line.Box {
	return vertical("none", inColour(textPart(label, "md"), greyColour), bold(textPart(value, size)))
}

// filled makes a box a block of colour with round corners.
func filled(b line.Box, colour string) line.Box {
	b.PaddingAll, b.CornerRadius, b.BackgroundColor = "12px", "12px", colour
	return b
}

// image is a picture of that size in pixels ("52px"), or nil without pictures.
func (c Cards) image(name, size string) line.Component {
	address := c.picture(name)
	if address == "" {
		return nil
	}
	return line.Image{URL: address, Size: size, Flex: new(0), AspectRatio: "1:1"}
}

// picture is the address of a picture named as disc/hydro or icon/x-ink, or "".
func (c Cards) picture(name string) string {
	address := webAddress(strings.TrimRight(c.Pictures, "/") + "/" + name + ".png")
	if len(address) > 2000 {
		return ""
	}
	return address
}

// choice is a row to choose: its parts and an arrow. Data that LINE would refuse
// becomes that of the menu, so that one bad row does not cost the card.
func (c Cards) choice(action line.Action, parts ...line.Component) line.Box {
	if action.Data == "" || line.Units(action.Data) > line.MaxData {
		action.Data = menuAction
	}
	b := filled(horizontal("lg", append(parts, c.image("icon/caret-right-grey", "20px"))...), rowColour)
	b.BorderColor, b.BorderWidth = lineColour, "1px"
	b.Action = &action
	return b
}

// row is the choice that a Row describes.
func (c Cards) row(r Row) line.Box {
	var parts []line.Component
	if r.Over != "" {
		parts = append(parts, bold(inColour(textPart(r.Over, "md"), brandColour)))
	}
	parts = append(parts, bold(textPart(r.Words, "lg")))
	if r.Fact != "" {
		parts = append(parts, textPart(r.Fact, "lg"))
	}
	words := vertical("none", parts...)
	words.Flex = new(1)
	return c.choice(line.Postback(flat(r.Words), r.Data, flat(r.Words)), words)
}

// head is a card's coloured head: a picture and what happened. Big is for results.
func (c Cards) head(tone Tone, icon, title string, big bool) *line.Box {
	ground, mark, colour := toneLook(tone)
	if icon == "" {
		icon = toneIcon(tone)
	}
	pictureSize, size := "32px", "xl"
	if big {
		pictureSize, size = "40px", "xxl"
	}
	words := bold(inColour(textPart(title, size), colour))
	b := vertical("md", horizontal("lg", c.image("icon/"+icon+"-"+mark, pictureSize), words))
	b.BackgroundColor, b.PaddingAll = ground, "16px"
	return &b
}

// toneLook is the ground of a tone, the tone of its picture, and its words' colour.
func toneLook(tone Tone) (ground, mark, words string) {
	switch tone {
	case Done:
		return doneColour, "ok", okColour
	case Amber:
		return troubleColour, "warn", inkColour
	case Ended:
		return quietColour, "ink", inkColour
	case Alarm:
		return dangerColour, "white", whiteColour
	}
	return noticeColour, "brand", inkColour
}

func toneIcon(tone Tone) string {
	switch tone {
	case Done:
		return "check-circle"
	case Amber:
		return "warning-circle"
	case Ended:
		return "x-circle"
	case Alarm:
		return "warning-octagon"
	}
	return "info"
}

// layout is a card before it becomes a message.
type layout struct {
	alt     string
	head    *line.Box
	tight   bool // the body holds rows or blocks, not facts
	body    []line.Component
	buttons []Button
	quick   []Word
}

// card makes the message: bubble mega, grounds set because of dark phones.
func (c Cards) card(l layout) line.Message {
	body := vertical("lg", l.body...)
	if l.tight {
		body.Spacing = "md"
	}
	body.PaddingAll = "16px"
	b := line.Bubble{
		Size: "mega", Header: l.head, Body: &body,
		Styles: &line.Styles{
			Body:   &line.BlockStyle{BackgroundColor: whiteColour},
			Footer: &line.BlockStyle{BackgroundColor: whiteColour},
		},
	}
	var deeds []line.Component
	for _, button := range l.buttons {
		deeds = append(deeds, c.button(button))
	}
	if deeds = present(deeds); len(deeds) > 0 {
		footer := vertical("md", deeds...)
		footer.PaddingAll, footer.PaddingTop = "16px", "0px"
		b.Footer = &footer
	}
	return line.Flex(flat(l.alt), b).WithQuick(c.quick(l.quick)...)
}

// flat is s on one line, for labels, altText and what appears as said.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// webAddress is the address as LINE takes it: https, at most 1,000 units, ASCII
// only. What cannot be made so is "".
func webAddress(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	u.RawQuery = escaped(u.RawQuery)
	if address := u.String(); len(address) <= line.MaxURI {
		return address
	}
	return ""
}

// escaped percent-encodes what may not stand in a query and keeps the rest,
// unlike url.Values, which sorts and would encode the comma of a place.
func escaped(query string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(query) {
		ch := query[i]
		if ch <= ' ' || ch >= 0x7f || strings.IndexByte("\"<>\\^`{|}", ch) >= 0 {
			b.Write([]byte{'%', hex[ch>>4], hex[ch&15]})
			continue
		}
		b.WriteByte(ch)
	}
	return b.String()
}
