package bot

// The privacy notice before the first datum, read or refused.

import (
	"context"
	"net/url"
	"regexp"

	"tambon/line"
)

// privacyAcknowledge works whenever it is pressed: a notice read is read. One that
// has changed since it was shown is shown as it is now, and asks again.
func (b *Bot) privacyAcknowledge(ctx context.Context, t *turn, args url.Values) ([]line.Message, error) {
	holds := t.Town.Site.Privacy.Version
	if t.Resident.NoticeVersion != holds {
		read := args.Get("notice")
		if read == "" { // a button from before buttons said which
			read = t.Town.File().Privacy.Version
		}
		if read != holds {
			return b.notice(t), nil
		}
		if err := b.Residents.Acknowledge(ctx, t.Resident, holds); err != nil {
			return nil, err
		}
		t.Resident.NoticeVersion = holds
	}
	if t.State.in() {
		return b.resume(ctx, t)
	}
	return []line.Message{t.Cards.Menu()}, nil
}

// Not to read, not to agree and not to tell are all a no here.
var refusal = regexp.MustCompile(`ไม่(?:ขอ|อยาก|ได้|จะ|ให้)*(?:ยินยอม|ยอม|รับทราบ|ตกลง|อนุญาต|เห็นด้วย|สะดวก|โอเค|(?:ให้|บอก)(?:$| |ข้อมูล|ชื่อ|เบอร์|เก็บ))|\bdisagree|\b(?:not|don't) (?:agree|accept|consent)`)

func (b *Bot) sayPrivacy(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch {
	case isNo(said), refusal.MatchString(hear(opening(said))):
		return b.privacyRefuse(t), nil
	case isYes(said):
		return b.privacyAcknowledge(ctx, t, url.Values{"notice": {t.State.Notice}})
	}
	return b.bookAnew(ctx, t, said)
}

// notice shows the notice as it is now.
func (b *Bot) notice(t *turn) []line.Message {
	if t.State.in() {
		t.State.Step = atPrivacy
	}
	t.State.Notice = t.Cards.Site.Notice
	return []line.Message{t.Cards.Privacy()}
}

// privacyRefuse ends the booking; who was not known before is not kept.
func (b *Bot) privacyRefuse(t *turn) []line.Message {
	t.State.leave()
	told := "privacy.refused"
	if t.Resident.Name != nil { // under a notice of before
		told += ".kept"
	}
	call := t.Cards.callToBook()
	call.Look = Primary
	return []line.Message{t.Cards.Notice(NoticeView{
		Tone: Ended, Icon: "info", Title: t.Lang.T("flow.left"), Lines: lines(t.Lang.T(told)),
		Buttons: []Button{call, t.Cards.Say(WordBook), t.Cards.Say(WordMenu)},
	})}
}
