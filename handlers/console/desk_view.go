package console

// What of the desk somebody looks at, as it stands in the address: every act
// answers with the same view, and a live part asks for it again.

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/staff"
	"tambon/text"
)

// pageRows is how many people the list shows at first, and how many more a press adds.
const pageRows, mostRows = 30, 600

// A deskView is a day at a centre and what of it is shown.
type deskView struct {
	centre string
	day    models.Date
	today  bool
	show   string    // a tab; see tabs
	slot   string    // id: only its people
	from   int       // the first time of the board's window; below zero: around now
	rows   int       // people on the list
	did    string    // id of the change whose note stands above the list
	made   string    // id of the booking that was just made
	seen   time.Time // rows that were made later are new to whoever looks
}

// The tabs of the list, besides the statuses: who still has to be served, and everybody.
const showNext, showAll = "next", "all"

func tabs() []string {
	return []string{
		showNext, string(models.BookingBooked), string(models.BookingArrived), string(models.BookingCheckedIn),
		string(models.BookingFulfilled), string(models.BookingNoShow), string(models.BookingCancelled),
	}
}

// view reads the view of an address; what cannot be read is as if it were not there.
func (c *Console) view(v *visit) deskView {
	today := models.DateOf(v.now, c.Zone)
	d := deskView{centre: v.centre, day: today, slot: v.QueryParam("slot"), did: v.QueryParam("did"), made: v.QueryParam("made"), from: -1, rows: pageRows, seen: v.now}
	if day, reading := text.ReadDay(v.QueryParam("day"), v.now); reading == text.Sure {
		d.day = models.Date(day.Format(time.DateOnly))
	}
	d.today = d.day == today
	if d.show = v.QueryParam("show"); !slices.Contains(append(tabs(), showAll), d.show) {
		d.show = showNext
		if d.slot != "" || d.day < today {
			d.show = showAll
		}
	}
	if n, err := strconv.Atoi(v.QueryParam("from")); err == nil {
		d.from = n
	}
	if n, err := strconv.Atoi(v.QueryParam("rows")); err == nil {
		d.rows = min(max(n, pageRows), mostRows)
	}
	if ms, err := strconv.ParseInt(v.QueryParam("seen"), 10, 64); err == nil {
		d.seen = time.UnixMilli(ms)
	}
	return d
}

// at is an address that shows this view.
func (d deskView) at(path string) string { return in(path + "?" + d.query().Encode()) }

// page is the desk with this view, for links and redirects: what was new is seen.
func (d deskView) page() string {
	q := d.query()
	q.Del("seen")
	return "/desk?" + q.Encode()
}

func (d deskView) query() url.Values {
	q := url.Values{"centre": {d.centre}, "day": {string(d.day)}, "show": {d.show}, "seen": {strconv.FormatInt(d.seen.UnixMilli(), 10)}}
	for name, value := range map[string]string{"slot": d.slot, "did": d.did, "made": d.made} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if d.from >= 0 {
		q.Set("from", strconv.Itoa(d.from))
	}
	if d.rows > pageRows {
		q.Set("rows", strconv.Itoa(d.rows))
	}
	return q
}

// with is another view from this one; what was done is not said again.
func (d deskView) with(change func(*deskView)) deskView {
	d.did, d.made = "", ""
	change(&d)
	return d
}

// other is another day of the same centre.
func (d deskView) other(day models.Date) string {
	return in("/desk?" + url.Values{"centre": {d.centre}, "day": {string(day)}}.Encode())
}

func (d deskView) statuses() []models.BookingStatus {
	switch d.show {
	case showNext:
		return booking.ToServe()
	case showAll:
		return nil
	}
	return []models.BookingStatus{models.BookingStatus(d.show)}
}

var errNoCentre = services.E(services.NotFound, "console.error.none")

// centreAsked is the centre of ?centre=, else the first where the person may see
// the queue.
func (c *Console) centreAsked(v *visit) (string, error) { return c.centreFor(v, "booking.read") }

// centreFor is the centre of ?centre=, else the first where the person may do the act.
func (c *Console) centreFor(v *visit, act staff.Permission) (string, error) {
	asked := v.QueryParam("centre")
	for _, centre := range v.town.Site.Centres {
		if centre.Code == asked || asked == "" && v.in.Who.May(act, centre.Code) {
			return centre.Code, nil
		}
	}
	if asked != "" {
		return "", errNoCentre
	}
	return "", nil
}

// centreOfBooking is the centre of the booking that the address names.
func (c *Console) centreOfBooking(v *visit) (string, error) {
	b, err := c.Bookings.One(v.Request().Context(), v.Param("id"))
	if kindOf(err) == services.NotFound {
		err = errNoCentre
	}
	return b.Slot.Service.CentreID, err
}
