package bot

// What is typed to correct a booking before it is confirmed: เปลี่ยนเวลาเป็น 10 โมง,
// เบอร์ผิด, แก้ชื่อเป็น สมศรี ใจงาม.

import (
	"context"
	"regexp"
	"strings"

	"tambon/line"
	"tambon/text"
)

// parts names the groups of thePart.
var parts = []string{"service", "day", "time", "name", "phone"}

const (
	thePart = `(?:(บริการ|service)|(วันที่|วันนัด|วัน|day|date)|(เวลานัด|เวลา|รอบ|time|hour)|` +
		`(ชื่อผู้รับบริการ|ชื่อคนไข้|ชื่อ-?(?:นาม)?สกุล|ชื่อ|นามสกุล|name)|(เบอร์โทรศัพท์|เบอร์โทร|เบอร์มือถือ|เบอร์|โทรศัพท์|phone number|phone))`
	theLink = `(?:ต้องเป็น|ให้เป็น|เปลี่ยนเป็น|แก้เป็น|ขอเป็น|ที่ถูก(?:ต้อง)?(?:คือ)?|เป็น|คือ|เอา|\bto\b|=|:)`
)

var (
	onlyPart = regexp.MustCompile(`(?i)^` + thePart + `$`)
	toChange = regexp.MustCompile(`(?i)^(?:แก้ไข|แก้|เปลี่ยน|edit|change)(?: the| my)?\s*(?:ที่)?` + thePart + `\s*(?:ใหม่|` + theLink + `|\s)*(.*)$`)
	isWrong  = regexp.MustCompile(`(?i)^` + thePart + `\s*(?:is )?(?:ไม่ถูกต้อง|ไม่ถูก|ไม่ใช่|ผิด|wrong|not right)(?:.*?` + theLink + `\s*(.*)|.*)$`)
)

// correct reads a correction of a draft that has its hour. No messages means that
// it was none.
func (b *Bot) correct(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	what, value := correction(said, t.State.Step == atConfirm || t.State.Step == atEdit)
	if what == "" {
		return nil, nil
	}
	switch what {
	case "name":
		if name, ok := text.ReadName(value); ok {
			t.State.Draft.Name = name
			return b.next(ctx, t)
		}
	case "phone":
		if phone, _, ok := text.ReadPhone(said); ok {
			t.State.Draft.Phone = phone
			return b.next(ctx, t)
		}
	default:
		if messages, err := b.rewish(ctx, t, value); messages != nil || err != nil {
			return messages, err
		}
	}
	if t.whole() {
		return b.edit(ctx, t, what)
	}
	return b.change(ctx, t, what)
}

// correctMine takes a correction of the name or phone that is kept, where nothing
// else is awaited: แก้เบอร์เป็น 0812345678 is done at once, เบอร์ผิด asks for the new one.
func (b *Bot) correctMine(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if t.State.in() || t.Resident.Name == nil {
		return nil, nil
	}
	step := map[string]step{"name": atMineName, "phone": atMinePhone}
	what, value := correction(said, false)
	if step[what] == "" {
		return nil, nil
	}
	t.State.begin(step[what])
	if value = strings.TrimSpace(value); value == "" {
		return b.askMine(t, step[what], "")
	}
	return b.sayMine(ctx, t, value)
}

// whole reports whether the draft is, or was before a change, one to be confirmed.
func (t *turn) whole() bool {
	return t.State.Step == atConfirm || t.State.Step == atEdit || t.State.Before != nil
}

// rewish reads a wish for another service, day or hour; ย้อนกลับ takes it back
// while something of it is still to be chosen.
func (b *Bot) rewish(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	before, whole := t.State.Draft, t.whole()
	if t.State.Step == atPrivacy || t.State.Step == atName || t.State.Step == atPhone {
		return b.wishAnew(ctx, t, said)
	}
	messages, err := b.sayWish(ctx, t, said)
	if messages != nil && whole && t.State.Step != atConfirm && t.State.Before == nil {
		t.State.Before = &before
	}
	return messages, err
}

// bookAnew is wishAnew of a message that says จอง: "พรุ่งนี้ค่อยบอก" is no wish.
func (b *Bot) bookAnew(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	if !bookVerb.MatchString(hear(opening(said))) {
		return nil, nil
	}
	return b.wishAnew(ctx, t, said)
}

// wishAnew reads a wish for another service, day or hour that is typed where the
// notice, name or phone is awaited, and says what was taken: the question alone,
// which is the same as before, would not tell that it was heard. It names no service,
// since a text message stands on the lock screen.
func (b *Bot) wishAnew(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	before, at := t.State.Draft.Slot, t.State.Step
	messages, err := b.sayWish(ctx, t, said)
	after := t.State.Draft.Slot
	if messages == nil || err != nil || t.State.Step != at || after == "" || after == before {
		return messages, err
	}
	slot, err := b.Bookings.Slot(ctx, after)
	if err != nil {
		return nil, err
	}
	start := slot.StartsAt.In(b.Zone)
	return b.again(ctx, t, t.Lang.T("flow.changed", "day", t.Lang.Day(start), "clock", t.Lang.Clock(start)))
}

// correction is the part of a booking that a message calls wrong, and what it is to
// become. A part's bare name counts where one of them is awaited.
func correction(said string, awaited bool) (what, value string) {
	for _, form := range forms(text.Clean(said)) {
		for _, rule := range []*regexp.Regexp{toChange, isWrong, onlyPart} {
			m := rule.FindStringSubmatch(form)
			if m == nil || rule == onlyPart && !awaited {
				continue
			}
			for i, part := range parts {
				if m[i+1] != "" {
					what = part
				}
			}
			if len(m) > len(parts)+1 {
				value = m[len(parts)+1]
			}
			return what, value
		}
	}
	return "", ""
}
