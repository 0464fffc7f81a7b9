package simulator

// Groups and multi-person chats: who comes and who goes.

import (
	"errors"
	"fmt"
	"slices"
)

// ErrNotAllowed is returned for what LINE does not let a resident do.
var ErrNotAllowed = errors.New("simulator: LINE does not allow it")

// AddGroup adds a group to the world and returns it with its name and id filled in.
// It is an error when the name is taken or a member is unknown.
func (p *Platform) AddGroup(g Group) (Group, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if g.Name == "" {
		p.world.number++
		g.Name = fmt.Sprintf("group-%d", p.world.number)
	}
	if p.world.find(g.Name) != nil {
		return g, fmt.Errorf("%w: the name %q is taken", ErrNotAllowed, g.Name)
	}
	for _, name := range g.Members {
		if _, err := p.world.resident(name); err != nil {
			return g, err
		}
	}
	if g.Joined && (p.cfg.NoGroups || g.Taken) {
		return g, p.closedTo(g.Name, g.Taken)
	}
	g.GroupID = p.world.addGroup(g).id
	p.tell("world", struct{}{})
	return g, nil
}

func (w *world) addGroup(g Group) *chat {
	letter := "C"
	if g.Room {
		letter = "R"
	}
	if g.GroupID == "" {
		g.GroupID = lineID(letter, "group "+g.Name)
	}
	c := &chat{
		name: g.Name, id: g.GroupID, title: or(g.DisplayName, g.Name), joined: g.Joined,
		room: g.Room, taken: g.Taken, picture: g.PictureURL,
	}
	for _, name := range g.Members {
		if m := w.find(name); m != nil && m.person != nil {
			c.members = append(c.members, m.person)
		}
	}
	w.chats, w.byID[c.id], w.names[c.name] = append(w.chats, c), c, true
	return c
}

// JoinGroup invites the account into a group.
func (p *Platform) JoinGroup(group string) (Act, error) { return p.enter(group, true) }

// LeaveGroup removes the account from a group.
func (p *Platform) LeaveGroup(group string) (Act, error) { return p.enter(group, false) }

func (p *Platform) enter(group string, in bool) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.group(group)
	switch {
	case err != nil:
		return Act{}, err
	case c.joined == in:
		return Act{Seq: c.seq}, nil
	case in && (p.cfg.NoGroups || c.taken):
		return Act{}, p.closedTo(c.name, c.taken)
	}
	return p.entered(c, in), nil
}

// entered lets the account be in a group or not. LINE tells of a leave by the bot
// itself as well (R#leave-event). The caller holds mu.
func (p *Platform) entered(c *chat, in bool) Act {
	c.joined = in
	p.tell("world", struct{}{})
	kind := "leave"
	if in {
		kind = "join"
	}
	return Act{EventID: p.emit(c, nil, event{Type: kind}), Seq: c.seq}
}

func (p *Platform) closedTo(group string, taken bool) error {
	if taken {
		return fmt.Errorf("%w: another Official Account is in %s, and a group has one", ErrNotAllowed, group)
	}
	return fmt.Errorf("%w: the account is set not to join groups", ErrNotAllowed)
}

// MemberJoins lets residents come into a group, all in one event.
func (p *Platform) MemberJoins(group string, names ...string) (Act, error) {
	return p.moves(group, "memberJoined", names)
}

// MemberLeaves lets residents leave a group, all in one event.
func (p *Platform) MemberLeaves(group string, names ...string) (Act, error) {
	return p.moves(group, "memberLeft", names)
}

func (p *Platform) moves(group, kind string, names []string) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.group(group)
	if err != nil {
		return Act{}, err
	}
	var moved []*person
	for _, name := range names {
		m, err := p.world.resident(name)
		if err != nil {
			return Act{}, err
		}
		if slices.Contains(c.members, m.person) != (kind == "memberJoined") && !slices.Contains(moved, m.person) {
			moved = append(moved, m.person)
		}
	}
	if len(moved) == 0 {
		return Act{Seq: c.seq}, nil
	}
	told := make([]source, len(moved))
	for i, m := range moved {
		told[i] = source{Type: "user", UserID: m.UserID}
	}
	e := event{Type: kind}
	if kind == "memberJoined" {
		c.members = append(c.members, moved...)
		e.Joined = map[string]any{"members": told}
	} else {
		c.members = slices.DeleteFunc(c.members, func(m *person) bool { return slices.Contains(moved, m) })
		e.Left = map[string]any{"members": told}
	}
	p.tell("world", struct{}{})
	act := Act{Seq: c.seq}
	if c.joined {
		act.EventID = p.emit(c, nil, e)
	}
	return act, nil
}

// group finds a group or multi-person chat.
func (w *world) group(name string) (*chat, error) {
	c, err := w.chat(name)
	if err == nil && c.person != nil {
		return nil, fmt.Errorf("%w: %q is no group", ErrUnknown, name)
	}
	return c, err
}

// resident finds a person.
func (w *world) resident(name string) (*chat, error) {
	c, err := w.chat(name)
	if err == nil && c.person == nil {
		return nil, fmt.Errorf("%w: %q is a group, not a person", ErrUnknown, name)
	}
	return c, err
}
