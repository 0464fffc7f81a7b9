package bot

// The cards that ask to choose: service, day, time, what to change.

import (
	"strconv"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"tambon/line"
)

// How many rows a card shows at most; more is a card that nobody scrolls through,
// and thirty times stay under LINE's 30 KB.
const (
	maxServices = 3
	maxDays     = 10
	maxTimes    = 30
	maxNearest  = 5
)

// Services asks for the health service, three to a card and at most four cards.
func (c Cards) Services(services []ServiceView) []line.Message {
	var messages []line.Message
	for first := 0; first < len(services) && len(messages) < 4; first += maxServices {
		end := min(first+maxServices, len(services))
		l := layout{alt: c.Lang.T("card.services.alt"), tight: true}
		if first == 0 {
			l.body = append(l.body,
				bold(textPart(c.Lang.T("card.services.title"), "xl")),
				textPart(c.Lang.T("card.services.hint"), "lg"))
		} else {
			l.alt = c.Lang.T("card.services.alt.more")
		}
		for _, s := range services[first:end] {
			l.body = append(l.body, c.serviceRow(s))
		}
		if end == len(services) || len(messages) == 3 {
			b := c.Say(WordBookings)
			b.Icon = ""
			l.buttons = []Button{b}
			l.quick = []Word{WordBack, WordMenu, WordStaff}
		}
		messages = append(messages, c.card(l))
	}
	if messages == nil {
		return []line.Message{c.NotYet(WordBook)}
	}
	return messages
}

func (c Cards) serviceRow(s ServiceView) line.Box {
	size := "xl"
	for _, word := range strings.Fields(s.Name) {
		if uniseg.GraphemeClusterCount(word) > 12 { // Physiotherapy would be broken inside the word
			size = "lg"
		}
	}
	parts := []line.Component{bold(textPart(s.Name, size))}
	if s.About != "" {
		parts = append(parts, textPart(s.About, "md"))
	}
	words := vertical("none", parts...)
	words.Flex = new(1)
	return c.choice(line.Postback(s.Name, s.Data, s.Name), c.image(s.disc(), "52px"), words)
}

// Days asks for the day; without days it says that nothing is free and whom to call.
func (c Cards) Days(v DaysView) line.Message {
	days := v.Days[:min(len(v.Days), maxDays)]
	l := layout{
		alt:   c.Lang.T("card.days.alt", "n", c.Lang.Number(len(days))),
		tight: true,
		quick: []Word{WordBack, WordCancel, WordStaff},
	}
	title := bold(textPart(c.Lang.T("card.days.title"), "xl"))
	if len(days) == 0 {
		none := c.Lang.T("card.days.none")
		if len(v.Why) > 0 {
			none = c.Lang.T("card.days.none.other")
		}
		l.alt, title = none, bold(textPart(none, "xl"))
	}
	title.Margin = "lg"
	l.body = []line.Component{c.reminder(v.Service)}
	for _, s := range v.Why {
		l.body = append(l.body, textPart(s, "lg"))
	}
	l.body = append(l.body, title)
	for _, d := range days {
		l.body = append(l.body, c.dayRow(d, c.nearness(d.Day, v.Today)))
	}
	if len(days) == 0 {
		l.body = append(l.body, textPart(c.Lang.T("card.days.none.hint"), "lg"))
		l.buttons = append(l.buttons, c.CallCentre(), Do(Secondary, c.Lang.T("booking.limit.other"), v.Other))
	}
	if v.First != "" {
		l.buttons = append(l.buttons, Do(Secondary, c.Lang.T("card.days.first"), v.First))
	}
	if v.Next != "" {
		l.buttons = append(l.buttons, Do(Secondary, c.Lang.T("card.days.next"), v.Next))
	}
	return c.card(l)
}

func (c Cards) dayRow(d DayView, near string) line.Box {
	day := c.Lang.Day(d.Day)
	var parts []line.Component
	if near != "" {
		parts = append(parts, bold(inColour(textPart(near, "md"), brandColour)))
	}
	parts = append(parts, bold(textPart(day, "lg")), c.free(d.Free))
	words := vertical("none", parts...)
	words.Flex = new(1)
	return c.choice(line.Postback(day, d.Data, day), words)
}

