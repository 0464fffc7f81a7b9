package console

// The chats: who waits for an answer and how long, who is being answered.

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"tambon/services"
	"tambon/services/chat"
	"tambon/services/staff"
)

// chatRows is how many chats the list shows, and a page of those that ended.
const chatRows = 60

// places are where the visitor may do an act, of all places in town: ids of
// centres, empty for the office; nil: everywhere.
func (c *Console) places(v *visit, act staff.Permission) []string {
	if v.in.Who.May(act, "") {
		return nil
	}
	list := []string{}
	for _, centre := range v.town.Site.Centres {
		if v.in.Who.May(act, centre.Code) {
			list = append(list, centre.Code)
		}
	}
	return list
}

// chatPlace is where the visitor may see chats: the centre that they ask for,
// else the first, or the whole town.
func (c *Console) chatPlace(v *visit) (string, error) {
	if asked := v.QueryParam("centre"); asked != "" {
		return asked, nil
	}
	if places := c.places(v, "chat.read"); len(places) > 0 {
		return places[0], nil
	}
	return "", nil
}

// centreOfChat is whose staff answer the chat that the address names.
func (c *Console) centreOfChat(v *visit) (string, error) {
	one, err := c.Chats.One(v.Request().Context(), v.Param("id"))
	if chat.ErrUnknown.Is(err) && !v.in.Who.MaySomewhere("chat.read") {
		return "", services.E(services.Forbidden, "console.error.forbidden")
	}
	return chat.PlaceOf(one), err
}

// A chatView is what of the chats somebody looks at, as it stands in the address.
type chatView struct{ centre, show, after, open string }

func chatViewOf(v *visit) chatView {
	w := chatView{centre: v.QueryParam("centre"), show: v.QueryParam("show"), after: v.QueryParam("after"), open: v.Param("id")}
	if w.open == "" {
		w.open = v.QueryParam("open")
	}
	return w
}

// at is an address with this view.
func (w chatView) at(path string) string {
	q := url.Values{}
	for _, p := range [][2]string{{"centre", w.centre}, {"show", w.show}} {
		if p[1] != "" {
			q.Set(p[0], p[1])
		}
	}
	if len(q) == 0 {
		return in(path)
	}
	return in(path + "?" + q.Encode())
}

func (c *Console) chatsPage(v *visit) error {
	list, rows, err := c.chatList(v)
	if err != nil {
		return err
	}
	w := chatViewOf(v)
	none := Empty{Icon: "chats-circle", Title: v.T("chat.choose"), Text: v.T("chat.choose.text")}
	if len(rows) == 0 {
		none.Title, none.Text = v.T("chat.none"), v.T("chat.none.text")
	} else if rows[0].AskedAt != nil && w.show != "closed" {
		none.Acts = []Act{{Label: v.T("chat.next"), Kind: Primary, Key: "n", Href: w.at("/chats/"+rows[0].ID) + "#say"}}
	}
	frame := c.frame(v, v.T("nav.chats"), "/chats")
	frame.Talk, frame.AsOf, frame.Nudges = true, c.asOf(v), in("/chats/stream")
	return c.paper.parts(v.Context, http.StatusOK, frame, Chatting{List: list, Talk: nothing{none}})
}

// nothing stands where a talk would.
type nothing struct{ Empty }

func (nothing) part() string { return "notalk" }

// chatsLive answers the list alone.
func (c *Console) chatsLive(v *visit) error {
	list, _, err := c.chatList(v)
	if err != nil {
		return err
	}
	return c.paper.piece(v.Context, v.lang, http.StatusOK, list)
}

// chatStream says that a chat changed, never which. Whoever may see chats of any
// place hears it, and sees of it what their rights allow.
func (c *Console) chatStream(v *visit) error {
	return c.stream(v, chat.Topic, "chats", "chat.read", v.centre)
}

