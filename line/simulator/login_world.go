package simulator

// What LINE Login knows of the world: people, friendship, chats, clock, randomness.

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"tambon/line/simulator/channel"
	"tambon/line/simulator/login"
	"tambon/line/simulator/rules"
)

// town is the world as LINE Login sees it.
type town struct{ *Platform }

// beginLogin makes the channels and LINE Login. The caller is alone.
func (p *Platform) beginLogin() {
	seed := p.cfg.Seed
	if seed != 0 {
		seed = ^seed
	}
	p.secrets = newIDs(seed)
	t := town{p}
	p.channels = channel.New(
		t.Now, t.Random, channel.Channel{ID: p.cfg.ChannelID, Secret: p.cfg.Secret, Token: p.cfg.Token},
		channel.Channel{ID: p.cfg.Login.ChannelID, Secret: p.cfg.Login.Secret},
	)
	for _, key := range p.cfg.AssertionKeys {
		_, _ = p.channels.Register(p.cfg.ChannelID, []byte(key)) // Check tells of a wrong one
	}
	p.login = login.New(p.cfg.Login, t)
}

func (t town) Now() time.Time { return t.clock.now().UTC() }

func (t town) Random(bytes int) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]byte, bytes)
	t.secrets.random.Read(out) // never fails
	return out
}

func (t town) Account() string { return t.cfg.Bot.DisplayName }

func (t town) Ours(host string) bool { return t.cfg.Host(host) }

func (t town) People() []login.Person {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []login.Person
	for _, c := range t.world.chats {
		if c.person != nil {
			out = append(out, c.person.known())
		}
	}
	return out
}

func (t town) Person(name string) (login.Person, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.world.find(name)
	if c == nil || c.person == nil {
		return login.Person{}, false
	}
	return c.person.known(), true
}

func (p *person) known() login.Person {
	return login.Person{
		Name: p.Name, UserID: p.UserID, DisplayName: p.DisplayName, PictureURL: p.PictureURL,
		StatusMessage: p.StatusMessage, Email: p.Email, Language: p.Language, Friend: p.friend, Blocked: p.blocked,
	}
}

func (t town) Befriend(userID string) {
	_, _ = t.Follow(userID) // who was found a moment ago and is gone has no friendship to change
}

// Chats are someone's own chat with the account, and their groups.
func (t town) Chats(userID string) []login.Chat {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []login.Chat
	for _, c := range t.world.chats {
		switch {
		case c.id == userID:
			out = append(out, login.Chat{Name: c.name, Title: t.cfg.Bot.DisplayName})
		case c.person == nil && slices.ContainsFunc(c.members, func(m *person) bool { return m.UserID == userID }):
			out = append(out, login.Chat{Name: c.name, Title: c.title, Group: true, Room: c.room})
		}
	}
	return out
}

// Say puts messages of a LIFF app into a chat. LINE sends no event for templates
// and Flex, and pictures and sounds come from elsewhere (RLIFF#send-messages).
func (t town) Say(userID, chat string, messages json.RawMessage) *login.Refusal {
	var list []map[string]any
	_ = json.Unmarshal(messages, &list) // was judged before
	t.mu.Lock()
	defer t.mu.Unlock()
	c, who, err := t.speaker(chat, userID)
	if err != nil {
		return &login.Refusal{Status: http.StatusForbidden, Body: rules.Body{Message: "user doesn't grant required permissions yet"}}
	}
	for _, m := range list {
		switch m["type"] {
		case "template", "flex":
			e := Entry{From: "resident", MessageID: t.ids.messageID(), Message: compact(m)}
			if c.person == nil {
				e.By = who.DisplayName
			}
			t.put(c, e)
		default:
			t.said(c, who, heardOf(m))
		}
	}
	return nil
}

// heardOf is the message of an event for one that a LIFF app sent.
func heardOf(sent map[string]any) map[string]any {
	out := map[string]any{"type": sent["type"]}
	for _, name := range []string{"text", "packageId", "stickerId", "title", "address", "latitude", "longitude", "duration"} {
		if v, ok := sent[name]; ok {
			out[name] = v
		}
	}
	switch sent["type"] {
	case "sticker":
		out["stickerResourceType"] = "STATIC"
	case "image", "video", "audio":
		provider := map[string]any{"type": "external", "originalContentUrl": sent["originalContentUrl"]}
		if preview, ok := sent["previewImageUrl"]; ok {
			provider["previewImageUrl"] = preview
		}
		out["contentProvider"] = provider
	}
	return out
}
