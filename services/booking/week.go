package booking

// How full the days are, and how far a day's people have come.

import (
	"context"
	"slices"

	"tambon/models"
)

// A Week is some days of a centre, by service.
type Week struct {
	Days []models.Date
	Rows []WeekRow
}

// A WeekRow is one health service over the days.
type WeekRow struct {
	Service models.HealthService
	Days    []DayLoad // one for each of Week.Days
}

// A DayLoad is how full a day is.
type DayLoad struct {
	Capacity int  // places of the slots that are not closed
	Taken    int  // people, also in closed slots
	Closed   bool // there are slots, and all of them are closed
}

// Week reads n days of a centre from a day on.
func (s *Service) Week(ctx context.Context, centre string, from models.Date, n int) (Week, error) {
	w := Week{}
	for i := range n {
		w.Days = append(w.Days, from.Add(i))
	}
	services, err := s.ofCentre(ctx, centre)
	if err != nil {
		return w, err
	}
	var sums []struct {
		ServiceID string
		Day       models.Date
		Capacity  int
		Taken     int
		Open      int
	}
	err = s.store.DB(ctx).Raw(`SELECT service_id, day, sum(CASE WHEN closed THEN 0 ELSE capacity END) AS capacity, sum(taken) AS taken,
		sum(CASE WHEN closed THEN 0 ELSE 1 END) AS open FROM slots
		WHERE day BETWEEN ? AND ? AND service_id IN (SELECT id FROM health_services WHERE centre_id = ?)
		GROUP BY service_id, day`, from, from.Add(n-1), centre).Scan(&sums).Error
	if err != nil {
		return w, err
	}
	for _, h := range services {
		row, taken := WeekRow{h, make([]DayLoad, n)}, 0
		for _, sum := range sums {
			if i := slices.Index(w.Days, sum.Day); i >= 0 && sum.ServiceID == h.ID {
				row.Days[i] = DayLoad{sum.Capacity, sum.Taken, sum.Open == 0}
				taken += sum.Taken
			}
		}
		if h.Active || taken > 0 {
			w.Rows = append(w.Rows, row)
		}
	}
	return w, nil
}

// Counts is how many people of a day are at which point.
type Counts struct{ Booked, Arrived, CheckedIn, Fulfilled, NoShow, Cancelled int }

// All is everybody who holds a place.
func (c Counts) All() int { return c.Booked + c.Arrived + c.CheckedIn + c.Fulfilled + c.NoShow }

// Counts counts a day's people at a centre by status.
func (s *Service) Counts(ctx context.Context, centre string, day models.Date) (c Counts, err error) {
	var rows []struct {
		Status models.BookingStatus
		N      int
	}
	err = s.store.DB(ctx).Raw(`SELECT b.status, count(*) AS n FROM bookings b JOIN slots s ON s.id = b.slot_id
		JOIN health_services h ON h.id = s.service_id WHERE h.centre_id = ? AND s.day = ? GROUP BY b.status`, centre, day).Scan(&rows).Error
	for _, r := range rows {
		if of := c.of(r.Status); of != nil {
			*of = r.N
		}
	}
	return c, err
}

func (c *Counts) of(status models.BookingStatus) *int {
	switch status {
	case models.BookingBooked:
		return &c.Booked
	case models.BookingArrived:
		return &c.Arrived
	case models.BookingCheckedIn:
		return &c.CheckedIn
	case models.BookingFulfilled:
		return &c.Fulfilled
	case models.BookingNoShow:
		return &c.NoShow
	case models.BookingCancelled:
		return &c.Cancelled
	}
	return nil
}

// NextDay returns the nearest day with slots after the given one (step 1) or
// before it (step -1); empty: there is none.
func (s *Service) NextDay(ctx context.Context, centre string, day models.Date, step int) (models.Date, error) {
	which, order := "day > ?", "day"
	if step < 0 {
		which, order = "day < ?", "day DESC"
	}
	var found []models.Date
	err := s.store.DB(ctx).Model(&models.Slot{}).Where(which, day).
		Where("service_id IN (SELECT id FROM health_services WHERE centre_id = ?)", centre).Order(order).Limit(1).Pluck("day", &found).Error
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}
