package console

// A day's list for the terminal: who comes, as a line each.

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services/booking"
	"tambon/text"
)

// A Row is one booking of a List.
type Row struct{ Clock, Service, Name, Phone, Number, Status string }

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
		rows = append(rows, Row{
			Clock: lang.Clock(b.Slot.StartsAt.In(zone)), Service: serviceName(lang, b.Slot.Service), Name: nameOr(lang, name),
			Phone: text.Phone(phone), Number: value(b.Number), Status: lang.T("console.status." + string(b.Status)),
		})
	}
	return rows, nil
}

// nameOr is a name, or that it was erased.
func nameOr(lang text.Lang, name string) string {
	if name == "" {
		return lang.T("console.erased")
	}
	return name
}

func serviceName(lang text.Lang, h models.HealthService) string {
	if lang == text.English {
		return h.NameEN
	}
	return h.NameTH
}

// people is 3 คน.
func people(lang text.Lang, n int) string {
	if n == 1 {
		return lang.T("console.person")
	}
	return lang.T("console.people", "n", lang.Number(n))
}
