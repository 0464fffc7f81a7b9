// Package console is the pages of staff. In this first form it is one page to
// read: who comes today and tomorrow.
package console

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"net/http"
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

// A Row is one booking as staff read it.
type Row struct {
	Clock, Service, Disc, Name, Phone, Number, Status string
}

// A Day is the bookings of one day, by hour.
type Day struct {
	Title, Date string
	Rows        []Row
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
			Clock: lang.Clock(b.Slot.StartsAt.In(zone)), Service: b.Slot.Service.NameTH, Disc: b.Slot.Service.Disc,
			Name: name, Phone: text.Phone(phone), Status: lang.T("console.status." + string(b.Status)),
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
		days = append(days, Day{Title: lang.T(key), Date: lang.LongDay(today.Add(i).Time()), Rows: rows})
	}
	var buf bytes.Buffer
	if err := p.today.Execute(&buf, map[string]any{
		"Lang": lang, "Town": p.site.Name.In(string(lang)), "Days": days, "At": lang.Clock(now),
		"T": func(key string, kv ...any) string { return lang.T(key, kv...) },
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
