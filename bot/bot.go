// Package bot is the conversation: what a resident does, and what they see.
//
// Handle turns an event and the lane's state into an answer and a new state,
// inside the event's transaction. A flow is a noun's file or files; its acts are
// named noun.verb, the same by button and by word. Nothing here sends: the inbox
// and the jobs do.
package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/chat"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/setting"
	"tambon/text"
)

// Bot answers residents. Fill the exported fields and call New.
type Bot struct {
	Town      func() setting.Town // what holds now; taken once for each event
	PublicURL string              // https address under which the pictures lie
	Zone      *time.Location
	Now       func() time.Time
	Log       *slog.Logger

	Bookings  *booking.Service
	Residents *resident.Service
	Pushes    *push.Service
	Chats     *chat.Service // nil: staff do not answer in the chat
	Line      *line.Client

	acts map[string]act
}

// An act is what a button or a word does.
type act func(ctx context.Context, t *turn, args url.Values) ([]line.Message, error)

// New wires every act. A new conversation is a new file and a new line here.
func New(b Bot) *Bot {
	b.acts = map[string]act{}
	for _, acts := range []map[string]act{b.menuActs(), b.bookingActs(), b.bookedActs(), b.residentActs(), b.chatActs()} {
		for name, a := range acts {
			if b.acts[name] != nil {
				panic("bot: two acts named " + name)
			}
			b.acts[name] = a
		}
	}
	return &b
}

// A turn is one thing that a resident did, and what is known about them.
type turn struct {
	Event    line.Event
	Resident models.Resident
	Town     setting.Town
	Lang     text.Voice
	Cards    Cards
	State    *state
	Now      time.Time // in the town's zone
	Weighs   bool      // the answer carries a number: it is pushed when it cannot be a reply
	Without  []string  // what was just refused and is not offered: services, days, slots
}

// An Answer is what an event leaves: the person's new state, nil for none, and
// the messages. Weighs says that they carry a number, so they are worth a push.
type Answer struct {
	State    []byte
	Messages []line.Message
	Weighs   bool
}

// Handle answers one event from LINE, with the state that the last one left.
func (b *Bot) Handle(ctx context.Context, e line.Event, saved []byte) (Answer, error) {
	if e.Mode == "standby" { // another module of the account answers
		return Answer{State: saved}, nil
	}
	if e.Source.Type == "group" || e.Source.Type == "room" {
		return Answer{Messages: b.group(e)}, nil
	}
	if e.Source.Type != "user" || e.Source.UserID == "" {
		return Answer{State: saved}, nil
	}
	r, err := b.Residents.Meet(ctx, e.Source.UserID)
	if err != nil {
		return Answer{}, err
	}
	t := b.turn(e, r, saved)
	before := t.State.Draft
	messages, err := b.converse(ctx, t)
	if err != nil {
		return Answer{}, err
	}
	t.State.Draft.given(before, e)
	if e.ReplyToken == "" {
		messages = nil
	}
	kept, err := t.State.save(t.Now)
	return Answer{State: kept, Messages: messages, Weighs: t.Weighs}, err
}

func (b *Bot) turn(e line.Event, r models.Resident, saved []byte) *turn {
	t := &turn{Event: e, Resident: r, Town: b.Town(), Now: b.Now().In(b.Zone)}
	t.speak(b, text.Lang(r.Language))
	t.State = load(saved, t.Now)
	return t
}

// speak makes the turn's answers those of a language.
func (t *turn) speak(b *Bot, lang text.Lang) {
	t.Lang = t.Town.Wording.In(lang)
	t.Cards = b.cards(t.Town, lang)
}

// cards returns the cards of the town in a language.
func (b *Bot) cards(now setting.Town, lang text.Lang) Cards {
	voice := now.Wording.In(lang)
	return Cards{Lang: voice, Site: town(now.Site, voice, b.PublicURL), Pictures: b.PublicURL + "/pictures"}
}

// converse answers, unless staff do.
func (b *Bot) converse(ctx context.Context, t *turn) ([]line.Message, error) {
	if b.Chats == nil {
		return b.answer(ctx, t)
	}
	c, there, err := b.Chats.Of(ctx, t.Resident.ID)
	if err != nil {
		return nil, err
	}
	if there && c.State != models.ChatClosed {
		messages, done, err := b.besideStaff(ctx, t, c)
		if done || err != nil {
			return messages, err
		}
	}
	return b.answerAgain(ctx, t, there && c.State == models.ChatClosed)
}

func (b *Bot) answer(ctx context.Context, t *turn) ([]line.Message, error) {
	switch e := t.Event; e.Type {
	case "follow":
		t.State.leave()
		return t.Cards.Greeting(), b.Residents.Follow(ctx, t.Event.Source.UserID, true, e.Timestamp)
	case "unfollow":
		t.State.leave()
		return nil, b.Residents.Follow(ctx, t.Event.Source.UserID, false, e.Timestamp)
	case "unsend":
		if e.Unsend != nil {
			t.State.takeBack(e.Unsend.MessageID)
			if b.Chats != nil {
				return nil, b.Chats.Unsend(ctx, t.Resident.ID, e.Unsend.MessageID)
			}
		}
		return nil, nil
	case "postback":
		return b.refusable(ctx, t, func() ([]line.Message, error) { return b.pressed(ctx, t, e.Postback.Data) })
	case "message":
		return b.refusable(ctx, t, func() ([]line.Message, error) {
			if e.Message.Type == "text" {
				return b.typed(ctx, t, e.Message.Text)
			}
			return b.waiting(ctx, t)
		})
	}
	return nil, nil
}

// pressed does what a button carries. Data comes from the person's phone: what
// it names is looked up afresh as theirs, and what is unknown gets the menu.
func (b *Bot) pressed(ctx context.Context, t *turn, data string) ([]line.Message, error) {
	name, args, ok := ParseData(data)
	do := b.acts[name]
	if !ok || do == nil {
		return []line.Message{t.Cards.Menu()}, nil
	}
	return do(ctx, t, args)
}

// refusable turns a refusal of the rules into its card.
func (b *Bot) refusable(ctx context.Context, t *turn, do func() ([]line.Message, error)) ([]line.Message, error) {
	messages, err := do()
	var refused *services.Error
	if errors.As(err, &refused) {
		return b.refusal(ctx, t, refused)
	}
	return messages, err
}

// Sorry is the answer to an event that failed for good.
func (b *Bot) Sorry(e line.Event) []line.Message {
	if e.Source.Type != "user" {
		return nil
	}
	c := b.cards(b.Town(), text.Thai)
	return []line.Message{c.Notice(NoticeView{
		Tone: Amber, Title: c.Lang.T("error.title"), Lines: []string{c.Lang.T("error.internal")},
		Buttons: []Button{c.CallOffice(), c.Say(WordMenu)},
	})}
}