// Times asks for the time, morning and afternoon apart. A day with more than ten
// times is two cards, so that none grows longer than two screens.
func (c Cards) Times(v TimesView) []line.Message {
	var morning, afternoon []TimeView
	for _, t := range v.Times {
		if t.At.Hour() < 12 {
			morning = append(morning, t)
		} else {
			afternoon = append(afternoon, t)
		}
	}
	morning = morning[:min(len(morning), maxTimes)]
	afternoon = afternoon[:min(len(afternoon), maxTimes)]
	title := vertical("none",
		bold(textPart(c.Lang.T("card.times.title"), "xl")),
		textPart(c.Lang.Day(v.Day), "lg"))
	title.Margin = "lg"
	l := layout{
		alt:     c.Lang.T("card.times.alt", "day", c.Lang.Day(v.Day)),
		tight:   true,
		body:    []line.Component{c.reminder(v.Service), title},
		buttons: []Button{Do(Secondary, c.Lang.T("card.times.days"), v.Days)},
		quick:   []Word{WordBack, WordCancel, WordStaff},
	}
	early, late := c.half("sun-horizon", "card.times.morning", morning), c.half("sun", "card.times.afternoon", afternoon)
	if len(morning) > 0 && len(afternoon) > 0 && len(morning)+len(afternoon) > 10 {
		first := l
		first.body = append(first.body[:2:2], early...)
		first.buttons, first.quick = nil, nil
		l.body = late
		return []line.Message{c.card(first), c.card(l)}
	}
	l.body = append(append(l.body, early...), late...)
	if len(v.Times) == 0 {
		l.body = append(l.body, textPart(c.Lang.T("card.times.none"), "lg"))
	}
	return []line.Message{c.card(l)}
}

// half is the times of one half of the day under its heading.
func (c Cards) half(icon, key string, times []TimeView) []line.Component {
	if len(times) == 0 {
		return nil
	}
	heading := horizontal("md", c.image("icon/"+icon+"-grey", "28px"), bold(textPart(c.Lang.T(key), "lg")))
	heading.Margin = "lg"
	parts := []line.Component{heading}
	for _, t := range times {
		clock := c.Lang.Clock(t.At)
		// Beside each other the two would be squeezed to a letter a line at 200 %.
		words := vertical("none", bold(textPart(clock, "xl")), c.free(t.Free))
		words.Flex = new(1)
		parts = append(parts, c.choice(line.Postback(clock, t.Data, clock), words))
	}
	return parts
}

// Full says that a time is taken and offers the nearest free ones.
func (c Cards) Full(v FullView) line.Message {
	clock := c.Lang.Clock(v.At)
	nearest := v.Times[:min(len(v.Times), maxNearest)]
	l := layout{
		alt:     c.Lang.T("card.full.alt", "clock", clock),
		head:    c.head(Amber, "hourglass-medium", c.Lang.T("card.full.title", "clock", clock), false),
		tight:   true,
		buttons: []Button{Do(Secondary, c.Lang.T("card.times.days"), v.Days)},
		quick:   []Word{WordBack, WordCancel, WordStaff},
	}
	if v.Lost {
		l.body = append(l.body, textPart(c.Lang.T("card.full.lost"), "lg"))
	}
	if len(nearest) == 0 {
		l.alt = c.Lang.T("card.full.title", "clock", clock)
		l.body = append(l.body, textPart(c.Lang.T("card.full.none"), "lg"))
		l.buttons = append(l.buttons, c.CallCentre())
		return c.card(l)
	}
	l.body = append(l.body, bold(textPart(c.Lang.T("card.full.nearest"), "lg")))
	for _, t := range nearest {
		l.body = append(l.body, c.momentRow(t, v.At))
	}
	return c.card(l)
}

// momentRow is a free time near the wanted one. Its label names the day where it
// is another, since two rows may have the same hour.
func (c Cards) momentRow(t TimeView, wanted time.Time) line.Box {
	label := c.Lang.Clock(t.At)
	if !sameDay(t.At, wanted) {
		label = c.moment(t.At)
	}
	words := vertical("none",
		textPart(c.Lang.Day(t.At), "lg"),
		bold(textPart(c.Lang.Clock(t.At), "xl")),
		c.free(t.Free))
	words.Flex = new(1)
	return c.choice(line.Postback(label, t.Data, label), words)
}

// Edit asks what to change before confirming: each row shows what it is now.
func (c Cards) Edit(v EditView) line.Message {
	l := layout{
		alt:   c.Lang.T("card.edit.alt"),
		tight: true,
		body:  []line.Component{bold(textPart(c.Lang.T("card.edit.title"), "xl"))},
		quick: []Word{WordBack, WordCancel, WordStaff},
	}
	l.body = append(l.body, present([]line.Component{
		c.editRow("card.edit.service", v.Service.Name, v.ServiceData),
		c.editRow("card.edit.day", c.dayOf(v.At), v.DayData),
		c.editRow("card.edit.time", c.clockOf(v.At), v.TimeData),
		c.editRow("card.edit.name", person(v.Name), v.NameData),
		c.editRow("card.edit.phone", phoneOf(v.Phone), v.PhoneData),
	})...)
	if v.Back != "" {
		l.buttons = []Button{Do(Secondary, c.Lang.T("card.edit.back"), v.Back)}
	}
	return c.card(l)
}

func (c Cards) dayOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return c.Lang.Day(at)
}

func (c Cards) clockOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return c.Lang.Clock(at)
}

// editRow is the name of a thing and what it is now, or nil without data.
func (c Cards) editRow(key, now, data string) line.Component {
	if data == "" {
		return nil
	}
	return c.row(Row{Words: c.Lang.T(key), Fact: now, Data: data})
}

// position is การจองที่ 1 จาก 2.
func (c Cards) position(key string, n, of int) string {
	return c.Lang.T(key, "n", strconv.Itoa(n), "of", strconv.Itoa(of))
}
