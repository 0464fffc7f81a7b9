package bot

// The words that always work, and what is said when nothing was understood.

import (
	"context"
	"net/url"

	"tambon/line"
)

func (b *Bot) menuActs() map[string]act {
	return map[string]act{
		menuAction: func(_ context.Context, t *turn, _ url.Values) ([]line.Message, error) {
			t.State.leave()
			return []line.Message{t.Cards.Menu()}, nil
		},
	}
}

// word does what one of the words asks for.
func (b *Bot) word(ctx context.Context, t *turn, w Word) ([]line.Message, error) {
	switch w {
	case WordEmergency: // in the middle of any flow, and the flow stays
		return b.aside(t, t.Cards.EmergencyCall()), nil
	case WordStaff:
		return b.handOver(ctx, t)
	case WordComplaint, WordFollow, WordNews, WordHealthInfo, WordHealthList:
		return b.aside(t, t.Cards.NotYet(w)), nil
	case WordCancel:
		return b.leave(t), nil
	case WordBack:
		return b.back(ctx, t)
	case WordBook:
		return b.bookingStart(ctx, t)
	case WordBookings, WordCancelBooking:
		messages, err := b.look(t, func() ([]line.Message, error) { return b.bookingList(ctx, t) })
		t.State.Cancels = w == WordCancelBooking
		return messages, err
	case WordHow:
		return b.how(ctx, t)
	case WordMyData:
		return b.look(t, func() ([]line.Message, error) { return b.mine(ctx, t) })
	}
	t.State.leave()
	return []line.Message{t.Cards.Menu()}, nil
}

// look shows what is kept. Who looks while booking may go on with it; a question
// whose yes would cancel or erase is left.
func (b *Bot) look(t *turn, show func() ([]line.Message, error)) ([]line.Message, error) {
	if !t.State.Step.books() {
		t.State.leave()
	}
	messages, err := show()
	return b.aside(t, messages...), err
}

// leave ends the flow, never a booking, and says so.
func (b *Bot) leave(t *turn) []line.Message {
	title, lines := "flow.left", "flow.left.hint"
	switch t.State.Step {
	case atNothing:
		title, lines = "flow.none", "flow.none.hint"
	case atCancel:
		title, lines = "flow.left.cancel", "flow.left.cancel.hint"
	case atErase, atMineName, atMinePhone:
		title, lines = "flow.left.mine", "flow.left.mine.hint"
	}
	t.State.leave()
	return []line.Message{t.Cards.Notice(NoticeView{
		Tone: Ended, Icon: "info", Title: t.Lang.T(title), Lines: []string{t.Lang.T(lines)},
		Buttons: []Button{t.Cards.Say(WordBookings), t.Cards.Say(WordMenu)},
	})}
}

// understand reads a message that was typed: the words that always work first,
// then what the flow waits for, then a longer sentence. understood is false where
// the answer only says what could be done.
func (b *Bot) understand(ctx context.Context, t *turn, said string) (messages []line.Message, understood bool, err error) {
	whom := t.State.Step.books() && b.hearWhom(t, said)
	if whom && t.State.Step == atPhone {
		messages, err = b.whomNext(ctx, t)
		return messages, true, err
	}
	if t.State.Step.books() && t.State.Draft.Slot != "" { // here "แก้ชื่อ" is about the booking
		if messages, err = b.correct(ctx, t, said); messages != nil || err != nil {
			return messages, true, err
		}
	}
	if messages, err = b.correctMine(ctx, t, said); messages != nil || err != nil {
		return messages, true, err
	}
	if t.State.in() && says(said, onWords) {
		messages, err = b.resume(ctx, t)
		return messages, true, err
	}
	if messages, err = b.sayBookings(ctx, t, said); messages != nil || err != nil {
		return messages, true, err
	}
	if w := wordOf(said); w != "" {
		messages, err = b.word(ctx, t, w)
		return messages, true, err
	}
	if done, messages, err := b.speak(ctx, t, said); done {
		return messages, true, err
	}
	if messages, err = b.reply(ctx, t, said); messages != nil || err != nil {
		return messages, true, err
	}
	// "อยากจองให้แม่" in the middle of a booking does not begin it anew.
	if w := wordIn(said); w != "" && (w != WordBook || t.State.Draft.Service == "") {
		messages, err = b.word(ctx, t, w)
		return messages, true, err
	}
	if whom {
		messages, err = b.whomNext(ctx, t)
		return messages, true, err
	}
	messages, err = b.lost(ctx, t, said)
	return messages, false, err
}

// lost answers what asks for nothing that is known.
func (b *Bot) lost(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch {
	case t.State.in() && isSmallTalk(said):
		return b.again(ctx, t, t.awaited("flow.talk"))
	case t.State.in():
		return b.again(ctx, t, t.awaited("flow.unclear"))
	case isSmallTalk(said):
		return b.talk(t), nil
	case t.State.expired != "":
		return b.bookingStart(ctx, t)
	}
	return []line.Message{t.Cards.NotUnderstood()}, nil
}

// how tells who cannot do it what to do next.
func (b *Bot) how(ctx context.Context, t *turn) ([]line.Message, error) {
	if t.State.in() {
		return b.again(ctx, t, t.awaited("flow.how.step"))
	}
	messages, err := b.bookingStart(ctx, t)
	if err != nil {
		return nil, err
	}
	return append([]line.Message{line.Text(t.Lang.T("flow.how"))}, messages...), nil
}

func (b *Bot) waysOn(t *turn) []Button {
	return []Button{t.Cards.Say(WordBook), t.Cards.Say(WordBookings), t.Cards.Say(WordMenu), t.Cards.Say(WordStaff)}
}

// talk answers kindness that asks for nothing.
func (b *Bot) talk(t *turn) []line.Message {
	return []line.Message{t.Cards.Notice(NoticeView{
		Title: t.Lang.T("talk.title"), Lines: []string{t.Lang.T("talk.hint")},
		Buttons: b.waysOn(t), Quick: []Word{WordEmergency},
	})}
}

// waiting answers stickers, pictures, places and voice: the flow stays, and the
// person hears what is awaited.
func (b *Bot) waiting(ctx context.Context, t *turn) ([]line.Message, error) {
	sort := t.Event.Message.Type
	kind := t.Lang.T("kind." + sort)
	if kind == "kind."+sort {
		kind = t.Lang.T("kind.other")
	}
	switch {
	case t.State.in():
		return b.again(ctx, t, t.awaited("flow.not_text", "kind", kind))
	case sort == "sticker":
		return b.talk(t), nil
	}
	return []line.Message{t.Cards.Notice(NoticeView{
		Title: t.Lang.T("flow.kind", "kind", kind), Lines: []string{t.Lang.T("flow.kind.hint")}, Buttons: b.waysOn(t),
	})}, nil
}
