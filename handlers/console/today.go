// Package console is the pages of staff. In this first form it is one page to
// read: who comes today and tomorrow.
package console

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/services/booking"
	"tambon/text"

	"github.com/labstack/echo/v4"
)

//go:embed today.html console.css
var files embed.FS

// Pages answers the console's pages. Make it with New.
type Pages struct {
	site     config.Site
	bookings *booking.Service
	now      func() time.Time
	zone     *time.Location
	today    *template.Template
}

// New returns the pages of a town.
func New(site config.Site, bookings *booking.Service, now func() time.Time, zone *time.Location) *Pages {
	return &Pages{site, bookings, now, zone, template.Must(template.New("today.html").ParseFS(files, "today.html"))}
}

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

// Today answers the bookings of today and tomorrow.
func (p *Pages) Today(c echo.Context) error {
	lang := text.Thai
	if c.QueryParam("lang") == "en" {
		lang = text.English
	}
	now := p.now().In(p.zone)
	today := models.DateOf(now, p.zone)
	var days []Day
	for i, key := range []string{"console.today", "console.tomorrow"} {
		rows, err := List(c.Request().Context(), p.bookings, today.Add(i), lang, p.zone)
		if err != nil {
			return err
		}
		day := dayOf(rows, now)
		day.Title, day.Date = lang.T(key), lang.LongDay(today.Add(i).Time())
		days = append(days, day)
	}
	var buf bytes.Buffer
	if err := p.today.Execute(&buf, map[string]any{
		"Lang": lang, "Town": p.site.Name.In(string(lang)), "Days": days, "At": lang.Clock(now),
		"T":      func(key string, kv ...any) string { return text.Bind(lang.T(key, kv...)) },
		"People": func(n int) string { return text.Bind(people(lang, n)) },
	}); err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.HTMLBlob(http.StatusOK, buf.Bytes())
}

// Style answers the console's style sheet.
func (p *Pages) Style(c echo.Context) error {
	css, err := files.ReadFile("console.css")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", css)
}
