package console

// The frame of a page: what stands around its body.

import "tambon/text"

// A Frame is what stands around a page's body: its title, whose town it is,
// who sits before it, and where else they may go. The caller leaves out what
// the person may not see.
type Frame struct {
	Lang   text.Lang
	Title  string // of the browser's window; it never names a person
	Town   string // เทศบาลเมืองปากพูน
	Centre string // รพ.สต.ปากพูน, under the town's name; may be empty
	Home   string // where the town's name leads
	Who    Who
	// Nav is the groups of the side. The first group's items, four at most, are
	// the tabs at the foot of a phone; the others open behind เมนู.
	Nav     []NavGroup
	Search  string // where the search field asks, by GET with q; empty: no field
	Sought  string // what was searched for
	AsOf    string // ข้อมูลล่าสุด 09.42 น.; empty where nothing on the page is live
	Nudges  string // where the line of server-sent events is; empty: live parts ask by the clock
	Help    string // where ช่วยเหลือ leads; empty: no link
	Other   string // this page in the other language
	SignOut string // where ออกจากระบบ posts to; empty: no button
	Eyes    *Eyes  // the demo's switch of roles; nil elsewhere
	Notice  *Note  // what the act before this page did
	Talk    bool   // the body fills the sheet to its edges, as the chat does
	Wide    bool   // on a page without a side: as wide as a list of facts
	Foot    string // on a page without a side: its last line
}

// Who is the person before the page. Nobody is signed in when Name is empty.
type Who struct {
	Name, Role, Initials string
	Href                 string // the person's own page
}

// A NavGroup is items of the side under one word.
type NavGroup struct {
	Label string // งานประจำวัน
	Items []NavItem
}

// A NavItem leads to a room of the console.
type NavItem struct {
	Label, Short string // Short stands under the icon on a tablet: คิว
	Icon         string // a Phosphor name that icons.json has, in lines and filled
	Href         string
	Current      bool
	Count        string // 3; empty: none
	CountSays    string // รอตอบ 3 แชต, for those who hear the page
	Urgent       bool   // the count runs out of time
}

// Eyes is the demo's switch: look through the eyes of each role.
type Eyes struct {
	Post   string // gets the chosen value as role
	Chosen string
	Roles  []Choice
}

// A Choice is one value of a list.
type Choice struct{ Value, Label string }
