package console

// One chat: what was said, live, where to write, and who it is.

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tambon/models"
	"tambon/services/chat"
	"tambon/text"
)

// threadRows is how much of a chat stands on the page at first.
const threadRows = 60

// A talking is a chat with all that its page shows.
type talking struct {
	chat.Row
	lines  []chat.Line
	older  bool
	before int
	mine   bool   // the visitor answers it
	holder string // the name of who does, where it is somebody else
	may    bool   // the visitor may answer chats of this place
}

func (c *Console) readTalk(v *visit) (t talking, err error) {
	ctx := v.Request().Context()
	if t.Row, err = c.Chats.Row(ctx, v.Param("id")); err != nil {
		return t, err
	}
	t.before, _ = strconv.Atoi(v.QueryParam("before"))
	if t.lines, t.older, err = c.Chats.Thread(ctx, t.ID, t.before, threadRows); err != nil {
		return t, err
	}
	t.may = v.in.Who.May("chat.answer", v.centre)
	if t.StaffID != nil && t.State == models.ChatHeld {
		if t.mine = *t.StaffID == v.in.Who.ID; !t.mine {
			t.holder, err = c.actorName(v, "staff", *t.StaffID)
		}
	}
	return t, err
}

func (c *Console) chatPage(v *visit) error {
	if err := c.Chats.Look(v.Request().Context(), c.by(v), v.Param("id")); err != nil {
		return err
	}
	return c.showChat(v, http.StatusOK, writing{})
}

// A writing is what somebody was about to send.
type writing struct {
	words string
	err   error // why it was not sent
	field string
}

// showChat answers the whole page, or to a press the talk alone.
func (c *Console) showChat(v *visit, code int, w writing) error {
	t, err := c.readTalk(v)
	if err != nil {
		return err
	}
	talk, err := c.talk(v, t, w)
	if err != nil {
		return err
	}
	if v.Request().Header.Get("HX-Request") != "" {
		return c.paper.piece(v.Context, v.lang, code, talk)
	}
	list, _, err := c.chatList(v)
	if err != nil {
		return err
	}
	about, err := c.aboutResident(v, t)
	if err != nil {
		return err
	}
	frame := c.frame(v, v.T("nav.chats"), "/chats")
	frame.Talk, frame.AsOf, frame.Nudges = true, c.asOf(v), in("/chats/stream")
	return c.paper.parts(v.Context, code, frame, Chatting{List: list, Talk: talk, About: about, AboutTitle: v.T("chat.about"), Open: true})
}

func (c *Console) talk(v *visit, t talking, w writing) (Talk, error) {
	view := chatViewOf(v)
	talk := Talk{ID: "talk", Back: Act{Label: v.T("chat.back"), Href: view.at("/chats")}, Thread: c.thread(v, t)}
	switch {
	case t.State == models.ChatClosed:
		talk.Shut = []Part{Note{Icon: "robot", Text: v.T("chat.closed." + t.ClosedBy)}}
	case !t.may:
		talk.Shut = []Part{Note{Text: v.T("chat.readonly")}}
	case t.holder != "":
		talk.Shut = []Part{Note{Tone: Warn, Icon: "user-switch", Strong: v.T("chat.holder", "who", t.holder), Text: v.T("chat.holder.text")}}
		if w.words != "" {
			talk.Shut = append(talk.Shut, Field{ID: "say", Type: "area", Rows: 3, Label: v.T("chat.kept"), Value: w.words, Resident: true})
		}
		talk.Shut = append(talk.Shut, Act{Label: v.T("chat.take"), Kind: Primary, Post: in("/chats/" + t.ID + "/take"), Into: "talk", Values: []Hidden{{"say", w.words}}, Failed: v.T("chat.failed")})
	default:
		write, err := c.write(v, t, w)
		talk.Write = &write
		return talk, err
	}
	return talk, nil
}

func (c *Console) write(v *visit, t talking, w writing) (Write, error) {
	canned, err := c.Chats.Canned(v.Request().Context())
	if err != nil {
		return Write{}, err
	}
	at := in("/chats/" + t.ID)
	write := Write{
		Post: at + "/answer", Fill: at + "/fill", Key: models.NewID(c.Now()), Failed: v.T("chat.failed"),
		Field:  c.sayField(v, w),
		Upload: Upload{ID: "picture", Label: v.T("chat.picture"), Hint: v.T("chat.picture.hint"), Accept: "image/jpeg,image/png"},
		Cost:   c.costLive(v, t.Row),
	}
	for _, a := range canned {
		write.Canned = append(write.Canned, Choice{a.ID, a.Label})
	}
	if v.in.Who.May("canned.edit", "") {
		write.CannedOf = Act{Label: v.T("canned.edit"), Kind: Bare, Href: in("/chats/canned")}
	}
	if w.err != nil {
		fault := c.faults(v, w.err, w.field).(Errors)
		fault.Title = v.T("chat.unsent")
		write.Errors = &fault
		if w.field == "picture" {
			write.Open, write.Upload.Error = true, fault.Rows[0].Text
		}
	}
	return write, nil
}

