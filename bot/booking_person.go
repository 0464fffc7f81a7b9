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
	if !ok {
		if w := wordIn(said); digits == 0 && (w != "" && w != WordBook || isSmallTalk(said)) {
			return nil, nil
		}
		return b.askPhone(t, phoneTrouble(t.Lang, digits))
	}
	t.State.Draft.Phone = phone
	return b.next(ctx, t)
}

func phoneTrouble(lang text.Lang, digits int) string {
	if digits == 0 {
		return lang.T("flow.phone_again")
	}
	return lang.T("flow.phone_digits", "n", digits)
}
