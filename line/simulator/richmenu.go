package simulator

// What the world knows of rich menus, and which one a person sees (D/rich-menus-overview).

import (
	"encoding/json"
	"time"
)

// maxMenus is how many rich menus, and how many aliases, an account may have by
// the API (D/using-rich-menus).
const maxMenus = 1000

// menus is the state of rich menus: plain data, ids in place of pointers.
type menus struct {
	Known   map[string]*richMenu  // by richMenuId
	Order   []string              // richMenuIds, oldest first
	Default string                // richMenuId; empty: none
	Links   map[string]string     // userId → richMenuId
	Aliases map[string]string     // richMenuAliasId → richMenuId, which may be deleted meanwhile
	Batches map[string]*menuBatch // by x-line-request-id
	Seen    map[string]menuSeen   // userId → what the phone shows
}

// A richMenu is a menu as the bot made it, its image, and who saw and pressed it.
type richMenu struct {
	ID     string
	Menu   menuObject
	Kind   string // content type of the image; empty: it has none yet
	Width  int    // of the image, pixels
	Height int
	Days   map[string]*menuDay // yyyyMMdd in UTC+9
}

// menuObject is LINE's rich menu object (R#rich-menu-object).
type menuObject struct {
	Size struct {
		Width  int `json:"width"`
		Height int `json:"height"`
	} `json:"size"`
	Selected    bool       `json:"selected"`
	Name        string     `json:"name"`
	ChatBarText string     `json:"chatBarText"`
	Areas       []menuArea `json:"areas"`
}

type menuArea struct {
	Bounds menuBounds      `json:"bounds"`
	Action json.RawMessage `json:"action"`
}

type menuBounds struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

// menuSeen is what a person's phone shows: which menu, and whether it is open.
type menuSeen struct {
	MenuID string
	Open   bool
}

// A menuDay is what happened to a rich menu on one day (R#get-rich-menu-insight-daily).
type menuDay struct {
	Shown   map[string]int         // userId → how often the open menu was shown
	Clicked map[int]map[string]int // index of the area → userId → how often it was pressed
}

func newMenus() menus {
	return menus{
		Known: map[string]*richMenu{}, Links: map[string]string{}, Aliases: map[string]string{},
		Batches: map[string]*menuBatch{}, Seen: map[string]menuSeen{},
	}
}

// of is the menu that a person sees: the one linked to them, else the default
// one. Who is no friend sees none.
func (m *menus) of(c *chat) *richMenu {
	if c.person == nil || !c.person.friend {
		return nil
	}
	if own := m.Known[m.Links[c.id]]; own != nil {
		return own
	}
	return m.Known[m.Default]
}

// reface brings the phones of these chats up to date after a change: a menu that
// is new there opens when it is selected. The caller holds mu.
func (p *Platform) reface(chats ...*chat) {
	for _, c := range chats {
		now := menuSeen{}
		if menu := p.world.menus.of(c); menu != nil {
			now = menuSeen{menu.ID, menu.Menu.Selected}
			if was := p.world.menus.Seen[c.id]; was.MenuID == menu.ID {
				now.Open = was.Open
			}
		}
		p.show(c, now)
	}
}

// show makes a phone show a menu open or closed, and counts an impression when it
// becomes visible. The caller holds mu.
func (p *Platform) show(c *chat, now menuSeen) {
	m := &p.world.menus
	was := m.Seen[c.id]
	if was == now {
		return
	}
	if m.Seen[c.id] = now; now.MenuID == "" {
		delete(m.Seen, c.id)
	}
	if menu := m.Known[now.MenuID]; menu != nil && now.Open {
		menu.day(p.clock.now()).Shown[c.id]++
	}
	p.tell("menu", map[string]any{"resident": c.name})
}

// day is the menu's record of the day of t as LINE's insight counts days.
func (r *richMenu) day(t time.Time) *menuDay {
	key := t.UTC().Add(9 * time.Hour).Format("20060102")
	if r.Days == nil {
		r.Days = map[string]*menuDay{}
	}
	if r.Days[key] == nil {
		r.Days[key] = &menuDay{Shown: map[string]int{}, Clicked: map[int]map[string]int{}}
	}
	return r.Days[key]
}

// clicked counts a press on an area. The caller holds mu.
func (r *richMenu) clicked(area int, userID string, at time.Time) {
	day := r.day(at)
	if day.Clicked[area] == nil {
		day.Clicked[area] = map[string]int{}
	}
	day.Clicked[area][userID]++
}