// sayField is where the answer is written.
func (c *Console) sayField(v *visit, w writing) Field {
	f := Field{ID: "say", Type: "area", Rows: 3, Label: v.T("chat.say"), Unseen: true, Value: w.words, Resident: true, Max: 2 * chat.MaxWords}
	if w.err != nil && w.field == "say" {
		f.Focus = true
	}
	return f
}

// threadLive answers what was said alone.
func (c *Console) threadLive(v *visit) error {
	t, err := c.readTalk(v)
	if err != nil {
		return err
	}
	return c.paper.piece(v.Context, v.lang, http.StatusOK, c.thread(v, t))
}

func (c *Console) thread(v *visit, t talking) Live {
	thread := Thread{
		Title: chatName(v, t.Row), Thai: t.Name != "", Status: c.chatAge(v, t.Row, false), Label: v.T("chat.words"),
		Lines: c.says(v, t), Seen: strconv.Itoa(t.Seq),
	}
	at := in("/chats/" + t.ID)
	switch {
	case t.mine:
		thread.Detail = v.T("chat.yours.seen")
	case t.holder != "":
		thread.Detail = v.T("chat.holder", "who", t.holder)
	}
	if t.may && t.State != models.ChatClosed && t.holder == "" {
		if !t.mine {
			thread.Acts = append(thread.Acts, Act{Label: v.T("chat.claim"), Icon: "user-plus", Post: at + "/take", Into: "talk", Failed: v.T("chat.failed")})
		}
		thread.Acts = append(thread.Acts,
			Act{Label: v.T("chat.hand"), Icon: "arrow-right", Href: at + "/hand"},
			Act{Label: v.T("chat.return"), Icon: "robot", Href: at + "/return"})
	}
	ask := at + "/thread"
	if t.older {
		thread.Older = at + "?before=" + strconv.Itoa(t.lines[0].Seq)
	}
	if t.before > 0 {
		ask += "?before=" + strconv.Itoa(t.before)
	}
	live := Live{ID: "thread", Ask: ask, Topics: "chats", AsOf: c.asOf(v), Body: []Part{thread}}
	if n := len(t.lines); n > 0 && t.lines[n-1].Sender == "resident" {
		live.Says = v.T("chat.new", "said", chatWords(v, t.lines[n-1].Kind, t.lines[n-1].Said))
	}
	return live
}

// says are the lines of a chat, with the day where it changes.
func (c *Console) says(v *visit, t talking) []Say {
	var list []Say
	day := ""
	names := map[string]string{}
	for _, l := range t.lines {
		at := l.At.In(v.now.Location())
		if d := at.Format(time.DateOnly); d != day {
			day = d
			words := v.lang.Day(at)
			if d == v.now.Format(time.DateOnly) {
				words = v.T("today") + " " + words
			}
			list = append(list, Say{Side: "happen", Words: words})
		}
		list = append(list, c.sayOf(v, t, l, names))
	}
	return list
}

func (c *Console) sayOf(v *visit, t talking, l chat.Line, names map[string]string) Say {
	s := Say{ID: "m-" + strconv.Itoa(l.Seq), When: v.lang.Clock(l.At.In(v.now.Location())), Words: l.Said}
	who := ""
	if l.StaffID != nil {
		known := false
		if who, known = names[*l.StaffID]; !known {
			who, _ = c.actorName(v, "staff", *l.StaffID)
			names[*l.StaffID] = who
		}
	}
	switch l.Sender {
	case "system":
		return Say{Side: "happen", Icon: "user-switch-f", Words: v.T("chat.did."+l.Kind, "who", who, "place", placeName(v, chat.PlaceOf(t.Chat)))}
	case "bot":
		if l.Kind == "handed" {
			return Say{Side: "happen", Icon: "robot", Words: v.T("chat.bot.handed")}
		}
		s.Side, s.Words, s.When = "bot", v.T("chat.bot."+l.Kind), v.T("chat.bot")+" "+s.When
	case "staff":
		s.Side, s.When = "office", who+" "+s.When
	}
	switch {
	case l.UnsentAt != nil:
		s.Words, s.Quiet, s.Icon = v.T("chat.unsent.by"), true, "trash"
		return s
	case l.Picture == "kept":
		s.Picture, s.PictureAlt = in("/chats/"+t.ID+"/pictures/"+l.ID), v.T("chat.picture.alt")
	case l.Picture != "":
		s.Words, s.Quiet, s.Icon = strings.TrimSpace(v.T("chat.picture."+l.Picture)+"\n"+l.Said), true, "image"
	case l.Words == nil && l.Sender != "bot":
		s.Words, s.Quiet = chatWords(v, l.Kind, ""), true
		if l.Kind == "text" {
			s.Words = v.T("erased")
		}
	}
	c.delivered(v, t, l, &s)
	return s
}

