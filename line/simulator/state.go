package simulator

// What of a world is kept in a folder, and making the world anew from it.

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// parts are the pieces of the world that json writes and reads as they are:
// plain data with exported fields. A new chapter of the API adds a line here.
func (p *Platform) parts() map[string]any {
	return map[string]any{
		"used":    &p.world.used,
		"number":  &p.world.number,
		"counted": &p.world.counted,
		"menus":   &p.world.menus,
		"narrow":  &p.world.narrow,
		"aimed":   &p.world.audiences,
		"coupons": &p.world.coupons,
		"faults":  &p.faults,
		"log":     &p.send.log.kept,
		"copies":  &p.send.copies,
		"shuffle": &p.send.shuffle,
		"again":   &p.send.redelivery,
		"at once": &p.send.parallel,
		"holding": &p.send.holding,
		"cues":    &p.world.cues,

		"inactive": &p.send.inactive,
		"stopped":  &p.send.stopped,
		"standby":  &p.send.standby,
		"failures": &p.send.failures,
		"mischief": &p.send.mischief,
		"events":   &p.send.number,
		"links":    &p.world.links,
		"history":  &p.world.history,
	}
}

// saved is the whole state but for what stands in chats, which the journal has.
type saved struct {
	Clean   bool `json:"clean"` // written by Close: nothing happened after it
	Clock   savedClock
	IDs     savedIDs
	Webhook string
	Chats   []savedChat
	Tokens  []savedToken // the newest, oldest first
	Retries map[string]accepted
	Content map[string]Media // without the bytes, which are files
	Sent    []savedParcel    // the newest, for Redeliver
	Held    []savedParcel
	Login   *LoginState // nil: of a time before there was one
	Parts   map[string]json.RawMessage
}

type savedClock struct {
	Offset time.Duration
	Frozen bool
	Still  time.Time
}

type savedIDs struct {
	Random  []byte
	Message uint64
}

type savedChat struct {
	Name, ID, Title string
	Person          *savedPerson // nil in a group
	Members         []string     // user ids
	Joined          bool
	Room, Taken     bool
	Picture         string
	Stamp           int64
	Happened        uint64
}

type savedPerson struct {
	Resident
	Befriended, Blocked bool
	Wrote, Busy         time.Time
}

type savedToken struct {
	Name, Chat       string
	Event, Delivered time.Time
	Again, Used      bool
}

type savedParcel struct {
	Chat   string
	Event  event
	Token  savedToken
	Number uint64
}

// How much is kept of what the memory has more of.
const (
	savedTokens = 2_000
	savedEvents = shownLog
)

// snapshot is the state as it is now. The caller holds mu.
func (p *Platform) snapshot() (saved, error) {
	random, err := p.ids.random.MarshalBinary()
	if err != nil {
		return saved{}, err
	}
	w := &p.world
	s := saved{
		Clock: p.clock.saved(), IDs: savedIDs{random, p.ids.message}, Webhook: p.send.webhook,
		Retries: make(map[string]accepted, len(w.retries)), Content: make(map[string]Media, len(w.content.held)),
		Parts: map[string]json.RawMessage{},
	}
	in := p.LoginState()
	s.Login = &in
	for _, c := range w.chats {
		s.Chats = append(s.Chats, c.saved())
	}
	order := w.tokens.order
	for _, name := range order[max(0, len(order)-savedTokens):] {
		s.Tokens = append(s.Tokens, w.tokens.known[name].saved(name))
	}
	for key, a := range w.retries {
		s.Retries[key] = a
	}
	for id, held := range w.content.held {
		s.Content[id] = *held
	}
	for _, id := range p.send.order[max(0, len(p.send.order)-savedEvents):] {
		s.Sent = append(s.Sent, p.send.sent[id].saved())
	}
	for _, one := range p.send.held {
		s.Held = append(s.Held, one.saved())
	}
	for name, part := range p.parts() {
		if s.Parts[name], err = json.Marshal(part); err != nil {
			return saved{}, fmt.Errorf("simulator: %s: %w", name, err)
		}
	}
	return s, nil
}

