package bot

// What several cards show in the same way: day and hour, the service, the person,
// the places left.

import (
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"tambon/line"
	"tambon/text"
)

// when is the block of day and hour: always first, always the same, so that an
// appointment is recognised before it is read.
func (c Cards) when(day string, at time.Time) line.Box {
	return vertical("none", bold(textPart(day, "xl")), bold(textPart(c.hour(at), "xxl")))
}

func (c Cards) hour(at time.Time) string { return c.Lang.T("card.hour", "clock", c.Lang.Clock(at)) }

// moment is day and hour in one line: พฤหัสบดี 26 พ.ย. 69 เวลา 09.30 น.
func (c Cards) moment(at time.Time) string {
	return c.Lang.T("card.moment", "day", c.Lang.Day(at), "clock", c.Lang.Clock(at))
}

// today is the day with วันนี้ in place of its weekday.
func (c Cards) today(at time.Time) string {
	_, date, _ := strings.Cut(c.Lang.Day(at), " ")
	return c.Lang.T("card.today") + " " + date
}

// nearness is วันนี้, พรุ่งนี้, or "".
func (c Cards) nearness(day, today time.Time) string {
	switch {
	case today.IsZero():
		return ""
	case sameDay(day, today):
		return c.Lang.T("card.today")
	case sameDay(day, today.AddDate(0, 0, 1)):
		return c.Lang.T("card.tomorrow")
	}
	return ""
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// free is the places left in words, amber for the last one.
func (c Cards) free(n int) line.TextPart {
	if n <= 1 {
		return inColour(textPart(c.Lang.T("card.free.one"), "lg"), warnColour)
	}
	return inColour(textPart(c.Lang.T("card.free", "n", c.Lang.Number(n)), "lg"), okColour)
}

func (s ServiceView) disc() string {
	if s.Disc != "" {
		return "disc/" + s.Disc
	}
	return "disc/" + s.Code
}

// reminder is the chosen service on top of the cards that follow the choice.
func (c Cards) reminder(s ServiceView) line.Box {
	return horizontal("lg", c.image(s.disc(), "40px"), bold(textPart(s.Name, "lg")))
}

// service is the service as a fact, with lines under its name.
func (c Cards) service(s ServiceView, under ...string) line.Box {
	parts := []line.Component{bold(textPart(s.Name, "xl"))}
	for _, u := range under {
		if u != "" {
			parts = append(parts, textPart(u, "lg"))
		}
	}
	words := vertical("none", parts...)
	words.Flex = new(1)
	return horizontal("lg", c.image(s.disc(), "48px"), words)
}

// note is what to bring and wear; the first line is bold.
func note(lines []string) line.Component {
	var parts []line.Component
	for _, l := range lines {
		if l == "" {
			continue
		}
		t := textPart(l, "lg")
		if len(parts) == 0 {
			t = bold(t)
		}
		parts = append(parts, t)
	}
	if len(parts) == 0 {
		return nil
	}
	return filled(vertical("sm", parts...), rowColour)
}

func rule() line.Separator { return line.Separator{Color: lineColour, Margin: "lg"} }

// person is a name fit for a card: 60 clusters, and none so long that the card
// would swell past LINE's 30 KB.
func person(name string) string {
	return line.Clip(calm(text.Clean(name)), 60)
}

// called is how a card speaks of a person: คุณ and the first name. Religious
// titles stay and take no คุณ; a name in Latin letters stands apart from it.
func (c Cards) called(name string) string {
	name = person(name)
	first, _, _ := strings.Cut(name, " ")
	if first == "" {
		return ""
	}
	if c.Lang.Lang != text.Thai {
		return c.Lang.T("card.for", "name", first)
	}
	for _, title := range []string{"พระ", "สามเณร", "แม่ชี", "ภิกษุณี", "บาทหลวง", "ซิสเตอร์", "อิหม่าม", "โต๊ะอิหม่าม", "โต๊ะครู"} {
		if strings.HasPrefix(name, title) {
			return name
		}
	}
	if first[0] < 0x80 {
		first = " " + first
	}
	return c.Lang.T("card.called", "name", first)
}

// calm keeps the first twelve runes of a cluster: text.Clean cuts stacked marks,
// but an emoji may carry any number of modifiers.
func calm(s string) string {
	var b strings.Builder
	for g := uniseg.NewGraphemes(s); g.Next(); {
		runes := g.Runes()
		b.WriteString(string(runes[:min(len(runes), 12)]))
	}
	return b.String()
}
