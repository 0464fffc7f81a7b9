package simulator

// What residents do.

import (
	"errors"
	"fmt"
	"math"
)

// ErrBlocked is returned when someone who has blocked the account wants to write to it.
var ErrBlocked = errors.New("simulator: the account is blocked; follow first")

// Follow adds the account as a friend, or unblocks it. Who is a friend already
// does nothing by it.
func (p *Platform) Follow(name string) (Act, error) {
	return p.alone(name, func(c *chat) (Act, error) {
		if c.person.friend {
			return Act{Seq: c.seq}, nil
		}
		again := c.person.blocked
		c.person.friend, c.person.blocked = true, false
		p.reface(c)
		p.befriended(c.person, again)
		p.tell("world", struct{}{})
		id := p.emit(c, c.person, event{Type: "follow", Follow: map[string]any{"isUnblocked": again}})
		return Act{EventID: id, Seq: c.seq}, nil
	})
}

// Unfollow blocks the account.
func (p *Platform) Unfollow(name string) (Act, error) {
	return p.alone(name, func(c *chat) (Act, error) {
		if c.person.blocked {
			return Act{Seq: c.seq}, nil
		}
		c.person.friend, c.person.blocked = false, true
		p.reface(c)
		p.parted()
		p.tell("world", struct{}{})
		return Act{EventID: p.emit(c, c.person, event{Type: "unfollow"}), Seq: c.seq}, nil
	})
}

// A Spot is a place that a resident sends.
type Spot struct {
	Title     string  `json:"title"`
	Address   string  `json:"address"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Location sends a place.
func (p *Platform) Location(name string, at Spot) (Act, error) {
	return p.standAt(name, "", at)
}

func (p *Platform) standAt(name, as string, at Spot) (Act, error) {
	if math.Abs(at.Latitude) > 90 || math.Abs(at.Longitude) > 180 {
		return Act{}, fmt.Errorf("%w: latitude is from -90 to 90 and longitude from -180 to 180", errInput)
	}
	return p.say(name, as, at.message())
}

func (s Spot) message() map[string]any {
	m := map[string]any{"type": "location", "latitude": s.Latitude, "longitude": s.Longitude}
	if s.Title != "" {
		m["title"] = s.Title
	}
	if s.Address != "" {
		m["address"] = s.Address
	}
	return m
}

// Unsend takes back a message that the resident, or a member of the group, sent.
func (p *Platform) Unsend(name, messageID string) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(name)
	if err != nil {
		return Act{}, err
	}
	i := c.index(messageID)
	if i < 0 || c.entries[i].From != "resident" {
		return Act{}, fmt.Errorf("%w: %s sent no message %q", ErrUnknown, name, messageID)
	}
	p.amend(c, i, func(e *Entry) { e.Message = compact(map[string]any{"type": "unsent", "id": messageID}) })
	if p.world.content.unsend(messageID) {
		p.keep.add(note{content: messageID})
	}
	p.tell("world", struct{}{})
	act := Act{MessageID: messageID, Seq: c.seq}
	if c.person != nil || c.joined {
		act.EventID = p.emit(c, p.author(c, c.entries[i]), event{Type: "unsend", Unsend: map[string]any{"messageId": messageID}})
	}
	return act, nil
}

// author is who wrote an entry; nil when they are gone.
func (p *Platform) author(c *chat, e *Entry) *person {
	if c.person != nil {
		return c.person
	}
	if who := p.world.byID[e.Author]; who != nil {
		return who.person
	}
	return nil
}

// say sends a message into a chat; as names who speaks in a group.
func (p *Platform) say(name, as string, message map[string]any) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, as)
	if err != nil {
		return Act{}, err
	}
	return p.said(c, who, message), nil
}

// speaker finds a chat and who speaks in it: its person, or in a group the
// member named, or the first one. The caller holds mu.
func (p *Platform) speaker(name, as string) (*chat, *person, error) {
	c, err := p.world.chat(name)
	if err != nil {
		return nil, nil, err
	}
	who := c.person
	switch {
	case who != nil:
	case as != "":
		m, err := p.world.chat(as)
		if err != nil || m.person == nil {
			return nil, nil, fmt.Errorf("%w: no resident is named %q", ErrUnknown, as)
		}
		who = m.person
	case len(c.members) > 0:
		who = c.members[0]
	default:
		return nil, nil, fmt.Errorf("%w: group %q has no members", ErrUnknown, name)
	}
	if c.person != nil && who.blocked {
		return nil, nil, fmt.Errorf("%w: %s", ErrBlocked, name)
	}
	return c, who, nil
}

// alone does something that a person does without writing.
func (p *Platform) alone(name string, do func(*chat) (Act, error)) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(name)
	if err != nil {
		return Act{}, err
	}
	if c.person == nil {
		return Act{}, fmt.Errorf("%w: %q is a group, not a person", ErrUnknown, name)
	}
	return do(c)
}
