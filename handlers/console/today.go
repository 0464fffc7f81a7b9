package console

// The first page for those who may see the queue: who comes today and tomorrow.

import (
	"bytes"
	"context"
	"embed"
	"net/http"
	"slices"
	"time"

	"tambon/models"
	"tambon/services/booking"
	"tambon/text"

	"github.com/labstack/echo/v4"
)

//go:embed today.html console.css
var files embed.FS

// A Row is one booking as staff read it. Tel is Phone as a telephone dials it.
type Row struct {
	At                                                     time.Time
	Clock, Service, Disc, Name, Phone, Tel, Number, Status string
	Waiting                                                bool // booked, and nothing more is known yet
}

// An Hour is the bookings that begin at one time. Next marks the first that is
// still to come today.
type Hour struct {
	Clock string
	Next  bool
	Rows  []Row
}

// A Day is the bookings of one day, by hour. Services counts them by health service.
type Day struct {
	Title, Date string
	Count       int
	Services    []Count
	Hours       []Hour
}

// A Count is how many come for a health service.
type Count struct {
	Service, Disc string
	N             int
}

// List returns a day's bookings as staff read them. Names that were erased are
// said to be.
func List(ctx context.Context, bookings *booking.Service, day models.Date, lang text.Lang, zone *time.Location) ([]Row, error) {
	made, err := bookings.OnDay(ctx, day)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(made))
	for _, b := range made {
		name, phone, err := bookings.Person(b)
		if err != nil {
			return nil, err
		}
		if name == "" {
			name = lang.T("console.erased")
		}
		row := Row{
			At: b.Slot.StartsAt, Clock: lang.Clock(b.Slot.StartsAt.In(zone)), Service: b.Slot.Service.NameTH, Disc: b.Slot.Service.Disc,
			Name: name, Phone: text.Phone(phone), Tel: phone, Status: lang.T("console.status." + string(b.Status)), Waiting: b.Status == models.BookingBooked,
		}
		if lang == text.English {
			row.Service = b.Slot.Service.NameEN
		}
		if b.Number != nil {
			row.Number = *b.Number
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// dayOf groups a day's rows, which come in the order of their hours.
func dayOf(rows []Row, now time.Time) Day {
	day := Day{Count: len(rows)}
	next := false
	for _, r := range rows {
		if n := len(day.Hours); n == 0 || day.Hours[n-1].Clock != r.Clock {
			first := !next && sameDay(r.At, now) && !r.At.Before(now)
			next = next || first
			day.Hours = append(day.Hours, Hour{Clock: r.Clock, Next: first})
		}
		hour := &day.Hours[len(day.Hours)-1]
		hour.Rows = append(hour.Rows, r)
		i := slices.IndexFunc(day.Services, func(c Count) bool { return c.Service == r.Service })
		if i < 0 {
			i = len(day.Services)
			day.Services = append(day.Services, Count{Service: r.Service, Disc: r.Disc})
		}
		day.Services[i].N++
	}
	slices.SortFunc(day.Services, func(a, b Count) int { return b.N - a.N })
	return day
}

func sameDay(t, now time.Time) bool {
	return t.In(now.Location()).Format(time.DateOnly) == now.Format(time.DateOnly)
}

// people is 3 คน.
func people(lang text.Lang, n int) string {
	if n == 1 {
		return lang.T("console.person")
	}
	return lang.T("console.people", "n", lang.Number(n))
}

// homePage is the queue of today and tomorrow; who may not see it is led to the
// first room that is theirs.
func (c *Console) homePage(v *visit) error {
	if !v.in.Who.MaySomewhere("booking.read") {
		for _, r := range rooms() {
			if v.in.Who.MaySomewhere(r.act) {
				return c.send(v, r.path)
			}
		}
		return c.send(v, "/me")
	}
	today := models.DateOf(v.now, c.Zone)
	var days []Day
	for i, key := range []string{"today", "tomorrow"} {
		rows, err := List(v.Request().Context(), c.Bookings, today.Add(i), v.lang, c.Zone)
		if err != nil {
			return err
		}
		day := dayOf(rows, v.now)
		day.Title, day.Date = v.T(key), v.lang.LongDay(today.Add(i).Time())
		days = append(days, day)
	}
	var buf bytes.Buffer
	if err := c.today.Execute(&buf, map[string]any{
		"Lang": v.lang, "Town": c.Site.Name.In(string(v.lang)), "Days": days, "At": v.lang.Clock(v.now),
		"T":      func(key string, kv ...any) string { return text.Bind(v.lang.T(key, kv...)) },
		"People": func(n int) string { return text.Bind(people(v.lang, n)) },
	}); err != nil {
		return err
	}
	return v.HTMLBlob(http.StatusOK, buf.Bytes())
}

// Style answers the console's style sheet.
func Style(c echo.Context) error {
	css, err := files.ReadFile("console.css")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", css)
}
