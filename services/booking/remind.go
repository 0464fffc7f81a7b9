package booking

import "time"

// The two reminders of a booking.
const (
	DayBefore = "day"  // 18:00 on the day before
	Soon      = "soon" // two hours before
)

// Nobody is disturbed outside these hours, nor while the Friday prayer is held. A
// reminder of that time goes out earlier, by so much that it is read before; one
// that leaves less time than leastNotice is of no use.
const (
	quietUntil  = 7 * time.Hour
	quietFrom   = 20 * time.Hour
	prayerFrom  = 12 * time.Hour
	prayerUntil = 14 * time.Hour
	prayerAhead = 15 * time.Minute
	eveningHour = 18 * time.Hour
	soonBefore  = 2 * time.Hour
	leastNotice = 45 * time.Minute
	// atOnce is how close two reminders of one booking may come: after a standstill
	// both are due, and the earlier one says nothing that the later one does not.
	atOnce = time.Hour
)

// Remind is the job that reminds of a booking.
type Remind struct {
	BookingID string `json:"booking_id"`
	SlotID    string `json:"slot_id,omitempty"` // whose hour it was made for
	Which     string `json:"which"`             // DayBefore or Soon
	RetryKey  string `json:"retry_key"`         // UUID that LINE gets with every try
}

// Kind names the job.
func (Remind) Kind() string { return "booking.remind" }

// A Reminder is when to remind.
type Reminder struct {
	Which string
	At    time.Time
}

// Reminders returns when to remind of a booking made now that starts at start,
// in the zone's hours: only those whose time has not come yet, moved before the
// Friday prayer or out of the quiet hours, and dropped where too little time
// would remain.
func Reminders(start, now time.Time, zone *time.Location) []Reminder {
	local := start.In(zone)
	eve := midnight(local).AddDate(0, 0, -1).Add(eveningHour)
	var list []Reminder
	for _, r := range []Reminder{{DayBefore, eve}, {Soon, local.Add(-soonBefore)}} {
		if prayer(r.At) {
			r.At = midnight(r.At).Add(prayerFrom - prayerAhead)
		}
		if !now.Before(r.At) {
			continue
		}
		if at, ok := Moment(r.At, start, zone); ok {
			list = append(list, Reminder{r.Which, at})
		}
	}
	return list
}

// Moment returns the first moment from at on when a reminder of something that
// starts at start may be sent; ok is false when none is early enough.
func Moment(at, start time.Time, zone *time.Location) (moment time.Time, ok bool) {
	local := at.In(zone)
	day := midnight(local)
	switch since := local.Sub(day); {
	case since < quietUntil:
		at = day.Add(quietUntil)
	case since >= quietFrom:
		at = day.AddDate(0, 0, 1).Add(quietUntil)
	case prayer(local):
		at = day.Add(prayerUntil)
	}
	return at, start.Sub(at) >= leastNotice
}

// prayer reports whether a local time lies in the hours of the Friday prayer.
func prayer(local time.Time) bool {
	since := local.Sub(midnight(local))
	return local.Weekday() == time.Friday && since >= prayerFrom && since < prayerUntil
}

// Overtaken reports whether a reminder sent at the given moment is of no use any
// more: the later one of the same visit comes at once or has come. There is one
// wherever there was an earlier, unless too little time would remain.
func Overtaken(which string, moment, start time.Time, zone *time.Location) bool {
	for _, r := range Reminders(start, time.Time{}, zone) {
		if r.Which == Soon && which == DayBefore && r.At.Sub(moment) < atOnce {
			return true
		}
	}
	return false
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
