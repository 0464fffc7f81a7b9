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
		cards:    bot.Cards{Lang: text.Wording{}.In(lang), Site: site, Pictures: "https://example.com"},
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

func (s sample) of() bot.Sample {
	return bot.Sample{Cards: s.cards, Services: s.services, Name: s.name, Phone: s.phone, PerDay: s.perDay, Free: s.free}
}

func (s sample) booking(n int) bot.BookingView { return s.of().Booking(n) }

func one(m line.Message) []line.Message { return []line.Message{m} }

func (s sample) all() map[string][]line.Message { return s.of().All() }
