package bot_test

// Every card once: with everyday data, and with the worst that residents, site
// files and long days can bring.

import (
	"strings"
	"time"

	"tambon/bot"
	"tambon/line"
	"tambon/text"
)

// sample is what one run of the cards is made from.
type sample struct {
	cards    bot.Cards
	services []bot.ServiceView
	name     string // of a resident
	phone    string
	perDay   int // times before noon, and as many after
	free     int
}

var bangkok = time.FixedZone("Asia/Bangkok", 7*3600)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, bangkok)
}

func everyday(lang text.Lang) sample {
	site := bot.Site{
		Town: "เทศบาลเมืองปากพูน", Office: "075123456", Hours: "จันทร์–ศุกร์ 08.30–16.30 น.",
		Centre: bot.Centre{
			Name: "รพ.สต.ปากพูน", Phone: "075123456",
			MapURL: "https://example.com/map?q=8.5283,99.9489", Arrive: "มาก่อนเวลา 15 นาที",
		},
		PrivacyURL: "https://example.com/privacy",
	}
	services := []bot.ServiceView{
		{Code: "hydro", Name: "วารีบำบัด", About: "ออกกำลังในน้ำ\nคลายปวดข้อ"},
		{Code: "horse", Name: "อาชาบำบัด", About: "ฝึกทรงตัวบนหลังม้า\nมีผู้ดูแลใกล้ชิด"},
		{Code: "physio", Name: "กายภาพบำบัด", About: "ฝึกเดิน ยืดข้อ\nฟื้นแรงแขนขา"},
		{Code: "thai", Name: "แพทย์แผนไทย", About: "นวด ประคบ\nอบสมุนไพร"},
		{Code: "chinese", Name: "แพทย์แผนจีน", About: "ฝังเข็ม ครอบแก้ว"},
	}
	name := "สมศรี ใจดี"
	if lang == text.English {
		site.Town, site.Hours = "Pak Phun Town Municipality", "Monday to Friday 08:30–16:30"
		site.Centre.Name, site.Centre.Arrive = "Pak Phun Health Centre", "Come 15 minutes early"
		for i, s := range []string{"Hydrotherapy", "Hippotherapy", "Physiotherapy", "Thai medicine", "Chinese medicine"} {
			services[i].Name, services[i].About = s, "About it\nin two lines"
		}
		name = "John Smith"
	}
	for i := range services {
		services[i].Data = bot.Data("booking.days", "service", services[i].Code)
	}
	return sample{
		cards:    bot.Cards{Lang: lang, Site: site, Pictures: "https://example.com"},
		services: services, name: name, phone: "0812345678", perDay: 3, free: 4,
	}
}

// hostile is a resident's name of towers and overloaded emoji, a service with a long
// name, addresses in Thai, and a day with forty times in each half.
func hostile(lang text.Lang) sample {
	s := everyday(lang)
	s.name = strings.Repeat("ก"+strings.Repeat("้ื", 30), 20) + " " +
		strings.Repeat("👩"+strings.Repeat("🏽", 100), 38) + strings.Repeat("z\u0301\u0322", 60) + "\u202eabc\u200b\n<b>"
	for i := range s.services {
		s.services[i].Name = strings.Repeat("Very long service ", 8)
		s.services[i].About = strings.Repeat("word ", 40)
		s.services[i].Data = strings.Repeat("x", 400)
	}
	s.cards.Site.Centre.MapURL = "https://ปากพูน.ไทย/แผนที่?q=รพ.สต. \"ปากพูน\",8.5"
	s.cards.Site.PrivacyURL = "http://not-taken.example"
	s.perDay, s.free = 40, 12345
	return s
}

func (s sample) booking(n int) bot.BookingView {
	return bot.BookingView{
		ID: "b123", Number: "HY-2570-000123", Service: s.services[n%len(s.services)],
		At: at(26+n, 9, 30), Now: at(25, 18, 0), Name: s.name,
		Bring: []string{"bring this", "wear that"},
	}
}

func (s sample) times() []bot.TimeView {
	var times []bot.TimeView
	for i := range s.perDay {
		data := bot.Data("booking.who", "service", "hydro", "day", "2026-11-26", "time", "09.30")
		times = append(times,
			bot.TimeView{At: at(26, 8, i), Free: s.free, Data: data},
			bot.TimeView{At: at(26, 13, i), Free: 1, Data: data})
	}
	return times
}

func one(m line.Message) []line.Message { return []line.Message{m} }