// delivered says how far a message of ours has come, and offers to try again.
func (c *Console) delivered(v *visit, t talking, l chat.Line, s *Say) {
	again := func() *Act {
		if !t.may || t.holder != "" || t.State == models.ChatClosed {
			return nil
		}
		a := Act{Label: v.T("chat.again"), Kind: Bare, Icon: "clock-clockwise", Post: in("/chats/" + t.ID + "/messages/" + l.ID + "/again"), Into: "talk", Values: []Hidden{{"pay", "1"}}, Failed: v.T("chat.failed")}
		if l.Delivery != models.DeliveryReady {
			a.Label += " " + c.price(v, t.Row)
		}
		return &a
	}
	switch l.Delivery {
	case models.DeliveryReady:
		s.Status = &Status{Icon: "clock", Word: v.T("chat.sending")}
		if l.Tries > 1 || v.now.Sub(l.At) > 20*time.Second {
			s.Status = &Status{Icon: "warning", Word: v.T("chat.sending.slow"), Tone: Warn}
			s.Act = again()
		}
	case models.DeliverySent:
		s.When += " " + v.T("chat.sent."+l.Way)
	case models.DeliveryFailed:
		s.Status, s.Act = &Status{Icon: "warning", Word: v.T("chat.notsent"), Tone: Danger}, again()
		if l.Fault != "" {
			s.Status.Word += " " + v.lang.T(l.Fault)
		}
	case models.DeliveryUnknown:
		s.Status, s.Act = &Status{Icon: "warning", Word: v.lang.T("chat.fault.unknown"), Tone: Warn}, again()
	}
}

func placeName(v *visit, centre string) string {
	for _, one := range v.town.Site.Centres {
		if one.Code == centre {
			return one.Name.In(string(v.lang))
		}
	}
	return v.T("chat.office.place")
}

// aboutResident is who it is, as far as the visitor may know.
func (c *Console) aboutResident(v *visit, t talking) ([]Part, error) {
	ctx := v.Request().Context()
	r, err := c.Residents.One(ctx, t.ResidentID)
	if err != nil {
		return nil, err
	}
	p, err := c.Residents.Open(r)
	if err != nil {
		return nil, err
	}
	facts := []Fact{{Label: v.T("chat.about.name"), Value: p.Name, Thai: true}}
	if p.Name == "" {
		facts[0] = Fact{Label: v.T("chat.about.line"), Value: chatName(v, t.Row), Detail: v.T("chat.about.unknown"), Thai: t.Name != ""}
	}
	if v.in.Who.MaySomewhere("booking.read") {
		next, err := c.nextVisit(ctx, v, r.ID)
		if err != nil {
			return nil, err
		}
		facts = append(facts, Fact{Label: v.T("chat.about.next"), Value: next})
	}
	if p.Phone != "" {
		facts = append(facts, Fact{Label: v.T("field.phone"), Value: "•••-•••-" + p.Phone[max(0, len(p.Phone)-4):]})
	}
	if !r.Following {
		facts = append(facts, Fact{Label: "LINE", Status: &Status{Icon: "warning", Word: v.T("chat.about.away"), Tone: Warn}})
	}
	earlier, err := c.Chats.Earlier(ctx, r.ID, 4)
	if err != nil {
		return nil, err
	}
	parts := []Part{Facts{facts}}
	var links []Act
	for _, e := range earlier {
		if e.ID != t.ID && v.in.Who.May("chat.read", chat.PlaceOf(e)) {
			links = append(links, Act{Label: v.T("chat.about.earlier", "when", v.lang.Day(e.OpenedAt.In(v.now.Location()))), Href: in("/chats/" + e.ID)})
		}
	}
	if c.hasRoute("/residents/:id") && v.in.Who.MaySomewhere("resident.read") {
		links = append(links, Act{Label: v.T("chat.about.card"), Href: in("/residents/" + r.ID)})
	}
	if len(links) > 0 {
		parts = append(parts, Bullets{links})
	}
	return parts, nil
}

func (c *Console) hasRoute(path string) bool {
	return slices.ContainsFunc(c.routes(), func(r route) bool { return r.path == path })
}

// nextVisit is the next visit of a resident that the visitor may see.
func (c *Console) nextVisit(ctx context.Context, v *visit, residentID string) (string, error) {
	list, err := c.Bookings.Upcoming(ctx, residentID)
	if err != nil {
		return "", err
	}
	for _, b := range list {
		if v.in.Who.May("booking.read", b.Slot.Service.CentreID) {
			return text.Bind(c.when(v, b.Slot.StartsAt) + " " + serviceName(v.lang, b.Slot.Service)), nil
		}
	}
	return v.T("chat.about.none"), nil
}
