package bot

// ติดต่อเจ้าหน้าที่: the bot steps aside, says so, and comes back.

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/services/chat"
)

func (b *Bot) chatActs() map[string]act {
	return map[string]act{
		// Pressed when no chat is open any more: the menu is what they wanted.
		leaveChat: func(_ context.Context, t *turn, _ url.Values) ([]line.Message, error) {
			return []line.Message{t.Cards.Menu()}, nil
		},
	}
}

const leaveChat = "chat.leave"

// handOver gives a resident to staff, of the place that what they do is about. A
// flow that was begun stays for later.
func (b *Bot) handOver(ctx context.Context, t *turn) ([]line.Message, error) {
	if b.Chats == nil || !b.Chats.Answers() {
		return b.aside(t, t.Cards.ContactStaff()), nil
	}
	first := toldStaff(t.Event)
	first.ReplyToken = "" // the bot answers
	if _, err := b.Chats.Open(ctx, t.Resident.ID, b.Chats.Place(t.State.Draft.Service), first); err != nil {
		return nil, err
	}
	t.Weighs = true
	return []line.Message{t.Cards.HandedOver(b.Chats.Promise(t.Now))}, nil
}

// toldStaff is what an event says to staff.
func toldStaff(e line.Event) chat.Saying {
	s := chat.Saying{Kind: "text", ReplyToken: e.ReplyToken, At: time.UnixMilli(e.Timestamp)}
	if m := e.Message; m != nil {
		s.LineID, s.Kind, s.Words = m.ID, m.Type, cmp.Or(m.Text, joinPlace(m.Title, m.Address))
	}
	return s
}

func joinPlace(title, address string) string {
	if title == "" || address == "" {
		return title + address
	}
	return title + "\n" + address
}

// besideStaff is what the bot does while staff answer: it keeps what is said, and
// speaks up for danger and for who wants it back. done is false where it answers
// as always.
func (b *Bot) besideStaff(ctx context.Context, t *turn, c models.Chat) (messages []line.Message, done bool, err error) {
	e := t.Event
	switch e.Type {
	case "postback":
		name, _, _ := ParseData(e.Postback.Data)
		if name == leaveChat {
			messages, err = []line.Message{t.Cards.BotBack("left"), t.Cards.Menu()}, b.Chats.Leave(ctx, c)
			return messages, true, err
		}
		return []line.Message{t.Cards.StaffAnswer(t.Now, c)}, true, nil
	case "message":
		return b.toStaff(ctx, t, c)
	}
	return nil, false, nil
}

func (b *Bot) toStaff(ctx context.Context, t *turn, c models.Chat) (messages []line.Message, done bool, err error) {
	said, spoke := toldStaff(t.Event), ""
	if said.Kind == "text" {
		a := alarmIn(said.Words)
		switch w := menuWord(said.Words); {
		case a.despair:
			messages, spoke, said.Urgent = []line.Message{t.Cards.DespairCall()}, "danger", true
		case a.level != harmless, w == WordEmergency:
			messages, spoke, said.Urgent = []line.Message{t.Cards.EmergencyCall()}, "danger", true
		case w != "":
			messages, spoke = []line.Message{t.Cards.StaffAnswer(t.Now, c)}, "waiting"
		}
	}
	if spoke != "" {
		said.ReplyToken = "" // the bot uses it
	}
	kept, err := b.Chats.Hear(ctx, c, said)
	if err != nil || !kept {
		return nil, false, err
	}
	if spoke != "" {
		err = b.Chats.Spoke(ctx, c.ID, spoke)
	}
	return messages, true, err
}

// answerAgain answers as always after staff; who does not know yet that the bot
// is back hears it first.
func (b *Bot) answerAgain(ctx context.Context, t *turn, untold bool) ([]line.Message, error) {
	messages, err := b.answer(ctx, t)
	if err != nil || !untold || len(messages) == 0 || len(messages) > 4 || t.Event.ReplyToken == "" {
		return messages, err
	}
	return append([]line.Message{line.Text(t.Lang.T("chat.idle"))}, messages...), b.Chats.Told(ctx, t.Resident.ID)
}

// HandedOver says that staff will answer, by when, and that the bot is silent.
func (c Cards) HandedOver(p chat.Promise) line.Message {
	return c.Notice(NoticeView{
		Tone: Blue, Icon: "headset", Title: c.Lang.T("chat.handed"), Lines: []string{c.promise(p), c.Lang.T("chat.handed.silent")},
		Buttons: []Button{c.CallOffice(), Do(Secondary, c.Lang.T("chat.leave"), Data(leaveChat))}, Quick: []Word{WordEmergency},
	})
}

// StaffAnswer is said to who wants something of the bot while staff answer. It
// repeats the promise that was made, also when it was not kept.
func (c Cards) StaffAnswer(now time.Time, open models.Chat) line.Message {
	return c.Notice(NoticeView{
		Tone: Blue, Icon: "headset", Title: c.Lang.T("chat.silent"), Lines: []string{c.standing(now, open), c.Lang.T("chat.silent.hint")},
		Buttons: []Button{Do(Primary, c.Lang.T("chat.leave"), Data(leaveChat)), c.CallOffice()}, Quick: []Word{WordEmergency},
	})
}

func (c Cards) standing(now time.Time, open models.Chat) string {
	if open.AskedAt == nil || open.DueAt == nil {
		return c.Lang.T("chat.silent.talk")
	}
	due := open.DueAt.In(now.Location())
	switch {
	case now.After(due):
		return c.Lang.T("chat.silent.late")
	case now.Format(time.DateOnly) == due.Format(time.DateOnly):
		return c.Lang.T("chat.silent.by", "when", c.Lang.Clock(due))
	}
	return c.Lang.T("chat.silent.by", "when", c.Lang.Day(due)+" "+c.Lang.Clock(due))
}

// promise is by when staff answer, in words.
func (c Cards) promise(p chat.Promise) string {
	if p.Now {
		return c.Lang.T("chat.promise", "n", p.Minutes)
	}
	half := "chat.promise.morning"
	if p.Opens.Hour() >= 12 {
		half = "chat.promise.afternoon"
	}
	return c.Lang.T("chat.promise.closed", "when", c.Lang.T(half, "day", c.Lang.Day(p.Opens)))
}

// BotBack says that the bot answers again, and why: left, back, unanswered.
func (c Cards) BotBack(why string) line.Message {
	v := NoticeView{Tone: Ended, Icon: "info", Title: c.Lang.T("chat." + why), Lines: []string{c.Lang.T("chat." + why + ".hint")}, Buttons: []Button{c.Say(WordMenu)}}
	if why == "unanswered" {
		v.Tone, v.Icon = Amber, ""
		v.Buttons = []Button{c.CallOffice(), c.Say(WordStaff), c.Say(WordMenu)}
	}
	return c.Notice(v)
}