// all is every card, by what it is.
func (s sample) all() map[string][]line.Message {
	c, hydro := s.cards, s.services[0]
	b := s.booking(0)
	soon, late := b, b
	soon.Now, late.Now = b.At.Add(-2*time.Hour), b.At.Add(-time.Hour)
	var days []bot.DayView
	for i := range 12 {
		days = append(days, bot.DayView{Day: at(25+i, 0, 0), Free: s.free * (i % 2), Data: "booking.times?service=hydro"})
	}
	known := []bot.Row{{Words: s.name, Data: "booking.name?n=1"}, {Words: s.name, Data: "booking.name?n=2"}}
	ask := bot.AskView{Step: 1, Steps: 2, Data: "booking.type_name", Trouble: "trouble"}
	ask2 := bot.AskView{Data: "booking.type_name", Known: known, Mine: true}
	mine := bot.MyDataView{Name: s.name, Phone: s.phone, Bookings: 7, Upcoming: 2, Since: at(1, 0, 0)}
	m := map[string][]line.Message{
		"greeting":       c.Greeting(),
		"menu":           one(c.Menu()),
		"services":       c.Services(s.services),
		"services/none":  c.Services(nil),
		"days":           one(c.Days(bot.DaysView{Service: hydro, Today: at(25, 9, 0), Days: days, Next: "booking.days?from=2026-12-02"})),
		"days/none":      one(c.Days(bot.DaysView{Service: hydro, Other: "booking.change?what=service"})),
		"days/no other":  one(c.Days(bot.DaysView{Service: hydro, Other: "booking.change?what=service", Why: []string{c.Lang.T("booking.full.day", "day", c.Lang.Day(at(26, 0, 0)))}})),
		"times":          c.Times(bot.TimesView{Service: hydro, Day: at(26, 0, 0), Times: s.times(), Days: "booking.days"}),
		"times/none":     c.Times(bot.TimesView{Service: hydro, Day: at(26, 0, 0), Days: "booking.days"}),
		"full":           one(c.Full(bot.FullView{Service: hydro, At: at(26, 9, 30), Lost: true, Times: s.times(), Days: "booking.days"})),
		"full/none":      one(c.Full(bot.FullView{Service: hydro, At: at(26, 9, 30), Days: "booking.days"})),
		"privacy":        one(c.Privacy()),
		"name":           one(c.AskName(ask)),
		"name/known":     one(c.AskName(ask2)),
		"phone":          one(c.AskPhone(ask)),
		"phone/known":    one(c.AskPhone(ask2)),
		"ticket":         one(c.Ticket(b)),
		"bookings":       c.Bookings([]bot.BookingView{b, s.booking(1), s.booking(2), s.booking(3), s.booking(4), b}),
		"bookings/one":   c.Bookings([]bot.BookingView{b}),
		"bookings/none":  c.Bookings(nil),
		"cancel":         one(c.ConfirmCancel(b)),
		"cancelled":      one(c.Cancelled(b)),
		"kept":           one(c.Kept(b)),
		"attending":      one(c.Attending(b)),
		"reminder/day":   one(c.ReminderDay(b)),
		"reminder/today": one(c.ReminderDay(late)),
		"reminder/soon":  one(c.ReminderSoon(soon)),
		"reminder/late":  one(c.ReminderSoon(late)),
		"mydata":         one(c.MyData(mine)),
		"mydata/none":    one(c.MyData(bot.MyDataView{})),
		"mydata/some":    one(c.MyData(bot.MyDataView{Bookings: 1})),
		"erase":          one(c.ConfirmErase(mine)),
		"erased":         one(c.Erased()),
		"emergency":      one(c.EmergencyCall()),
		"despair":        one(c.DespairCall()),
		"staff":          one(c.ContactStaff()),
		"lost":           one(c.NotUnderstood()),
		"lost/flow":      one(c.NotUnderstood(c.Say(bot.WordBack), bot.Do(bot.Secondary, "09:30", "booking.who?time=09.30"))),
		"summary": one(c.Summary(bot.SummaryView{
			Service: hydro, At: at(26, 9, 30), Name: s.name, Phone: s.phone,
			Confirm: "booking.confirm?draft=7k2", Edit: "booking.edit?draft=7k2",
		})),
		"edit": one(c.Edit(bot.EditView{
			Service: hydro, At: at(26, 9, 30), Name: s.name, Phone: s.phone, Back: "booking.summary?draft=7k2",
			ServiceData: "booking.edit?what=service", DayData: "booking.edit?what=day", TimeData: "booking.edit?what=time",
			NameData: "booking.edit?what=name", PhoneData: "booking.edit?what=phone",
		})),
		"called off":       one(c.CalledOff(bot.ToldView{BookingView: b, Was: b.At, Reason: "weather", Words: s.name})),
		"called off/asked": one(c.CalledOff(bot.ToldView{BookingView: b, Was: b.At, Reason: "asked"})),
		"called off/other": one(c.CalledOff(bot.ToldView{BookingView: b, Was: b.At, Reason: "other", Words: strings.Repeat(s.name, 3)})),
		"moved":            one(c.Moved(bot.ToldView{BookingView: b, Was: at(25, 13, 0)})),
		"restored":         one(c.Restored(bot.ToldView{BookingView: b, Was: b.At})),
		"notice/head only": one(c.Notice(bot.NoticeView{Tone: bot.Amber, Title: "title"})),
	}
	for _, w := range bot.Words() {
		m["notyet/"+string(w)] = one(c.NotYet(w))
	}
	for tone := bot.Plain; tone <= bot.Alarm; tone++ {
		m["notice/"+string('0'+rune(tone))] = one(c.Notice(bot.NoticeView{
			Tone: tone, Title: "title", Lines: []string{"one", ""}, When: at(26, 9, 30),
			Rows:    []bot.Row{{Over: "over", Words: "row\nrow", Fact: "fact"}},
			Buttons: []bot.Button{c.Say(bot.WordBook), c.CallCentre(), c.CallOffice(), c.Say(bot.WordMenu), c.Say(bot.WordBack)},
			Quick:   bot.Words(),
		}))
	}
	return m
}
