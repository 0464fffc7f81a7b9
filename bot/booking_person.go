package bot

// Typed names and phones.

import (
	"context"
	"regexp"

	"tambon/line"
	"tambon/text"
)

func (b *Bot) sayName(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if _, ok := t.State.chosen(n); ok {
			return b.bookingWho(ctx, t, map[string][]string{"known": {"name"}})
		}
	}
	phone, _, phoneToo := text.ReadPhone(said)
	if phoneToo {
		said = withoutPhone(said)
	}
	name, ok := text.ReadName(said)
	if !ok {
		if messages, err := b.bookAnew(ctx, t, said); messages != nil || err != nil {
			return messages, err
		}
		if w := wordIn(said); w != "" && w != WordBook || isSmallTalk(said) {
			return nil, nil
		}
		return b.askName(t, t.Lang.T("flow.name_again"))
	}
	t.State.Draft.Name = name
	if phoneToo {
		t.State.Draft.Phone = phone
	}
	return b.next(ctx, t)
}

// The figures of a phone in a sentence, with the word before them.
var phoneIn = regexp.MustCompile(`(?i)[,/]?\s*(?:หมายเลข|เบอร์|โทรศัพท์|โทร|มือถือ|tel|phone|[.:\s])*[+(]*[0-9๐-๙][0-9๐-๙ ().–-]*[0-9๐-๙]`)

func withoutPhone(said string) string { return phoneIn.ReplaceAllString(said, " ") }

func (b *Bot) sayPhone(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if n, ok := text.ReadChoice(said); ok {
		if _, ok := t.State.chosen(n); ok {
			return b.bookingWho(ctx, t, map[string][]string{"known": {"phone"}})
		}
	}
	phone, digits, ok := text.ReadPhone(said)
	if ok {
		t.State.Draft.Phone = phone
		return b.next(ctx, t)
	}
	if messages, err := b.bookAnew(ctx, t, said); messages != nil || err != nil {
		return messages, err
	}
	switch w := wordIn(said); {
	case digits == 0 && hasNoPhone(said):
		return b.askPhoneWith(t, AskView{Call: true, Trouble: t.Lang.T("flow.phone.without", "centre", t.Cards.Site.Centre.Name)})
	case digits == 0 && (w != "" && w != WordBook || isSmallTalk(said)):
		return nil, nil
	}
	return b.askPhone(t, phoneTrouble(t.Lang, said))
}

// phoneTrouble says what is wrong with a typed phone, and what to do.
func phoneTrouble(lang text.Voice, said string) string {
	fault, digits := text.FaultOfPhone(said)
	return lang.T("flow.phone."+string(fault), "n", lang.Number(digits))
}

var noPhone = regexp.MustCompile(`(?:ไม่มี|ไม่ได้ใช้|ไม่ใช้|ไม่พก)(?:$|เบอร์|โทร|มือถือ|หมายเลข)|เบอร์.{0,6}ไม่มี|(?:จำ|รู้)(?:เบอร์)?.{0,6}ไม่ได้|จำไม่ได้|ไม่รู้เบอร์|ลืมเบอร์|\bno (?:tele)?(?:phone|number)|\bhave no`)

// hasNoPhone reports whether a message says that there is no number to give.
func hasNoPhone(said string) bool { return noPhone.MatchString(bare(hear(opening(said)))) }
