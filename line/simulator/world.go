package simulator

// The people, the groups and what stands in their chats with the account.

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// person is a resident with what has happened to them.
type person struct {
	Resident
	friend  bool
	blocked bool
	wrote   time.Time // last message to the account
	busy    time.Time // the loading animation is shown until then
	pushed  bucket    // pushes to this person
}

// chat is a person's chat with the account, or a group's.
type chat struct {
	name    string
	id      string // userId, groupId or roomId
	title   string
	person  *person   // nil in a group
	members []*person // of a group
	joined  bool      // the account is in the group
	room    bool      // a multi-person chat, which has no name
	taken   bool      // another account is in the group
	picture string    // address of the group's picture
	entries []*Entry  // the newest; their sequence numbers have no gaps
	seq     int
	stamp   int64         // timestamp of the last event, ms
	changed chan struct{} // closed by the next entry; nil while nobody waits
	queue   []parcel
	sending bool

	happened uint64 // counts events
}

// world is everything that Reset makes anew, but for deliveries and the clock.
type world struct {
	chats     []*chat
	byID      map[string]*chat
	names     map[string]bool // of chats, so that a crowd is made quickly
	tokens    tokens
	quotes    map[string]string // quoteToken → chat id
	marks     map[string]string // markAsReadToken → chat id
	content   library
	links     linkTokens
	retries   map[string]accepted
	used      map[string]int // month → messages that count
	counted   statistics
	narrow    narrowcasts
	audiences audiences
	coupons   coupons
	recent    recent
	cues      []Cue // that are still to come, the next first
	number    int   // of residents without a Latin name
	menus     menus
	history   history
	images    map[string][]byte // of rich menus by id; what is not here is in the folder
}

func newWorld(cfg Config) world {
	w := world{
		byID: map[string]*chat{}, names: map[string]bool{}, quotes: map[string]string{}, marks: map[string]string{},
		content: newLibrary(), links: newLinkTokens(), retries: map[string]accepted{}, used: map[string]int{},
		tokens: newTokens(), recent: recent{limit: maxRecent}, menus: newMenus(), images: map[string][]byte{},
	}
	for _, r := range cfg.Residents {
		w.addResident(r)
	}
	w.cues = slices.SortedStableFunc(slices.Values(cfg.Script), func(a, b Cue) int { return a.At.Compare(b.At) })
	for _, g := range cfg.Groups {
		w.addGroup(g)
	}
	return w
}

func (w *world) addResident(r Resident) *chat {
	for r.Name == "" || r.UserID == "" && (w.names[r.Name] || w.byID[lineID("U", "resident "+r.Name)] != nil) {
		w.number++
		r.Name = fmt.Sprintf("resident-%d", w.number)
	}
	if r.UserID == "" {
		r.UserID = lineID("U", "resident "+r.Name)
	}
	if r.Language == "" {
		r.Language = "th"
	}
	p := &person{Resident: r, friend: r.Friend && !r.Blocked, blocked: r.Blocked}
	c := &chat{name: r.Name, id: r.UserID, title: r.DisplayName, person: p}
	w.chats, w.byID[c.id], w.names[c.name] = append(w.chats, c), c, true
	return c
}

// find returns the chat with that name, display name, id, or first word of the display name.
func (w *world) find(name string) *chat {
	if c := w.byID[name]; c != nil {
		return c
	}
	for _, fits := range []func(*chat) bool{
		func(c *chat) bool { return c.name == name },
		func(c *chat) bool { return c.title == name },
		func(c *chat) bool { first, _, _ := strings.Cut(c.title, " "); return first == name },
	} {
		if i := slices.IndexFunc(w.chats, fits); i >= 0 {
			return w.chats[i]
		}
	}
	return nil
}

// ErrUnknown is returned for a resident, group, event or message that does not exist.
var ErrUnknown = errors.New("simulator: unknown")

func (w *world) chat(name string) (*chat, error) {
	if c := w.find(name); c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("%w: no resident or group is named %q", ErrUnknown, name)
}

// AddResident adds a person to the world and returns them with name and id filled in.
func (p *Platform) AddResident(r Resident) Resident {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.addResident(r)
	p.reface(c)
	p.tell("world", struct{}{})
	return c.person.Resident
}