func (c *Console) chatList(v *visit) (Live, []chat.Row, error) {
	ctx := v.Request().Context()
	w := chatViewOf(v)
	f := chat.Filter{Places: c.places(v, "chat.read"), Closed: w.show == "closed", After: w.after, Limit: chatRows}
	if w.centre != "" {
		f.Places = []string{w.centre}
	}
	if w.show == "mine" {
		f.Staff = v.in.Who.ID
	}
	rows, err := c.Chats.List(ctx, f)
	if err != nil {
		return Live{}, nil, err
	}
	list := Chats{Title: v.T("nav.chats"), Note: v.T("chat.within", "n", v.town.Site.Chat.AnswerWithin), Alone: w.open == ""}
	list.Tabs = &Tabs{Label: v.T("nav.chats"), Items: []Tab{
		{Label: v.T("chat.all"), Href: chatView{centre: w.centre}.at("/chats"), Current: w.show == ""},
		{Label: v.T("chat.mine"), Href: chatView{centre: w.centre, show: "mine"}.at("/chats"), Current: w.show == "mine"},
		{Label: v.T("chat.ended"), Href: chatView{centre: w.centre, show: "closed"}.at("/chats"), Current: w.show == "closed"},
	}}
	if !c.Chats.Answers() {
		list.Note = ""
	}
	waits := 0
	if w.show == "closed" {
		list.Groups = []ChatGroup{{Title: v.T("chat.ended"), Rows: c.chatItems(ctx, v, w, rows), Empty: v.T("chat.ended.none")}}
		if len(rows) == chatRows {
			list.More = in("/chats?show=closed&after=" + rows[len(rows)-1].ID)
		}
	} else {
		var asked, talking []chat.Row
		for _, r := range rows {
			if r.AskedAt != nil {
				asked = append(asked, r)
			} else {
				talking = append(talking, r)
			}
		}
		waits = len(asked)
		list.Groups = []ChatGroup{
			{Title: v.T("chat.waiting"), Count: v.lang.Number(waits), Urgent: waits > 0, Rows: c.chatItems(ctx, v, w, asked), Empty: v.T("chat.waiting.none")},
			{Title: v.T("chat.talking"), Count: v.lang.Number(len(talking)), Rows: c.chatItems(ctx, v, w, talking), Empty: v.T("chat.talking.none")},
		}
	}
	if v.in.Who.May("canned.edit", "") {
		list.Foot = []Act{{Label: v.T("canned.title"), Href: in("/chats/canned")}}
	}
	ask := w
	path := ask.at("/chats/list")
	if w.open != "" {
		path = addQuery(path, "open", w.open)
	}
	if w.after != "" {
		path = addQuery(path, "after", w.after)
	}
	return Live{ID: "chats", Ask: path, Topics: "chats", AsOf: c.asOf(v), Says: v.T("chat.waiting.says", "n", v.lang.Number(waits)), Body: []Part{list}}, rows, nil
}

func addQuery(path, name, value string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

func (c *Console) chatItems(ctx context.Context, v *visit, w chatView, rows []chat.Row) []ChatItem {
	names := map[string]string{}
	items := make([]ChatItem, len(rows))
	for i, r := range rows {
		item := ChatItem{Name: chatName(v, r), Thai: r.Name != "", Href: w.at("/chats/"+r.ID) + "#say", Current: r.ID == w.open, Said: chatWords(v, r.Kind, r.Last)}
		if r.Ours {
			item.Said = v.T("chat.office") + " " + item.Said
		}
		if item.Status = c.chatAge(v, r, true); item.Status == nil {
			item.When = c.sinceMoment(v, r.TouchedAt)
		}
		if r.Urgent {
			item.Meta, item.Icon = v.T("chat.danger"), "warning-f"
		}
		if r.StaffID != nil {
			who, known := names[*r.StaffID]
			if !known {
				who, _ = c.actorName(v, "staff", *r.StaffID)
				names[*r.StaffID] = who
			}
			switch {
			case *r.StaffID == v.in.Who.ID && r.State == "held":
				item.Meta, item.Icon = v.T("chat.yours"), "user-switch-f"
			case r.State == "held":
				item.Meta, item.Icon = v.T("chat.holder", "who", who), "user-switch-f"
			}
		}
		items[i] = item
	}
	return items
}

// chatName is what staff call a resident whom they may not know yet.
func chatName(v *visit, r chat.Row) string {
	if r.Name == "" {
		return v.T("chat.noname")
	}
	return r.Name
}

// chatWords is what a message says in a line: words, or what it is.
func chatWords(v *visit, kind, words string) string {
	if words != "" {
		return words
	}
	if said := v.T("chat.kind." + kind); said != "console.chat.kind."+kind {
		return said
	}
	return v.T("chat.kind.other")
}

// chatAge is how long a resident waits: louder when the promise runs out. Nil
// where they do not.
func (c *Console) chatAge(v *visit, r chat.Row, short bool) *Status {
	if r.State == "closed" {
		if r.AskedAt != nil {
			return &Status{Icon: "warning", Word: v.T("chat.unanswered"), Tone: Warn}
		}
		return nil
	}
	if r.AskedAt == nil {
		return nil
	}
	age := v.long(v.now.Sub(*r.AskedAt))
	s := Status{Icon: "hourglass", Word: age}
	if !short {
		s.Word = v.T("chat.waits", "age", age)
		if r.DueAt != nil {
			s.Word += " " + v.T("chat.due", "when", c.sinceMoment(v, *r.DueAt))
		}
	}
	switch {
	case r.Urgent && short:
		s.Icon, s.Tone = "warning", Danger
	case r.Urgent:
		return &Status{Icon: "warning", Word: v.T("chat.danger") + " " + s.Word, Tone: Danger}
	case r.DueAt != nil && v.now.After(*r.DueAt):
		s.Tone = Danger
	case r.DueAt != nil && r.DueAt.Sub(v.now) < 10*time.Minute:
		s.Tone = Warn
	}
	return &s
}

// long is a stretch of time that may be days.
func (v *visit) long(d time.Duration) string {
	if d >= 48*time.Hour {
		return v.T("days", "n", int(d/(24*time.Hour)))
	}
	if d < time.Minute {
		return v.T("chat.justnow")
	}
	return v.minutes(d)
}

// sinceMoment is a time of today as its clock, another with its day.
func (c *Console) sinceMoment(v *visit, t time.Time) string {
	t = t.In(v.now.Location())
	if t.Format(time.DateOnly) == v.now.Format(time.DateOnly) {
		return v.lang.Clock(t)
	}
	return v.lang.Day(t) + " " + v.lang.Clock(t)
}