// restore makes the world as a snapshot says. Residents and groups of the
// configuration that the snapshot does not know stay as new ones; what json
// cannot read of a part is as at the beginning.
func (p *Platform) restore(s saved) error {
	p.clock.restore(s.Clock)
	if p.cfg.WebhookURL == "" {
		p.send.webhook = s.Webhook
	}
	var wrong error
	for name, part := range p.parts() {
		if raw, ok := s.Parts[name]; ok {
			if err := json.Unmarshal(raw, part); err != nil && wrong == nil {
				wrong = fmt.Errorf("simulator: %s: %w", name, err)
			}
		}
	}
	if err := p.ids.restore(s.IDs, s.Clean); err != nil && wrong == nil {
		wrong = err
	}
	if s.Login != nil {
		p.RestoreLogin(*s.Login)
	}
	w := &p.world
	for _, c := range s.Chats {
		w.restoreChat(c)
	}
	for _, c := range s.Chats {
		for _, id := range c.Members {
			if m := w.byID[id]; m != nil && m.person != nil {
				w.byID[c.ID].members = append(w.byID[c.ID].members, m.person)
			}
		}
	}
	for _, t := range s.Tokens {
		if c := w.byID[t.Chat]; c != nil {
			w.tokens.add(t.Name, t.token(c))
		}
	}
	if s.Retries != nil {
		w.retries = s.Retries
	}
	for id, held := range s.Content {
		w.content.held[id] = &held
	}
	for _, one := range s.Sent {
		if c := w.byID[one.Chat]; c != nil {
			p.send.remember(p.parcel(one, c))
		}
	}
	for _, one := range s.Held {
		if c := w.byID[one.Chat]; c != nil {
			p.send.held = append(p.send.held, p.parcel(one, c))
		}
	}
	return wrong
}

func (c *chat) saved() savedChat {
	out := savedChat{Name: c.name, ID: c.id, Title: c.title, Joined: c.joined, Stamp: c.stamp, Happened: c.happened, Room: c.room, Taken: c.taken, Picture: c.picture}
	if who := c.person; who != nil {
		out.Person = &savedPerson{who.Resident, who.friend, who.blocked, who.wrote, who.busy}
	}
	for _, m := range c.members {
		out.Members = append(out.Members, m.UserID)
	}
	return out
}

func (w *world) restoreChat(s savedChat) {
	c := w.byID[s.ID]
	if c == nil {
		c = &chat{id: s.ID}
		w.chats, w.byID[s.ID] = append(w.chats, c), c
	}
	w.names[s.Name] = true
	c.name, c.title, c.members, c.joined, c.stamp, c.happened = s.Name, s.Title, nil, s.Joined, s.Stamp, s.Happened
	c.room, c.taken, c.picture = s.Room, s.Taken, s.Picture
	if who := s.Person; who != nil {
		if c.person == nil {
			c.person = &person{}
		}
		*c.person = person{Resident: who.Resident, friend: who.Befriended, blocked: who.Blocked, wrote: who.Wrote, busy: who.Busy}
	}
}

func (t *token) saved(name string) savedToken {
	return savedToken{name, t.chat.id, t.event, t.delivered, t.again, t.used}
}

func (s savedToken) token(c *chat) *token {
	return &token{chat: c, event: s.Event, delivered: s.Delivered, again: s.Again, used: s.Used}
}

func (one parcel) saved() savedParcel {
	return savedParcel{one.chat.id, one.event, one.token.saved(one.event.ReplyToken), one.number}
}

// parcel shares the reply token with the world, so that what is used is used.
func (p *Platform) parcel(s savedParcel, c *chat) parcel {
	tok := p.world.tokens.known[s.Token.Name]
	if tok == nil {
		tok = s.Token.token(c)
		if s.Token.Name != "" {
			p.world.tokens.add(s.Token.Name, tok)
		}
	}
	return parcel{chat: c, event: s.Event, token: tok, world: p.send.world, number: s.Number}
}

func (c *clock) saved() savedClock {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return savedClock{c.offset, c.frozen, c.still}
}

func (c *clock) restore(s savedClock) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset, c.frozen, c.still = s.Offset, s.Frozen, s.Still
}

// restore goes on where ids were given last. After a kill nobody knows which
// those were, so it goes on elsewhere: a token is never given twice.
func (g *ids) restore(s savedIDs, clean bool) error {
	if !clean {
		key := sha256.Sum256(binary.LittleEndian.AppendUint64(slices.Clone(s.Random), s.Message))
		g.random, g.message = rand.NewChaCha8(key), s.Message+10_000_000_000
		return nil
	}
	if err := g.random.UnmarshalBinary(s.Random); err != nil {
		return fmt.Errorf("simulator: ids: %w", err)
	}
	g.message = s.Message
	return nil
}
