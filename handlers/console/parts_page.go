package console

// The demo's page of every part in each of its states, for whoever builds the
// next page and for the tests that look at it.

import (
	"io/fs"
	"net/http"

	"tambon/config"
	"tambon/text"

	"github.com/labstack/echo/v4"
)

// Samples answers the pages of parts.
type Samples struct {
	paper *paper
	site  config.Site
}

// NewSamples returns the pages of parts over the built front end.
func NewSamples(dist fs.FS, site config.Site) *Samples {
	return &Samples{newPaper(dist), site}
}

// A sample says the invented words of the page of parts. They are nobody's and
// stand here rather than in text: no office says them.
type sample struct{ lang text.Lang }

func (s sample) say(thai, english string) string {
	if s.lang == text.English {
		return english
	}
	return thai
}

func langOf(c echo.Context) text.Lang {
	if c.QueryParam("lang") == string(text.English) {
		return text.English
	}
	return text.Thai
}

// Page answers one of the pages of parts: the one that page names, else all parts.
func (p *Samples) Page(c echo.Context) error {
	s := sample{langOf(c)}
	frame := p.frame(s, c)
	switch c.QueryParam("page") {
	case "door":
		return p.paper.alone(c, http.StatusOK, "parts", frame, s.door())
	case "away":
		frame.Wide, frame.Foot = true, s.say("เลขอ้างอิง 7F3K-22 จันทร์ 23 พ.ย. 69 09.43 น.", "Reference 7F3K-22, Mon 23 Nov 2026, 09:43")
		return p.paper.alone(c, http.StatusOK, "parts", frame, s.away())
	case "print":
		return p.paper.bare(c, http.StatusOK, "parts", frame, s.print())
	case "book":
		return p.paper.parts(c, http.StatusOK, frame, s.book()...)
	case "chat":
		frame.Talk = true
		return p.paper.parts(c, http.StatusOK, frame, s.chat())
	case "empty":
		return p.paper.parts(c, http.StatusOK, frame, s.empty()...)
	}
	frame.AsOf = s.asOf()
	return p.paper.parts(c, http.StatusOK, frame, s.all()...)
}

// Live answers the page's live part, as a live page's own route does.
func (p *Samples) Live(c echo.Context) error {
	s := sample{langOf(c)}
	return p.paper.piece(c, s.lang, http.StatusOK, s.live())
}

// Refuse answers the form with its faults, as a page does that was given nothing.
func (p *Samples) Refuse(c echo.Context) error {
	s := sample{langOf(c)}
	return p.paper.piece(c, s.lang, http.StatusUnprocessableEntity, s.badForm())
}

// More answers the rows after the first ones.
func (p *Samples) More(c echo.Context) error {
	s := sample{langOf(c)}
	return p.paper.parts(c, http.StatusOK, p.frame(s, c), s.listing(false))
}

func (p *Samples) frame(s sample, c echo.Context) Frame {
	other, page := "en", c.QueryParam("page")
	if s.lang == text.English {
		other = "th"
	}
	to := "/console/parts?lang=" + other
	if page != "" {
		to += "&page=" + page
	}
	return Frame{
		Lang: s.lang, Title: s.say("ชิ้นส่วนของหน้าเจ้าหน้าที่", "Parts of the console"),
		Town: p.site.Name.In(string(s.lang)), Centre: s.say("รพ.สต.ปากพูน", "Pak Phun health centre"), Home: "/console/",
		Who:    Who{Name: "สุดารัตน์ ชูแก้ว", Role: s.say("พยาบาล", "Nurse"), Initials: "สุ"},
		Nav:    s.nav(),
		Search: "/console/parts", Help: "#parts-help", Other: to,
		Eyes: &Eyes{Post: "/console/parts", Chosen: "reception", Roles: []Choice{
			{"reception", s.say("พยาบาลหน้าเคาน์เตอร์", "Reception")}, {"head", s.say("ผอ.รพ.สต.", "Centre head")},
		}},
	}
}

func (s sample) nav() []NavGroup {
	return []NavGroup{
		{s.say("งานประจำวัน", "Every day"), []NavItem{
			{Label: s.say("หน้าแรก", "Home"), Short: s.say("หน้าแรก", "Home"), Icon: "house-simple", Href: "/console/parts"},
			{Label: s.say("คิวและการจอง", "Queue and bookings"), Short: s.say("คิว", "Queue"), Icon: "calendar-dots", Href: "/console/parts", Current: true},
			{Label: s.say("แชต", "Chats"), Short: s.say("แชต", "Chats"), Icon: "chats-circle", Href: "/console/parts", Count: "3", CountSays: s.say("รอตอบ 3 แชต", "3 chats wait"), Urgent: true},
			{Label: s.say("ผู้รับบริการ", "Residents"), Short: s.say("ผู้รับบริการ", "Residents"), Icon: "users-three", Href: "/console/parts"},
		}},
		{s.say("ดูแลระบบ", "Upkeep"), []NavItem{
			{Label: s.say("บริการและเวลาเปิด", "Services and hours"), Short: s.say("บริการ", "Services"), Icon: "clock-clockwise", Href: "/console/parts"},
			{Label: s.say("เจ้าหน้าที่และสิทธิ์", "Staff and rights"), Short: s.say("เจ้าหน้าที่", "Staff"), Icon: "identification-badge", Href: "/console/parts"},
			{Label: s.say("การตั้งค่า", "Settings"), Short: s.say("ตั้งค่า", "Settings"), Icon: "gear-six", Href: "/console/parts"},
			{Label: s.say("บันทึกการใช้งาน", "Audit log"), Short: s.say("บันทึก", "Log"), Icon: "clipboard-text", Href: "/console/parts"},
			{Label: s.say("สถานะระบบ", "System"), Short: s.say("ระบบ", "System"), Icon: "heartbeat", Href: "/console/parts"},
		}},
	}
}
