package bot

// Groups and rooms: others read along, so nothing personal is said there.

import (
	"strings"

	"tambon/line"
	"tambon/text"
)

// group says one sentence when the account is asked in or one of the words of
// the menu is written, otherwise nothing: people talk to each other there.
func (b *Bot) group(e line.Event) []line.Message {
	if e.ReplyToken == "" {
		return nil
	}
	var w Word
	if e.Type == "message" && e.Message.Type == "text" {
		w = menuWord(e.Message.Text)
	}
	c := b.cards(b.Town(), text.Thai)
	switch {
	case w == WordEmergency:
		var calls []string
		for _, h := range c.Site.Hotlines {
			calls = append(calls, h.Words+" "+h.Number)
		}
		return []line.Message{line.Text(c.Lang.T("group.emergency", "numbers", strings.Join(calls, "\n")))}
	case w != "", e.Type == "join":
		return []line.Message{line.Text(c.Lang.T("group.private", "town", c.Site.Town))}
	}
	return nil
}

// menuWord is the word of the menu that a message is, to the letter. ยกเลิก and
// ย้อนกลับ are no words of the menu, and said too often.
func menuWord(said string) Word {
	for _, w := range Words() {
		if w != WordCancel && w != WordBack && text.Fold(said) == text.Fold(text.Thai.T(w.Key())) {
			return w
		}
	}
	return ""
}
