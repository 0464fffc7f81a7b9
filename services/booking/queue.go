package booking

// The desk's list of people of one day.

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/text"
)

// A Filter narrows the list of a day. What is empty narrows nothing.
type Filter struct {
	Statuses  []models.BookingStatus // empty: who holds a place
	ServiceID string
	SlotID    string
	Find      string // any part of the name, of the number, or of the phone's digits
	After     string // id of the last row that was shown: the page after it
	Limit     int    // rows of a page; 0: all
}

// ToServe are the statuses of those who still have to be served: ถัดไป.
func ToServe() []models.BookingStatus {
	return []models.BookingStatus{models.BookingArrived, models.BookingBooked}
}

// A Row is one person on the list of a day.
type Row struct {
	Booking models.Booking
	Name    string        // of the person who comes
	Since   time.Time     // in this status; of one who is only booked, when it was made
	Wait    time.Duration // of who has arrived and is not yet served: how long since; else 0
	Late    time.Duration // of who has not come: how long their hour has begun; else 0
	LineOff bool          // LINE does not reach the resident who booked
}

// A Page is a part of a day's list.
type Page struct {
	Rows []Row // by hour; within it who has arrived first, the longest there before; then by service and number
	All  int   // rows that the filter leaves on all pages
	More bool  // there are rows after these
}

// queued is a row as it is sorted, before names are opened.
type queued struct {
	ID        string
	Status    models.BookingStatus
	StartsAt  time.Time
	Position  int
	Number    string
	CreatedAt time.Time
	Since     *time.Time
	LineOff   bool
}

// Queue lists a day's people at a centre. However many they are, it takes two
// statements; only the page's names are opened, unless one is looked for.
func (s *Service) Queue(ctx context.Context, centre string, day models.Date, f Filter) (Page, error) {
	list, err := s.queued(ctx, centre, day, f)
	if err != nil {
		return Page{}, err
	}
	slices.SortFunc(list, func(a, b queued) int {
		return cmp.Or(a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.rank(), b.rank()), a.turn().Compare(b.turn()),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.Number, b.Number))
	})
	find := text.Fold(f.Find)
	if find == "" {
		shown, page := cut(list, f)
		page.Rows, err = s.rows(ctx, shown, "")
		return page, err
	}
	rows, err := s.rows(ctx, list, find)
	if err != nil {
		return Page{}, err
	}
	kept := map[string]Row{}
	for _, r := range rows {
		kept[r.Booking.ID] = r
	}
	shown, page := cut(slices.DeleteFunc(list, func(q queued) bool { _, ok := kept[q.ID]; return !ok }), f)
	for _, q := range shown {
		page.Rows = append(page.Rows, kept[q.ID])
	}
	return page, nil
}

// rank puts those who are there before those who are not, and both before those
// who need nothing any more.
func (q queued) rank() int {
	return slices.Index([]models.BookingStatus{
		models.BookingArrived, models.BookingBooked, models.BookingCheckedIn, models.BookingFulfilled, models.BookingNoShow, models.BookingCancelled,
	}, q.Status)
}

// turn is since when somebody waits; nobody else has a turn.
func (q queued) turn() time.Time {
	if q.Status == models.BookingArrived && q.Since != nil {
		return *q.Since
	}
	return time.Time{}
}

// cut takes a page out of a sorted list. Where the row that it should follow has
// left the list meanwhile, it is the first page.
func cut(list []queued, f Filter) ([]queued, Page) {
	p := Page{All: len(list)}
	if f.After != "" {
		list = list[1+slices.IndexFunc(list, func(q queued) bool { return q.ID == f.After }):]
	}
	if f.Limit > 0 && len(list) > f.Limit {
		list, p.More = list[:f.Limit], true
	}
	return list, p
}

func (s *Service) queued(ctx context.Context, centre string, day models.Date, f Filter) (list []queued, err error) {
	statuses := f.Statuses
	if len(statuses) == 0 {
		statuses = models.OccupyingStatuses()
	}
	q := s.store.DB(ctx).Table("bookings b").
		Select(`b.id, b.status, s.starts_at, h.position, b.number, b.created_at,
			(SELECT c.at FROM booking_changes c WHERE c.booking_id = b.id AND c.undoes IS NULL AND c.undone_at IS NULL
				AND c.to_status = b.status AND c.from_status <> c.to_status ORDER BY c.version DESC LIMIT 1) AS since,
			NOT r.following OR r.line_user_id IS NULL AS line_off`).
		Joins("JOIN slots s ON s.id = b.slot_id").Joins("JOIN health_services h ON h.id = s.service_id").
		Joins("JOIN residents r ON r.id = b.resident_id").
		Where("h.centre_id = ? AND s.day = ? AND b.status IN ?", centre, day, statuses)
	if f.ServiceID != "" {
		q = q.Where("s.service_id = ?", f.ServiceID)
	}
	if f.SlotID != "" {
		q = q.Where("s.id = ?", f.SlotID)
	}
	err = q.Scan(&list).Error
	return list, err
}

// rows opens a list. With something to find, only rows that have it are kept.
func (s *Service) rows(ctx context.Context, list []queued, find string) ([]Row, error) {
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]string, len(list))
	for i, q := range list {
		ids[i] = q.ID
	}
	var found []models.Booking
	if err := s.bookings(ctx).Where("bookings.id IN ?", ids).Find(&found).Error; err != nil {
		return nil, err
	}
	byID := make(map[string]models.Booking, len(found))
	for _, b := range found {
		byID[b.ID] = b
	}
	var rows []Row
	for _, q := range list {
		b, ok := byID[q.ID]
		if !ok {
			continue
		}
		name, phone, err := s.Person(b)
		if err != nil {
			return nil, err
		}
		if find != "" && !has(name, phone, b, find) {
			continue
		}
		rows = append(rows, s.row(q, b, name))
	}
	return rows, nil
}

func (s *Service) row(q queued, b models.Booking, name string) Row {
	r := Row{Booking: b, Name: name, Since: q.CreatedAt, LineOff: q.LineOff}
	if q.Since != nil {
		r.Since = *q.Since
	}
	now := s.now()
	switch q.Status {
	case models.BookingArrived:
		r.Wait = max(0, now.Sub(r.Since))
	case models.BookingBooked:
		r.Late = max(0, now.Sub(q.StartsAt))
	}
	return r
}

// has says whether a folded search is part of the person or their booking.
func has(name, phone string, b models.Booking, find string) bool {
	number := ""
	if b.Number != nil {
		number = strings.ToLower(*b.Number)
	}
	digits := strings.NewReplacer("-", "", " ", "").Replace(find)
	return strings.Contains(text.Fold(name), find) || strings.Contains(number, find) ||
		strings.Trim(digits, "0123456789") == "" && digits != "" && strings.Contains(phone, digits)
}
