package simulator

// Residents write: with LINE emoji, mentions and quotes, and edit what they wrote.

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tambon/line/simulator/rules"
)

// Words are a text message with everything that it can have (R#wh-text).
type Words struct {
	Text    string   `json:"text"`
	As      string   `json:"as"`      // in a group: the member who writes
	Emojis  []Emoji  `json:"emojis"`  // where LINE's own emoji stand in Text
	Mention []string `json:"mention"` // in a group: names of members, bot or all; each stands in Text behind an @
	Quote   string   `json:"quote"`   // id of the message that this one quotes
}

// An Emoji is a LINE emoji in a text: (hello) at its index, counted in UTF-16 code units.
type Emoji struct {
	Index     int    `json:"index"`
	Length    int    `json:"length"`
	ProductID string `json:"productId"`
	EmojiID   string `json:"emojiId"`
}

// maxMentions is how many people a text can mention (R#wh-text).
const maxMentions = 20

// Text writes a text message.
func (p *Platform) Text(name, words string) (Act, error) { return p.Write(name, Words{Text: words}) }

// GroupText writes a text message into a group. The bot hears of it while it is a member.
func (p *Platform) GroupText(group, name, words string) (Act, error) {
	return p.Write(group, Words{Text: words, As: name})
}

// Write writes a text message with emoji, mentions or a quote.
func (p *Platform) Write(name string, w Words) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, w.As)
	if err != nil {
		return Act{}, err
	}
	message, err := p.written(c, w)
	if err != nil {
		return Act{}, err
	}
	if err := quotes(c, message, w.Quote); err != nil {
		return Act{}, err
	}
	return p.said(c, who, message), nil
}

// Edit replaces the text of a message that a member wrote. LINE tells bots of it
// in group chats alone (R#message-edited-event); elsewhere it is an error here.
func (p *Platform) Edit(group, messageID string, w Words) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(group)
	if err != nil {
		return Act{}, err
	}
	if c.person != nil || c.room {
		return Act{}, fmt.Errorf("%w: messages are edited in group chats only", errInput)
	}
	i := c.index(messageID)
	var old struct{ Type string }
	if i >= 0 {
		_ = json.Unmarshal(c.entries[i].Message, &old) // was written here
	}
	if i < 0 || c.entries[i].From != "resident" || old.Type != "text" {
		return Act{}, fmt.Errorf("%w: no member wrote a text %q", ErrUnknown, messageID)
	}
	message, err := p.written(c, w)
	if err != nil {
		return Act{}, err
	}
	message["id"] = messageID
	quote := p.ids.token(32) // the old one works on: quote tokens do not expire (D/get-quote-tokens)
	p.amend(c, i, func(e *Entry) { e.Message, e.Edited, e.quote = compact(message), true, quote })
	p.world.quotes[quote] = c.id
	message["quoteToken"] = quote
	p.tell("world", struct{}{})
	act := Act{MessageID: messageID, Seq: c.seq}
	if c.joined {
		act.EventID = p.emit(c, p.author(c, c.entries[i]), event{Type: "messageEdited", Message: message})
	}
	return act, nil
}

// written makes the message of words. The caller holds mu.
func (p *Platform) written(c *chat, w Words) (map[string]any, error) {
	if w.Text == "" {
		return nil, fmt.Errorf("%w: text is empty", errInput)
	}
	message := map[string]any{"type": "text", "text": w.Text}
	for _, e := range w.Emojis {
		if e.Index < 0 || e.Length < 1 || e.Index+e.Length > rules.Units(w.Text) || e.ProductID == "" || e.EmojiID == "" {
			return nil, fmt.Errorf("%w: an emoji stands within the text and has productId and emojiId", errInput)
		}
	}
	if len(w.Emojis) > 0 {
		message["emojis"] = w.Emojis
	}
	if len(w.Mention) == 0 {
		return message, nil
	}
	if c.person != nil || len(w.Mention) > maxMentions {
		return nil, fmt.Errorf("%w: up to %d people are mentioned, in groups only", errInput, maxMentions)
	}
	mentionees := make([]mentionee, 0, len(w.Mention))
	for _, name := range w.Mention {
		m, err := p.mentioned(w.Text, name)
		if err != nil {
			return nil, err
		}
		mentionees = append(mentionees, m)
	}
	slices.SortFunc(mentionees, func(a, b mentionee) int { return cmp.Compare(a.Index, b.Index) })
	message["mention"] = map[string]any{"mentionees": mentionees}
	return message, nil
}

type mentionee struct {
	Index  int    `json:"index"`
	Length int    `json:"length"`
	Type   string `json:"type"` // user or all
	UserID string `json:"userId,omitempty"`
	IsSelf *bool  `json:"isSelf,omitempty"` // the bot itself is meant
}

// mentioned finds @name in a text; name is a resident's, bot or all.
func (p *Platform) mentioned(text, name string) (mentionee, error) {
	m, shown, self := mentionee{Type: "user"}, "", false
	switch name {
	case "all":
		m.Type, shown = "all", "All"
	case "bot":
		m.UserID, shown, self = p.cfg.Bot.UserID, p.cfg.Bot.DisplayName, true
	default:
		c, err := p.world.chat(name)
		if err != nil {
			return m, err
		}
		m.UserID, shown = c.id, c.title
	}
	if m.Type == "user" {
		m.IsSelf = &self
	}
	before, _, found := strings.Cut(text, "@"+shown)
	if !found {
		return m, fmt.Errorf("%w: @%s stands nowhere in the text", errInput, shown)
	}
	m.Index, m.Length = rules.Units(before), rules.Units("@"+shown)
	return m, nil
}

// quotes lets a text or sticker quote a message of its chat.
func quotes(c *chat, message map[string]any, quoted string) error {
	if quoted == "" {
		return nil
	}
	if c.index(quoted) < 0 {
		return fmt.Errorf("%w: no message %q stands in the chat to be quoted", ErrUnknown, quoted)
	}
	message["quotedMessageId"] = quoted
	return nil
}
