package resident

// The copy of what is kept of one person, which they may ask for (PDPA B.E. 2562,
// sections 30 and 31).

import (
	"context"
	"time"

	"tambon/models"
	"tambon/services"
)

// A Copy is all that is kept of one person. As JSON it is what another system can
// read: instants are RFC 3339, phones national digits, statuses FHIR's.
type Copy struct {
	MadeAt   time.Time     `json:"made_at"`
	Language string        `json:"language"` // th or en
	Rows     []CopyRow     `json:"register"`
	Bookings []CopyBooking `json:"bookings"` // the newest visit first
	Messages []CopyMessage `json:"messages"` // that were sent to them by themselves
	Acts     []CopyAct     `json:"record"`   // the newest first
}

// A CopyRow is a row of the register; a merged person has several.
type CopyRow struct {
	Name          string     `json:"name"`
	Phone         string     `json:"phone"`
	LineUserID    string     `json:"line_user_id,omitempty"`
	Since         time.Time  `json:"since"`
	NoticeVersion string     `json:"notice_version,omitempty"` // of the privacy notice that they acknowledged
	NoticeAt      *time.Time `json:"notice_at,omitempty"`
}

// A CopyBooking is a booking that they made or that was made for them.
type CopyBooking struct {
	Number       string               `json:"number"`
	Service      models.HealthService `json:"-"`
	ServiceName  string               `json:"service"`
	CentreID     string               `json:"centre"`
	StartsAt     time.Time            `json:"starts_at"`
	EndsAt       time.Time            `json:"ends_at"`
	Status       models.BookingStatus `json:"status"`
	Channel      string               `json:"channel"` // line, counter, phone
	Patient      string               `json:"patient"`
	Phone        string               `json:"phone"`
	BookedAt     time.Time            `json:"booked_at"`
	CancelledAt  *time.Time           `json:"cancelled_at,omitempty"`
	CancelReason string               `json:"cancel_reason,omitempty"`
	CancelWords  string               `json:"cancel_words,omitempty"` // what staff wrote to them
}

// A CopyMessage is a message that was sent by itself; its words are not kept.
type CopyMessage struct {
	At    time.Time        `json:"at"`
	About string           `json:"about"` // noun.verb
	State models.PushState `json:"state"`
}

// A CopyAct is something that was done with their data. Who of the staff it was
// stays with the town.
type CopyAct struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`   // resident, staff, system
	What string    `json:"what"` // noun.verb
}

// Copy collects all that is kept of a person, and writes down that it was taken
// out, and how (paper, zip).
func (s *Service) Copy(ctx context.Context, by services.Actor, id, how string) (c Copy, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := services.Audit(ctx, s.store, s.now(), by, "resident.export", id, how); err != nil {
			return err
		}
		rows, err := s.Rows(ctx, id)
		if err != nil {
			return err
		}
		c = Copy{MadeAt: s.now().UTC()}
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
			if r.ID == id {
				c.Language = r.Language
			}
			p, err := s.Open(r)
			if err != nil {
				return err
			}
			row := CopyRow{Name: p.Name, Phone: p.Phone, Since: r.CreatedAt, NoticeVersion: r.NoticeVersion, NoticeAt: r.NoticeAt}
			if r.LineUserID != nil {
				row.LineUserID = *r.LineUserID
			}
			c.Rows = append(c.Rows, row)
		}
		nouns, err := s.copyBookings(ctx, &c, ids)
		if err != nil {
			return err
		}
		return s.copyRecord(ctx, &c, ids, nouns)
	})
	return c, err
}

// copyBookings copies what they booked, and returns those bookings' ids.
func (s *Service) copyBookings(ctx context.Context, c *Copy, ids []string) (nouns []string, err error) {
	var list []models.Booking
	err = s.store.DB(ctx).Joins("Slot").Joins("Slot.Service").Where("bookings.resident_id IN ?", ids).
		Order(`"Slot".starts_at DESC, bookings.id DESC`).Find(&list).Error
	if err != nil {
		return nil, err
	}
	for _, b := range list {
		row := CopyBooking{
			Service: b.Slot.Service, ServiceName: b.Slot.Service.NameTH, CentreID: b.Slot.Service.CentreID, StartsAt: b.Slot.StartsAt, EndsAt: b.Slot.EndsAt,
			Status: b.Status, Channel: b.Channel, BookedAt: b.CreatedAt, CancelledAt: b.CancelledAt, CancelReason: b.CancelReason,
		}
		if b.Number != nil {
			row.Number = *b.Number
		}
		for column, of := range map[string]struct {
			sealed models.Secret
			to     *string
		}{"patient": {b.Patient, &row.Patient}, "phone": {b.Phone, &row.Phone}, "cancel_words": {b.CancelWords, &row.CancelWords}} {
			plain, err := s.store.Keys.Open("bookings", column, b.ID, of.sealed)
			if err != nil {
				return nil, err
			}
			*of.to = string(plain)
		}
		c.Bookings = append(c.Bookings, row)
		nouns = append(nouns, b.ID)
	}
	return nouns, nil
}

// copyRecord copies what was sent to them and what was done with their data.
func (s *Service) copyRecord(ctx context.Context, c *Copy, ids, bookings []string) error {
	var pushes []models.Push
	if err := s.store.DB(ctx).Where("resident_id IN ?", ids).Order("created_at DESC").Find(&pushes).Error; err != nil {
		return err
	}
	for _, p := range pushes {
		c.Messages = append(c.Messages, CopyMessage{p.CreatedAt, p.Verb, p.State})
	}
	var acts []models.AuditEvent
	err := s.store.DB(ctx).Where("noun_id IN ?", append(ids, bookings...)).Order("at DESC, id DESC").Find(&acts).Error
	for _, a := range acts {
		c.Acts = append(c.Acts, CopyAct{a.At, a.ActorKind, a.Verb})
	}
	return err
}
