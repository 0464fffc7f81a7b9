package bot

// What is answered to words of danger.

import (
	"context"
	"regexp"

	"tambon/line"
)

// wished tells a message that also asks for something of this chat.
var wished = regexp.MustCompile(`จอง|คิว|นัด|ข้อมูลของ|เมนู|(?:อยาก|ขอ|จะ|ต้องการ)(?:ไป|มา|ได้)?(?:ทำ|นวด|ฝัง|กายภาพ|ประคบ|ขี่ม้า|ลงสระ)|\bbook|\bappointment|^help\W*$`)

// typed reads a message that was typed. Danger comes first and leaves a flow as
// it is. What else such a message asks for is not lost: it is done, and the calls
// stand below it, where the eye and the thumb are. Where danger is only spoken of,
// the wish is answered under a line with the number; without a wish, by the calls.
func (b *Bot) typed(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	a := alarmIn(said)
	if a.level == harmless {
		messages, _, err := b.understand(ctx, t, said)
		return messages, err
	}
	card := t.Cards.EmergencyCall()
	if a.despair {
		card = t.Cards.DespairCall()
	}
	if a.level == urgent && (t.State.in() || !wished.MatchString(hear(opening(said)))) {
		return b.aside(t, card), nil
	}
	understood := false
	messages, err := b.refusable(ctx, t, func() (messages []line.Message, err error) {
		messages, understood, err = b.understand(ctx, t, said)
		return messages, err
	})
	switch {
	case err != nil:
		return nil, err
	case !understood || len(messages) >= 5: // LINE takes five messages at most
		return b.aside(t, card), nil
	case a.level == urgent:
		return b.aside(t, append(messages, card)...), nil
	}
	return append([]line.Message{line.Text(t.Cards.dangerLine(a.despair))}, messages...), nil
}
