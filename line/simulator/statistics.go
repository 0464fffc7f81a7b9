package simulator

// What is counted while messages are sent, opened and tapped.

import (
	"strconv"
	"strings"
	"time"
)

// statistics are the figures of the world. The zero value is empty.
type statistics struct {
	Sent    map[string]int             // kind and day, as in "push 20261125" → recipients
	Units   map[string]map[string]bool // month → names of aggregation units
	Tallies map[string]*tally          // by request id, or by unit and day
	Order   []string                   // of Tallies, oldest first
	Since   map[string]time.Time       // userId → since when a friend; who is not here was one from the beginning
	Added   map[string]int             // day → people who became friends for the first time
	Blocked map[string]int             // day → people who blocked the account, less those who took it back
	Opened  map[string]int             // userId → last sequence number that the person has seen
}

// tally is how people took the messages of one request, or of a unit's day.
type tally struct {
	Kind      string // broadcast, narrowcast or unit
	At        time.Time
	Delivered int
	Links     []string // place and address, as in "1 https://example.com/"
	Opened    figure
	Clicked   figure
	Bubbles   []figure           // how often each was shown
	Clicks    map[string]*figure // by link
	Addresses map[string]*figure // by address alone
}

// figure is how often something happened, and to whom.
type figure struct {
	Count int
	Users map[string]bool
}

func (f *figure) add(userID string) {
	if f.Users == nil {
		f.Users = map[string]bool{}
	}
	f.Count++
	f.Users[userID] = true
}

// followed is how long what people do with a message is counted (R#get-message-event).
const followed = 14 * 24 * time.Hour

// How many names of units count in a month (D/unit-based-statistics-aggregation),
// and how many tallies are kept.
const (
	maxUnits   = 1000
	maxTallies = 5000
)

// tokyo is the zone of every date in LINE's figures.
var tokyo = time.FixedZone("UTC+9", 9*60*60)

const dayForm = "20060102"

// day is today's date in LINE's figures.
func (p *Platform) day() string { return p.clock.now().In(tokyo).Format(dayForm) }

func (s *statistics) send(kind, day string, n int) {
	bump(&s.Sent, kind+" "+day, n)
}

func (s *statistics) tally(key string) *tally {
	t := s.Tallies[key]
	if t != nil {
		return t
	}
	if s.Tallies == nil {
		s.Tallies = map[string]*tally{}
	}
	t = &tally{}
	s.Tallies[key], s.Order = t, append(s.Order, key)
	if len(s.Order) > maxTallies {
		for _, old := range s.Order[:maxTallies/2] {
			delete(s.Tallies, old)
		}
		s.Order = append(s.Order[:0:0], s.Order[maxTallies/2:]...)
	}
	return t
}

// aggregate lets messages count in the figures of their unit, unless the month
// has a thousand other names. The caller holds mu.
func (p *Platform) aggregate(m *mail, units []string, delivered int) {
	if len(units) == 0 {
		return
	}
	s, month, name := &p.world.counted, p.month(), units[0]
	if s.Units == nil {
		s.Units = map[string]map[string]bool{}
	}
	if s.Units[month] == nil {
		s.Units[month] = map[string]bool{}
	}
	if !s.Units[month][name] && len(s.Units[month]) >= maxUnits {
		return
	}
	s.Units[month][name] = true
	p.follow(m, unitDay(name, p.day()), "unit", delivered)
}

func unitDay(name, day string) string { return "unit " + name + " " + day }

// follow lets messages count in a tally. The caller holds mu.
func (p *Platform) follow(m *mail, key, kind string, delivered int) {
	t := p.world.counted.tally(key)
	if t.At.IsZero() {
		t.Kind, t.At = kind, p.clock.now().UTC()
	}
	t.Delivered += delivered
	known := map[string]bool{}
	for _, link := range t.Links {
		known[link] = true
	}
	for i := range m.bubbles {
		place := strconv.Itoa(i + 1)
		m.bubbles[i].tally = key + "#" + place
		if len(t.Bubbles) <= i {
			t.Bubbles = append(t.Bubbles, figure{})
		}
		for _, address := range addresses(m.bubbles[i]) {
			if link := place + " " + address; !known[link] {
				known[link], t.Links = true, append(t.Links, link)
			}
		}
	}
}

// befriended notes when a person became a friend, or took a block back; parted
// when one blocked the account. The caller holds mu.
func (p *Platform) befriended(who *person, again bool) {
	s := &p.world.counted
	if again {
		bump(&s.Blocked, p.day(), -1)
	}
	if _, known := s.Since[who.UserID]; known || who.Resident.Friend {
		return
	}
	if s.Since == nil {
		s.Since = map[string]time.Time{}
	}
	s.Since[who.UserID] = p.clock.now().UTC()
	bump(&s.Added, p.day(), 1)
}

func (p *Platform) parted() { bump(&p.world.counted.Blocked, p.day(), 1) }

func bump(counts *map[string]int, key string, n int) {
	if *counts == nil {
		*counts = map[string]int{}
	}
	(*counts)[key] += n
}

// addresses are those that the message opens when it is tapped.
func addresses(b bubble) []string {
	var out []string
	for _, button := range Buttons(b.raw) {
		if a := button.opens(); a != "" {
			out = append(out, a)
		}
	}
	return out
}

// saw counts what stands in a person's chat as seen: whoever acts there has
// opened the chat. The caller holds mu.
func (p *Platform) saw(c *chat) {
	if c.person == nil {
		return
	}
	s := &p.world.counted
	if s.Opened == nil {
		s.Opened = map[string]int{}
	}
	for i := len(c.entries) - 1; i >= 0 && c.entries[i].Seq > s.Opened[c.id]; i-- {
		t, place := p.counting(c.entries[i])
		if t == nil || place > len(t.Bubbles) {
			continue
		}
		t.Bubbles[place-1].add(c.id)
		t.Opened.add(c.id)
	}
	s.Opened[c.id] = c.seq
}

// tapped counts an address that a person opened from the newest message that
// has the button. The caller holds mu.
func (p *Platform) tapped(c *chat, address string) {
	if c.person == nil || address == "" {
		return
	}
	for i := len(c.entries) - 1; i >= 0; i-- {
		t, place := p.counting(c.entries[i])
		link := strconv.Itoa(place) + " " + address
		if t == nil || !t.has(link) {
			continue
		}
		if t.Clicks == nil {
			t.Clicks, t.Addresses = map[string]*figure{}, map[string]*figure{}
		}
		for key, in := range map[string]map[string]*figure{link: t.Clicks, address: t.Addresses} {
			if in[key] == nil {
				in[key] = &figure{}
			}
			in[key].add(c.id)
		}
		t.Clicked.add(c.id)
		return
	}
}

// counting is the tally that an entry counts in, and its place there; nil when
// it counts in none, or no longer.
func (p *Platform) counting(e *Entry) (t *tally, place int) {
	key, number, ok := strings.Cut(e.tally, "#")
	if !ok || p.clock.now().Sub(e.At) > followed {
		return nil, 0
	}
	place, err := strconv.Atoi(number)
	if err != nil || place < 1 {
		return nil, 0
	}
	return p.world.counted.Tallies[key], place
}

func (t *tally) has(link string) bool {
	for _, known := range t.Links {
		if known == link {
			return true
		}
	}
	return false
}
