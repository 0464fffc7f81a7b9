package bot

// Every card once, of made-up people: by them a change of a sentence is seen and
// judged before it is saved, and the tests judge the cards.

import (
	"strings"
	"time"

	"tambon/line"
)

// A Sample is what one run of the cards is made from.
type Sample struct {
	Cards    Cards
	Services []ServiceView
	Name     string // of a resident
	Phone    string
	PerDay   int // times before noon, and as many after
	Free     int
}

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, time.FixedZone("Asia/Bangkok", 7*3600))
}

// Booking is the n-th of the sample's bookings.
func (s Sample) Booking(n int) BookingView {
	return BookingView{
		ID: "b123", Number: "HY-2570-000123", Service: s.Services[n%len(s.Services)],
		At: at(26+n, 9, 30), Now: at(25, 18, 0), Name: s.Name,
		Bring: []string{"bring this", "wear that"},
	}
}

// Times are those of one day.
func (s Sample) Times() []TimeView {
	var times []TimeView
	for i := range s.PerDay {
		data := Data("booking.who", "service", "hydro", "day", "2026-11-26", "time", "09.30")
		times = append(times,
			TimeView{At: at(26, 8, i), Free: s.Free, Data: data},
			TimeView{At: at(26, 13, i), Free: 1, Data: data})
	}
	return times
}

func one(m line.Message) []line.Message { return []line.Message{m} }

// All is every card, by what it is.
func (s Sample) All() map[string][]line.Message {
	all := map[string][]line.Message{}
	for name, draw := range s.drawn() {
		all[name] = draw()
	}
	return all
}

