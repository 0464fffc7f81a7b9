package bot

// The general card: refusals and everything without a card of its own.

import (
	"github.com/rivo/uniseg"

	"tambon/line"
)

// Notice is a title, a few lines and the way on. Plain has no coloured head. A
// result of at most twelve clusters is written as large as จองสำเร็จ.
func (c Cards) Notice(v NoticeView) line.Message {
	l := layout{alt: v.Alt, tight: len(v.Rows) > 0, buttons: v.Buttons[:min(len(v.Buttons), 4)], quick: v.Quick}
	if l.alt == "" {
		l.alt = v.Title
	}
	if v.Tone == Plain {
		l.body = append(l.body, bold(textPart(v.Title, "xl")))
	} else {
		result := v.Tone == Done || v.Tone == Ended
		l.head = c.head(v.Tone, v.Icon, v.Title, result && uniseg.GraphemeClusterCount(v.Title) <= 12)
	}
	if !v.When.IsZero() {
		l.body = append(l.body, c.when(c.Lang.Day(v.When), v.When))
	}
	for _, s := range v.Lines {
		if s != "" {
			l.body = append(l.body, textPart(s, "lg"))
		}
	}
	for _, r := range v.Rows[:min(len(v.Rows), 10)] {
		l.body = append(l.body, c.row(r))
	}
	if len(l.body) == 0 {
		// A head alone is no card: LINE wants a body with something in it.
		l.head, l.body = nil, []line.Component{bold(textPart(v.Title, "xl"))}
	}
	return c.card(l)
}
