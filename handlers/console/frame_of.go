package console

// The frame of this visitor's pages: only the rooms that they may enter.

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"tambon/services/staff"
	"tambon/text"
)

// frame is the frame of a page with a title, in the room that begins with room.
func (c *Console) frame(v *visit, title, room string) Frame {
	f := c.aloneFrame(v, title)
	who := v.in.Who
	f.Town = strings.TrimPrefix(f.Town, "เทศบาล") // the side is narrow
	f.Who = Who{Name: who.Name, Role: c.roleNames(v, who), Initials: initials(who.Name), Href: in("/me")}
	f.Nav = c.nav(v, room)
	f.SignOut, f.Help = in("/sign-out"), helpHref(v)
	if who.MaySomewhere("booking.read") {
		f.Search, f.Sought = in("/find"), v.QueryParam("q")
	}
	if v.in.Session.ID == "demo" {
		f.SignOut = ""
		f.Eyes = c.eyes(v)
	}
	return f
}

// aloneFrame is that of a page without a side.
func (c *Console) aloneFrame(v *visit, title string) Frame {
	f := Frame{Lang: v.lang, Title: title, Town: v.town.Site.Name.In(string(v.lang)), Home: in("/"), Foot: v.T("door.help", "phone", text.Phone(v.town.Site.Phone))}
	if len(v.town.Site.Centres) == 1 {
		f.Centre = v.town.Site.Centres[0].Name.In(string(v.lang))
	}
	f.Other = otherLanguage(v)
	return f
}

// otherLanguage is this page in the other language. A page that answered a form
// has none: asking for it again would not show it.
func otherLanguage(v *visit) string {
	if v.Request().Method != "GET" {
		return ""
	}
	other := text.English
	if v.lang == text.English {
		other = text.Thai
	}
	query := v.Request().URL.Query()
	query.Set("lang", string(other))
	return (&url.URL{Path: v.Request().URL.Path, RawQuery: query.Encode()}).String()
}

// A room is an entry of the side, for those who may do its act somewhere.
type room struct {
	path, key, icon string
	act             staff.Permission
	tends           bool // of those who look after the system
}

func rooms() []room {
	return []room{
		{"/home", "nav.home", "house-simple", staff.Self, false},
		{"/desk", "nav.desk", "calendar-dots", "booking.read", false},
		{"/chats", "nav.chats", "chats-circle", "chat.read", false},
		{"/residents", "nav.residents", "users-three", "resident.read", false},
		{"/schedule", "nav.schedule", "clock-clockwise", "schedule.read", true},
		{"/settings", "nav.settings", "gear-six", "setting.read", true},
		{"/people", "nav.people", "identification-badge", "staff.read", true},
		{"/audit", "nav.audit", "clipboard-text", "audit.read", true},
		{"/machine", "nav.machine", "heartbeat", "machine.read", true},
	}
}

func (c *Console) nav(v *visit, current string) []NavGroup {
	daily, tends := NavGroup{Label: v.T("nav.daily")}, NavGroup{Label: v.T("nav.tends")}
	for _, r := range rooms() {
		if !v.in.Who.MaySomewhere(r.act) {
			continue
		}
		item := NavItem{Label: v.T(r.key), Short: v.T(r.key + ".short"), Icon: r.icon, Href: in(r.path), Current: r.path == current}
		if r.path == "/chats" && !item.Current { // there the list counts, live
			c.countChats(v, &item)
		}
		if r.tends {
			tends.Items = append(tends.Items, item)
		} else {
			daily.Items = append(daily.Items, item)
		}
	}
	var groups []NavGroup
	for _, g := range []NavGroup{daily, tends} {
		if len(g.Items) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (c *Console) eyes(v *visit) *Eyes {
	e := &Eyes{Post: in("/eyes")}
	for _, each := range c.Eyes {
		e.Roles = append(e.Roles, Choice{string(each.Role), v.T("role." + string(each.Role))})
		if each.StaffID == v.in.Who.ID {
			e.Chosen = string(each.Role)
		}
	}
	return e
}

// roleNames are the person's roles in words, the first two.
func (c *Console) roleNames(v *visit, who staff.Identity) string {
	var names []string
	for _, g := range who.Grants {
		if name := v.T("role." + string(g.Role)); len(names) < 2 && (len(names) == 0 || names[0] != name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// initials is the first letter of a name that stands by itself: a Thai vowel
// that is written before its consonant comes with it.
func initials(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if first >= 'เ' && first <= 'ไ' {
		_, more := utf8.DecodeRuneInString(name[size:])
		size += more
	}
	return name[:size]
}

// countChats puts how many residents wait for an answer beside the room's name.
// Without a database the page says so itself.
func (c *Console) countChats(v *visit, item *NavItem) {
	n, _, err := c.Chats.Waiting(v.Request().Context(), c.places(v, "chat.read"))
	if err == nil && n > 0 {
		item.Count, item.CountSays, item.Urgent = v.lang.Number(n), v.T("chat.waiting.says", "n", v.lang.Number(n)), true
	}
}