// drawn is every card, drawn when it is asked for.
func (s Sample) drawn() map[string]func() []line.Message {
	c, hydro := s.Cards, s.Services[0]
	b := s.Booking(0)
	soon, late := b, b
	soon.Now, late.Now = b.At.Add(-2*time.Hour), b.At.Add(-time.Hour)
	var days []DayView
	for i := range 12 {
		days = append(days, DayView{Day: at(25+i, 0, 0), Free: s.Free * (i % 2), Data: "booking.times?service=hydro"})
	}
	known := []Row{{Words: s.Name, Data: "booking.name?n=1"}, {Words: s.Name, Data: "booking.name?n=2"}}
	ask := AskView{Step: 1, Steps: 2, Data: "booking.type_name", Trouble: "trouble"}
	ask2 := AskView{Data: "booking.type_name", Known: known, Mine: true}
	mine := MyDataView{Name: s.Name, Phone: s.Phone, Bookings: 7, Upcoming: 2, Since: at(1, 0, 0)}
	m := map[string]func() []line.Message{
		"greeting":      func() []line.Message { return c.Greeting() },
		"menu":          func() []line.Message { return one(c.Menu()) },
		"services":      func() []line.Message { return c.Services(s.Services) },
		"services/none": func() []line.Message { return c.Services(nil) },
		"days": func() []line.Message {
			return one(c.Days(DaysView{Service: hydro, Today: at(25, 9, 0), Days: days, Next: "booking.days?from=2026-12-02"}))
		},
		"days/none": func() []line.Message {
			return one(c.Days(DaysView{Service: hydro, Other: "booking.change?what=service"}))
		},
		"days/no other": func() []line.Message {
			return one(c.Days(DaysView{Service: hydro, Other: "booking.change?what=service", Why: []string{c.Lang.T("booking.full.day", "day", c.Lang.Day(at(26, 0, 0)))}}))
		},
		"times": func() []line.Message {
			return c.Times(TimesView{Service: hydro, Day: at(26, 0, 0), Times: s.Times(), Days: "booking.days"})
		},
		"times/none": func() []line.Message {
			return c.Times(TimesView{Service: hydro, Day: at(26, 0, 0), Days: "booking.days"})
		},
		"full": func() []line.Message {
			return one(c.Full(FullView{Service: hydro, At: at(26, 9, 30), Lost: true, Times: s.Times(), Days: "booking.days"}))
		},
		"full/none": func() []line.Message {
			return one(c.Full(FullView{Service: hydro, At: at(26, 9, 30), Days: "booking.days"}))
		},
		"privacy":     func() []line.Message { return one(c.Privacy()) },
		"name":        func() []line.Message { return one(c.AskName(ask)) },
		"name/known":  func() []line.Message { return one(c.AskName(ask2)) },
		"phone":       func() []line.Message { return one(c.AskPhone(ask)) },
		"phone/known": func() []line.Message { return one(c.AskPhone(ask2)) },
		"ticket":      func() []line.Message { return one(c.Ticket(b)) },
		"bookings": func() []line.Message {
			return c.Bookings([]BookingView{b, s.Booking(1), s.Booking(2), s.Booking(3), s.Booking(4), b})
		},
		"bookings/one":   func() []line.Message { return c.Bookings([]BookingView{b}) },
		"bookings/none":  func() []line.Message { return c.Bookings(nil) },
		"cancel":         func() []line.Message { return one(c.ConfirmCancel(b)) },
		"cancelled":      func() []line.Message { return one(c.Cancelled(b)) },
		"kept":           func() []line.Message { return one(c.Kept(b)) },
		"attending":      func() []line.Message { return one(c.Attending(b)) },
		"reminder/day":   func() []line.Message { return one(c.ReminderDay(b)) },
		"reminder/today": func() []line.Message { return one(c.ReminderDay(late)) },
		"reminder/soon":  func() []line.Message { return one(c.ReminderSoon(soon)) },
		"reminder/late":  func() []line.Message { return one(c.ReminderSoon(late)) },
		"mydata":         func() []line.Message { return one(c.MyData(mine)) },
		"mydata/none":    func() []line.Message { return one(c.MyData(MyDataView{})) },
		"mydata/some":    func() []line.Message { return one(c.MyData(MyDataView{Bookings: 1})) },
		"erase":          func() []line.Message { return one(c.ConfirmErase(mine)) },
		"erased":         func() []line.Message { return one(c.Erased()) },
		"emergency":      func() []line.Message { return one(c.EmergencyCall()) },
		"despair":        func() []line.Message { return one(c.DespairCall()) },
		"staff":          func() []line.Message { return one(c.ContactStaff()) },
		"lost":           func() []line.Message { return one(c.NotUnderstood()) },
		"lost/flow": func() []line.Message {
			return one(c.NotUnderstood(c.Say(WordBack), Do(Secondary, "09:30", "booking.who?time=09.30")))
		},
		"summary": func() []line.Message {
			return one(c.Summary(SummaryView{
				Service: hydro, At: at(26, 9, 30), Name: s.Name, Phone: s.Phone,
				Confirm: "booking.confirm?draft=7k2", Edit: "booking.edit?draft=7k2",
			}))
		},
		"edit": func() []line.Message {
			return one(c.Edit(EditView{
				Service: hydro, At: at(26, 9, 30), Name: s.Name, Phone: s.Phone, Back: "booking.summary?draft=7k2",
				ServiceData: "booking.edit?what=service", DayData: "booking.edit?what=day", TimeData: "booking.edit?what=time",
				NameData: "booking.edit?what=name", PhoneData: "booking.edit?what=phone",
			}))
		},
		"called off": func() []line.Message {
			return one(c.CalledOff(ToldView{BookingView: b, Was: b.At, Reason: "weather", Words: s.Name}))
		},
		"called off/asked": func() []line.Message { return one(c.CalledOff(ToldView{BookingView: b, Was: b.At, Reason: "asked"})) },
		"called off/other": func() []line.Message {
			return one(c.CalledOff(ToldView{BookingView: b, Was: b.At, Reason: "other", Words: strings.Repeat(s.Name, 3)}))
		},
		"moved":            func() []line.Message { return one(c.Moved(ToldView{BookingView: b, Was: at(25, 13, 0)})) },
		"restored":         func() []line.Message { return one(c.Restored(ToldView{BookingView: b, Was: b.At})) },
		"notice/head only": func() []line.Message { return one(c.Notice(NoticeView{Tone: Amber, Title: "title"})) },
	}
	for _, w := range Words() {
		m["notyet/"+string(w)] = func() []line.Message { return one(c.NotYet(w)) }
	}
	for tone := Plain; tone <= Alarm; tone++ {
		m["notice/"+string('0'+rune(tone))] = func() []line.Message {
			return one(c.Notice(NoticeView{
				Tone: tone, Title: "title", Lines: []string{"one", ""}, When: at(26, 9, 30),
				Rows:    []Row{{Over: "over", Words: "row\nrow", Fact: "fact"}},
				Buttons: []Button{c.Say(WordBook), c.CallCentre(), c.CallOffice(), c.Say(WordMenu), c.Say(WordBack)},
				Quick:   Words(),
			}))
		}
	}
	return m
}
