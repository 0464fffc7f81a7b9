package simulator

// Looking at chats: what stands there, and waiting for what comes.

import (
	"context"
	"math"
	"time"
)

// Messages returns what stands in a chat after a sequence number, oldest first.
// What left memory is read from the folder, at most 1,000 entries at a time: ask
// again after the last one. Without a folder it is gone.
func (p *Platform) Messages(name string, after int) ([]Entry, error) {
	out := []Entry{}
	for {
		p.mu.Lock()
		c, err := p.world.chat(name)
		if err != nil {
			p.mu.Unlock()
			return nil, err
		}
		first := c.first()
		if after == newest {
			after = first - 1
		}
		if p.keep == nil || after+1 >= first {
			out = append(out, c.since(after, nil)...)
			p.mu.Unlock()
			return out, nil
		}
		id := c.id
		p.mu.Unlock()
		older, err := p.keep.older(id, after, maxOlder-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, older...)
		if len(out) >= maxOlder {
			return out, nil
		}
		if after = first - 1; len(older) > 0 {
			after = max(after, older[len(older)-1].Seq)
		}
	}
}

// newest stands for what is in memory of a chat, however much was said before.
const newest = math.MinInt

// maxOlder is how many entries are read from the folder at a time.
const maxOlder = 1000

// first is the sequence number of the oldest entry in memory, or of the next
// where there is none.
func (c *chat) first() int { return c.seq - len(c.entries) + 1 }

// Wait waits for the bot: it returns, as soon as there is one, the messages of
// the bot after a sequence number, and those that LINE refused.
func (p *Platform) Wait(ctx context.Context, name string, after int) ([]Entry, error) {
	return p.await(ctx, name, after, func(e *Entry) bool { return e.From == "bot" || e.Refused != nil })
}

// await returns the entries after a sequence number that are wanted (nil: all),
// as soon as there is one.
func (p *Platform) await(ctx context.Context, name string, after int, wanted func(*Entry) bool) ([]Entry, error) {
	for {
		p.mu.Lock()
		c, err := p.world.chat(name)
		if err != nil {
			p.mu.Unlock()
			return nil, err
		}
		found, changed := c.since(after, wanted), c.change()
		p.mu.Unlock()
		if len(found) > 0 {
			return found, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-p.ctx.Done():
			return nil, p.ctx.Err()
		}
	}
}

func (c *chat) since(after int, wanted func(*Entry) bool) []Entry {
	out := []Entry{}
	for _, e := range c.entries[min(max(after+1-c.first(), 0), len(c.entries)):] {
		if wanted == nil || wanted(e) {
			shown := *e
			shown.Read = Read(e.Message)
			out = append(out, shown)
		}
	}
	return out
}

// A Person is what the world knows of a resident.
type Person struct {
	Name        string     `json:"name"`
	DisplayName string     `json:"displayName"`
	UserID      string     `json:"userId"`
	Friend      bool       `json:"friend"`
	Blocked     bool       `json:"blocked"`
	LastSeq     int        `json:"lastSeq"`
	Loading     *time.Time `json:"loadingUntil,omitempty"` // the loading animation is shown until then
}

// A Circle is what the world knows of a group.
type Circle struct {
	Name        string   `json:"name"`
	DisplayName string   `json:"displayName"`
	GroupID     string   `json:"groupId"`        // or roomId
	Room        bool     `json:"room,omitempty"` // a multi-person chat
	Joined      bool     `json:"joined"`
	Members     []string `json:"members"`
	LastSeq     int      `json:"lastSeq"`
}

// Quota is how many messages were pushed this month; Limit nil: no limit.
type Quota struct {
	Used     int  `json:"used"`
	Limit    *int `json:"limit"`
	Reserved int  `json:"reserved,omitempty"` // by narrowcasts that wait
}

// A State is the world at one moment.
type State struct {
	Now        time.Time  `json:"now"`
	Paused     bool       `json:"paused"`
	Bot        BotInfo    `json:"bot"`
	Webhook    string     `json:"webhook"`
	Delivering Delivering `json:"delivering"`
	Mischief   Mischief   `json:"mischief"`
	Residents  []Person   `json:"residents"`
	Groups     []Circle   `json:"groups"`
	Quota      Quota      `json:"quota"`
	Faults     []Fault    `json:"faults"`
	Switches   Switches   `json:"switches"`
	Links      []Link     `json:"links,omitempty"`
}

// A Link leads from the page to a page of the bot's own, such as its console.
type Link struct {
	Label string `json:"label"`
	Href  string `json:"href"`
}

// State tells the world as it is now.
func (p *Platform) State() State {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock.now()
	s := State{
		Now: now.In(p.cfg.Zone), Paused: p.clock.stands(), Bot: p.cfg.Bot, Webhook: p.send.webhook,
		Residents: []Person{}, Groups: []Circle{}, Quota: p.quota(), Faults: p.openFaults(), Switches: p.cfg.Switches, Links: p.cfg.Links,
		Delivering: p.send.delivering(), Mischief: p.send.mischief,
	}
	for _, c := range p.world.chats {
		if c.person == nil {
			s.Groups = append(s.Groups, c.circle())
			continue
		}
		s.Residents = append(s.Residents, c.shown(now))
	}
	return s
}

func (c *chat) shown(now time.Time) Person {
	person := Person{
		Name: c.name, DisplayName: c.title, UserID: c.id,
		Friend: c.person.friend, Blocked: c.person.blocked, LastSeq: c.seq,
	}
	if c.person.busy.After(now) {
		until := c.person.busy.UTC()
		person.Loading = &until
	}
	return person
}

func (c *chat) circle() Circle {
	out := Circle{Name: c.name, DisplayName: c.title, GroupID: c.id, Room: c.room, Joined: c.joined, Members: []string{}, LastSeq: c.seq}
	for _, m := range c.members {
		out.Members = append(out.Members, m.Name)
	}
	return out
}
